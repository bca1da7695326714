"""Two hundred testimonies with known names, read by two people, published: none of the names is in the site."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import lxml.html
import pypdfium2
import pytest
from tests.protection.conftest import Said, review_of
from tests.signing import sign_now

from tequio.agendas.models import Agenda, Item, Return
from tequio.foundation.accounts.models import User
from tequio.foundation.language.tokens import words
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.actions import add
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Consent, Encounter, Use, Voice
from tequio.protection.models import Review, TapLabel, TextReading
from tequio.protection.queries import quotable
from tequio.protection.reading.actions import approve_review, mask_new, put_back, refuse_review, seen
from tequio.protection.reading.entering import enter_texts
from tequio.protection.reading.models import RefusalReason
from tequio.protection.reading.tapped import only_public, too_common
from tequio.protection.reading.taps import keep_glossary
from tequio.protection.reading.text_actions import approve_text
from tequio.protection.withdrawing.actions import withdraw_voice
from tequio.publication.outgoing.actions import publish_signed

pytestmark = pytest.mark.django_db
TESTIMONIES = Path(__file__).parent / "deidentify" / "data" / "dev.jsonl"
# What names somebody or their place of living; dates, kinship and categories name nobody outside their sentence.
NAMES = {"PERSON", "ALIAS", "PLACE", "STREET", "SCHOOL", "BUSINESS", "PHONE", "CURP", "RFC", "INE", "CLABE", "PLATE",
         "EMAIL", "HANDLE"}


def gold(row: dict[str, Any]) -> list[str]:
    return [row["text"][span["start"]:span["end"]] for span in row["spans"] if span["label"] in NAMES]


def test_no_name_is_in_the_released_site(
        process: Process, territory: Territory, women: Group, team: User, readers: list[User], tmp_path: Path) -> None:
    rows = [json.loads(line) for line in TESTIMONIES.read_text("utf-8").splitlines()]
    assert len(rows) == 200
    encounter = plan_encounter(actor=team, attendance={}, allowed=dict.fromkeys(Use, True), encounter=Encounter(
        process=process, territory=territory, key="E1", kind="workshop", status="held"))
    voices = [Voice(process=process, encounter=encounter, territory=territory, group=women, key=row["id"],
                    text=row["text"]) for row in rows]
    record_voices(actor=team, encounter=encounter, voices=voices)
    mask_new(actor=team, process=process)
    _read_by_two(rows, readers, process)
    agenda = Agenda.objects.create(process=process, territory=territory, title="Agenda", status="validated")
    add([Item(process=process, agenda=agenda, number=number, key=f"P{number}", group=women, title="", text=row["text"])
         for number, row in enumerate(rows, start=1)])
    Return(process=process, agenda=agenda, group=women, outcome="validated", note="").save()
    _texts_read_by_two(readers, process)
    second = User.objects.create_user("segunda-firma", process=process)
    from tequio.foundation.accounts.models import Membership
    Membership.objects.create(user=second, process=process, role="coordinator")
    site = tmp_path / "sitio"
    site.mkdir()
    for actor in (team, second):
        signing = sign_now(actor=actor, process=process, names=["agenda-centro"])
    publish_signed(actor=team, signing=signing, folder=site)
    said = {path.name: f" {' '.join(words(_text(path)))} " for path in site.rglob("*") if path.is_file()}
    assert len(said) >= 5 and "persona" in said["agenda-centro.html"]
    names = {f" {' '.join(words(name))} " for row in rows for name in gold(row) if not only_public(name)}
    # «47» and «k» stand in any table of numbers and any pair of initials: they are no names where they stand alone.
    names = {name for name in names if sum(map(str.isalpha, name)) >= SHORTEST}
    assert len(names) > 300
    assert {name: file for file, text in said.items() for name in names if name in text} == {}


def _read_by_two(rows: list[dict[str, Any]], readers: list[User], process: Process) -> None:
    """Readers who know every name mark what the detector left, and let the rest pass."""
    missed = {name for row in rows for name in gold(row)}
    keep_glossary(actor=readers[0], process=process, entries=[
        (name, TapLabel.ALIAS) for name in sorted(missed) if not only_public(name) and not too_common(name)])
    from tequio.protection.reading.remask import remask
    remask(process)
    for review in Review.objects.filter(process=process):
        for reader in readers[:2]:
            approve_review(actor=reader, review=review, as_seen=seen(review))


def _texts_read_by_two(readers: list[User], process: Process) -> None:
    enter_texts(actor=readers[0], process=process)
    for row in TextReading.objects.filter(process=process):
        for reader in readers[:2]:
            approve_text(actor=reader, reading=row, as_seen=row.mark)


def _text(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    if path.suffix == ".docx":
        with zipfile.ZipFile(BytesIO(data)) as parts:
            return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
                            if name.endswith(".xml"))
    if path.suffix == ".html":
        page = lxml.html.fromstring(data)
        for part in page.xpath("//style|//script"):
            part.drop_tree()
        return str(page.text_content())
    return data.decode("utf-8", "replace")


SHORTEST = 3
LONG = "Aquí en la noche no se puede andar porque cobran piso en todas las tiendas y nadie hace nada por nosotros. " * 3


def test_a_quote_takes_consent_two_people_and_that_nobody_took_it_back(
        say: Said, readers: list[User], process: Process) -> None:
    voice = say(LONG)
    assert quotable(process) == []
    approve_review(actor=readers[0], review=review_of(voice), as_seen=seen(review_of(voice)))
    assert quotable(process) == []
    approve_review(actor=readers[1], review=review_of(voice), as_seen=seen(review_of(voice)))
    assert [row.voice_id for row in quotable(process)] == [voice.pk]
    Consent.objects.create(process=process, encounter=voice.encounter, voice=voice, use=Use.QUOTE, granted=False)
    assert quotable(process) == []
    Consent.objects.filter(voice=voice).delete()
    refuse_review(actor=readers[2], review=review_of(voice), reason=RefusalReason.SPEAKER)
    assert quotable(process) == []
    put_back(actor=readers[0], review=review_of(voice))
    for reader in readers[:2]:
        approve_review(actor=reader, review=review_of(voice), as_seen=seen(review_of(voice)))
    assert len(quotable(process)) == 1
    withdraw_voice(actor=readers[0], voice=voice)
    assert quotable(process) == []
