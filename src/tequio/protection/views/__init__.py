"""Pages of protection, by what a person comes to do."""
