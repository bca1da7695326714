"""Sound as phones record it, taken apart to its packets and written anew. Pure."""
