"""A file that comes in through a page: read and sifted by the same stages as those of a process file."""
