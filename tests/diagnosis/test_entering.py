"""Codings, links and findings: who may enter them, from what, and what a voice that refused the diagnosis is left."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tequio.diagnosis.actions import code_voices, define_codebook, record_findings, record_links
from tequio.diagnosis.models import Code, Coding, Finding, Link, Stance
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.models import Edge
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Consent, Encounter, Use, Voice

pytestmark = pytest.mark.django_db
Enter = Callable[[User], object]


@pytest.fixture
def codes(process: Process, team: User) -> list[Code]:
    rows = [Code(process=process, key=key, family="VL", label_es=key, label_en=key) for key in ("VL1", "VL2")]
    define_codebook(actor=team, process=process, codes=rows)
    return rows


@pytest.fixture
def encounter(process: Process, territory: Territory, team: User) -> Encounter:
    row = Encounter(process=process, territory=territory, key="E1", kind="forum", status="held")
    return plan_encounter(actor=team, encounter=row, attendance={}, allowed=dict.fromkeys(Use, True))


@pytest.fixture
def voice(encounter: Encounter, team: User) -> Voice:
    row = Voice(process=encounter.process, encounter=encounter, territory=encounter.territory, key="V1",
                text="No hay luz en la parada")
    record_voices(actor=team, encounter=encounter, voices=[row])
    return row


@pytest.fixture
def silent(encounter: Encounter, team: User) -> Voice:
    """A voice that is not to be used for the diagnosis."""
    row = Voice(process=encounter.process, encounter=encounter, territory=encounter.territory, key="V2",
                text="Otra cosa")
    record_voices(actor=team, encounter=encounter, voices=[row], exceptions=[Consent(
        process=encounter.process, encounter=encounter, voice=row, use=Use.DIAGNOSIS, granted=False)])
    return row


def coding(voice: Voice, code: Code, *, start: int = 0, end: int = 6) -> Coding:
    return Coding(process=voice.process, voice=voice, code=code, start=start, end=end, quote=voice.text[start:end],
                  coder="A", status="accepted")


def link(voice: Voice, codes: list[Code]) -> Link:
    return Link(process=voice.process, voice=voice, origin=codes[0], goal=codes[1], relation="feeds")


def finding(voice: Voice, key: str = "H1") -> Finding:
    return Finding(process=voice.process, territory=voice.territory, key=key, kind="insecurity", claim="Falta luz")


@pytest.fixture(params=["code_voices", "record_links", "record_findings"])
def enters(request: pytest.FixtureRequest, voice: Voice, codes: list[Code]) -> Enter:
    """Each of the three actions, on a voice that allows it."""
    process = voice.process
    made: dict[str, Enter] = {
        "code_voices": lambda actor: code_voices(actor=actor, process=process, codings=[coding(voice, codes[0])]),
        "record_links": lambda actor: record_links(actor=actor, process=process, links=[link(voice, codes)]),
        "record_findings": lambda actor: record_findings(
            actor=actor, process=process, findings={finding(voice): [voice]}, stances=[]),
    }
    return made[request.param]


def entered() -> int:
    return Coding.objects.count() + Link.objects.count() + Finding.objects.count()


def test_an_analyst_enters_it_and_its_trail(enters: Enter, cast: dict[str, User], voice: Voice) -> None:
    enters(cast["analyst"])
    assert entered() == 1
    assert Edge.objects.filter(source_id=voice.pk, target_kind__in=("coding", "link", "finding")).count() == 1


def test_the_wrong_role_enters_nothing(enters: Enter, cast: dict[str, User]) -> None:
    for who in ("facilitator", "protector", "official", "auditor", "trustee", "stranger"):
        with pytest.raises(TequioError, match="TQ-311"):
            enters(cast[who])
    assert entered() == 0


def test_an_analyst_of_one_territory_enters_nothing_for_the_whole(enters: Enter, voice: Voice) -> None:
    user = User.objects.create_user("de-aqui", process=voice.process)
    Membership.objects.create(user=user, process=voice.process, role=Role.ANALYST, territory=voice.territory)
    with pytest.raises(TequioError, match="TQ-311"):
        enters(user)


def test_what_refused_the_diagnosis_is_not_taken_up(
        voice: Voice, silent: Voice, codes: list[Code], team: User) -> None:
    process = voice.process
    for attempt in (
            lambda: code_voices(actor=team, process=process, codings=[coding(silent, codes[0])]),
            lambda: record_links(actor=team, process=process, links=[link(silent, codes)]),
            lambda: record_findings(actor=team, process=process, findings={finding(voice): [voice, silent]},
                                    stances=[])):
        with pytest.raises(TequioError, match="TQ-763"):
            attempt()
    assert entered() == 0


def test_a_use_nobody_asked_about_is_not_refused(
        process: Process, territory: Territory, team: User, codes: list[Code]) -> None:
    row = Encounter(process=process, territory=territory, key="E9", kind="forum", status="held")
    plan_encounter(actor=team, encounter=row, attendance={}, allowed={})
    said = Voice(process=process, encounter=row, territory=territory, key="V9", text="No hay luz")
    record_voices(actor=team, encounter=row, voices=[said])
    assert code_voices(actor=team, process=process, codings=[coding(said, codes[0])]) == 1


def test_an_encounter_that_refused_refuses_for_its_voices(
        encounter: Encounter, voice: Voice, codes: list[Code], team: User) -> None:
    Consent.objects.filter(encounter=encounter, use=Use.DIAGNOSIS).update(granted=False)
    with pytest.raises(TequioError, match="TQ-763"):
        code_voices(actor=team, process=voice.process, codings=[coding(voice, codes[0])])


def test_empty_passages_and_findings_on_nothing_are_refused(voice: Voice, codes: list[Code], team: User) -> None:
    for start, end in ((3, 3), (5, 2)):
        with pytest.raises(TequioError, match="TQ-501"):
            code_voices(actor=team, process=voice.process, codings=[coding(voice, codes[0], start=start, end=end)])
    with pytest.raises(TequioError, match="TQ-502"):
        record_findings(actor=team, process=voice.process, findings={finding(voice): []}, stances=[])
    assert entered() == 0


def test_a_repeated_row_is_refused_with_a_code(voice: Voice, codes: list[Code], women: Group, team: User) -> None:
    process = voice.process
    with pytest.raises(TequioError, match="TQ-767"):
        code_voices(actor=team, process=process, codings=[coding(voice, codes[0]), coding(voice, codes[0])])
    code_voices(actor=team, process=process, codings=[coding(voice, codes[0])])
    with pytest.raises(TequioError, match="TQ-767"):
        code_voices(actor=team, process=process, codings=[coding(voice, codes[0])])
    row = finding(voice)
    twice = [Stance(process=process, finding=row, group=women, converges=True) for _ in range(2)]
    with pytest.raises(TequioError, match="TQ-767"):
        record_findings(actor=team, process=process, findings={row: [voice]}, stances=twice)
    assert not Finding.objects.exists()
    record_findings(actor=team, process=process, findings={finding(voice): [voice]}, stances=[])
    with pytest.raises(TequioError, match="TQ-767") as fault:
        record_findings(actor=team, process=process, findings={finding(voice): [voice]}, stances=[])
    assert "Falta luz" not in str(fault.value)


def test_parts_of_another_process_are_refused(voice: Voice, codes: list[Code], team: User) -> None:
    process = voice.process
    other = Process.objects.create(name="Otro")
    place = Territory.objects.create(process=other, key="centro", name="Otro Centro")
    foreign = Code(process=other, key="VL9", family="VL", label_es="x", label_en="x")
    away = Voice(id=uuid4(), process=other, territory=place, key="V1")
    elsewhere = Finding(process=process, territory=place, key="H9", kind="insecurity", claim="x")
    for attempt in (
            lambda: code_voices(actor=team, process=process, codings=[coding(voice, foreign)]),
            lambda: record_links(actor=team, process=process, links=[link(voice, [codes[0], foreign])]),
            lambda: record_findings(actor=team, process=process, findings={elsewhere: [voice]}, stances=[]),
            lambda: record_findings(actor=team, process=process, findings={finding(voice): [away]}, stances=[])):
        with pytest.raises(TequioError, match="TQ-768"):
            attempt()
    assert entered() == 0
