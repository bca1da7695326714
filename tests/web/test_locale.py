"""Spanish and English: every sentence is said in both, and a page in English keeps no Spanish but what people said."""

import ast
import datetime
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import gettext, ngettext, override
from django.utils.translation.template import templatize
from lxml import html

from tequio.agendas.compose import compose
from tequio.agendas.queries import agendas
from tequio.foundation.paper import render_html
from tequio.foundation.places.models import Process
from tequio.listening.cards import day
from tequio.protection import release
from tequio.publication.agenda_document import agenda_document

CATALOGUE = settings.PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
ENTRIES = polib.pofile(str(CATALOGUE))
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
PLACEHOLDER = re.compile(r"%\(\w+\)\w|%\w|{\w+}|</?\w+[^>]*>|&\w+;")
# Words that nearly every Spanish sentence has and hardly any English one.
SPANISH = re.compile(r"\b(?:del?|las?|los?|el|al|un[oa]?s?|que|en|con|por|para|sin|se|sus?|y|más|está|hay|fue|son|cada|"
                     r"quien|cómo|qué|sobre|desde|hasta|pero|nadie|todavía)\b|[áéíóúñ¿¡]")


def said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def marked_in_python(text: str) -> Iterator[str]:
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in MARKS and call.args:
            first = call.args[0]
            assert isinstance(first, ast.Constant), f"{ast.unparse(call)}: only whole sentences can be translated"
            yield first.value


def marked_in_template(text: str) -> Iterator[str]:
    for call in re.finditer(r"""\b(?:_|n?gettext)\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", templatize(text)):
        yield ast.literal_eval(call[1])


def marked() -> Iterator[str]:
    for path in sorted(settings.PACKAGE.rglob("*.py")):
        yield from marked_in_python(path.read_text())
    for path in sorted(settings.PACKAGE.rglob("templates/**/*.html")):
        yield from marked_in_template(path.read_text())


def test_every_sentence_of_the_interface_is_in_the_catalogue() -> None:
    missing = set(marked()) - {entry.msgid for entry in ENTRIES}
    assert not missing, "run makemessages and translate: docs/how-to/add-a-language.md"


def test_every_sentence_of_the_catalogue_is_translated() -> None:
    assert not [entry.msgid for entry in ENTRIES.untranslated_entries() + ENTRIES.fuzzy_entries()]
    assert not ENTRIES.obsolete_entries()


def test_what_stands_in_braces_and_tags_is_kept() -> None:
    for entry in ENTRIES:
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        *singular, other = (set(PLACEHOLDER.findall(text)) for text in said(entry))
        assert other == wanted, entry.msgid
        # «One proposal» needs no figure.
        assert all(one <= wanted for one in singular), entry.msgid


def test_a_sentence_ends_as_its_original_ends() -> None:
    for entry in ENTRIES:
        for mark in ".:?":
            assert all(text.endswith(mark) == entry.msgid.endswith(mark) for text in said(entry)), entry.msgid


def test_what_follows_is_never_said_to_be_caused() -> None:
    assert not [text for entry in ENTRIES for text in said(entry) if re.search(r"\bcaus(?:e|es|ed|ing)\b", text)]


def test_the_compiled_catalogue_is_in_step() -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {entry.msgid: said(entry) for entry in compiled} == {entry.msgid: said(entry) for entry in ENTRIES}


def test_spanish_is_said_as_it_is_written() -> None:
    """No sentence of the interface happens to be a key of another catalogue."""
    with override("es-mx"):
        assert not [entry.msgid for entry in ENTRIES if gettext(entry.msgid) != entry.msgid]


@pytest.mark.parametrize(("language", "one", "many"), [("es-mx", "propuesta", "propuestas"),
                                                       ("en", "proposal", "proposals")])
def test_one_and_many(language: str, one: str, many: str) -> None:
    with override(language):
        assert [ngettext("propuesta", "propuestas", count) for count in (0, 1, 2)] == [many, one, many]


@pytest.mark.parametrize(("language", "written"), [("es-mx", "5 de enero de 2026"), ("en", "Jan. 5, 2026")])
def test_days_are_written_as_the_language_writes_them(language: str, written: str) -> None:
    with override(language):
        assert day(datetime.date(2026, 1, 5)) == written


def pages(client: Client) -> Iterator[tuple[str, html.HtmlElement]]:
    """Two of every kind of page that can be reached by links from the first one, and the doors."""
    seen: Counter[object] = Counter()
    waiting = ["/", "/entrar/", "/recibo/"]
    known = set(waiting)
    for address in waiting:
        path, _, asked = address.partition("?")
        try:
            found = resolve(path)
        except Resolver404:
            continue
        kind = (found.view_name, found.kwargs.get("kind"), asked.partition("=")[0])
        seen[kind] += 1
        if seen[kind] > 2:
            continue
        answer = client.get(address, follow=True)
        if answer.has_header("Content-Disposition") or not answer["Content-Type"].startswith("text/html"):
            continue
        page = html.fromstring(answer.content)
        yield found.view_name, page
        links = [path + link if link.startswith("?") else link.partition("#")[0] for link in page.xpath("//a/@href")]
        new = [link for link in dict.fromkeys(links) if link.startswith("/") and link not in known]
        known.update(new)
        waiting += new


def texts(element: html.HtmlElement) -> Iterator[str]:
    """What is read out, apart from what says of itself that it is Spanish."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    if not element.get("lang", "en").startswith("es"):
        yield from (element.get(name, "") for name in ("alt", "aria-label", "placeholder", "title"))
        yield element.text or ""
        for inner in element:
            yield from texts(inner)
    yield element.tail or ""


@cache
def kept_words() -> list[str]:
    """Every name and every word kept in the database, longest first: what people said or wrote, as a whole and by line.

    What is kept in both languages is not among it: on an English page it has to be English.
    """
    found = set()
    for model in apps.get_models():
        if model.__module__.startswith("tequio."):
            columns = [field.attname for field in model._meta.fields if not field.name.endswith("_es")]
            for row in model._default_manager.all():
                found |= {line for name in columns for line in strings(getattr(row, name))}
    return sorted((words for words in found if len(words) > 3 and SPANISH.search(words)), key=len, reverse=True)


def strings(value: object) -> Iterator[str]:
    """The lines of a column of text or of a list of texts; what was computed, in a mapping, is nobody's words."""
    if isinstance(value, str):
        yield from {" ".join(part.casefold().split()) for part in (value, *value.splitlines())}
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from strings(inner)


def leftover(text: str, kept: list[str]) -> str:
    """`text` without the words that are kept, whatever their capitals."""
    text = text.casefold()
    for words in kept:
        if not SPANISH.search(text):
            return ""
        if len(words) <= len(text):
            text = text.replace(words, "·")
    return text


@pytest.mark.django_db
def test_a_page_in_english_keeps_no_spanish_but_peoples_words(demo_client: Client, demo_process: Process) -> None:
    demo_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    kept, met, spanish = kept_words(), set(), set()
    for name, page in pages(demo_client):
        met.add(name)
        assert page.get("lang") == "en", name
        for text in {" ".join(text.split()) for text in texts(page)}:
            if left := leftover(text, kept):
                spanish.add((name, left))
        assert all(quote.get("lang") == "es-mx" for quote in page.xpath("//*[@class='voice']/blockquote")), name
    assert len(met) >= 35
    assert not spanish


@pytest.mark.django_db
def test_a_document_in_english_keeps_no_spanish_but_peoples_words(demo_process: Process) -> None:
    kept = kept_words()
    with override("en"):
        for agenda in agendas(demo_process):
            released = release.internal(compose(demo_process, agenda), mask=lambda words: "·", marks=())
            page = html.fromstring(render_html(agenda_document(released)))
            assert page.get("lang") == "en"
            assert not {left for text in texts(page) if (left := leftover(" ".join(text.split()), kept))}
