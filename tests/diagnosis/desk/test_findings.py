"""Findings written from what was coded: on what they rest, who differs, what they cannot say, and their versions."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.diagnosis.desk.conftest import Coded, Codes, place, seen

from tequio.diagnosis.coding.actions import link_passage
from tequio.diagnosis.findings.actions import Written, rewrite_finding, write_finding
from tequio.diagnosis.findings.queries import limits_in, links_in, loops_in, passages_in, rests_on
from tequio.diagnosis.models import Coding, Finding, FindingVersion, Stance
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.models import Edge
from tequio.listening.models import Consent, Silence, Use, Voice

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
PATROL = "La patrulla pasa y no se detiene"


@pytest.fixture
def row(coded: Coded, voice: Voice, ana: User) -> Coding:
    return coded(ana, voice, PATROL, "RE9")


def written(*sources: Coding, claim: str = "Nadie llega cuando llaman", **more: object) -> Written:
    return Written("state_response", claim, sources, **more)  # type: ignore[arg-type]


def test_a_finding_rests_on_its_codings_and_keeps_who_differs(
        row: Coding, territory: Territory, women: Group, ana: User) -> None:
    made = write_finding(actor=ana, territory=territory, written=written(
        row, limits="Faltó oír a jóvenes", differ={women: "A ellas sí las oyen"}))
    assert (made.key, made.by, made.version, made.limits) == ("H001", "Ana", 1, "Faltó oír a jóvenes")
    assert rests_on(made) == {row.pk}
    assert [(one.group, one.converges, one.note) for one in Stance.objects.all()] == [
        (women, False, "A ellas sí las oyen")]
    assert write_finding(actor=ana, territory=territory, written=written(row)).key == "H002"


def test_written_anew_it_keeps_what_it_said(
        row: Coding, territory: Territory, women: Group, ana: User, beto: User, coded: Coded, voice: Voice) -> None:
    made = write_finding(actor=ana, territory=territory, written=written(row, converge=[women]))
    other = coded(ana, voice, "apagaron el alumbrado", "IN1")
    anew = rewrite_finding(actor=beto, finding=made, written=written(other, claim="Llegan tarde"), seen=1)
    assert (anew.claim, anew.version, anew.by) == ("Llegan tarde", 2, "Beto")
    assert rests_on(anew) == {other.pk} and not Stance.objects.exists()
    before = FindingVersion.objects.get()
    assert (before.number, before.claim, before.by) == (1, "Nadie llega cuando llaman", "Ana")
    with pytest.raises(TequioError, match="TQ-385"):
        rewrite_finding(actor=ana, finding=made, written=written(row), seen=1)


@pytest.mark.parametrize("who", ["facilitator", "protector", "official", "auditor", "trustee", "stranger"])
def test_the_wrong_role_writes_nothing(
        row: Coding, territory: Territory, ana: User, cast: dict[str, User], who: str) -> None:
    made = write_finding(actor=ana, territory=territory, written=written(row))
    with pytest.raises(TequioError, match="TQ-311"):
        write_finding(actor=cast[who], territory=territory, written=written(row))
    with pytest.raises(TequioError, match="TQ-311"):
        rewrite_finding(actor=cast[who], finding=made, written=written(row), seen=1)


def test_an_analyst_of_a_place_writes_there_and_nowhere_else(
        process: Process, row: Coding, territory: Territory) -> None:
    other = Territory.objects.create(process=process, key="lejos", name="Lejos")
    user = User.objects.create_user("de-alla", process=process)
    Membership.objects.create(user=user, process=process, role=Role.ANALYST, territory=other)
    with pytest.raises(TequioError, match="TQ-311"):
        write_finding(actor=user, territory=territory, written=written(row))


def test_the_wrong_state_writes_nothing(
        process: Process, row: Coding, territory: Territory, women: Group, ana: User, voice: Voice) -> None:
    for code, bad in (
            ("TQ-502", written()), ("TQ-502", written(row, claim="  ")),
            ("TQ-388", Written("moon", "x", [row])), ("TQ-388", written(row, converge=[women], differ={women: ""}))):
        with pytest.raises(TequioError, match=code):
            write_finding(actor=ana, territory=territory, written=bad)
    row.status = "rejected"
    with pytest.raises(TequioError, match="TQ-388"):
        write_finding(actor=ana, territory=territory, written=written(row))
    row.status = "accepted"
    foreign = Group.objects.create(process=Process.objects.create(name="Otro"), key="g", name_es="g", name_en="g")
    with pytest.raises(TequioError, match="TQ-768"):
        write_finding(actor=ana, territory=territory, written=written(row, group=foreign))
    Consent.objects.create(process=process, encounter=voice.encounter, voice=voice, use=Use.DIAGNOSIS, granted=False)
    with pytest.raises(TequioError, match="TQ-763"):
        write_finding(actor=ana, territory=territory, written=written(row))
    assert not Finding.objects.exists() and not passages_in(territory, [row.code_id])


def test_a_loop_brings_every_link_that_tells_a_part_of_it(
        voices: list[Voice], codes: Codes, territory: Territory, ana: User) -> None:
    for number, (origin, goal) in enumerate((("IN1", "EF3"), ("EF3", "IN1"), ("IN1", "EF3"), ("RE9", "IN1"))):
        said = voices[number]
        link_passage(actor=ana, voice=said, ends=(codes[origin], "feeds", codes[goal]),
                     marked=place(said, said.text[:10]), circumstance="", seen=seen(said, ana))
    loops = loops_in(links_in(territory))
    assert len(loops) == 1 and len(loops[0].links) == 3


def test_limits_begin_with_who_was_not_heard_and_what_was_avoided(
        process: Process, territory: Territory, women: Group, voices: list[Voice]) -> None:
    Silence.objects.create(process=process, territory=territory, key="S1", kind="topic_avoided", text="no se habló")
    said = limits_in(territory)
    assert str(women) in said and "tema evitado (1)" in said and "no se habló" not in said


def test_on_the_page_it_is_chosen_written_and_written_again(
        client: Client, enter: Enter, process: Process, row: Coding, territory: Territory, women: Group, ana: User,
        codes: Codes) -> None:
    there, page = enter(client, ana), reverse("diagnosis:finding_write", args=[process.pk])
    assert PATROL in there.get(f"{page}?lugar={territory.pk}&codigo={codes['RE9'].pk}").content.decode()
    post = {"lugar": str(territory.pk), "kind": "state_response", "claim": "Nadie llega", "source": str(row.pk),
            f"side-{women.pk}": "differs", f"note-{women.pk}": "A ellas sí", "limits": "Poco"}
    bad = there.post(page, post | {"source": "x"})
    assert bad.status_code == 400 and "TQ-502" in bad.content.decode() and "Nadie llega" in bad.content.decode()
    assert there.post(page, post).status_code == 302
    made = Finding.objects.get()
    shown = there.get(reverse("diagnosis:finding", args=[process.pk, made.pk])).content.decode()
    assert "Nadie llega" in shown and "A ellas sí" in shown and "Poco" in shown
    again = reverse("diagnosis:finding_rewrite", args=[process.pk, made.pk])
    assert "checked" in there.get(again).content.decode()
    assert there.post(again, post | {"claim": "Llegan tarde", "seen": "1"}).status_code == 302
    stale = there.post(again, post | {"claim": "Otra", "seen": "1"})
    assert stale.status_code == 409 and "TQ-385" in stale.content.decode()
    shown = there.get(reverse("diagnosis:finding", args=[process.pk, made.pk])).content.decode()
    assert "Llegan tarde" in shown and "Lo que decía antes" in shown
    assert Edge.objects.filter(target_id=made.pk).count() == 1


@pytest.mark.parametrize("who", ["facilitator", "protector", "official", "stranger"])
def test_the_page_is_for_those_who_write(
        client: Client, enter: Enter, process: Process, territory: Territory, cast: dict[str, User], who: str) -> None:
    there = enter(client, cast[who])
    assert there.get(reverse("diagnosis:finding_write", args=[process.pk])).status_code == 404
