"""Proposals held against the four principles and asked whether they reproduce violence, by somebody else."""
