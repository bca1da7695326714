"""What became of what a group said: the sheet that goes back to it."""
