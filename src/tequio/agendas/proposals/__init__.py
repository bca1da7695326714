"""Proposals that people write, edit, join, part, withdraw and refuse, each as a step that can be taken back."""
