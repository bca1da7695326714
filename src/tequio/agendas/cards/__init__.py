"""The parts of the pages of this room, in the plain form that the components take."""
