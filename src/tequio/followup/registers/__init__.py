"""Registers that teams or offices already keep: which of their words means what, and what became of every row."""
