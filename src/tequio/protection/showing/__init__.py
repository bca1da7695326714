"""Words as pages show them: masked, and as they were said where somebody asked for it and it was written down."""
