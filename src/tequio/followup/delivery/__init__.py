"""What was promised, each step since, and what was done, with what shows it."""
