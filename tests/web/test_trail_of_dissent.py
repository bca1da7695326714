"""Nobody is shown as having become what they opposed: on the page of a trail, outside the team, and in the terminal."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tequio.agendas.actions import draft_proposals
from tequio.agendas.models import Proposal
from tequio.cli.trace import told
from tequio.deliberation.actions import open_round
from tequio.deliberation.models import Answer, Position, Round, Sitting, Statement
from tequio.deliberation.rounds.actions import keep_reason, open_sittings
from tequio.diagnosis.actions import code_voices, define_codebook, record_findings
from tequio.diagnosis.models import Code, Coding, CodingStatus, Finding, Stance
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.noun import Noun
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Encounter, Use, Voice
from tequio.protection.trails import Side, trail

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
AGAINST, FOR = "A mí no me sirve que vengan soldados", "Yo sí quiero que vengan soldados"


@pytest.fixture
def encounter(process: Process, territory: Territory, team: User) -> Encounter:
    return plan_encounter(actor=team, attendance={}, allowed=dict.fromkeys(Use, True), encounter=Encounter(
        process=process, territory=territory, key="E1", kind="workshop", status="held"))


@pytest.fixture
def voices(process: Process, encounter: Encounter, women: Group, team: User) -> list[Voice]:
    """One of a group that differs, one of a group that converges, one of no group."""
    groups = (women, process.groups.get(key="jovenes"), None)
    rows = [Voice(process=process, encounter=encounter, territory=encounter.territory, group=group, key=f"V{at}",
                  text=text) for at, (group, text) in enumerate(zip(groups, (AGAINST, FOR, "Quién sabe"), strict=True))]
    record_voices(actor=team, encounter=encounter, voices=rows)
    return rows


@pytest.fixture
def finding(process: Process, territory: Territory, voices: list[Voice], women: Group, team: User) -> Finding:
    """It rests on a passage of the first voice and on the two others; women differ, young people converge."""
    code = Code(process=process, key="RE01", family="RE", label_es="Fuerza", label_en="Force")
    define_codebook(actor=team, process=process, codes=[code])
    coding = Coding(process=process, voice=voices[0], code=code, start=0, end=7, quote=AGAINST[:7], coder="Colibrí",
                    status=CodingStatus.ACCEPTED)
    code_voices(actor=team, process=process, codings=[coding])
    row = Finding(process=process, territory=territory, key="H1", kind="state_response",
                  claim="Los soldados dividen a la gente")
    record_findings(actor=team, process=process, findings={row: [coding, voices[1], voices[2]]}, stances=[
        Stance(process=process, finding=row, group=women, converges=False, note=""),
        Stance(process=process, finding=row, group=process.groups.get(key="jovenes"), converges=True, note="")])
    return row


@pytest.fixture
def proposal(process: Process, territory: Territory, finding: Finding, team: User) -> Proposal:
    row = Proposal(process=process, territory=territory, key="P1", text="Que los soldados manden en la ciudad")
    draft_proposals(actor=team, process=process, proposals=[row], duties=[], sources=[(finding, row)])
    return row


def counted(side: Side) -> dict[str, tuple[str, str]]:
    return {one.kind: (one.count, one.differ) for one in side.kinds}


def of(row: Noun, *, team: bool = True) -> tuple[Side, Side]:
    found = trail(row, team=team, language="es")
    return found.behind, found.became


def test_a_voice_of_a_group_that_differs_became_nothing_of_what_came_of_the_finding(
        voices: list[Voice], finding: Finding, proposal: Proposal) -> None:
    became = of(voices[0])[1]
    assert counted(became) == {"coding": ("1", ""), "finding": ("", "1")}
    coding = became.paths[0]
    assert [(one.id, one.says, one.opposes, one.after) for one in coding.after] == [
        (finding.pk, "su grupo difiere", True, ())]


def test_a_voice_of_a_group_that_converges_is_followed_to_the_end(
        voices: list[Voice], finding: Finding, proposal: Proposal) -> None:
    became = of(voices[1])[1]
    assert counted(became) == {"finding": ("1", ""), "proposal": ("1", "")}
    assert [(one.id, one.says, one.after[0].id) for one in became.paths] == [(finding.pk, "", proposal.pk)]


def test_where_nobody_wrote_how_a_group_stands_nothing_is_claimed(
        voices: list[Voice], finding: Finding, proposal: Proposal) -> None:
    assert counted(of(voices[2])[1]) == {"finding": ("1", ""), "proposal": ("1", "")}
    Stance.objects.all().delete()
    assert counted(of(voices[0])[1]) == {"coding": ("1", ""), "finding": ("1", ""), "proposal": ("1", "")}


def test_backwards_whoever_differs_is_there_and_is_no_support(
        voices: list[Voice], finding: Finding, proposal: Proposal) -> None:
    behind = of(proposal)[0]
    assert counted(behind) == {"encounter": ("1", ""), "voice": ("2", "1"), "coding": ("", "1"), "finding": ("1", "")}
    says = {one.kind: one.says for one in behind.paths[0].after if one.opposes}
    assert says == {"coding": "su grupo difiere"}


def test_outside_the_team_it_is_not_told_that_somebody_differed(
        voices: list[Voice], finding: Finding, proposal: Proposal) -> None:
    behind, became = of(proposal, team=False)[0], of(voices[0], team=False)[1]
    assert not behind.paths and not became.paths
    assert set(counted(became).values()) == {("menos de 10", "")} and "coding" in counted(became)
    assert all(not one.differ for one in behind.kinds)


def test_the_page_and_the_terminal_say_the_same(
        client: Client, enter: Enter, voices: list[Voice], finding: Finding, proposal: Proposal, team: User) -> None:
    page = enter(client, team).get(
        reverse("trace", args=[proposal.process_id, "voice", voices[0].pk])).content.decode()
    assert "su grupo difiere" in page and "se difiere de 1" in page and "manden en la ciudad" not in page
    lines = "\n".join(told("V0", {proposal.process_id}, team=True))
    assert "hallazgo (su grupo difiere)" in lines and "manden en la ciudad" not in lines
    behind = client.get(reverse("trace", args=[proposal.process_id, "proposal", proposal.pk])).content.decode()
    assert "difieren 1" in behind and AGAINST in behind


def test_what_somebody_spoke_against_is_no_outcome_of_theirs(
        client: Client, enter: Enter, process: Process, territory: Territory, encounter: Encounter, women: Group,
        team: User) -> None:
    row = Round(process=process, territory=territory, key="r", title="Ronda")
    said = Statement(process=process, round=row, key="r-1", text="Que vengan soldados.",
                     reproduces_violence=Answer.NO)
    open_round(actor=team, round=row, statements=[said])
    sitting = Sitting(process=process, round=row, key="s", title="Sala", encounter=encounter)
    open_sittings(actor=team, round=row, sittings=[sitting])
    spoken = {}
    for side, words in ((Position.DISAGREE, AGAINST), (Position.AGREE, FOR)):
        voice = Voice(process=process, encounter=encounter, territory=territory, group=women, key=f"R{int(side)}",
                      text=words)
        keep_reason(actor=team, sitting=sitting, statement=said, side=side, voice=voice)
        spoken[side] = voice
    against, agreeing = (of(spoken[side])[1] for side in (Position.DISAGREE, Position.AGREE))
    assert counted(against) == {"statement": ("", "1")} and against.paths[0].says == "habló en contra"
    assert counted(agreeing) == {"statement": ("1", "")} and agreeing.paths[0].says == "habló a favor"
    behind = of(said)[0]
    assert counted(behind) == {"voice": ("1", "1")}
    page = enter(client, team).get(reverse("trace", args=[process.pk, "voice", spoken[Position.DISAGREE].pk]))
    assert "habló en contra" in page.content.decode()


def test_one_path_is_drawn_once(process: Process, territory: Territory, finding: Finding, team: User) -> None:
    first, second, third = (Proposal(process=process, territory=territory, key=f"P{at}", text=f"Propuesta {at}")
                            for at in range(3))
    draft_proposals(actor=team, process=process, proposals=[first, second, third], duties=[],
                    sources=[(finding, first), (finding, second), (first, third), (second, third)])
    behind = of(third)[0]
    drawn = [one.after[0] for one in behind.paths]
    assert sorted(one.again for one in drawn) == [False, True]
    assert sum(bool(one.after) for one in drawn) == 1


def test_outside_the_team_none_one_and_nine_of_a_kind_look_alike(proposal: Proposal, voices: list[Voice]) -> None:
    """Which kinds are named follows from what is asked about, never from what was found."""
    alone = Proposal.objects.create(process=proposal.process, territory=proposal.territory, key="P-SOLA", text="Agua.")
    for side in (0, 1):
        assert of(proposal, team=False)[side] == of(alone, team=False)[side]
        assert {one.count for one in of(alone, team=False)[side].kinds} == {"menos de 10"}
