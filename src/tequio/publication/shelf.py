"""The folder of written documents. A file is reached only by its edition, and only while it is what was written."""

import hashlib
from pathlib import Path, PurePath

from tequio.foundation.errors import TequioError
from tequio.publication.models import Edition

# In the order in which people ask for them.
KINDS = {".pdf": "application/pdf", ".html": "text/html; charset=utf-8",
         ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def lies_there(folder: Path, edition: Edition) -> bool:
    return _path(folder, edition) is not None


def contents(folder: Path, edition: Edition) -> bytes:
    """The file of an edition.

    Raises TQ-831 when it is not on this machine, TQ-832 when it is no longer what was written.
    """
    path = _path(folder, edition)
    if path is None:
        raise TequioError("TQ-831", file=edition.name)
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != edition.sha256:
        raise TequioError("TQ-832", file=edition.name)
    return data


def _path(folder: Path, edition: Edition) -> Path | None:
    """Nothing outside the folder, nothing that a link leads to; what was published lies in its site and not here."""
    if edition.release_id or PurePath(edition.name).name != edition.name or PurePath(edition.name).suffix not in KINDS:
        return None
    path = folder / edition.name
    return path if path.is_file() and not path.is_symlink() and path.resolve().parent == folder.resolve() else None


def place_of(edition: Edition) -> int:
    """Where its format stands among the formats."""
    suffix = PurePath(edition.name).suffix
    return list(KINDS).index(suffix) if suffix in KINDS else len(KINDS)


def kind_of(edition: Edition) -> str:
    return KINDS[PurePath(edition.name).suffix]
