"""What `docs/how-to/add-a-noun.md` promises of its noun. `test_add_a_noun.py` runs this where the noun was added."""

import datetime
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from tequio.questions.actions import answer_question, leave_question  # type: ignore[import-not-found]
from tequio.questions.models import Question, Status  # type: ignore[import-not-found]

from tequio.chain.closing.leaving import leaving
from tequio.exchange.kinds import kinds
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.reach import paths_to_territory
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.register import Part
from tequio.foundation.trail.purging import promise, purge_due
from tequio.foundation.vault.rows import of_process
from tequio.listening.models import Encounter, Use
from tequio.protection.withdrawing.actions import withdraw_encounter
from tequio.web.pages.audit_words import verb_in_words
from tests.bundles.conftest import enter as enter_voices
from tests.bundles.conftest import office, world  # noqa: F401  fixtures, which are found by their names
from tests.bundles.world import World

pytestmark = pytest.mark.django_db
WORDS = "¿Quién abre la cancha cuando Xóchitl Zarpregunta no está?"


@pytest.fixture
def encounter(process: Process, team: User, territory: Territory) -> Encounter:
    enter_voices(team, process, "taller-1")
    return Encounter.objects.get(process=process)


@pytest.fixture
def question(team: User, encounter: Encounter) -> Question:
    return leave_question(actor=team, encounter=encounter, text=WORDS)


def test_its_words_are_sealed(question: Question) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM questions_question")
        assert b"Zarpregunta" not in bytes(cursor.fetchone()[0])
    assert Question.objects.get(pk=question.pk).text == WORDS


@pytest.mark.parametrize("role", [Role.PROTECTOR, Role.ANALYST, Role.TRUSTEE, Role.OFFICIAL, Role.AUDITOR])
def test_the_wrong_role_leaves_nothing(cast: dict[str, User], encounter: Encounter, role: Role) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        leave_question(actor=cast[role.value], encounter=encounter, text=WORDS)
    assert not Question.objects.exists()


def test_a_closed_encounter_takes_no_question(team: User, encounter: Encounter) -> None:
    Encounter.objects.filter(pk=encounter.pk).update(closed=True)
    with pytest.raises(TequioError, match="TQ-4"):
        leave_question(actor=team, encounter=encounter, text=WORDS)
    assert not Question.objects.exists()


def test_it_is_answered_and_the_record_says_both(team: User, question: Question, process: Process) -> None:
    answer_question(actor=team, question=question)
    assert Question.objects.get().status == Status.ANSWERED
    verbs = list(Entry.objects.filter(process_id=process.pk, kind="question").order_by("sequence"))
    assert [verb_in_words(row.verb) for row in verbs] == ["dejó una pregunta abierta", "contestó una pregunta"]


def test_its_page_masks_names_and_opens_to_the_team_alone(
        process: Process, cast: dict[str, User], question: Question, enter: Callable[[Client, User], Client]) -> None:
    address = reverse("questions:index", args=[process.pk])
    page = enter(Client(), cast["coordinator"]).get(address)
    assert page.status_code == 200 and "cancha" in page.content.decode() and "Zarpregunta" not in page.content.decode()
    assert 'href="' + address in page.content.decode(), "the room stands among the rooms"
    for role in ("trustee", "official", "auditor", "stranger"):
        assert enter(Client(), cast[role]).get(address).status_code == 404
    other = Process.objects.create(name="Otro")
    assert enter(Client(), cast["coordinator"]).get(reverse("questions:index", args=[other.pk])).status_code == 404
    assert Client().get(address).status_code in (302, 401, 403)


def test_it_lies_in_the_territory_of_its_encounter(
        process: Process, question: Question, enter: Callable[[Client, User], Client]) -> None:
    assert paths_to_territory(Question) == ("encounter__territory",)
    elsewhere = Territory.objects.create(process=process, key="otro", name="Otro Lugar")
    local = User.objects.create_user("local", process=process)
    Membership.objects.create(user=local, process=process, territory=elsewhere, role=Role.COORDINATOR)
    with pytest.raises(TequioError, match="TQ-311"):
        answer_question(actor=local, question=question)


def test_it_goes_with_its_encounter(team: User, encounter: Encounter, question: Question) -> None:
    withdraw_encounter(actor=team, encounter=encounter)
    assert not of_process(Question, encounter.process_id).exists()


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_its_day(team: User, process: Process, question: Question) -> None:
    day = datetime.date(2031, 5, 1)
    promise(actor=team, process=process, what="question", due=day)
    assert purge_due(actor=team, process=process, today=day) == {"question": 1}
    assert not of_process(Question, process.pk).exists()


def test_it_travels_to_another_machine_with_its_words(process: Process, world: World) -> None:  # noqa: F811
    assert kinds()["questions.question"].part is Part.FIELD
    with world.at("oficina"):
        encounter = Encounter.objects.get(process=process)
        leave_question(actor=world.actor, encounter=encounter, text=WORDS)
    world.take("campo", world.send("oficina", "campo"))
    with world.at("campo"):
        assert [row.text for row in apps.get_model("questions.question").objects.all()] == [WORDS]


def test_it_leaves_with_a_process_that_is_handed_over(process: Process, question: Question) -> None:
    found = leaving(process, [Use.ARCHIVE])
    assert Question in found.models()
    assert Group.objects.filter(process=process).count() == found.count(Group, of=2)
