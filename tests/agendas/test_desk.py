"""The steps people take on proposals: who may, from where, what stays, and how it is taken back."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.agendas.conftest import Write

from tequio.agendas import queries
from tequio.agendas.models import Change, Duty, Proposal, ProposalStatus, StepKind
from tequio.agendas.proposals.actions import (
    Worded,
    edit_proposal,
    keep_proposal,
    merge_proposals,
    refuse_proposal,
    split_proposal,
    take_step_back,
    withdraw_proposal,
    write_proposal,
)
from tequio.agendas.proposals.queries import Wanted, listed, twins, voted_before
from tequio.agendas.proposals.states import History, Step, taken, taken_back
from tequio.agendas.review.queries import conditions
from tequio.deliberation.models import Round, Statement
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.actions import add, join
from tequio.foundation.trail.queries import counts, targets_of, upstream
from tequio.listening.models import Voice
from tequio.protection.withdrawing.actions import withdraw_voice

pytestmark = pytest.mark.django_db
Hear = Callable[[Group], Voice]
OTHERS = ("facilitator", "protector", "official", "auditor", "trustee", "stranger")


def acts(row: Proposal) -> dict[str, Callable[[User], Any]]:
    words = Worded("Poner luz y banca en la parada")
    return {
        "write": lambda who: write_proposal(actor=who, territory=row.territory, worded=words),
        "edit": lambda who: edit_proposal(actor=who, proposal=row, worded=words),
        "split": lambda who: split_proposal(actor=who, proposal=row, parts=[words, words], reason="Son dos"),
        "refuse": lambda who: refuse_proposal(actor=who, proposal=row, reason="Daña"),
        "withdraw": lambda who: withdraw_proposal(actor=who, proposal=row, reason="Ya no"),
        "keep": lambda who: keep_proposal(actor=who, proposal=row, reason="Se revisó"),
        "back": lambda who: take_step_back(actor=who, proposal=row, reason="Error"),
    }


def test_only_analysts_and_coordination_take_steps(write: Write, cast: dict[str, User]) -> None:
    row = write()
    before = Proposal.objects.count(), Change.objects.count(), Entry.objects.count()
    for act in acts(row).values():
        for who in OTHERS:
            with pytest.raises(TequioError, match="TQ-311"):
                act(cast[who])
    assert before == (Proposal.objects.count(), Change.objects.count(), Entry.objects.count())


@pytest.mark.parametrize("name", ["edit", "split", "refuse", "withdraw", "keep"])
def test_what_is_no_longer_current_takes_no_step(write: Write, writer: User, name: str) -> None:
    row = write()
    refuse_proposal(actor=writer, proposal=row, reason="Daña a otra calle")
    with pytest.raises(TequioError, match="TQ-503"):
        acts(row)[name](writer)
    with pytest.raises(TequioError, match="TQ-506"):
        take_step_back(actor=writer, proposal=write("Otra cosa"), reason="Nada que deshacer")


def test_a_new_wording_stands_beside_the_old_one_on_the_same_voices(
        write: Write, hear: Hear, women: Group, writer: User) -> None:
    row = write(sources=[hear(women)])
    add([Duty(process=row.process, proposal=row, sphere="municipality", task="Poner los postes")])
    made = edit_proposal(actor=writer, proposal=row, worded=Worded("Poner luz en las tres paradas"), reason="Son tres")
    row.refresh_from_db()
    assert (row.status, row.text) == (ProposalStatus.SUPERSEDED, "Poner luz en la parada del camión")
    assert (made.status, made.key) == (ProposalStatus.CURRENT, f"{row.key}-v2")
    assert counts(upstream(row.process_id, made.pk))["voice"] == 1
    assert [duty.task for duty in made.duties.all()] == ["Poner los postes"]
    again = edit_proposal(actor=writer, proposal=made, worded=Worded("Poner luz en todas las paradas"))
    assert again.key == f"{row.key}-v3"
    with pytest.raises(TequioError, match="TQ-510"):
        edit_proposal(actor=writer, proposal=again, worded=Worded(" Poner luz en todas las paradas "))
    with pytest.raises(TequioError, match="TQ-505"):
        edit_proposal(actor=writer, proposal=again, worded=Worded("  "))


def test_joining_moves_no_vote_and_parting_again_keeps_every_voice(
        write: Write, hear: Hear, women: Group, young: Group, writer: User, territory: Territory) -> None:
    one, other = write(sources=[hear(women)]), write("Luz en la parada", group=young, sources=[hear(young)])
    held = Round(process=one.process, territory=territory, key="r1", title="Ronda", status="closed")
    held.save(force_insert=True)
    statement = Statement(process=one.process, round=held, key="A1", text="Que haya luz")
    add([statement])
    join([(one, statement)])
    made = merge_proposals(actor=writer, proposals=[one, other], worded=Worded("Poner luz en la parada"),
                           reason="Piden lo mismo")
    assert made.group is None and queries.versions(made)[0].earlier
    assert [(on.pk, said.pk) for on, said in voted_before(made)] == [(one.pk, statement.pk)]
    assert targets_of([made.pk], "statement")[made.pk] == []
    parts = split_proposal(actor=writer, proposal=made, parts=[Worded("Luz"), Worded("Banca")], reason="Son dos")
    for part in parts:
        assert counts(upstream(made.process_id, part.pk))["voice"] == 2
    assert len({part.key for part in parts}) == 2


def test_joining_needs_two_different_ones_of_one_place_and_a_reason(
        write: Write, writer: User, process: Process) -> None:
    row = write()
    far = Territory.objects.create(process=process, key="lejos", name="Lejos")
    away = write_proposal(actor=writer, territory=far, worded=Worded("Luz"))
    words = Worded("Luz")
    for rows, reason, code in (([row], "x", "TQ-504"), ([row, row], "x", "TQ-504"), ([], "x", "TQ-504"),
                               ([row, away], "x", "TQ-507"), ([row, away], " ", "TQ-508")):
        with pytest.raises(TequioError, match=code):
            merge_proposals(actor=writer, proposals=rows, worded=words, reason=reason)
    with pytest.raises(TequioError, match="TQ-504"):
        split_proposal(actor=writer, proposal=row, parts=[words], reason="x")
    assert Proposal.objects.filter(status=ProposalStatus.CURRENT).count() == 2


def test_a_proposal_whose_words_were_taken_back_stays_withdrawn(
        write: Write, hear: Hear, women: Group, writer: User, cast: dict[str, User]) -> None:
    voice = hear(women)
    row = write(sources=[voice])
    withdraw_proposal(actor=writer, proposal=row, reason="Ya se hizo")
    withdraw_voice(actor=cast["protector"], voice=voice)
    row.refresh_from_db()
    with pytest.raises(TequioError, match="TQ-506"):
        take_step_back(actor=writer, proposal=row, reason="Sí hace falta")
    row.refresh_from_db()
    assert row.status == "withdrawn"


def test_every_step_can_be_taken_back_while_nothing_came_of_it(write: Write, writer: User) -> None:
    one, other = write(), write("Luz en la parada")
    made = merge_proposals(actor=writer, proposals=[one, other], worded=Worded("Luz"), reason="Igual")
    newer = edit_proposal(actor=writer, proposal=made, worded=Worded("Luz y banca"))
    with pytest.raises(TequioError, match="TQ-506"):
        take_step_back(actor=writer, proposal=made, reason="Antes de tiempo")
    take_step_back(actor=writer, proposal=newer, reason="No era eso")
    made.refresh_from_db()
    take_step_back(actor=writer, proposal=made, reason="Piden cosas distintas")
    status = dict(Proposal.objects.values_list("pk", "status"))
    assert [status[row.pk] for row in (one, other, made, newer)] == ["current", "current", "undone", "undone"]
    refuse_proposal(actor=writer, proposal=one, reason="Daña")
    one.refresh_from_db()
    take_step_back(actor=writer, proposal=one, reason="Se pensó mejor")
    one.refresh_from_db()
    assert one.status == ProposalStatus.CURRENT
    kinds = list(Change.objects.filter(proposal=one).values_list("kind", "counts"))
    assert kinds == [(StepKind.WRITTEN, True), (StepKind.BACK, True), (StepKind.REFUSAL, False), (StepKind.BACK, True)]


def test_nothing_of_another_process_stands_behind_a_proposal(write: Write, writer: User) -> None:
    other = Process.objects.create(name="Otro")
    group = Group.objects.create(process=other, key="g", name_es="G")
    with pytest.raises(TequioError, match="TQ-768"):
        write(group=group)


def test_likely_twins_are_offered_within_a_place_and_joined_by_nobody(write: Write, process: Process) -> None:
    one = write("Dar becas a madres y a jóvenes de secundaria abierta")
    other = write("Dar becas a jóvenes y a madres de secundaria abierta")
    write("No dar becas a madres y a jóvenes de secundaria abierta")
    assert {tuple(sorted((a.key, b.key))) for a, b in twins(process)} == {tuple(sorted((one.key, other.key)))}
    assert Proposal.objects.filter(status=ProposalStatus.CURRENT).count() == 3


def test_the_desk_narrows_what_it_lists(write: Write, process: Process, women: Group, young: Group) -> None:
    mine, theirs = write(), write("Abrir la cancha por las tardes", group=young)
    assert set(listed(process, Wanted(group=women.pk))) == {mine}
    assert set(listed(process, Wanted(lack="review"))) == set(listed(process, Wanted(lack="agenda"))) == {mine, theirs}
    assert set(listed(process, Wanted(lack="body"))) == {mine, theirs}
    assert not listed(process, Wanted(status=ProposalStatus.REFUSED))


def test_words_and_reasons_stand_in_no_entry_of_the_record(write: Write, writer: User) -> None:
    row = write("Zarzamora zarpropuesta")
    refuse_proposal(actor=writer, proposal=row, reason="Zarrazón")
    told = " ".join(f"{entry.verb} {entry.kind} {entry.actor}" for entry in Entry.objects.all())
    assert "Zar" not in told and "draft_proposals.refusal" in told


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=some.lists(some.tuples(
    some.sampled_from(["write", "edit", "merge", "split", "refuse", "withdraw", "back"]),
    some.integers(0, 30), some.integers(0, 30)), min_size=3, max_size=10))
def test_the_database_follows_the_pure_steps(
        moves: list[tuple[str, int, int]], writer: User, territory: Territory) -> None:
    """Whatever is asked in whatever order, both allow the same and stand the same, and the trail holds the lineage."""
    Proposal.objects.all().delete()
    history = History()
    rows: list[Proposal] = []
    made: list[Step] = []

    def fresh(number: int) -> Worded:
        return Worded(f"Propuesta {len(rows)} {number}")

    for kind, at, beside in [("write", 0, 0), *moves]:
        one = rows[at % len(rows)] if rows else None
        if one is None or kind == "write":
            row = write_proposal(actor=writer, territory=territory, worded=fresh(at))
            rows.append(row)
            history = taken(history, Step("written", (), (row.pk,)))
            continue
        one.refresh_from_db()
        other = rows[beside % len(rows)]
        if kind == "back":
            step = next((step for step in reversed(made) if step in history.steps and (
                one.pk in step.after or (not step.after and one.pk in step.before))), None)
            try:
                after = taken_back(history, step) if step else None
            except TequioError:
                after = None
            if after is None:
                with pytest.raises(TequioError, match="TQ-506"):
                    take_step_back(actor=writer, proposal=one, reason="r")
            else:
                take_step_back(actor=writer, proposal=one, reason="r")
                history = after
            continue
        before = len(history.steps)
        if kind == "merge" and one.pk == other.pk:
            continue
        current = all(history.status[row.pk] == "current" for row in ([one, other] if kind == "merge" else [one]))
        act = partial(_do, kind, writer, one, other, fresh)
        if not current:
            with pytest.raises(TequioError, match="TQ-503"):
                act()
            assert len(history.steps) == before
            continue
        new = act()
        rows += new
        name = {"edit": "edited", "merge": "merged", "refuse": "refusal", "withdraw": "withdrew"}.get(kind, kind)
        keys = (one.pk, other.pk) if kind == "merge" else (one.pk,)
        history = taken(history, Step(name, keys, tuple(row.pk for row in new)))
        made.append(history.steps[-1])
    assert dict(Proposal.objects.values_list("pk", "status")) == dict(history.status)
    for row in rows:
        assert {node.id for node in upstream(row.process_id, row.pk)} == _all_behind(history, row.pk)


def _do(kind: str, writer: User, one: Proposal, other: Proposal, fresh: Callable[[int], Worded]) -> list[Proposal]:
    if kind == "edit":
        return [edit_proposal(actor=writer, proposal=one, worded=fresh(1))]
    if kind == "merge":
        return [merge_proposals(actor=writer, proposals=[one, other], worded=fresh(2), reason="r")]
    if kind == "split":
        return split_proposal(actor=writer, proposal=one, parts=[fresh(3), fresh(4)], reason="r")
    end = refuse_proposal if kind == "refuse" else withdraw_proposal
    end(actor=writer, proposal=one, reason="r")
    return []


def _all_behind(history: History, key: object) -> set[object]:
    found: set[object] = set()
    waiting = [key]
    while waiting:
        for one in history.behind.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def test_the_pages_of_the_desk_lead_through_every_step(
        client: Client, enter: Callable[[Client, User], Client], write: Write, hear: Hear, women: Group, writer: User,
        cast: dict[str, User]) -> None:
    voice, row = hear(women), write()
    at = row.process_id
    enter(client, writer)
    page = client.get(reverse("agendas:write", args=[at]), {"de": f"voice:{voice.pk}"})
    assert page.status_code == 200 and "De noche no se ve" in page.content.decode()
    sent = client.post(f"{reverse('agendas:write', args=[at])}?de=voice:{voice.pk}",
                       {"text": "Que el camión espere", "territory": str(row.territory_id), "section": "Camino"})
    made = Proposal.objects.get(section__isnull=False, pk=sent.headers["Location"].rstrip("/").rpartition("/")[2])
    assert counts(upstream(at, made.pk))["voice"] == 1
    assert client.get(reverse("agendas:write", args=[at]), {"de": "voice:nada"}).status_code == 404
    for name in ("edit", "split", "refuse", "withdraw", "keep", "step_back"):
        assert client.get(reverse(f"agendas:{name}", args=[at, row.pk])).status_code == 200
    empty = client.post(reverse("agendas:refuse", args=[at, row.pk]), {"reason": ""})
    assert empty.status_code == 400 and Proposal.objects.get(pk=row.pk).status == "current"
    client.post(reverse("agendas:edit", args=[at, row.pk]), {"text": "Poner luz fría", "reason": "Se ve más"})
    newer = Proposal.objects.get(key=f"{row.key}-v2")
    shown = client.get(reverse("agendas:proposal", args=[at, newer.pk])).content.decode()
    assert "Se ve más" in shown
    assert "nadie ha contestado si reproduce violencia" in shown
    twice = client.post(reverse("agendas:edit", args=[at, row.pk]), {"text": "Otra"})
    assert twice.status_code == 400 and "TQ-503" in twice.content.decode() and "Otra" in twice.content.decode()
    client.post(f"{reverse('agendas:merge', args=[at])}?p={newer.pk}&p={made.pk}",
                {"text": "Luz y espera", "reason": "="})
    assert Proposal.objects.filter(operation="merge", status="current").count() == 1
    assert client.get(reverse("agendas:alike", args=[at])).status_code == 200
    assert client.get(reverse("agendas:proposals", args=[at]),
                      {"estado": "superseded", "lugar": "nada"}).status_code == 200
    enter(client, cast["facilitator"])
    for name in ("edit", "split", "refuse", "withdraw", "keep", "step_back"):
        assert client.post(reverse(f"agendas:{name}", args=[at, row.pk]), {"reason": "x"}).status_code == 404
    assert "Cambiar la redacción" not in client.get(reverse("agendas:proposal", args=[at, made.pk])).content.decode()


def test_safeguards_follow_a_proposal_into_every_later_wording(write: Write, writer: User, reviewer: User) -> None:
    from tests.agendas.conftest import MEETS

    from tequio.agendas.review.actions import Reviewed, review_proposal
    row = write()
    review_proposal(actor=reviewer, proposal=row, reviewed=Reviewed(MEETS, "risk", "Puede alumbrar a quien vigila",
                                                                    "Se decide con las vecinas dónde va"))
    newer = edit_proposal(actor=writer, proposal=row, worded=Worded("Poner dos lámparas"))
    assert [one.safeguard for one in conditions(newer)] == ["Se decide con las vecinas dónde va"]
