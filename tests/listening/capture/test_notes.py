"""Whatever stands in a letter or a file ends as a note or in a coded error, and never in anything else."""

import hashlib
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.foundation.errors import TequioError
from tequio.listening.capture import slips
from tequio.listening.capture.files import MAGIC, Carried, file_of, letters
from tequio.listening.capture.notes import HEAD, KINDS, LARGEST, Note, padded, read, written

TEXT = some.text(some.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=300).filter(
    lambda text: bool(text.strip()))
NOTES = some.builds(
    Note, item=some.uuids(), phone=some.just("0011223344556677"), kind=some.sampled_from(["card", "reflection"]),
    order=some.integers(0, 2**31 - 1), group=some.integers(0, 255), text=TEXT,
    withheld=some.lists(some.sampled_from(["quote", "archive"]), unique=True).map(tuple))


@given(NOTES)
def test_what_is_written_is_read_back(note: Note) -> None:
    plain = written(note)
    assert read(plain) == note
    assert len(plain) in {2 ** power for power in range(10, 19)}


@given(some.binary(max_size=600))
def test_any_bytes_end_in_a_coded_error(plain: bytes) -> None:
    with pytest.raises(TequioError, match="TQ-408"):
        read(plain)


JSON = some.recursive(some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
                      lambda inner: some.lists(inner, max_size=4)
                      | some.dictionaries(some.text(max_size=8), inner, max_size=4), max_leaves=12)
KEYS = ["item", "phone", "kind", "order", "group", "text", "silence", "withheld", "recording", "part", "last"]


@given(NOTES, some.dictionaries(some.sampled_from(KEYS), JSON, min_size=1, max_size=4), some.binary(max_size=40))
def test_a_head_with_anything_in_it_ends_as_a_note_or_in_a_coded_error(
        note: Note, changed: dict[str, object], sound: bytes) -> None:
    head = json.loads(written(note)[HEAD:].split(b"\0")[0]) | changed
    line = json.dumps(head).encode()
    plain = b"\1" + len(line).to_bytes(4, "big") + len(sound).to_bytes(4, "big") + line + sound
    try:
        made = read(plain)
    except TequioError as fault:
        assert fault.problem.code == "TQ-408"
        assert fault.problem.value == "" and fault.__cause__ is None
    else:
        assert made.kind in KINDS and isinstance(made.text, str) and (made.recording is None or made.kind == "audio")


def test_a_deep_head_is_refused() -> None:
    line = b"[" * 100_000
    with pytest.raises(TequioError, match="TQ-408"):
        read(b"\1" + len(line).to_bytes(4, "big") + bytes(4) + line)


@given(some.integers(0, LARGEST))
def test_sizes_go_in_steps(length: int) -> None:
    assert padded(length) >= length and padded(length) < 2 * max(length, 512) + 1


@given(some.lists(some.builds(Carried, some.binary(min_size=8, max_size=8).map(bytes.hex), some.uuids(),
                              some.binary(max_size=90)), max_size=5), some.integers(0, 700))
def test_a_file_gives_back_its_letters_however_short_it_was_cut(carried: list[Carried], cut: int) -> None:
    data = file_of(carried)
    assert list(letters(data)) == carried
    if len(MAGIC) <= cut < len(data):
        found = list(letters(data[:cut]))
        whole = [one for one in found if one.whole]
        assert whole == carried[:len(whole)] and len(found) - len(whole) <= 1


@given(some.binary(max_size=300))
def test_any_file_ends_in_letters_or_a_coded_error(data: bytes) -> None:
    try:
        found = list(letters(data))
    except TequioError as fault:
        assert fault.problem.code == "TQ-411"
    else:
        assert data.startswith(MAGIC) and len(found) <= len(data)


@given(some.binary(min_size=16, max_size=16), some.uuids(), some.binary(max_size=64))
def test_a_receipt_is_for_one_letter_of_one_slip(secret: bytes, item: uuid.UUID, letter: bytes) -> None:
    key, print_ = slips.receipt_key_of(secret), hashlib.sha512(letter).hexdigest()
    made = slips.receipt(key, item, print_)
    assert made != slips.receipt(key, uuid.uuid4(), print_)
    assert made != slips.receipt(key, item, hashlib.sha512(letter + b"x").hexdigest())
    assert slips.token_of(secret) != key[:16] and len(slips.spoken(made)) == 4
