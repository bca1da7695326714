"""Voices with names in them, and three people who may read them."""

from collections.abc import Callable

import pytest

from tequio.agendas.actions import draft_agenda, draft_proposals, return_agenda, review_proposals
from tequio.agendas.models import (
    Agenda,
    Duty,
    Item,
    Judgement,
    Opening,
    Outcome,
    PrincipleReview,
    Proposal,
    ReproductionReview,
    Return,
)
from tequio.deliberation.models import Answer
from tequio.followup.actions import record_actions, record_commitments, record_responses, record_verdicts
from tequio.followup.models import (
    Action,
    Commitment,
    CommunityVerdict,
    OfficialStatus,
    Response,
    ResponseKind,
    Verdict,
)
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Group, Institution, Process, Sphere, Territory
from tequio.listening.actions import plan_encounter, record_voices, suspend_territory
from tequio.listening.models import Encounter, EncounterKind, EncounterStatus, Use, Voice
from tequio.protection.models import Review
from tequio.protection.reading.actions import mask_new
from tequio.protection.receipts.throttle import tries

Said = Callable[..., Voice]


@pytest.fixture(autouse=True)
def fresh_bucket() -> None:
    tries.fill()


@pytest.fixture
def readers(process: Process) -> list[User]:
    """Three protectors, who may also take consent and withdraw."""
    made = [User.objects.create_user(f"lectora-{number}", process=process) for number in range(3)]
    for user in made:
        for role in (Role.PROTECTOR, Role.FACILITATOR):
            Membership.objects.create(user=user, process=process, role=role)
    return made


@pytest.fixture
def encounter(process: Process, territory: Territory, team: User) -> Encounter:
    return plan_encounter(actor=team, attendance={}, allowed=dict.fromkeys(Use, True), encounter=Encounter(
        process=process, territory=territory, key="E1", kind=EncounterKind.WORKSHOP, status=EncounterStatus.HELD))


@pytest.fixture
def say(process: Process, encounter: Encounter, women: Group, team: User) -> Said:
    """`say("…")`: one more voice of the encounter, through the detector."""
    def made(text: str) -> Voice:
        count = Voice.objects.filter(process=process).count()
        voice = Voice(process=process, encounter=encounter, territory=encounter.territory, group=women,
                      key=f"V{count:03d}", text=text)
        record_voices(actor=team, encounter=encounter, voices=[voice])
        mask_new(actor=team, process=process)
        return voice

    return made


@pytest.fixture
def item(process: Process, territory: Territory, women: Group, team: User) -> Item:
    """A point of an agenda and all that became of it; in every text of it the team wrote the same name."""
    named = "{} Eleuterio Zarvargas".format
    first, row = (Proposal(process=process, territory=territory, group=women, key=key, text=named("Que cambie"),
                           section=section) for key, section in (("P0", "Luz"), ("P1", "Luz")))
    draft_proposals(actor=team, process=process, proposals=[first, row], sources=[(first, row)], duties=[Duty(
        process=process, proposal=row, sphere=Sphere.MUNICIPALITY, task=named("Poner luz donde vive"))])
    review_proposals(
        actor=team, process=process, principles=[PrincipleReview(
            process=process, proposal=row, principle=1, judgement=Judgement.MEETS, reason=named("Así lo explicó"),
            reviewer="Colibrí")],
        reproduction=[ReproductionReview(
            process=process, proposal=row, answer=Answer.RISK, reason=named("Señala a"),
            safeguard=named("Que no se nombre a"), reviewer="Colibrí")])
    agenda = Agenda(process=process, territory=territory, title="Agenda de La Nogalera", context=named("Aquí vive"))
    made = Item(process=process, agenda=agenda, number=1, key="I1", group=women, section="Luz",
                title=named("Que cambie"), text=named("La luz frente a"))
    draft_agenda(actor=team, agenda=agenda, sources=[(row, made)], items=[made], openings=[
        Opening(process=process, agenda=agenda, group=women, text=named("Salir sin miedo a"))])
    return_agenda(actor=team, agenda=agenda, returns=[Return(
        process=process, agenda=agenda, group=women, outcome=Outcome.DISSENT, note=named("No está de acuerdo"))])
    office = Institution.objects.create(process=process, key="alumbrado", name="Alumbrado", sphere=Sphere.MUNICIPALITY)
    answer = Response(process=process, item=made, institution=office, key="R1", kind=ResponseKind.ACCEPTS,
                      text=named("Contestó"))
    record_responses(actor=team, process=process, responses=[answer])
    promised = Commitment(process=process, response=answer, key="C1", text=named("Firmó"))
    record_commitments(actor=team, process=process, commitments=[promised])
    record_actions(actor=team, process=process, actions=[Action(
        process=process, commitment=promised, key="A1", text=named("Lo puso"), evidence=named("Lo vio"))])
    record_verdicts(actor=team, process=process, verdicts={Verdict(
        process=process, item=made, wave=1, official=OfficialStatus.DONE, community=CommunityVerdict.SAME,
        reason=named("Sigue igual, dice")): [women]})
    suspend_territory(actor=team, territory=territory, note=named("Amenazaron a"))
    return made


def review_of(voice: Voice) -> Review:
    found: Review = Review.objects.get(voice=voice)
    return found
