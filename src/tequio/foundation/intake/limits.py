"""How much of a file that somebody sent is read before it is refused."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Ceilings that a consultation of a city never meets and a hostile file does."""

    bytes: int = 100 * MB  # of the file as it lies on disk
    rows: int = 200_000  # with content, headings included
    columns: int = 2_000
    cells: int = 5_000_000  # blank ones between others included
    characters: int = 100_000  # in one cell; a long transcript belongs in a text file
    entries: int = 2_000  # inside an archive
    uncompressed: int = 300 * MB  # of all that is unpacked, together
    ratio: int = 200  # unpacked to packed, per entry
    ratio_free: int = 1 * MB  # entries below this size may be packed as tightly as they like
    pages: int = 2_000  # of a PDF
    seconds: int = 60  # of computing for formats that are read in a process of their own


DEFAULT = Limits()
