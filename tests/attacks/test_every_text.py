"""Every column of text says what it is: sealed, codes, choices, or public for a reason."""

from pathlib import Path

import pytest
from django.db import models, transaction

from tequio.chain.process_file import Source
from tequio.chain.records import read_rows
from tequio.foundation.errors import TequioError
from tequio.foundation.places.columns import Coded, Public, texts_of
from tequio.foundation.places.models import Process
from tequio.foundation.vault.rows import ours
from tequio.listening.models import Encounter, Silence, Voice
from tests.attacks.canaries import ROWS, file_of, write_process

TEXT = (models.CharField, models.TextField, models.JSONField, models.FileField)
# Django's own column, which holds a hash.
HASHED = {"accounts.user.password"}


def columns() -> list[tuple[str, "models.Field[object, object]"]]:
    return [(f"{model._meta.label_lower}.{field.name}", field) for model in ours()
            for field in model._meta.concrete_fields if isinstance(field, TEXT)]


def test_every_column_of_text_is_declared() -> None:
    open_ones = [name for name, field in columns() if not (
        field.choices or isinstance(field, Coded) or (isinstance(field, Public) and field.because) or name in HASHED)]
    assert len(columns()) > 100
    assert open_ones == [], "seal them, or say in foundation/places/columns.py's words what they hold"


def test_a_column_that_says_nothing_is_found() -> None:
    """The test above would see a plain column of Django's."""
    plain = models.CharField(max_length=20)
    assert isinstance(plain, TEXT)
    assert not isinstance(plain, Coded | Public)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\t", "\u2003", "\n"])
def test_no_code_holds_a_name_and_its_surname(seeded: Process, blank: str) -> None:
    row = Silence.objects.filter(process=seeded)[0]
    row.key = f"Rutilia{blank}Canchola"
    with pytest.raises(TequioError) as refused, transaction.atomic():
        row.save()
    assert refused.value.problem.code == "TQ-581"
    assert "Canchola" not in str(refused.value)
    assert not Silence.objects.filter(key__startswith="Rutilia").exists()


def test_nor_one_in_many(seeded: Process) -> None:
    """Rows that come in by the thousand are looked at like one."""
    row = Voice.objects.filter(process=seeded)[0]
    encounter = Encounter(process=seeded, territory=row.territory, key="Casa de Rutilia", kind="walk", status="held")
    with pytest.raises(TequioError, match="TQ-581"):
        Encounter.objects.bulk_create([encounter])


@pytest.mark.parametrize("kind", ["encounters", "voices", "findings", "proposals", "responses"])
def test_a_key_that_is_a_name_is_refused_with_its_row_and_not_repeated(tmp_path: Path, kind: str) -> None:
    write_process(tmp_path)
    path = tmp_path / f"{file_of(kind)}.csv"
    path.write_text(path.read_text("utf-8").replace(ROWS[kind]["key"], "Rutilia Canchola", 1), encoding="utf-8")
    source = Source(kind, path.name, label="hoja.csv", short="fuente-1")
    with pytest.raises(TequioError) as refused:
        read_rows(source, tmp_path)
    assert (refused.value.problem.code, refused.value.problem.row) == ("TQ-581", 2)
    assert "Canchola" not in str(refused.value)


def test_codes_in_tables_are_looked_at_however_deep() -> None:
    assert sorted(texts_of({"a": [1, {"b": ("c", None)}]})) == ["a", "b", "c"]
