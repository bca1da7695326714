"""The terminal knows role, territory and the record of reading as the pages do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.keeping.conftest import OPENED, Tequio

from tequio.cli.keeping import looking
from tequio.cli.trace import told
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.reach import reach
from tequio.foundation.audit import reading
from tequio.foundation.audit.models import Entry, Reading
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.listening.models import Voice


def lines_of(process: Process, actor: User, key: str) -> str:
    with looking(process, actor, "read_words"):
        return "\n".join(told(key, {process.pk}, team=True))


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(TequioError) as fault:
        act()
    return fault.value.problem.code


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["trustee", "official", "auditor", "stranger"])
def test_who_may_read_no_words_reads_none_in_a_trail(
        process: Process, filled: list[Voice], cast: dict[str, User], who: str) -> None:
    assert code_of(lambda: lines_of(process, cast[who], "V1")) == "TQ-311"
    assert not Reading.objects.exists()


@pytest.mark.django_db
def test_a_trail_opens_only_where_somebody_works(
        process: Process, filled: list[Voice], territory: Territory) -> None:
    far = Territory.objects.create(process=process, key="lejos", name="Lejos", level="municipality")
    here, there = (User.objects.create_user(name, process=process) for name in ("de-aqui", "de-lejos"))
    Membership.objects.create(user=here, process=process, role=Role.ANALYST, territory=territory)
    Membership.objects.create(user=there, process=process, role=Role.ANALYST, territory=far)
    assert "en la sala" in lines_of(process, here, "V1")
    for key in ("V1", str(filled[1].pk), "E1", str(filled[1].encounter_id)):
        assert code_of(lambda key=key: lines_of(process, there, key)) == "TQ-913"  # type: ignore[misc]
    # What was looked at in the terminal limits nothing that comes afterwards.
    assert reach() is None


@pytest.mark.django_db
def test_a_key_of_another_process_is_no_key_here(
        process: Process, filled: list[Voice], team: User, demo_process: Process) -> None:
    key = str(Voice.objects.filter(process=demo_process).values_list("key", flat=True)[0])
    assert code_of(lambda: lines_of(process, team, key)) == "TQ-913"


@pytest.mark.django_db
def test_what_a_trail_opens_is_counted_and_said_when_it_is_much(
        process: Process, filled: list[Voice], team: User, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    lines_of(process, team, "V1")
    assert dict(Reading.objects.values_list("actor", "count")) == {team.pseudonym: 1}
    assert "por seguridad" not in capsys.readouterr().out
    monkeypatch.setattr(reading.note_reading, "__kwdefaults__", {"most": 2})
    lines_of(process, team, "E1")
    assert "por seguridad" in capsys.readouterr().out
    assert Entry.objects.filter(verb="bulk_reading", actor=team.pseudonym).count() == 1


@pytest.mark.django_db
def test_the_whole_process_is_open_to_whoever_works_in_all_of_it(
        process: Process, team: User, filled: list[Voice]) -> None:
    assert "en la sala" in lines_of(process, team, "V2")


def test_people_and_cards_are_for_whoever_may_change_them(built: Path, tequio: Tequio) -> None:
    """An analyst, and a coordinator of one place, learn nothing of who works here or which machines are believed."""
    for name, role, more in (("Roble", "analyst", ()), ("Sauce", "coordinator", ("--territory", "centro"))):
        done = tequio("people", built, "--add", name, "--role", role, *more,
                      descriptors={"--new-passphrase-fd": f"la frase larga que recuerda {name}"})
        assert done.returncode == 0 and "Coordinación" in done.stdout
        for command in (("people", built), ("bundle", "cards", built),
                        ("people", built, "--add", "Intrusa", "--role", "analyst")):
            refused = tequio(*command, passphrase=f"la frase larga que recuerda {name}")
            assert refused.returncode != 0 and "TQ-311" in refused.stderr
            assert "Coordinación" not in refused.stdout and "palabras" not in refused.stdout
    assert "Intrusa" not in tequio("people", built).stdout
    assert tequio("bundle", "cards", built).returncode == 0
    assert OPENED in tequio("trace", "V1", "--in", built, passphrase="la frase larga que recuerda Roble").stdout
