"""Asking an office for an item: the letter, the day it was sent, the clock, and what came back."""
