"""Opening a project by what it is, whichever tool wrote it."""

from dataclasses import dataclass
from pathlib import Path

from tequio.diagnosis.refi_qda.account import Account
from tequio.diagnosis.refi_qda.database import read_database
from tequio.diagnosis.refi_qda.model import Project
from tequio.diagnosis.refi_qda.reading import read_qdc, read_qdpx
from tequio.foundation.errors import TequioError
from tequio.foundation.intake.door import File

PROJECTS, CODEBOOKS = (".qdpx",), (".qdc",)
DATABASES = (".qda", ".sqlite3", ".sqlite", ".db")
KNOWN = (*PROJECTS, *CODEBOOKS, *DATABASES)


@dataclass(frozen=True)
class Opened:
    """A project, and what became of everything that its file holds."""

    project: Project
    account: Account


def open_project(path: File, *, which: str = "") -> Opened:
    """The project of a file; of a Taguette database with several, the one numbered `which`.

    Raises TequioError: TQ-164 for a kind of file that is not known here, and as each reader does.
    """
    account, ending = Account(), path.suffix.lower()
    if ending in PROJECTS:
        return Opened(read_qdpx(path, account), account)
    if ending in CODEBOOKS:
        return Opened(read_qdc(path, account), account)
    if ending in DATABASES:
        # QualCoder keeps its database in a folder that is called like the project.
        inside = path / "data.qda" if isinstance(path, Path) and path.is_dir() else path
        return Opened(read_database(inside, account, which=which), account)
    raise TequioError("TQ-164", value=ending or "?", known=", ".join(KNOWN))
