"""Every column of words, found by itself: it sings, it goes on its day, it is taken back, no later backup has it."""

import base64
import datetime
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tequio.agendas.models import Duty
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import Withdrawing, nouns
from tequio.foundation.trail.purging import kinds, promise, purge_due
from tequio.foundation.trail.queries import counts, upstream
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.archive import UnsealingReader, read_label
from tequio.foundation.vault.backup import back_up
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.rows import of_process, ours, path_to, sealed_fields, with_process
from tequio.foundation.vault.statements import StatementField
from tequio.listening.models import Encounter, Voice
from tequio.protection.withdrawing.actions import PREPARED, withdraw_encounter
from tests.attacks.sealed_fields import NO_WORDS, SEALED_ELSEWHERE, WITHDRAWN
from tests.attacks.test_canaries import SONG, _cells

DAY = datetime.date(2031, 5, 1)
SHORTEST = 29


def declared() -> dict[type[models.Model], set[str]]:
    """How each model with words is reached by a withdrawal."""
    found: dict[type[models.Model], set[str]] = {}
    for name, how in WITHDRAWN.items():
        label, _, _ = name.rpartition(".")
        if label in {model._meta.label_lower for model in ours()}:
            found.setdefault(apps.get_model(label), set()).add(how)
    return found


def envelopes(process: Process) -> dict[str, list[bytes]]:
    """What stands sealed in each column."""
    found: dict[str, list[bytes]] = {}
    for model, fields in sealed_fields():
        # A statement about a row holds no words, and is as open or as closed as its row.
        for field in (one for one in fields if not isinstance(one, StatementField)):
            rows = of_process(model, process.pk)
            found[f"{model._meta.label_lower}.{field.name}"] = [
                bytes(row) for row in rows.values_list(field.name, flat=True) if row]
    return found


def test_every_column_of_words_says_how_it_ends() -> None:
    there = {f"{model._meta.label_lower}.{field.name}" for model, fields in sealed_fields() for field in fields}
    assert there - WITHDRAWN.keys() == set(), "declare them in nouns.py of their room"


def test_every_column_of_bytes_is_known() -> None:
    """A column of bytes that nobody declared could hold words that another key closed, or no key at all."""
    there = {f"{model._meta.label_lower}.{field.name}" for model in ours() for field in model._meta.fields
             if isinstance(field, models.BinaryField) and not isinstance(field, SealedField)}
    assert there - SEALED_ELSEWHERE.keys() - NO_WORDS == set()


def test_every_row_of_words_can_be_given_a_due_day_or_goes_with_one_that_can() -> None:
    given = set(kinds().values())
    assert [model._meta.label for model, _ in sealed_fields() if model not in given
            and WITHDRAWN[f"{model._meta.label_lower}.{_[0].name}"] != "whole"] == []


def test_a_withdrawal_has_a_way_to_every_column() -> None:
    """What the table claims is so in the models: a key of the voice, a registered noun, a list of what goes along."""
    registered = {one.model: one for one in nouns().values()}
    wrong = []
    for model, ways in declared().items():
        ends = {getattr(field.related_model, "__name__", "") for field in model._meta.fields if field.is_relation}
        verb = registered[model].withdraw if model in registered else None
        right = {
            "voice": model is Voice or "Voice" in ends,
            "noun": verb in (Withdrawing.REVIEW, Withdrawing.DELETE),
            "hangs": any(one in ends for one in ("Finding", "Proposal", "Statement", "Item")),
            "encounter": bool(path_to(model, Encounter)) and model not in PREPARED,
            "team": True, "whole": True}
        wrong += [f"{model._meta.label}: {way}" for way in ways if not right[way]]
    assert wrong == []


@pytest.mark.attack
@pytest.mark.django_db(transaction=True)
def test_on_its_day_every_column_is_empty_and_no_later_backup_has_it(seeded: Process, tmp_path: Path) -> None:
    """Every kind is promised to one day; afterwards no envelope of any column is in the database or in a backup."""
    actor = User.objects.get(pseudonym="Coordinación")
    before = envelopes(seeded)
    assert sum(map(len, before.values())) > 60
    for kind in _by_dependence():
        promise(actor=actor, process=seeded, what=kind, due=DAY)
        purge_due(actor=actor, process=seeded, today=DAY)
    after = {name: len(held) for name, held in envelopes(seeded).items() if held}
    assert after == {}
    every = {envelope for held in before.values() for envelope in held if len(envelope) >= SHORTEST}
    assert [cell for cell in _cells() if cell in every] == []
    assert keyring.of(seeded.pk).kept.wrapped == {}
    archive = tmp_path / "usb" / "después.tequio"
    archive.parent.mkdir()
    written = back_up(actor=actor, process=seeded, archive=archive)
    held = b"".join(_inside(archive, seeded))
    assert len(held) > 1000
    assert [one for one in every if base64.b64encode(one) in held] == []
    assert keyfile.read(written.keys).wrapped == {}


def _by_dependence() -> list[str]:
    """Kinds with words, those that others stand on last."""
    rank = {kind: one.step for kind, one in nouns().items()}
    sealed = {model for model, _ in sealed_fields()}
    found = [kind for kind, model in kinds().items() if model in sealed]
    return sorted(found, key=lambda kind: -rank.get(kind, 99))


def _inside(archive: Path, process: Process) -> Iterator[bytes]:
    with archive.open("rb") as file:
        reader = UnsealingReader(file, read_label(file), keyring.of(process.pk).field_key)
        yield gzip.decompress(reader.read())


@pytest.mark.attack
@pytest.mark.django_db(transaction=True)
def test_taking_back_every_encounter_leaves_no_word_that_came_of_it(seeded: Process) -> None:
    actor, never_said = User.objects.get(pseudonym="Coordinación"), _never_said(seeded)
    for encounter in Encounter.objects.filter(process=seeded):
        withdraw_encounter(actor=actor, encounter=encounter)
    still = []
    for name, how in WITHDRAWN.items():
        label, _, column = name.rpartition(".")
        if how in ("team", "whole") or label not in {model._meta.label_lower for model in ours()}:
            continue
        for row in of_process(apps.get_model(label), seeded.pk):
            if SONG in getattr(row, column) and row.pk not in never_said:
                still.append(name)
    assert still == []


def _never_said(process: Process) -> set[object]:
    """Rows behind which no encounter stands: a line of an agenda that existed before cannot be taken back."""
    found = {row.pk for one in nouns().values() for row in of_process(one.model, process.pk)
             if "encounter" not in counts(upstream(process.pk, row.pk))}
    found |= {row.pk for row in Duty.objects.filter(process=process, proposal__in=found)}
    return found | {row.pk for model, _ in sealed_fields() if hasattr(model, "encounter")
                    for row in of_process(model, process.pk) if row.encounter_id is None}


def test_results_of_rounds_repeat_no_words(seeded: Process) -> None:
    """What a calculation leaves behind as JSON is numbers and keys."""
    for model in with_process():
        for field in model._meta.fields:
            if isinstance(field, models.JSONField):
                held = json.dumps(list(models.QuerySet(model).values_list(field.name, flat=True)), default=str)
                assert SONG not in held, f"{model._meta.label}.{field.name}"


def test_search_forgets_with_the_vault(seeded: Process) -> None:
    from tequio.foundation.vault.search import build_index, index_of
    build_index(seeded.pk, [("voice", row.pk, row.text) for row in Voice.objects.filter(process=seeded)])
    assert index_of(seeded.pk)
    keyring.lock(seeded.pk)
    assert index_of(seeded.pk) is None


