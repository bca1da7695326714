"""Pages through which a file comes in: hand it over, see what was recognised, confirm, read the account."""
