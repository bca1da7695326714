"""Two people read every voice as it would leave: they approve, refuse, mark words, and lift a mask with a reason."""
