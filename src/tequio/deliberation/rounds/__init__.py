"""A round as it is held: sittings in rooms and online, reasons, reviews, and what the votes of all of them show."""
