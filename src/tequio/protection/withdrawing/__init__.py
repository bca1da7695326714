"""Taking words back, and narrowing what they may be used for."""
