"""A sealed archive opens whole or not at all."""

import io
import random
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import archive
from tequio.foundation.vault.archive import SealingWriter, UnsealingReader, label_for, read_label
from tequio.foundation.vault.sealing import new_key

KEY = new_key()
PROCESS = uuid.uuid4()


def sealed(words: bytes, key: bytes = KEY) -> bytes:
    file = io.BytesIO()
    writer = SealingWriter(file, label_for(PROCESS, "huella", 1), key)
    for at in range(0, len(words), 7):
        writer.write(words[at:at + 7])
    writer.finish()
    return file.getvalue()


def opened(held: bytes, key: bytes = KEY) -> bytes:
    file = io.BytesIO(held)
    return io.BufferedReader(UnsealingReader(file, read_label(file), key)).read()


@pytest.fixture(autouse=True)
def short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "CHUNK", 50)


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_what_is_written_is_read(words: bytes) -> None:
    assert opened(sealed(words)) == words


def test_nothing_inside_can_be_seen() -> None:
    assert b"palabras" not in sealed(b"palabras de alguien" * 20)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(TequioError, match="TQ-331"):
        opened(sealed(b"algo"), new_key())


@pytest.mark.attack
def test_a_thousand_changed_archives_are_all_refused() -> None:
    chance = random.Random(11)
    whole = sealed(bytes(range(256)) * 2)
    for _ in range(1000):
        held = bytearray(whole)
        kind = chance.choice(("byte", "cut", "swap", "more"))
        at = chance.randrange(len(held))
        if kind == "byte":
            held[at] ^= chance.randrange(1, 256)
        elif kind == "cut":
            del held[at:]
        elif kind == "swap":
            other = chance.randrange(len(held))
            if held[at] == held[other]:
                continue
            held[at], held[other] = held[other], held[at]
        else:
            held += held[at:]
        with pytest.raises(TequioError, match="TQ-331"):
            opened(bytes(held))


@pytest.mark.parametrize("drop", [0, 1, -1])
def test_a_missing_chunk_is_noticed(drop: int) -> None:
    whole = sealed(b"x" * 180)
    label, _, body = whole.partition(b"\n")
    chunks = []
    while body:
        length = 4 + int.from_bytes(body[:4], "big")
        chunks.append(body[:length])
        body = body[length:]
    del chunks[drop]
    with pytest.raises(TequioError, match="TQ-331"):
        opened(label + b"\n" + b"".join(chunks))


@pytest.mark.parametrize("held", [b"", b"no", b"{}\n", b"[1]\n", b'{"format": "otro"}\n', b"\xff" * 3000])
def test_what_is_no_archive_is_said_to_be_none(held: bytes) -> None:
    with pytest.raises(TequioError, match="TQ-331"):
        opened(held)
