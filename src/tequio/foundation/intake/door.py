"""Opening a file that somebody sent: only a regular file, inside its folder, of a bearable size."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.limits import MB, Limits

# Without O_NONBLOCK, opening a FIFO waits for ever for somebody to write into it.
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
CHUNK = 1 * MB


@dataclass(frozen=True)
class Received:
    """The bytes of a file under its bare name: its folder may say who sent it."""

    name: str
    data: bytes

    @property
    def extension(self) -> str:
        return Path(self.name).suffix.lower().lstrip(".")


def receive(path: Path, *, root: Path | None = None, limits: Limits) -> Received:
    """Read `path` whole, once, from the descriptor that was checked.

    Raises TequioError: TQ-201 absent, TQ-202 outside `root`, TQ-203 not a regular file, TQ-204 unreadable,
    TQ-205 empty, TQ-206 too large.
    """
    name = shown_name(path)
    real = _resolved(path, name)
    if root is not None and not real.is_relative_to(root.resolve()):
        raise TequioError("TQ-202", file=name)
    data = _read(real, name, limits.bytes)
    if not data:
        raise TequioError("TQ-205", file=name)
    return Received(name, data)


def shown_name(path: Path) -> str:
    """The last part of a path, without the bytes that no terminal or page can show."""
    return "".join(c if c.isprintable() else "�" for c in path.name) or "."


def _resolved(path: Path, name: str) -> Path:
    try:
        return path.resolve(strict=True)
    except FileNotFoundError:
        raise TequioError("TQ-201", file=name) from None
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name with NUL, a name too long
        raise TequioError("TQ-204", file=name) from None


def _read(path: Path, name: str, most: int) -> bytes:
    try:
        descriptor = os.open(path, FLAGS)
    except OSError as error:
        raise TequioError("TQ-203" if path.is_dir() else "TQ-204", file=name) from error
    try:
        _admit(os.fstat(descriptor), name, most)
        return _whole(lambda count: os.read(descriptor, count), name, most)
    finally:
        os.close(descriptor)


def _admit(status: os.stat_result, name: str, most: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise TequioError("TQ-203", file=name)
    if status.st_size > most:
        raise too_large(name, status.st_size, most)


def _whole(read: Callable[[int], bytes], name: str, most: int) -> bytes:
    parts: list[bytes] = []
    total = 0
    try:
        while part := read(CHUNK):
            parts.append(part)
            total += len(part)
            if total > most:  # a file that grows while it is read
                raise too_large(name, total, most)
    except OSError as error:
        raise TequioError("TQ-204", file=name) from error
    return b"".join(parts)


def too_large(name: str, size: int, most: int) -> TequioError:
    return TequioError("TQ-206", file=name, megabytes=-(-size // MB), limit=most // MB)
