"""Every sealed column and every declared text × every road out: nothing leaves that two people did not read.

The phrases are plain words that no mask touches, one for each column, so that only the readings hold them back. They
are written into the rows directly: past any page, sheet, phone or bundle, as if each of those had let them in.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.apps import apps
from django.db import models

from tequio.agendas.models import Agenda, AgendaStatus, Proposal, ProposalStatus, ReproductionReview
from tequio.chain.closing.leaving import leaving
from tequio.chain.closing.open_formats import OPEN, UNTOLD, tables
from tequio.deliberation.compose import compose as compose_round
from tequio.deliberation.models import Round
from tequio.followup.models import Commitment
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.leaves import declared
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.rows import of_process, sealed_fields
from tequio.listening.models import Use
from tequio.protection import release
from tequio.protection.models import Review, ReviewStatus, TextReading
from tequio.protection.reading.entering import renew_texts
from tequio.protection.reading.standing import Passed
from tequio.publication.outgoing.actions import look, publish_signed
from tequio.publication.outgoing.queries import outgoing, public_content
from tests.readings import read_as
from tests.signing import sign_now

pytestmark = pytest.mark.django_db
THINGS = ("mesa", "silla", "puerta", "ventana", "cuchara", "olla", "cobija", "escoba", "cubeta", "lámpara",
          "jarra", "reja", "banca", "cortina")
DOES = ("cruje", "brilla", "gotea", "rueda", "flota", "arde", "pesa", "gira", "suena")
# Not words: pictures, sounds, secrets, votes, permissions and what a file was. Their columns are read by programs that
# would stop at words.
BYTES = {"deliberation.room.secrets", "listening.picture.image", "listening.audio.sound", "listening.voice.allowed",
         "listening.delivery.data",
         "listening.delivery.choices", "listening.delivery.beside", "bundles.conflict.content",
         "deliberation.round.outcome", "deliberation.urn.ballots", "diagnosis.step.changes",
         "diagnosis.codechange.before"}
# What the tables that are handed over hold unread: what a process, its places, its codes and its indicators are called.
# A key is how one row names another.
CALLED = {
    "diagnosis.code.family", "diagnosis.code.label_es", "diagnosis.code.label_en", "diagnosis.code.definition_es",
    "diagnosis.code.definition_en", "diagnosis.code.cues", "diagnosis.code.crosswalk", "measurement.indicator.name_es",
    "measurement.indicator.name_en", "measurement.indicator.unit_es", "measurement.indicator.unit_en",
    "measurement.indicator.instrument", "measurement.indicator.vintage", "measurement.observation.period",
    "places.group.name_es", "places.group.name_en", "places.institution.name", "places.process.name",
    "places.territory.code", "places.territory.name", "places.territory.modelled_on", "places.territory.shape"}
Column = tuple[type[models.Model], str]


def columns() -> list[Column]:
    """Every sealed column of words, and the plain ones that a room declares."""
    sealed = [(model, field.name) for model, fields in sealed_fields() for field in fields]
    plain = [(leaves.model, field) for leaves in declared().values() for field in leaves.fields]
    return [column for column in dict.fromkeys([*sealed, *plain]) if named(column) not in BYTES]


def named(column: Column) -> str:
    return f"{column[0]._meta.label_lower}.{column[1]}"


def phrase(column: Column) -> str:
    """Three things and what they do: another sentence for each column, and no name in it."""
    at = [named(one) for one in columns()].index(named(column))
    return f"La {THINGS[at // 9]} {DOES[at % 9]} otra vez"


@pytest.fixture
def process(seeded: Process) -> Process:
    """Everything reviewed and returned, closed and quotable, and each column with its own phrase."""
    Agenda.objects.update(status=AgendaStatus.VALIDATED)
    asked = ReproductionReview.objects.values_list("proposal_id", flat=True)
    for row in Proposal.objects.filter(status=ProposalStatus.CURRENT).exclude(pk__in=list(asked)):
        ReproductionReview(process=seeded, proposal=row, answer="no", reason="-", safeguard="-", reviewer="X").save()
    first = Proposal.objects.order_by("key").last()
    assert first is not None
    Proposal.objects.filter(pk=first.pk).update(status=ProposalStatus.REFUSED)
    for column in columns():
        fill(seeded, column, phrase(column))
    return seeded


def fill(process: Process, column: Column, text: str) -> None:
    model, field = column
    for row in of_process(model, process.pk):
        setattr(row, field, text)
        models.Model.save_base(row, update_fields=[field])


@pytest.fixture
def people(process: Process) -> list[User]:
    made = [User.objects.create_user(f"firma-{number}", process=process) for number in range(2)]
    for user in made:
        Membership.objects.create(user=user, process=process, role=Role.PROTECTOR)
    return made


def read_by_two(process: Process) -> None:
    """Of everything; the two names are written as a reading would."""
    renew_texts(process)
    for row in TextReading.objects.filter(process=process):
        row.status, row.first_reviewer, row.second_reviewer = ReviewStatus.APPROVED, "firma-0", "firma-1"
        row.save()


def said(data: bytes, suffix: str) -> str:
    """What a file says, whatever its format."""
    if suffix == ".pdf":
        return " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    if suffix in (".docx", ".xlsx", ".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return " ".join(said(parts.read(name), Path(name).suffix) for name in parts.namelist())
    return re.sub(r"<[^>]+>", "", data.decode("utf-8", "replace"))


def bare(text: str) -> str:
    return " ".join(text.split()).lower()


def sung(texts: Iterator[str] | list[str]) -> set[str]:
    """The columns whose phrase stands in any of the texts."""
    heard = [bare(text) for text in texts]
    return {named(column) for column in columns() if any(bare(phrase(column)) in text for text in heard)}


def documents(process: Process) -> Iterator[str]:
    """All that the gate lets out of each document: whatever is rendered can say no more."""
    passed = Passed(process)
    content: list[Any] = [public_content(process, agenda) for agenda in Agenda.objects.filter(process=process)]
    content += [compose_round(row) for row in Round.objects.filter(process=process)]
    for one in content:
        try:
            released = release.public(one, mask=passed.mask, marks=(), approvals=("firma-0", "firma-1"), read=passed)
        except TequioError as fault:
            assert fault.problem.code == "TQ-780"
            continue
        yield str(released.content)


def handed_over(process: Process) -> Iterator[str]:
    """The tables that any program reads, when a process is handed over or archived."""
    return (data.decode("utf-8-sig") for _, data in tables(leaving(process, list(Use))))


def test_there_is_a_phrase_for_each_column() -> None:
    every = columns()
    assert len(every) > 55 and len({phrase(column) for column in every}) == len(every)
    assert {named(column) for column in every} >= {
        f"{leaves.kind}.{field}" for leaves in declared().values() for field in leaves.fields}


def test_unread_nothing_of_any_column_leaves_by_any_road(process: Process, people: list[User], tmp_path: Path) -> None:
    assert sung(list(documents(process))) == set()
    assert sung(list(handed_over(process))) == set()
    names = [one.name for one in outgoing(process)]
    assert len(names) >= 3
    for name in names:
        with pytest.raises(TequioError) as fault:
            sign_now(actor=people[0], process=process, names=[name])
        assert fault.value.problem.code == "TQ-783" and sung([str(fault.value)]) == set()
    assert list(tmp_path.glob("*.html")) == []


def test_read_by_one_person_nothing_leaves(process: Process) -> None:
    renew_texts(process)
    for row in [*TextReading.objects.filter(process=process), *Review.objects.filter(process=process)]:
        row.status, row.first_reviewer, row.second_reviewer = ReviewStatus.FIRST, "firma-0", ""
        row.save()
    assert sung(list(documents(process))) == set()
    assert sung(list(handed_over(process))) == set()


def test_read_by_two_only_declared_columns_leave(process: Process, people: list[User], tmp_path: Path) -> None:
    """Written whole, in every format: what is printed was declared, so that it was read."""
    # Gaps whose day has come are told first: their words are new, and have to be read, too.
    look(actor=people[0], process=process)
    read_by_two(process)
    for actor in people:
        signing = sign_now(actor=actor, process=process, names=[one.name for one in outgoing(process)])
    site = tmp_path / "sitio"
    site.mkdir()
    publish_signed(actor=people[1], signing=signing, folder=site)
    printed = sung([said(path.read_bytes(), path.suffix) for path in site.rglob("*") if path.is_file()])
    may = {f"{leaves.kind}.{field}" for leaves in declared().values() for field in leaves.fields}
    assert printed <= may
    # A search that finds nothing proves something only if it finds what is there.
    assert {"agendas.item.text", "listening.silence.text", "diagnosis.finding.claim", "agendas.opening.text",
            "deliberation.statement.text", "agendas.return.note"} <= printed
    assert sung(list(handed_over(process))) <= may | {"listening.voice.text", "protection.review.masked"}


@pytest.mark.slow
def test_one_column_unread_or_refused_is_the_one_that_stays(process: Process) -> None:
    """Column by column, with everything else read by two: unread it stops its documents, refused it is left out."""
    read_by_two(process)
    every = sung(list(documents(process)))
    assert len(every) >= 8
    for leaves in declared().values():
        for field in leaves.fields:
            rows = TextReading.objects.filter(process=process, kind=leaves.kind, field=field)
            for status in (ReviewStatus.MACHINE, ReviewStatus.REFUSED):
                read_as(rows.all(), status)
                name = f"{leaves.kind}.{field}"
                assert name not in sung(list(documents(process))), (name, status)
            assert name not in sung(list(handed_over(process))), name
            read_as(rows.all(), ReviewStatus.APPROVED)
    assert sung(list(documents(process))) == every


def test_a_text_that_no_room_declared_is_never_released(process: Process) -> None:
    """Whatever a document comes to print one day: without a declaration it stops the document."""
    read_by_two(process)
    passed = Passed(process)
    for column in columns():
        if named(column).rpartition(".")[0] not in declared():
            with pytest.raises(TequioError) as fault:
                release.public(release.Words(phrase(column), drafted=True), mask=passed.mask, marks=(),
                               approvals=("a", "b"), read=passed)
            assert fault.value.problem.code == "TQ-780"


def test_free_text_that_is_handed_over_was_declared() -> None:
    """A column that takes any words is read by two, is withheld, or is called by its name here."""
    free = {f"{name}.{field.attname}" for name in OPEN for field in apps.get_model(name)._meta.fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not (isinstance(field, SealedField) or field.choices or field.attname in {*UNTOLD, "key"})}
    read = {f"{leaves.kind}.{field}" for leaves in declared().values() for field in leaves.fields}
    assert free - read == CALLED


def test_headings_of_proposals_and_who_signed_leave_unread_in_no_table(process: Process) -> None:
    """The heading of a proposal leaves once two people read it; who signed a commitment does not leave at all."""
    row = Commitment.objects.filter(process=process)[0]
    row.signatories = "la señora de la esquina"
    row.save()
    assert not any("la señora de la esquina" in text for text in handed_over(process))
    section = phrase((Proposal, "section"))
    assert not any(section in text for text in handed_over(process))
    read_by_two(process)
    assert any(section in text for text in handed_over(process))


def test_every_sealed_model_is_there() -> None:
    assert {model for model, _ in sealed_fields()} <= set(apps.get_models())
