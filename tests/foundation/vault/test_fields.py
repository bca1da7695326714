"""Sealed columns open on access and nowhere else."""

from collections.abc import Callable

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.vault.keyring import OpenProcess, keyring
from tequio.listening.models import Encounter, Voice

WORDS = "Lo que dije en la sala, con ñ y 😀."


@pytest.fixture
def voice(process: Process, territory: Territory, opened: OpenProcess) -> Voice:
    encounter = Encounter.objects.create(process=process, territory=territory, key="E1", kind="workshop", status="held")
    made = Voice(process=process, encounter=encounter, territory=territory, key="V1", text=WORDS)
    opened.make_keys([made.pk])
    made.save()
    return made


def test_words_open_on_access(voice: Voice) -> None:
    assert voice.text == WORDS
    assert Voice.objects.get(pk=voice.pk).text == WORDS


def test_the_database_holds_none_of_them(voice: Voice) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {Voice._meta.db_table} WHERE key = 'V1'")
        stored = bytes(cursor.fetchone()[0])
    assert b"dije" not in stored
    assert "<sellado>" in repr(voice.__dict__["text"])


@pytest.mark.parametrize(("leak", "refusal"), [
    (lambda: Voice.objects.values("text"), TequioError), (lambda: Voice.objects.values(), TequioError),
    (lambda: Voice.objects.values_list("text", flat=True), TequioError),
    (lambda: Voice.objects.update(text="otra"), TequioError),
    (lambda: Voice.objects.filter(text=WORDS), FieldError),
    (lambda: Voice.objects.filter(text__contains="dije"), FieldError),
    (lambda: list(Voice.objects.exclude(text__gt=b"a")), FieldError),
])
def test_queries_cannot_look_inside(voice: Voice, leak: Callable[[], object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        leak()


def test_locked_rows_can_be_counted_and_not_read(voice: Voice, process: Process) -> None:
    keyring.lock(process.pk)
    assert Voice.objects.filter(process=process).count() == 1
    with pytest.raises(TequioError, match="TQ-301"):
        _ = Voice.objects.get(pk=voice.pk).text


def test_a_row_swapped_in_the_database_does_not_open(voice: Voice, opened: OpenProcess) -> None:
    other = Voice(process=voice.process, encounter=voice.encounter, territory=voice.territory, key="V2", text="otra")
    opened.make_keys([other.pk])
    other.save()
    with connection.cursor() as cursor:
        table = Voice._meta.db_table
        cursor.execute(f"UPDATE {table} SET text = (SELECT text FROM {table} WHERE key = 'V2') WHERE key = 'V1'")
    with pytest.raises(TequioError, match="TQ-302"):
        _ = Voice.objects.get(key="V1").text


def test_a_destroyed_key_ends_the_words(voice: Voice, opened: OpenProcess) -> None:
    opened.destroy_keys([voice.pk])
    with pytest.raises(TequioError, match="TQ-305"):
        _ = voice.text


def test_nothing_said_is_nothing_sealed(voice: Voice) -> None:
    empty = Encounter.objects.get(key="E1")
    made = Voice(process=voice.process, encounter=empty, territory=voice.territory, key="V3")
    made.save()
    assert made.text == ""
