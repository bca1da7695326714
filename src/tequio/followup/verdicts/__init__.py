"""What each group says became of a point, in waves, beside what the office says."""
