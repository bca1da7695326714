"""Sees what a stretch of code runs, sends and writes. Python's audit events cannot be switched off from inside."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RUNS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "pty.spawn", "os.fork")
SENDS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request",
"ftplib.connect")
CONFINED = "from tequio.foundation.intake.apart import serve"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

_told: list[list[str]] = []


@contextmanager
def watched(*, may_write: Path) -> Iterator[list[str]]:
    """What ran, was sent or written inside the block; `may_write` is the folder of keys. Confined readers may run."""
    _install()
    seen: list[str] = []
    _told.append(seen)
    try:
        yield seen
    finally:
        _told.remove(seen)
        seen[:] = [one for one in seen if not one.startswith(f"write {may_write}")]


_installed: list[bool] = []


def _install() -> None:
    if not _installed:
        _installed.append(True)
        sys.addaudithook(_hook)


def _hook(event: str, given: tuple[object, ...]) -> None:
    if not _told:
        return
    what = ""
    if event in RUNS and not _is_confined(given):
        what = f"run {event} {given!r}"[:300]
    elif event in SENDS:
        what = f"send {event} {given!r}"[:300]
    elif event == "open" and isinstance(given[0], str | bytes) and isinstance(given[2], int) and given[2] & WRITING:
        name = os.fsdecode(given[0])
        what = "" if "__pycache__" in name or name == os.devnull else f"write {name}"
    elif event.startswith("tempfile."):
        what = f"write {given[0]}"
    if what:
        for seen in _told:
            seen.append(what)


def _is_confined(given: tuple[object, ...]) -> bool:
    """Whether it is the reader of binary formats, which may write nothing and is alone with the bytes."""
    command = given[1] if len(given) > 1 else ()
    return (isinstance(command, list | tuple) and len(command) == 3 and command[0] == sys.executable
            and command[1] == "-c" and CONFINED in str(command[2]))
