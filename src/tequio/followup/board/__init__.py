"""Every point with its answers, clocks and two columns, on one screen and one printed page."""
