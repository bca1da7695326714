"""Tequio: the co-construction of human security from below, as one chain of rooms."""

__version__ = "0.1.0"
