"""Reading ZIP containers without believing what they say about themselves.

Source: PKWARE APPNOTE 6.3, sections 4.3.7 (local header) and 4.4 (fields).
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.door import File, Received, receive
from tequio.foundation.intake.limits import DEFAULT, MB, Limits

LOCAL = struct.Struct("<4s5H3I2H")
LOCAL_MARK = b"PK\x03\x04"
ENCRYPTED = 0x1 | 0x40 | 0x2000
STEP = 1 * MB
FEED = STEP // 16
LINK = 0o120000
KIND_OF_FILE = 0o170000
NESTED = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".tar", ".tgz")


@dataclass(frozen=True)
class Entry:
    """One file of an archive: its safe relative name and its size unpacked."""

    name: str
    size: int


class Archive:
    """A ZIP whose entries were all checked before the first one is unpacked, and which are unpacked in memory."""

    def __init__(self, file: str, data: bytes, limits: Limits, *, nested: bool = False) -> None:
        """Check the directory of `data`; `nested` allows archives inside.

        Raises TequioError: TQ-209 damaged, TQ-211 bomb, TQ-212 too many entries, TQ-213 unsafe name or link,
        TQ-214 archive inside, TQ-235 encrypted.
        """
        self.file = file
        self.limits = limits
        self._data = data
        self._entries = {info.filename: info for info in self._directory() if not info.is_dir()}
        self._spent = 0
        check_entries(file, list(self._entries.values()), limits, nested=nested)

    def _directory(self) -> list[zipfile.ZipInfo]:
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as opened:
                listed = opened.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, struct.error, NotImplementedError) as error:
            raise TequioError("TQ-209", file=self.file) from error
        if len({info.filename for info in listed}) != len(listed):
            raise TequioError("TQ-209", file=self.file)
        return listed

    def entries(self) -> list[Entry]:
        return [Entry(name, info.file_size) for name, info in self._entries.items()]

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """All of one entry.

        Raises TequioError: TQ-209 when it is absent or damaged, TQ-211 when it is more than it says.
        """
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """One entry in pieces of about a megabyte, its length and checksum verified by the last one."""
        info = self._info(name)
        total, checksum = 0, 0
        for piece in self._unpacked(info):
            total += len(piece)
            self._spend(len(piece), name)
            if total > info.file_size:
                raise TequioError("TQ-211", file=self.file, value=name, limit=self.limits.uncompressed // MB)
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if total != info.file_size or checksum != info.CRC:
            raise TequioError("TQ-209", file=self.file, value=name)

    def packed(self, name: str) -> tuple[zipfile.ZipInfo, bytes]:
        """The entry as it lies in the archive, still compressed."""
        info = self._info(name)
        return info, self._raw(info)

    def _info(self, name: str) -> zipfile.ZipInfo:
        if name not in self._entries:
            raise TequioError("TQ-209", file=self.file, value=name)
        return self._entries[name]

    def _raw(self, info: zipfile.ZipInfo) -> bytes:
        try:
            head = LOCAL.unpack_from(self._data, info.header_offset)
        except struct.error as error:
            raise TequioError("TQ-209", file=self.file) from error
        start = info.header_offset + LOCAL.size + head[9] + head[10]
        raw = self._data[start : start + info.compress_size]
        if head[0] != LOCAL_MARK or len(raw) != info.compress_size:
            raise TequioError("TQ-209", file=self.file)
        return raw

    def _unpacked(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        raw = self._raw(info)
        if info.compress_type == zipfile.ZIP_STORED:
            yield from (raw[start : start + STEP] for start in range(0, len(raw), STEP))
            return
        try:
            yield from _inflated(raw)
        except zlib.error as error:
            raise TequioError("TQ-209", file=self.file) from error

    def _spend(self, size: int, name: str) -> None:
        self._spent += size
        if self._spent > 2 * self.limits.uncompressed:  # every entry may be read twice: once to check, once to use
            raise TequioError("TQ-211", file=self.file, value=name, limit=self.limits.uncompressed // MB)


def _inflated(raw: bytes) -> Iterator[bytes]:
    """Never more than one step of output at a time, however tightly the input is packed."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    view = memoryview(raw)
    for start in range(0, len(raw), FEED):
        pending = bytes(view[start : start + FEED])
        while pending and not inflate.eof:
            yield inflate.decompress(pending, STEP)
            pending = inflate.unconsumed_tail
    yield inflate.flush()


def check_entries(file: str, listed: list[zipfile.ZipInfo], limits: Limits, *, nested: bool) -> None:
    if len(listed) > limits.entries:
        raise TequioError("TQ-212", file=file, count=len(listed), limit=limits.entries)
    for info in listed:
        _check_entry(file, info, limits, nested=nested)
    if sum(info.file_size for info in listed) > limits.uncompressed:
        raise TequioError("TQ-211", file=file, limit=limits.uncompressed // MB)


def _check_entry(file: str, info: zipfile.ZipInfo, limits: Limits, *, nested: bool) -> None:
    if not safe(info.orig_filename) or (info.external_attr >> 16) & KIND_OF_FILE == LINK:
        raise TequioError("TQ-213", file=file, value=info.orig_filename)
    if info.flag_bits & ENCRYPTED:
        raise TequioError("TQ-235", file=file)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise TequioError("TQ-209", file=file, value=info.filename)
    if not nested and info.filename.lower().endswith(NESTED):
        raise TequioError("TQ-214", file=file, value=info.filename)
    if info.file_size > limits.ratio_free and info.file_size > limits.ratio * info.compress_size:
        raise TequioError("TQ-211", file=file, value=info.filename, limit=limits.uncompressed // MB)


def safe(name: str) -> bool:
    """Whether an entry's name stays inside the folder it would be unpacked into, on any system."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return bool(parts) and name.isprintable() and not name.startswith("/") and ".." not in parts and ":" not in name


def open_archive(path: File, *, root: Path | None = None, limits: Limits = DEFAULT) -> Archive:
    """The archive at `path`, nothing of it ever unpacked on disk.

    Raises TequioError as `receive` and `Archive` do, and TQ-208 when it is no ZIP.
    """
    received: Received = receive(path, root=root, limits=limits)
    if not received.data.startswith((LOCAL_MARK, b"PK\x05\x06")):
        raise TequioError("TQ-208", file=received.name, said="zip", found="?")
    return Archive(received.name, received.data, limits)
