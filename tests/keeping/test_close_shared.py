"""Ending one of several processes of an installation, on either database: the others keep every row, key and file."""

from pathlib import Path

import pytest
from tests.keeping.conftest import fill, said

from tequio.chain.closing import close, destroying, journal
from tequio.chain.closing.journal import How
from tequio.chain.closing.leaving import leaving
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.queries import fault, head_holds
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.rows import of_process, with_process
from tequio.listening.entry import cards
from tequio.listening.models import Consent, Encounter, Use, Voice
from tequio.listening.permissions import state_all_again

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by(cast: dict[str, User], process: Process) -> close.Deciding:
    return close.deciding(cast["coordinator"], cast["protector"], process)


@pytest.fixture
def other(home: Path, process: Process, team: User) -> Process:
    made = Process.objects.create(name="Otro")
    keyring.create(home, made.pk, pseudonym="Garza", passphrase="ajena")
    theirs = User.objects.create_user(team.pseudonym, process=made)
    for role in (Role.FACILITATOR, Role.COORDINATOR):
        Membership.objects.create(user=theirs, process=made, role=role)
    place = Territory.objects.create(process=made, key="otro", name="Otro")
    group = Group.objects.create(process=made, key="g", name_es="Grupo")
    fill(made, theirs, place, group)
    (home / "nota-de-otro.txt").write_text("de otro", encoding="utf-8")
    return made


def test_only_the_one_that_ends_goes(
        process: Process, by: close.Deciding, filled: list[Voice], other: Process, home: Path) -> None:
    made = close.destroy(by=by, process=process)
    assert {path.suffix for path in made} == {".pdf", ".json"}
    assert not destroying.key_files(home, process.pk)
    left = {model._meta.label for model in with_process() if of_process(model, process.pk).exists()}
    assert left == {"audit.Entry", "audit.Head"}
    assert fault(process.pk) is None
    assert head_holds(process.pk)
    assert [row.text for row in Voice.objects.filter(process=other).order_by("key")] == [said(n) for n in range(5)]
    assert (home / "nota-de-otro.txt").exists()
    assert not User.objects.filter(pseudonym="cuenta-facilitator").exists()
    assert User.objects.filter(pseudonym="equipo").exists()


def test_a_step_that_fails_leaves_no_certificate_and_is_taken_again(
        process: Process, by: close.Deciding, filled: list[Voice], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("shred_keys", "remove_files", "delete_rows", "scrub"):
        with monkeypatch.context() as broken:
            broken.setattr(destroying, step, _fails)
            with pytest.raises(ZeroDivisionError):
                if found := journal.read(home, process.pk):
                    close.go_on(home, found)
                else:
                    close.destroy(by=by, process=process)
        assert journal.statement(home, process.pk) is None
        refused = journal.refusal(home)
        assert refused is not None
        assert refused.problem.code == "TQ-361"
    found = journal.read(home, process.pk)
    assert found is not None
    close.go_on(home, found)
    assert not Voice.objects.filter(process=process).exists()
    assert journal.statement(home, process.pk) is not None
    assert journal.read(home, process.pk) is None


def _fails(*_: object) -> None:
    raise ZeroDivisionError


def test_what_would_not_go_is_named_and_nothing_is_certified(
        process: Process, by: close.Deciding, filled: list[Voice], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(destroying, "delete_rows", lambda _: None)
    with pytest.raises(TequioError, match="TQ-364"):
        close.destroy(by=by, process=process)
    assert journal.statement(home, process.pk) is None


def test_whoever_protects_and_whoever_coordinates_are_two(process: Process, cast: dict[str, User], team: User) -> None:
    assert close.deciding(cast["protector"], cast["coordinator"], process).coordinator == cast["coordinator"]
    for first, second in (("coordinator", "coordinator"), ("protector", "analyst"), ("facilitator", "trustee"),
                          ("coordinator", "stranger")):
        with pytest.raises(TequioError, match="TQ-362"):
            close.deciding(cast[first], cast[second], process)
    with pytest.raises(TequioError, match="TQ-362"):
        close.deciding(team, team, process)
    for role in ("facilitator", "analyst", "trustee", "official", "auditor", "stranger"):
        with pytest.raises(TequioError, match="TQ-311"):
            close.rehearse(actor=cast[role], process=process, how=How.DESTROY)


def test_an_unfinished_card_stops_it(process: Process, by: close.Deciding, team: User, filled: list[Voice]) -> None:
    encounter = Encounter.objects.get(process=process)
    cards.keep_draft(actor=team, encounter=encounter, text="a medias", group=None)
    with pytest.raises(TequioError, match="TQ-369"):
        close.destroy(by=by, process=process)
    assert Voice.objects.filter(process=process).count() == 5


def test_an_exception_of_one_voice_counts_more_than_its_encounter(process: Process, filled: list[Voice]) -> None:
    encounter = Encounter.objects.get(process=process)
    Consent.objects.filter(encounter=encounter).delete()
    Consent.objects.create(process=process, encounter=encounter, use=Use.ARCHIVE, granted=True)
    Consent.objects.create(process=process, encounter=encounter, voice=filled[2], use=Use.ARCHIVE, granted=False)
    state_all_again(encounter)
    found = leaving(process, (Use.ARCHIVE,))
    assert {row.key for row in found.rows(Voice)} == {"V0", "V1", "V3", "V4"}
    assert found.count(Voice, of=5) == 4
    assert found.count(Consent, of=2) == 1
    assert {row.key for row in leaving(process, (Use.DIALOGUE,)).rows(Voice)} == set()
