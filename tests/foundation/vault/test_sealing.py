"""Envelopes open only where they belong."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.foundation.errors import TequioError
from tequio.foundation.vault.sealing import bound_to, new_key, seal, unseal

KEY = new_key()
HERE = bound_to(uuid.UUID(int=1), uuid.UUID(int=2), "listening.voice.text")


@given(st.binary(max_size=400))
def test_what_is_sealed_opens_again(words: bytes) -> None:
    assert unseal(KEY, seal(KEY, words, HERE), HERE) == words


@given(st.text(min_size=6, max_size=60))
def test_the_envelope_does_not_show_the_words(words: str) -> None:
    assert words.encode() not in seal(KEY, words.encode(), HERE)


@given(st.binary(min_size=1, max_size=80), st.data())
def test_any_changed_byte_is_refused(words: bytes, data: st.DataObject) -> None:
    envelope = bytearray(seal(KEY, words, HERE))
    at = data.draw(st.integers(0, len(envelope) - 1))
    envelope[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(TequioError, match="TQ-302"):
        unseal(KEY, bytes(envelope), HERE)


@pytest.mark.parametrize("elsewhere", [
    bound_to(uuid.UUID(int=9), uuid.UUID(int=2), "listening.voice.text"),
    bound_to(uuid.UUID(int=1), uuid.UUID(int=9), "listening.voice.text"),
    bound_to(uuid.UUID(int=1), uuid.UUID(int=2), "diagnosis.coding.quote"),
])
def test_an_envelope_moved_to_another_process_row_or_field_is_refused(elsewhere: bytes) -> None:
    with pytest.raises(TequioError, match="TQ-302"):
        unseal(KEY, seal(KEY, b"algo", HERE), elsewhere)


def test_another_key_is_refused() -> None:
    with pytest.raises(TequioError, match="TQ-302"):
        unseal(new_key(), seal(KEY, b"algo", HERE), HERE)
