"""Sheets that a process file read row by row are known when they come in again through the pages, as whatever kind."""

from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.chain.bringing.conftest import workbook

from tequio.chain.bringing.bring import bring
from tequio.chain.bringing.preview import preview
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.foundation.accounts.models import User
from tequio.foundation.intake import hand_in
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tequio.listening.bringing import actions
from tequio.listening.bringing.models import FileKind
from tequio.listening.models import Voice
from tequio.protection.withdrawing.actions import withdraw_voice

pytestmark = pytest.mark.django_db

HEAD = '[process]\nname = "Prueba"\n[[territories]]\nkey = "centro"\nname = "Centro de Prueba"\n'
VOICES = '[[sources]]\nkind = "voices"\nfile = "hoja.csv"\nencounter = {{ kind = "workshop" }}\n' \
         '[sources.columns]\ntext = "{column}"\nkey = []\n'
FORUM = '[[sources]]\nkind = "consultation"\nfile = "hoja.csv"\n[sources.columns]\nkey = "n"\nproblem = "a"\n' \
        'description = "b"\n'
# Long and short words, and two people who answer the same.
ROWS = [{"n": "1", "a": "no hay luz en el callejón y nadie sale", "b": "sí"}, {"n": "2", "a": "falta agua", "b": "no"},
        {"n": "3", "a": "sí", "b": "nos cobran por vender en la plaza"}, {"n": "4", "a": "sí", "b": "no"}]
AS = {"survey": {"columns": {"voices": ["a", "b"]}},
      "keyed": {"columns": {"voices": ["a", "b"], "key": ["n"]}}}
SOURCES = {"voices": VOICES.format(column="a") + VOICES.format(column="b"), "consultation": FORUM}


def table(rows: list[dict[str, str]]) -> str:
    return "n,a,b\n" + "".join(f"{row['n']},{row['a']},{row['b']}\n" for row in rows)


def built(folder: Path, sources: str, rows: list[dict[str, str]]) -> tuple[Process, User, Ledger]:
    folder.mkdir(exist_ok=True)
    (folder / "hoja.csv").write_text(table(rows), encoding="utf-8")
    (folder / "proceso.toml").write_text(HEAD + sources, encoding="utf-8")
    ledger = Ledger()
    process_id = run_stages(read_process_file(folder / "proceso.toml"), folder, "frase", ledger, lambda *_: None)
    return Process.objects.get(pk=process_id), User.objects.get(pseudonym="Coordinación"), ledger


def hand_again(process: Process, actor: User, name: str, data: bytes, how: str) -> dict[str, int]:
    row = actions.hand_over(actor=actor, territory=process.territories.get(key="centro"), encounter=None,
                            kind=FileKind.SURVEY, file=hand_in(name, data))
    found = preview(actor=actor, delivery=row, choices=dict(AS[how]))
    assert found.ready, found.problem
    return dict(bring(actor=actor, delivery=row, choices=found.choices))


@pytest.mark.parametrize("how", AS)
@pytest.mark.parametrize("kind", SOURCES)
def test_the_sheet_of_a_process_file_adds_nothing_through_the_pages(
        kind: str, how: str, tmp_path: Path, home: Path) -> None:
    process, actor, _ = built(tmp_path / "p", SOURCES[kind], ROWS[:3])
    before = Voice.objects.count()
    for name, data in (("hoja.csv", table(ROWS[:3]).encode()), ("otra.xlsx", workbook(*ROWS[:3]))):
        assert hand_again(process, actor, name, data, how)["new"] == 0
    assert Voice.objects.count() == before


@pytest.mark.parametrize("how", AS)
@pytest.mark.parametrize("kind", SOURCES)
def test_what_was_taken_back_stays_out(kind: str, how: str, tmp_path: Path, home: Path) -> None:
    process, actor, _ = built(tmp_path / "p", SOURCES[kind], ROWS[:3])
    for voice in Voice.objects.all():
        withdraw_voice(actor=actor, voice=voice)
    counts = hand_again(process, actor, "hoja.csv", table(ROWS[:3]).encode(), how)
    assert (counts["new"], counts["back"]) == (0, 6)
    assert not Voice.objects.exists()


def test_the_same_columns_named_twice_are_heard_once(tmp_path: Path, home: Path) -> None:
    _, _, ledger = built(tmp_path / "p", VOICES.format(column="a") * 2, ROWS[:3])
    assert Voice.objects.count() == 3
    assert [row.reason for row in ledger.listed] == ["read_before"] * 3


def test_a_survey_read_with_a_key_is_known_without_it(tmp_path: Path, home: Path) -> None:
    process, actor, _ = built(tmp_path / "p", VOICES.format(column="a"), ROWS[:1])
    data = b"n,q\n1,poca luz\n2,poca agua\n"
    row = {"columns": {"voices": ["q"], "key": ["n"]}}
    for choices, new in ((row, 2), ({"columns": {"voices": ["q"]}}, 0), (row, 0)):
        made = actions.hand_over(actor=actor, territory=process.territories.get(key="centro"), encounter=None,
                                 kind=FileKind.SURVEY, file=hand_in("r.csv", data))
        assert bring(actor=actor, delivery=made, choices=choices)["new"] == new


STEPS = st.lists(st.one_of(
    st.tuples(st.just("bring"), st.sets(st.integers(0, 3), min_size=1), st.sampled_from(sorted(AS)), st.booleans()),
    st.tuples(st.just("withdraw"), st.integers(0, 9), st.just(""), st.just(False))), min_size=2, max_size=6)


@pytest.mark.attack
@given(kind=st.sampled_from(sorted(SOURCES)), steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_brought_and_withdrawn_after_a_sheet_nothing_doubles_and_nothing_comes_back(
        kind: str, steps: list[tuple[str, object, str, bool]], tmp_path_factory: pytest.TempPathFactory,
        home: Path) -> None:
    """Any rows of the sheet, read as any table, in either format, with withdrawals between: no voice is ever added."""
    with transaction.atomic():
        process, actor, _ = built(tmp_path_factory.mktemp("p"), SOURCES[kind], ROWS)
        alive = set(Voice.objects.filter(process=process).values_list("pk", flat=True))
        for step, which, how, as_book in steps:
            if step == "withdraw" and alive:
                gone = sorted(alive)[which % len(alive)]  # type: ignore[operator]
                withdraw_voice(actor=actor, voice=Voice.objects.get(pk=gone))
                alive.discard(gone)
            elif step == "bring":
                rows = [row for at, row in enumerate(ROWS) if at in which]  # type: ignore[operator]
                data = workbook(*rows) if as_book else table(rows).encode()
                hand_again(process, actor, "hoja.xlsx" if as_book else "hoja.csv", data, how)
            assert set(Voice.objects.filter(process=process).values_list("pk", flat=True)) == alive
        transaction.set_rollback(True)
    keyring.lock(process.pk)
