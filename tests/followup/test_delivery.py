"""Commitments keep their first wording, what was done is shown, and pictures of it are sealed."""

import datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from tequio.agendas.models import Item
from tequio.followup.actions import record_responses
from tequio.followup.delivery import actions
from tequio.followup.delivery.models import CommitmentStatus, CommitmentStep, DeliveryStep, Evidence
from tequio.followup.delivery.states import STEPS, Moved, Promise, after, fold
from tequio.followup.models import Commitment, Response, ResponseKind
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Institution

START = datetime.date(2026, 3, 2)
END = START + datetime.timedelta(days=90)
DAYS = some.dates(START, END)
MOVE = some.builds(Moved, some.sampled_from(sorted(STEPS)), DAYS, some.sampled_from(["", "No hubo dinero."]),
                   some.sampled_from(["", "Cuatro lámparas.", "Diez lámparas."]), some.none() | DAYS)


def ago(days: int) -> datetime.date:
    return today() - datetime.timedelta(days=days)


@pytest.fixture
def answer(item: Item, office: Institution, team: User) -> Response:
    row = Response(process=item.process, item=item, institution=office, key="R1", kind=ResponseKind.CHANGED,
                   day=ago(60), text="Sí, pero menos.")
    record_responses(actor=team, process=item.process, responses=[row])
    return row


@pytest.fixture
def promised(answer: Response, team: User) -> Commitment:
    return actions.promise(actor=team, response=answer, promised=actions.Promised(
        "Poner diez lámparas.", ago(20), place="La parada", money="20 mil pesos del municipio",
        proof="Se ve de noche", conditions="Sin cámaras", signatories=["ayuntamiento", "residentes"]))


def test_the_lists_are_those_of_the_models() -> None:
    assert set(DeliveryStep.values) == set(STEPS)
    assert {leads for _, leads in STEPS.values()} | {"agreed"} == {*CommitmentStatus.values, ""}


def follow(moves: list[Moved]) -> None:
    """The first wording is always there, the present is its history, and what is refused leaves no mark."""
    first = Promise("Diez lámparas.", START)
    state, kept = first, []
    for moved in moves:
        try:
            reached = after(state, moved, today=END)
        except TequioError as fault:
            assert fault.problem.code in {"TQ-583", "TQ-567", "TQ-568", "TQ-584"}
            continue
        assert state.status in STEPS[moved.step][0] and reached.last >= state.last
        assert (reached.text, reached.due) == (state.text, state.due) or moved.step == "change"
        state, kept = reached, [*kept, moved]
    assert fold(first, kept, today=END) == state and first.text == "Diez lámparas."
    assert state.changes == sum(one.step == "change" for one in kept)
    assert not (state.overdue(END) and state.status in ("delivered", "dropped"))


@given(some.lists(MOVE, max_size=14))
def test_any_row_of_steps(moves: list[Moved]) -> None:
    follow(moves)


@pytest.mark.django_db
def test_a_change_of_the_office_keeps_the_first_wording(promised: Commitment, team: User) -> None:
    actions.step_commitment(actor=team, commitment=promised, seen=0, moved=Moved(
        "change", ago(10), "No hubo dinero.", "Poner cuatro lámparas.", ago(-30)))
    actions.step_commitment(actor=team, commitment=promised, seen=1, moved=Moved("begin", ago(5)))
    row = Commitment.objects.get(pk=promised.pk)
    now = actions.promise_of(row, list(row.steps.all()))
    assert (row.text, row.due, row.status) == ("Poner diez lámparas.", ago(20), "begun")
    assert (now.text, now.due, now.overdue(today())) == ("Poner cuatro lámparas.", ago(-30), False)
    assert row.signed_by == ["ayuntamiento", "residentes"] and row.conditions == "Sin cámaras"
    assert CommitmentStep.objects.get(number=1).reason == "No hubo dinero."


@pytest.mark.django_db
@pytest.mark.parametrize(("moved", "seen", "fault"), [
    (Moved("reopen", ago(0), "Porque sí."), 0, "TQ-583"), (Moved("begin", ago(-1)), 0, "TQ-567"),
    (Moved("drop", ago(0)), 0, "TQ-568"), (Moved("change", ago(0), "Porque sí."), 0, "TQ-584"),
    (Moved("begin", ago(0)), 1, "TQ-571")])
def test_a_step_that_cannot_be_taken_leaves_everything_as_it_was(
        promised: Commitment, team: User, moved: Moved, seen: int, fault: str) -> None:
    with pytest.raises(TequioError, match=fault):
        actions.step_commitment(actor=team, commitment=promised, moved=moved, seen=seen)
    assert promised.steps.count() == 0 and Commitment.objects.get(pk=promised.pk).status == "agreed"


@pytest.mark.django_db
def test_nothing_is_promised_on_a_refusal_or_without_words(answer: Response, team: User) -> None:
    with pytest.raises(TequioError, match="TQ-568"):
        actions.promise(actor=team, response=answer, promised=actions.Promised(" "))
    for kind in (ResponseKind.REJECTS, ResponseKind.SILENT):
        answer.kind = kind
        with pytest.raises(TequioError, match="TQ-751"):
            actions.promise(actor=team, response=answer, promised=actions.Promised("Algo."))
    assert not Commitment.objects.exists()


@pytest.mark.django_db
def test_a_picture_of_what_was_done_is_kept_without_what_the_camera_wrote(promised: Commitment, team: User) -> None:
    done = actions.note_action(actor=team, commitment=promised, day=ago(1), text="Pusieron dos.", evidence="Recorrido")
    photo = Image.new("RGB", (60, 40), "red")
    exif = photo.getexif()
    exif[0x010E] = "Calle de la persona"
    data = BytesIO()
    photo.save(data, "JPEG", exif=exif)
    kept = actions.keep_evidence(actor=team, action=done, data=data.getvalue(), caption="Dos lámparas")
    found = Evidence.objects.get(pk=kept.pk)
    assert b"Calle" in data.getvalue() and b"Calle" not in actions.jpeg(found)
    assert (found.caption, found.width) == ("Dos lámparas", 60)
    actions.drop_evidence(actor=team, evidence=found)
    assert not Evidence.objects.exists()


@pytest.mark.django_db
def test_what_was_not_done_yet_or_says_nothing_is_no_action(promised: Commitment, team: User) -> None:
    for day, text, fault in ((ago(-1), "Pusieron dos.", "TQ-567"), (ago(0), " ", "TQ-568")):
        with pytest.raises(TequioError, match=fault):
            actions.note_action(actor=team, commitment=promised, day=day, text=text, evidence="")
    assert not promised.actions.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["analyst", "protector", "official", "auditor", "stranger"])
def test_who_may_not(answer: Response, promised: Commitment, team: User, cast: dict[str, User], who: str) -> None:
    done, actor = actions.note_action(actor=team, commitment=promised, day=ago(1), text="Dos.", evidence=""), cast[who]
    data = BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG")
    for verb in (
            lambda: actions.promise(actor=actor, response=answer, promised=actions.Promised("Algo.")),
            lambda: actions.step_commitment(actor=actor, commitment=promised, moved=Moved("begin", ago(0)), seen=0),
            lambda: actions.note_action(actor=actor, commitment=promised, day=ago(0), text="Algo.", evidence=""),
            lambda: actions.keep_evidence(actor=actor, action=done, data=data.getvalue(), caption="")):
        with pytest.raises(TequioError, match="TQ-311"):
            verb()
    assert (promised.steps.count(), promised.actions.count(), Evidence.objects.count()) == (0, 1, 0)
