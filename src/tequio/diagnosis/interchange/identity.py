"""Under which identifiers the parts of a process leave, always the same: what comes back is known by them."""

from uuid import UUID, uuid5

from tequio.foundation.places.models import Process

TEQUIO = "Tequio"


def guid(process: Process, kind: str, of: object) -> str:
    """Of it nobody can tell the row it stands for."""
    return str(uuid5(process.pk, f"refi-qda:{kind}:{of}"))


def origin(process: Process) -> str:
    """Who wrote the file: this program, and which process without naming it."""
    return f"{TEQUIO} {guid(process, 'process', '')}"


def keyed(mark: str) -> UUID:
    """An identifier made of a keyed mark: nobody without the key of the process can make it."""
    return UUID(hex=mark, version=4)
