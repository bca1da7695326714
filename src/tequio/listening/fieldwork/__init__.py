"""Preparing encounters and deciding about them: assessment, go-ahead, states, suspensions, pseudonyms."""
