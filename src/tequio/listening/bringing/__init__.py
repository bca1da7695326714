"""Files that come in: held sealed until somebody confirms, and known again when they come twice."""
