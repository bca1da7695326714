"""A programme or operation: what it says of itself, and what was found of it in each place."""
