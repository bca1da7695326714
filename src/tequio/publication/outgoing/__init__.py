"""What is about to leave: the list that two people look through and sign before the public site is written."""
