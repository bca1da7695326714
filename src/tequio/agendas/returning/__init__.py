"""An agenda goes back to every group that was heard, until all have answered and two people call it final."""
