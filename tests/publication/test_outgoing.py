"""What leaves is a list that two people looked at and signed; whatever changes in between asks both again."""

import datetime
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some
from tests.readings import read_as
from tests.signing import sign_now

from tequio.agendas.models import Agenda, AgendaStatus, Item, Outcome, Proposal, ReproductionReview, Return
from tequio.deliberation.actions import close_round, open_round
from tequio.deliberation.models import Round, Statement
from tequio.deliberation.rounds.models import Reason
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.browser import at_browser
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.actions import add, join
from tequio.foundation.trail.withdraw import Aftermath
from tequio.listening.actions import record_voices
from tequio.listening.fieldwork.suspensions import suspend
from tequio.listening.models import Attendance, Encounter, Silence, SilenceKind, Voice
from tequio.protection.models import RefusalReason, Release, TextReading
from tequio.protection.reading.entering import renew_texts
from tequio.protection.reading.text_actions import approve_text, refuse_text
from tequio.publication.models import Edition, Signing
from tequio.publication.outgoing import shown
from tequio.publication.outgoing.actions import look, publish_signed, sign_list, take_back_signature
from tequio.publication.outgoing.queries import outgoing
from tequio.publication.outgoing.states import Kind, Outgoing, chosen, contents, difference, last_marks, whole
from tequio.publication.recall import recall
from tequio.web.pages.audit_words import verb_in_words

Enter = Callable[[Client, User], Client]
WISH, WHY = "Que haya luz en el callejón.", "No vinieron porque salían tarde del turno."
NAME = "agenda-centro"
DAY = datetime.date(2026, 3, 2)


@pytest.fixture
def readers(process: Process) -> list[User]:
    """Two protectors."""
    made = [User.objects.create_user(f"lectora-{number}", process=process) for number in range(2)]
    for user in made:
        Membership.objects.create(user=user, process=process, role=Role.PROTECTOR)
    return made


@pytest.fixture
def agenda(process: Process, territory: Territory, women: Group) -> Agenda:
    """Validated by its groups, with one reviewed proposal and a silence beside it."""
    held = Encounter.objects.create(process=process, territory=territory, key="E1", kind="workshop", status="held")
    Attendance.objects.create(encounter=held, group=women, count=12)
    made = Agenda.objects.create(process=process, territory=territory, title="Agenda del Centro",
                                 status=AgendaStatus.VALIDATED)
    proposal = Proposal(process=process, territory=territory, group=women, key="P1", text=WISH)
    item = Item(process=process, agenda=made, number=1, key="I1", group=women, title="", text=WISH)
    add([proposal])
    add([item])
    join([(proposal, item)])
    ReproductionReview(process=process, proposal=proposal, answer="no", reason="", reviewer="Ceiba").save()
    Return(process=process, agenda=made, group=women, outcome=Outcome.VALIDATED, note="").save()
    Silence(process=process, territory=territory, key="S1", kind=SilenceKind.GROUP_ABSENT, text=WHY).save()
    return made


def read_all(process: Process, readers: list[User]) -> None:
    renew_texts(process)
    for row in TextReading.objects.filter(process=process).exclude(status="approved").select_related("process"):
        row.refresh_from_db()
        for reader in readers:
            if row.status in ("machine", "first"):
                row = approve_text(actor=reader, reading=row, as_seen=row.mark)


def refused(code: str, verb: Callable[[], object]) -> TequioError:
    with pytest.raises(TequioError) as fault:
        verb()
    assert fault.value.problem.code == code
    return fault.value


def listed(process: Process) -> Outgoing:
    return next(one for one in outgoing(process) if one.name == NAME)


@pytest.mark.django_db
def test_the_list_says_what_stands_in_the_way(process: Process, agenda: Agenda, readers: list[User]) -> None:
    proposal = Proposal.objects.get()
    ReproductionReview.objects.all().delete()
    Return.objects.all().delete()
    renew_texts(process)
    one = listed(process)
    assert not one.ready and one.unreviewed == (proposal.key,) and one.unreturned == ("Centro de Prueba",)
    assert any("S1" in which for which in one.unread) and any("I1" in which for which in one.unread)
    fault = refused("TQ-783", lambda: sign_now(actor=readers[0], process=process, names=[NAME]))
    told = str(fault)
    assert "S1" in told and "P1" in told and "Centro de Prueba" in told and WHY not in told and WISH not in told
    assert not Signing.objects.exists() and not Release.objects.exists()
    # The page, the command and the refusal say it in the same words.
    for part in shown.row(one, chosen=False).missing:
        assert str(part) in told and str(part) in shown.line_of(one)


@pytest.mark.django_db
def test_a_document_whose_numbers_tell_a_small_count_stays(
        process: Process, agenda: Agenda, readers: list[User], women: Group, team: User) -> None:
    """Under a rule that tells nearly exact counts, all voices being behind the one point follows from its numbers."""
    held = Encounter.objects.get(process=process)
    voices = [Voice(process=process, territory=held.territory, encounter=held, group=women, key=f"V{at}", text=WISH)
              for at in range(3)]
    record_voices(actor=team, encounter=held, voices=voices)
    join([(voice, Proposal.objects.get()) for voice in voices])
    read_all(process, readers)
    assert not listed(process).given_away
    Process.objects.filter(pk=process.pk).update(threshold=2, rounding=1)
    process.refresh_from_db()
    one = listed(process)
    assert not one.ready and any("umbral" in part for part in one.given_away)
    fault = refused("TQ-783", lambda: sign_now(actor=readers[0], process=process, names=[NAME]))
    assert "De sus números se deduce una cuenta pequeña" in str(fault)
    assert not Signing.objects.exists()
    for part in shown.row(one, chosen=False).missing:
        assert str(part) in str(fault)


@pytest.mark.django_db
def test_it_names_the_items_of_the_document_and_not_others_that_say_the_same(
        process: Process, agenda: Agenda, territory: Territory, readers: list[User]) -> None:
    other = Territory.objects.create(process=process, key="otro", name="El Otro", level="municipality")
    far = Agenda.objects.create(process=process, territory=other, title="Otra", status=AgendaStatus.VALIDATED)
    twin = Item(process=process, agenda=far, number=1, key="OTRO-1", title="", text=WISH)
    add([twin])
    join([(Proposal.objects.get(), twin)])
    renew_texts(process)
    assert any("I1" in which for which in listed(process).unread)
    assert not any("OTRO-1" in which for which in listed(process).unread)
    elsewhere = next(one for one in outgoing(process) if one.name == "agenda-otro")
    assert any("OTRO-1" in which for which in elsewhere.unread)
    assert not any(which.endswith(" I1") for which in elsewhere.unread)
    # Where its own item was read, what still has to be read is the other one, and is named.
    read_as(TextReading.objects.exclude(object_id=twin.pk), "approved", "lectora-0", "lectora-1")
    assert listed(process).unread == ("punto de agenda OTRO-1",)


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["unread", "unreviewed", "unreturned"])
def test_each_of_them_alone_keeps_it_in(
        process: Process, agenda: Agenda, readers: list[User], what: str) -> None:
    read_all(process, readers)
    assert listed(process).ready
    if what == "unread":
        read_as(TextReading.objects.filter(kind="listening.silence"), "first", second="")
    elif what == "unreviewed":
        ReproductionReview.objects.all().delete()
    else:
        Return.objects.all().delete()
    refused("TQ-783", lambda: sign_now(actor=readers[0], process=process, names=[NAME]))


@pytest.mark.django_db
def test_two_different_people_sign_and_it_is_written_once(
        process: Process, agenda: Agenda, readers: list[User], tmp_path: Path) -> None:
    read_all(process, readers)
    seen = look(actor=readers[0], process=process)
    digest = seen.digest(seen.documents)
    refused("TQ-784", lambda: sign_list(actor=readers[0], process=process, names=[NAME], seen=""))
    first = sign_list(actor=readers[0], process=process, names=[NAME], seen=digest)
    assert first.release_id is None and not Release.objects.exists()
    refused("TQ-788", lambda: publish_signed(actor=readers[0], signing=first, folder=tmp_path))
    refused("TQ-785", lambda: sign_list(actor=readers[0], process=process, names=[NAME], seen=digest))
    second = sign_list(actor=readers[1], process=process, names=[NAME], seen=digest)
    assert second.pk == first.pk and second.release_id == Release.objects.get().pk
    made = publish_signed(actor=readers[1], signing=second, folder=tmp_path)
    assert made["agendas"] == 1 and Edition.objects.filter(release_id=second.release_id).count() == made["documents"]
    said = re.sub(r"<[^>]+>", " ", (tmp_path / f"{NAME}.html").read_text("utf-8"))
    assert WISH in said and WHY in said
    refused("TQ-788", lambda: publish_signed(actor=readers[1], signing=second, folder=tmp_path))
    verbs = list(Entry.objects.order_by("sequence").values_list("verb", "actor"))
    assert ("sign_release", "lectora-0") in verbs and ("sign_release", "lectora-1") in verbs
    assert not any(WHY in str(row) or WISH in str(row)
                   for row in [*Entry.objects.values(), *map(vars, Signing.objects.all())])


@pytest.mark.django_db
def test_both_signatures_from_one_browser_stand_in_the_record(
        process: Process, agenda: Agenda, readers: list[User]) -> None:
    read_all(process, readers)
    with at_browser("el de la oficina"):
        for reader in readers:
            sign_now(actor=reader, process=process, names=[NAME])
    verbs = [row.verb for row in Entry.objects.order_by("sequence") if row.verb.startswith("sign_release")]
    assert verbs[-1] == "sign_release.same_browser" and verbs.count("sign_release.same_browser") == 1
    assert "el de la oficina" not in str(list(Entry.objects.values()))


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["text", "status", "count"])
def test_a_change_after_the_first_signature_asks_both_again(
        process: Process, agenda: Agenda, readers: list[User], territory: Territory, women: Group, change: str) -> None:
    read_all(process, readers)
    seen = look(actor=readers[0], process=process)
    digest = seen.digest(seen.documents)
    sign_list(actor=readers[0], process=process, names=[NAME], seen=digest)
    if change == "text":
        row = Silence.objects.get()
        row.text = "Otra razón."
        row.save()
        read_all(process, readers)
    elif change == "status":
        Return.objects.update(outcome=Outcome.DISSENT)
    else:
        item = Item(process=process, agenda=agenda, number=2, key="I2", group=women, title="", text=WISH)
        add([item])
        join([(Proposal.objects.get(), item)])
        read_all(process, readers)
    refused("TQ-784", lambda: sign_list(actor=readers[1], process=process, names=[NAME], seen=digest))
    now = look(actor=readers[1], process=process)
    again = sign_list(actor=readers[1], process=process, names=[NAME], seen=now.digest(now.documents))
    assert again.release_id is None and again.first == "lectora-1" and Signing.objects.count() == 1
    assert sign_now(actor=readers[0], process=process, names=[NAME]).release_id is not None


@pytest.mark.django_db
def test_a_change_after_both_signed_is_not_written(
        process: Process, agenda: Agenda, readers: list[User], tmp_path: Path) -> None:
    read_all(process, readers)
    for reader in readers:
        signing = sign_now(actor=reader, process=process, names=[NAME])
    Return.objects.all().delete()
    site = tmp_path / "sitio"
    site.mkdir()
    refused("TQ-784", lambda: publish_signed(actor=readers[0], signing=signing, folder=site))
    assert list(site.iterdir()) == [] and not Edition.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["facilitator", "analyst", "trustee", "official", "auditor", "stranger"])
def test_only_protectors_and_coordinators_sign(
        process: Process, agenda: Agenda, readers: list[User], cast: dict[str, User], role: str,
        tmp_path: Path) -> None:
    read_all(process, readers)
    signing = sign_now(actor=readers[0], process=process, names=[NAME])
    for verb in (lambda: look(actor=cast[role], process=process),
                 lambda: sign_now(actor=cast[role], process=process, names=[NAME]),
                 lambda: take_back_signature(actor=cast[role], signing=signing),
                 lambda: publish_signed(actor=cast[role], signing=signing, folder=tmp_path)):
        refused("TQ-311", verb)
    assert Signing.objects.get().release_id is None


@pytest.mark.django_db
def test_whoever_lost_the_role_after_signing_signed_nothing(
        process: Process, agenda: Agenda, readers: list[User]) -> None:
    read_all(process, readers)
    sign_now(actor=readers[0], process=process, names=[NAME])
    Membership.objects.filter(user=readers[0]).delete()
    refused("TQ-311", lambda: sign_now(actor=readers[1], process=process, names=[NAME]))
    assert not Release.objects.exists()


@pytest.mark.django_db
def test_what_is_chosen_has_to_be_there(process: Process, agenda: Agenda, readers: list[User]) -> None:
    read_all(process, readers)
    refused("TQ-781", lambda: sign_now(actor=readers[0], process=process, names=[]))
    refused("TQ-782", lambda: sign_now(actor=readers[0], process=process, names=[NAME, "agenda-otra"]))
    refused("TQ-782", lambda: sign_now(actor=readers[0], process=process, names=["../x"]))


@pytest.mark.django_db
def test_a_signature_is_taken_back_until_the_second(process: Process, agenda: Agenda, readers: list[User]) -> None:
    read_all(process, readers)
    take_back_signature(actor=readers[1], signing=sign_now(actor=readers[0], process=process, names=[NAME]))
    assert not Signing.objects.exists()
    for reader in readers:
        signing = sign_now(actor=reader, process=process, names=[NAME])
    refused("TQ-786", lambda: take_back_signature(actor=readers[0], signing=signing))


@pytest.mark.django_db
def test_what_was_refused_is_left_out_and_its_place_says_so(
        process: Process, agenda: Agenda, readers: list[User], tmp_path: Path) -> None:
    read_all(process, readers)
    silence = TextReading.objects.get(kind="listening.silence")
    refuse_text(actor=readers[0], reading=silence, reason=RefusalReason.OTHERS)
    assert listed(process).ready and listed(process).refused == 1
    for reader in readers:
        signing = sign_now(actor=reader, process=process, names=[NAME])
    publish_signed(actor=readers[0], signing=signing, folder=tmp_path)
    for path in tmp_path.glob("*.html"):
        assert WHY not in path.read_text("utf-8")
    assert "[no se publica]" in (tmp_path / f"{NAME}.html").read_text("utf-8")


@pytest.mark.django_db
def test_the_list_tells_the_difference_to_the_last_edition(
        process: Process, agenda: Agenda, readers: list[User], tmp_path: Path) -> None:
    read_all(process, readers)
    assert listed(process).difference is None
    for reader in readers:
        signing = sign_now(actor=reader, process=process, names=[NAME])
    publish_signed(actor=readers[0], signing=signing, folder=tmp_path)
    same = listed(process).difference
    assert same is not None and (same.new, same.gone) == (0, 0)
    row = Silence.objects.get()
    row.text = "Otra razón."
    row.save()
    changed = listed(process).difference
    assert changed is not None and (changed.new, changed.gone) == (1, 1)


@pytest.mark.django_db
def test_a_round_with_an_unreviewed_statement_stays(
        process: Process, territory: Territory, team: User, readers: list[User]) -> None:
    row = Round(process=process, territory=territory, key="r1", title="Ronda")
    open_round(actor=team, round=row, statements=[Statement(process=process, round=row, key="A1", text="Más luz.")])
    close_round(actor=team, round=row)
    read_all(process, readers)
    assert next(one for one in outgoing(process) if one.name == "ronda-r1").unreviewed == ("A1",)
    refused("TQ-783", lambda: sign_now(actor=readers[0], process=process, names=["ronda-r1"]))


@pytest.mark.django_db
def test_a_risk_that_nothing_keeps_off_stays(
        process: Process, territory: Territory, agenda: Agenda, team: User, readers: list[User]) -> None:
    review = ReproductionReview.objects.get()
    review.answer = "risk"
    review.save()
    row = Round(process=process, territory=territory, key="r1", title="Ronda")
    open_round(actor=team, round=row, statements=[
        Statement(process=process, round=row, key="A1", text="Más luz.", reproduces_violence="risk")])
    close_round(actor=team, round=row)
    read_all(process, readers)
    held = {one.name: one.unreviewed for one in outgoing(process)}
    assert held == {NAME: ("P1",), "ronda-r1": ("A1",)}
    review.safeguard = "Se avisa antes a quienes viven ahí."
    review.save()
    assert listed(process).unreviewed == ()


@pytest.mark.django_db
@pytest.mark.parametrize("items", [0, 1])
def test_a_national_agenda_that_rests_on_no_local_one_waits(process: Process, readers: list[User], items: int) -> None:
    national = Agenda.objects.create(process=process, territory=None, title="Agenda nacional")
    add([Item(process=process, agenda=national, number=1, key="N1", title="", text="Luz.") for _ in range(items)])
    held = next(one for one in outgoing(process) if one.name == "agenda-nacional")
    assert held.unreturned == ("Agenda nacional",) and not held.ready


@pytest.mark.django_db
def test_the_national_agenda_waits_for_those_it_rests_on(
        process: Process, agenda: Agenda, readers: list[User]) -> None:
    national = Agenda.objects.create(process=process, territory=None, title="Agenda nacional")
    item = Item(process=process, agenda=national, number=1, key="N1", title="", text="Luz para todas partes.")
    add([item])
    join([(Item.objects.get(key="I1"), item)])
    read_all(process, readers)
    assert next(one for one in outgoing(process) if one.name == "agenda-nacional").ready
    Return.objects.all().delete()
    held = next(one for one in outgoing(process) if one.name == "agenda-nacional")
    assert held.unreturned == ("Centro de Prueba",)


@pytest.mark.django_db
def test_the_page_lists_chooses_and_takes_two_signatures(
        client: Client, enter: Enter, process: Process, agenda: Agenda, readers: list[User], home: Path) -> None:
    address = reverse("publication:outgoing", args=[process.pk])
    browser = enter(client, readers[0])
    assert "Todavía no" in browser.get(address).content.decode()
    read_all(process, readers)
    shown = browser.get(f"{address}?documento={NAME}").content.decode()
    digest = re.findall(r"<code>([0-9a-f]{32})</code>", shown)[0]
    sign = reverse("publication:sign", args=[process.pk])
    assert browser.get(sign).status_code == 405
    unseen = browser.post(sign, {"documento": NAME})
    assert unseen.status_code == 400 and "TQ-784" in unseen.content.decode()
    assert browser.post(sign, {"documento": NAME, "lista": digest}).status_code == 302
    assert "Falta que otra persona" in browser.get(address).content.decode()
    assert "TQ-785" in browser.post(sign, {"documento": NAME, "lista": digest}).content.decode()
    other = enter(client, readers[1])
    assert "lectora-0 firmó" in other.get(address).content.decode()
    assert other.post(sign, {"documento": NAME, "lista": digest}).status_code == 302
    signing = Signing.objects.get()
    assert (home / "publicado" / "1" / f"{NAME}.html").is_file() and not list((home / "publicado").glob("*.partial"))
    site = other.get(reverse("publication:site", args=[process.pk, signing.pk]))
    assert f"{NAME}.pdf" in zipfile.ZipFile(BytesIO(site.content)).namelist()
    assert "no-store" in site["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["facilitator", "analyst", "official", "auditor", "trustee", "stranger"])
def test_the_page_is_for_those_who_sign(
        client: Client, enter: Enter, process: Process, agenda: Agenda, readers: list[User], cast: dict[str, User],
        who: str) -> None:
    read_all(process, readers)
    for reader in readers:
        signing = sign_now(actor=reader, process=process, names=[NAME])
    browser = enter(client, cast[who])
    assert browser.get(reverse("publication:outgoing", args=[process.pk])).status_code == 404
    assert browser.post(reverse("publication:sign", args=[process.pk]), {"documento": NAME}).status_code == 404
    assert browser.post(reverse("publication:take_back_signature", args=[process.pk])).status_code == 404
    assert browser.get(reverse("publication:site", args=[process.pk, signing.pk])).status_code == 404


@pytest.mark.django_db
def test_a_list_that_changed_says_on_the_page_that_the_signature_no_longer_counts(
        client: Client, enter: Enter, process: Process, agenda: Agenda, readers: list[User]) -> None:
    read_all(process, readers)
    sign_now(actor=readers[0], process=process, names=[NAME])
    Return.objects.update(outcome=Outcome.DISSENT)
    address = reverse("publication:outgoing", args=[process.pk])
    assert "Esa firma ya no cuenta" in enter(client, readers[1]).get(address).content.decode()
    client.post(reverse("publication:take_back_signature", args=[process.pk]))
    assert not Signing.objects.exists()


@pytest.mark.django_db
def test_what_was_taken_back_is_no_longer_offered_from_here(
        client: Client, enter: Enter, process: Process, agenda: Agenda, territory: Territory, team: User,
        readers: list[User], home: Path, django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    """A voice that was a reason in a round: its round is named, and every site that holds it goes; others stay."""
    row = Round(process=process, territory=territory, key="r1", title="Ronda")
    statement = Statement(process=process, round=row, key="A1", text="Más luz.", reproduces_violence="no")
    open_round(actor=team, round=row, statements=[statement])
    voice = Voice(process=process, encounter=Encounter.objects.get(), territory=territory, key="V1",
                  text="De noche no.")
    record_voices(actor=team, encounter=voice.encounter, voices=[voice])
    Reason(process=process, statement=statement, voice=voice, side=1).save()
    release = Release.objects.create(process=process, day=DAY, title="x", first_approval="a",
                                     second_approval="b", audit_head="")
    for number, names in enumerate((["ronda-r1"], ["ronda-otra"]), start=1):
        Signing.objects.create(process=process, number=number, day=DAY, first="a", names=names, digest="x",
                               release_id=release.pk, folder=str(number))
        (home / "publicado" / str(number)).mkdir(parents=True)
        (home / "publicado" / str(number) / "ronda-r1.html").write_text("De noche no.", encoding="utf-8")
    Edition.objects.create(process=process, day=DAY, name="ronda-r1.html", mark="publicado", sha256="0" * 64,
                           release_id=release.pk)
    with django_capture_on_commit_callbacks(execute=True):
        told = recall(process.pk, Aftermath(frozenset({("voice", voice.pk)})))
    assert [(one.name, one.published) for one in told] == [("ronda-r1.html", True)]
    assert [path.name for path in (home / "publicado").iterdir()] == ["2"]
    browser = enter(client, readers[0])
    found = {one.number: browser.get(reverse("publication:site", args=[process.pk, one.pk])).status_code
             for one in Signing.objects.all()}
    assert found == {1: 404, 2: 200}


@pytest.mark.django_db
def test_whoever_signs_tells_the_gaps_that_are_due(
        process: Process, agenda: Agenda, territory: Territory, readers: list[User]) -> None:
    """By whatever road somebody signs: what was to be told from today is told, and is in the queue."""
    read_all(process, readers)
    suspend(actor=readers[0], territory=territory, reason="danger_place", declared="later", declare_from=DAY)
    read_all(process, readers)
    territory.refresh_from_db()
    assert not territory.suspended
    sign_now(actor=readers[0], process=process, names=[NAME])
    territory.refresh_from_db()
    assert territory.suspended
    assert TextReading.objects.filter(kind="places.territory", object_id=territory.pk).exists()


@pytest.mark.django_db
def test_the_record_tells_looking_from_signing_and_from_taking_back(
        process: Process, agenda: Agenda, readers: list[User]) -> None:
    read_all(process, readers)
    before = Entry.objects.count()
    look(actor=readers[0], process=process)
    take_back_signature(actor=readers[1], signing=sign_now(actor=readers[0], process=process, names=[NAME]))
    verbs = list(Entry.objects.order_by("sequence").values_list("verb", flat=True))[before:]
    assert verbs == ["sign_release.looked", "sign_release", "sign_release.taken_back"]
    assert [verb_in_words(verb) for verb in verbs] == [
        "miró lo que saldría", "firmó lo que sale", "retiró una firma de lo que sale"]


MARKS = some.lists(some.sampled_from("abcdef"), max_size=6).map(tuple)


def document(name: str, digest: str, marks: tuple[str, ...]) -> Outgoing:
    return Outgoing(name=name, title=name, kind=Kind.AGENDA, digest=digest, marks=marks)


@given(MARKS, MARKS)
def test_a_difference_counts_what_came_and_what_went(before: tuple[str, ...], now: tuple[str, ...]) -> None:
    found = difference(before, now)
    assert len(set(now)) - len(set(before)) == found.new - found.gone
    assert (found.new, found.gone) == (0, 0) or set(before) != set(now)


@given(some.dictionaries(some.sampled_from("xyz"), some.tuples(some.sampled_from("123"), MARKS), min_size=1))
def test_the_list_is_another_when_any_document_is(made: dict[str, tuple[str, tuple[str, ...]]]) -> None:
    rows = [document(name, digest, marks) for name, (digest, marks) in made.items()]
    assert whole(rows) == whole(rows[::-1]) and chosen(rows, made) == rows
    for at in range(len(rows)):
        other = [*rows[:at], document(rows[at].name, "otra", rows[at].marks), *rows[at + 1:]]
        assert whole(other) != whole(rows) and whole(rows[:at] + rows[at + 1:]) != whole(rows)
    assert last_marks([contents(rows)], rows[0].name) == tuple(sorted(set(rows[0].marks)))
    assert last_marks([contents(rows)], "no está") is None
