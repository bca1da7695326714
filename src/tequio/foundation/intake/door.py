"""Opening a file that somebody sent: only a regular file, inside its folder, of a bearable size; or bytes of a page."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.limits import MB, Limits

# Without O_NONBLOCK, opening a FIFO waits for ever for somebody to write into it.
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
CHUNK = 1 * MB
LONGEST_NAME = 120


@dataclass(frozen=True)
class Received:
    """The bytes of a file under its bare name: its folder may say who sent it."""

    name: str
    data: bytes

    @property
    def extension(self) -> str:
        return Path(self.name).suffix.lower().lstrip(".")


@dataclass(frozen=True)
class Handed:
    """A file that came through a page: it lies in memory and on no disk. Made by `hand_in`."""

    name: str
    data: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix


File = Path | Handed


def hand_in(name: str, data: bytes) -> Handed:
    """`data` under the bare name it was sent with: folders say who sent it, and controls can hide what it is."""
    return Handed(_printable(name.replace("\\", "/").rpartition("/")[2])[-LONGEST_NAME:], data)


def receive(path: File, *, root: Path | None = None, limits: Limits) -> Received:
    """Read `path` whole, once, from the descriptor that was checked.

    Raises TequioError: TQ-201 absent, TQ-202 outside `root`, TQ-203 not a regular file, TQ-204 unreadable,
    TQ-205 empty, TQ-206 too large.
    """
    name = shown_name(path)
    if isinstance(path, Handed):
        return _handed(name, path.data, limits.bytes)
    real = _resolved(path, name)
    if root is not None and not real.is_relative_to(root.resolve()):
        raise TequioError("TQ-202", file=name)
    data = _read(real, name, limits.bytes)
    if not data:
        raise TequioError("TQ-205", file=name)
    return Received(name, data)


def shown_name(path: File) -> str:
    """The last part of a path, without the bytes that no terminal or page can show."""
    return _printable(path.name)


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in name) or "."


def _handed(name: str, data: bytes, most: int) -> Received:
    if len(data) > most:
        raise too_large(name, len(data), most)
    if not data:
        raise TequioError("TQ-205", file=name)
    return Received(name, data)


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
