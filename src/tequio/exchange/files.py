"""Cards and bundles as files: written beside and then renamed, so that a half one is never taken for a whole one."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tequio.exchange.parts import HEAD, MOST_BYTES, MOST_PARTS
from tequio.foundation.errors import TequioError

MOST_CARD = 10_000


@contextmanager
def new_file(path: Path) -> Iterator[Callable[[bytes], str]]:
    """Hands out what writes the content and says its size. Raises TQ-359 when the file is there already."""
    if path.exists():
        raise TequioError("TQ-359", file=path.name)
    yield lambda content: _written(path, content)


def read_text(path: Path) -> str:
    """A card. Raises TQ-341 for what is none."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_CARD).decode()
    except (OSError, UnicodeDecodeError) as fault:
        raise TequioError("TQ-341", file=path.name) from fault


def read_bundle(path: Path) -> bytes:
    """Raises TQ-340 for a file that is not there, TQ-347 for one that is larger than any bundle."""
    most = MOST_BYTES + MOST_PARTS * HEAD
    try:
        if path.stat().st_size > most:
            raise TequioError("TQ-347", file=path.name, most=most >> 20)
        return path.read_bytes()
    except OSError as fault:
        raise TequioError("TQ-340", file=path.name) from fault


def _written(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    return f"{max(1, len(content) // 1024)} kB"
