"""One proposal before one person who did not write it: every question, two answers side by side, and what they hold."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.agendas.conftest import GOOD, MEETS, Write

from tequio.agendas.models import PrincipleReview, ProposalStatus, ReproductionReview
from tequio.agendas.proposals.actions import Worded, edit_proposal, keep_proposal, refuse_proposal, take_step_back
from tequio.agendas.review.actions import Reviewed, review_proposal
from tequio.agendas.review.queries import lacks_of
from tequio.agendas.review.states import PRINCIPLES, Judged, Lack, lacking
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError

DOUBT = Reviewed({**MEETS, 2: ("doubtful", "Sólo toca a quien espera, no por qué da miedo")}, "no", "")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(current=some.booleans(), answers=some.lists(some.tuples(some.sampled_from(["no", "risk", "yes"]),
                                                               some.booleans()), max_size=3),
       asked=some.sets(some.integers(1, 4)), doubts=some.booleans(), kept=some.booleans())
def test_nothing_is_lacking_only_when_every_question_was_asked_and_answered(
        current: bool, answers: list[tuple[str, bool]], asked: set[int], doubts: bool, kept: bool) -> None:
    found = lacking(Judged(current, tuple(answers), frozenset(asked), doubts, kept))
    good = (current and answers and all(answer == "no" or (answer == "risk" and written) for answer, written in answers)
            and asked == PRINCIPLES and (kept or not doubts))
    assert (not found) == bool(good)


pytestmark = pytest.mark.django_db


def test_only_the_right_roles_review_and_never_the_author(
        write: Write, cast: dict[str, User], team: User, writer: User) -> None:
    row = write()
    for who in ("facilitator", "official", "auditor", "trustee", "stranger"):
        with pytest.raises(TequioError, match="TQ-311"):
            review_proposal(actor=cast[who], proposal=row, reviewed=GOOD)
    with pytest.raises(TequioError, match="TQ-522"):
        review_proposal(actor=writer, proposal=row, reviewed=GOOD)
    newer = edit_proposal(actor=team, proposal=row, worded=Worded("Poner dos lámparas"))
    for author in (writer, team):
        with pytest.raises(TequioError, match="TQ-522"):
            review_proposal(actor=author, proposal=newer, reviewed=GOOD)
    assert not ReproductionReview.objects.exists()
    review_proposal(actor=cast["second"], proposal=newer, reviewed=GOOD)
    assert lacks_of([newer])[newer.pk] == ()


@pytest.mark.parametrize(("reviewed", "code"), [
    (Reviewed(), "TQ-523"), (Reviewed(MEETS), "TQ-523"), (Reviewed(MEETS, "perhaps", "x"), "TQ-523"),
    (Reviewed({1: ("meets", "")}, "no"), "TQ-523"), (Reviewed({**MEETS, 3: ("doubtful", " ")}, "no"), "TQ-523"),
    (Reviewed({**MEETS, 3: ("fine", "x")}, "no"), "TQ-523"), (Reviewed(MEETS, "yes", ""), "TQ-523"),
    (Reviewed(MEETS, "risk", "Puede dañar", " "), "TQ-789")])
def test_a_review_answers_every_question_with_its_reason(
        write: Write, reviewer: User, reviewed: Reviewed, code: str) -> None:
    with pytest.raises(TequioError, match=code):
        review_proposal(actor=reviewer, proposal=write(), reviewed=reviewed)
    assert not PrincipleReview.objects.exists() and not ReproductionReview.objects.exists()


def test_two_answers_stand_side_by_side_and_the_gravest_counts(
        write: Write, reviewer: User, cast: dict[str, User]) -> None:
    row = write()
    review_proposal(actor=reviewer, proposal=row, reviewed=GOOD)
    risk = Reviewed(MEETS, "risk", "Puede alumbrar a quien vigila", "Se decide con las vecinas")
    review_proposal(actor=cast["second"], proposal=row, reviewed=risk)
    assert {one.answer for one in row.reproduction_reviews.all()} == {"no", "risk"}
    assert row.reproduction_review and row.reproduction_review.answer == "risk"
    review_proposal(actor=cast["second"], proposal=row, reviewed=GOOD)
    assert row.reproduction_reviews.count() == 2 and row.principle_reviews.count() == 8


def test_what_reproduces_violence_is_not_adopted_and_comes_back_only_as_something_in_doubt(
        write: Write, reviewer: User, cast: dict[str, User], writer: User) -> None:
    row = write("Revisar las mochilas de los jóvenes a la salida")
    review_proposal(actor=reviewer, proposal=row, reviewed=GOOD)
    yes = Reviewed(MEETS, "yes", "Trata a los jóvenes como culpables", "Que haya quien acompañe la salida")
    review_proposal(actor=cast["second"], proposal=row, reviewed=yes)
    row.refresh_from_db()
    assert row.status == ProposalStatus.REFUSED
    with pytest.raises(TequioError, match="TQ-503"):
        review_proposal(actor=reviewer, proposal=row, reviewed=GOOD)
    take_step_back(actor=writer, proposal=row, reason="Se vuelve a hablar")
    row.refresh_from_db()
    assert lacks_of([row])[row.pk] == (Lack.REPRODUCES,)


def test_a_doubt_needs_another_wording_or_a_reason(write: Write, reviewer: User, cast: dict[str, User],
                                                   writer: User) -> None:
    row = write()
    review_proposal(actor=reviewer, proposal=row, reviewed=DOUBT)
    assert lacks_of([row])[row.pk] == (Lack.IN_DOUBT,)
    keep_proposal(actor=writer, proposal=row, reason="La raíz se trata en otro punto")
    assert lacks_of([row])[row.pk] == ()
    review_proposal(actor=cast["second"], proposal=row, reviewed=DOUBT)
    assert lacks_of([row])[row.pk] == (Lack.IN_DOUBT,)
    newer = edit_proposal(actor=writer, proposal=row, worded=Worded("Poner luz y paso seguro"))
    assert lacks_of([newer])[newer.pk] == (Lack.NOT_ASKED, Lack.NO_PRINCIPLES)


def test_a_refused_proposal_is_not_reviewed(write: Write, writer: User, reviewer: User) -> None:
    row = write()
    refuse_proposal(actor=writer, proposal=row, reason="Daña")
    with pytest.raises(TequioError, match="TQ-503"):
        review_proposal(actor=reviewer, proposal=row, reviewed=GOOD)


def test_the_page_asks_everything_and_takes_nothing_for_granted(
        client: Client, enter: Callable[[Client, User], Client], write: Write, reviewer: User, writer: User) -> None:
    row = write()
    address = reverse("agendas:review", args=[row.process_id, row.pk])
    sent: dict[str, Any] = {"answer": "risk", "reason": "Puede dañar", "safeguard": "Se decide con todas"}
    sent |= {f"principle_{number}": "meets" for number in (1, 2, 3, 4)}
    enter(client, reviewer)
    page = client.get(address).content.decode()
    assert "checked" not in page and "¿Reproduce violencia?" in page
    assert client.post(address, {**sent, "principle_2": ""}).status_code == 400
    assert client.post(address, {**sent, "safeguard": ""}).status_code == 400
    assert not ReproductionReview.objects.exists()
    assert client.post(address, sent).status_code == 302
    shown = client.get(reverse("agendas:proposal", args=[row.process_id, row.pk])).content.decode()
    assert "Se decide con todas" in shown and "Todavía no puede entrar" not in shown
    enter(client, writer)
    assert "TQ-522" in client.post(address, sent).content.decode()
