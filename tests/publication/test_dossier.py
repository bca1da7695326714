"""The ethics dossier: from the settings of the process, in both languages, with blanks where only people can answer."""

import datetime
import re
from pathlib import Path

import docx
import pypdfium2
import pytest

from tequio.chain.dossier_facts import dossier_facts
from tequio.cli.dossier import write_dossier
from tequio.foundation.accounts.models import Role, User
from tequio.foundation.accounts.permissions import who_may
from tequio.foundation.paper import render_html
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.models import Retention
from tequio.listening.guides import guide
from tequio.listening.models import Consent, Encounter
from tequio.publication.dossier import ABILITIES, LANGUAGES, _words, dossier

pytestmark = pytest.mark.django_db


def text_of(process: Process, language: str) -> str:
    page = render_html(dossier(dossier_facts(process), language))  # type: ignore[arg-type]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<body>")[2]))


def shape(words: object) -> object:
    if isinstance(words, dict):
        return {key: shape(value) for key, value in words.items()}
    return [shape(value) for value in words] if isinstance(words, list) else str


def test_both_languages_say_the_same_things() -> None:
    words = _words()
    assert shape(words["es"]) == shape(words["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_of_a_committee_has_its_section(process: Process, language: str) -> None:
    said, text = _words()[language], text_of(process, language)
    titles = [part["title"] for part in said.values() if isinstance(part, dict) and "title" in part]
    assert len(titles) == 14 and all(title in text for title in titles)
    assert "LFPDPPP" in text and "LGPDPPSO" in text and "21" in text and "2025" in text
    assert all(line in text for line in (*said["signatures"]["signed"], *said["signatures"]["contact"]))


def test_it_is_written_while_the_process_is_closed(process: Process) -> None:
    keyring.lock(process.pk)
    assert "Expediente" in text_of(process, "es")


def test_without_a_due_day_the_gap_is_said_and_with_one_the_day_stands(process: Process) -> None:
    assert "todavía no tiene fijado ningún plazo" in text_of(process, "es")
    Retention.objects.create(process=process, what="process", due=datetime.date(2031, 5, 1))
    text = text_of(process, "es")
    assert "todo el proceso 2031-05-01" in text and "ningún plazo" not in text


def test_the_rule_of_small_numbers_is_the_one_of_the_process(process: Process) -> None:
    Process.objects.filter(pk=process.pk).update(threshold=20, rounding=10)
    text = text_of(Process.objects.get(pk=process.pk), "en")
    assert "counts below 20 are not shown; the others are rounded to 10" in text and "fewer than 20" in text


def test_roles_stand_as_the_table_of_permissions_has_them_and_accounts_are_coarse(
        process: Process, cast: dict[str, User]) -> None:
    facts = dossier_facts(process)
    assert [row.role for row in facts.roles] == [role.value for role in Role]
    for row in facts.roles:
        assert set(row.can) == {verb for verb in ABILITIES if row.role in who_may(verb)}
        assert row.accounts.value is None  # one or two accounts each
    text = text_of(process, "es")
    assert not [user.pseudonym for user in cast.values() if user.pseudonym in text]


def test_consents_are_counted_coarsely_by_use(process: Process, territory: Territory) -> None:
    for number in range(12):
        held = Encounter.objects.create(process=process, territory=territory, key=f"e{number}", kind="workshop",
                                        status="held")
        Consent.objects.create(process=process, encounter=held, use="quote", granted=number < 11)
    quote = next(row for row in dossier_facts(process).uses if row.use == "quote")
    assert (quote.allowed.words(), quote.excepted.words()) == ("unas 10", "menos de 10")
    assert f"Encuentros de este proceso: {guide('workshop', 'es').title.lower()}." in text_of(process, "es")


def test_six_files_open_and_say_that_they_are_to_be_completed(process: Process, tmp_path: Path) -> None:
    folder = tmp_path / "expediente"
    folder.mkdir()
    names = write_dossier(process, folder)
    assert len(names) == 6 and sorted(names) == sorted(path.name for path in folder.iterdir())
    pdf = pypdfium2.PdfDocument(folder / "expediente-de-etica.pdf")
    assert "por completar, revisar y firmar" in pdf[0].get_textpage().get_text_range()
    word = docx.Document(str(folder / "ethics-dossier.docx"))
    assert any("What is not promised" in paragraph.text for paragraph in word.paragraphs)
