"""Entering by hand what stands on paper: cards, silences, drawings."""
