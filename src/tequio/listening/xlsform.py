"""An encounter's guide as an XLSForm for KoboToolbox or ODK, pure: what a phone may ask, and nothing of who holds it.

Columns and types after the XLSForm reference of ODK (survey, choices, settings). No question asks for a name, a
position, a picture or a recording, and no column of the device (`deviceid`, `username`, `phonenumber`, `start` …) is
ever written. The phone shows a title that says nothing.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tequio.foundation.language.folding import fold
from tequio.listening.guides import ConsentSheet, Guide
from tequio.listening.xlsform_book import Row, written

Both = tuple[str, str]  # Spanish, English
TITLE = "Cuaderno"
EXCEPTIONS = ("quote", "dialogue", "archive")  # what may be refused for one voice; the diagnosis is the yes itself
# The Monday of the week is all that is written down: day 4 of the seven that begin on 1970-01-01, a Thursday.
MONDAY = "int(decimal-date-time(.) + 0.5) mod 7 = 4"
# How the `kobo` source of a process file reads the columns of this form.
COLUMNS = {"voices": "voz", "group": "grupo", "territory": "territorio", "place": "colonia", "agrees": "acepta",
           "consent": "permitido", "week": "semana"}
SILENCE_COLUMNS = {"key": "silencio_clave", "territory": "silencio_territorio", "kind": "silencio_tipo",
                   "group": "silencio_grupo", "text": "silencio_texto"}
VOICES, SILENCES = "voces", "silencios"


@dataclass(frozen=True)
class Option:
    """Something that can be chosen: its key in the process and how it is read. `within` is a territory's key."""

    key: str
    names: Both
    within: str = ""


@dataclass(frozen=True)
class Encounters:
    """What a process asks with: its groups and places, the kinds of encounters and silences, guides and consent.

    `identity` stays the same while the process does, so that a new version replaces the form on the phone.
    """

    identity: str
    groups: Sequence[Option]
    territories: Sequence[Option]
    places: Sequence[Option]
    kinds: Sequence[Option]
    silences: Sequence[Option]
    guides: Mapping[str, tuple[Guide, Guide]]
    consent: tuple[ConsentSheet, ConsentSheet]


def encounter_form(of: Encounters) -> bytes:
    """The workbook; the same process gives the same bytes, and another version when anything asked changes."""
    survey, choices = list(_survey(of)), list(_choices(of))
    content = json.dumps([survey, choices], ensure_ascii=False, sort_keys=True)
    settings = {"form_title": TITLE, "form_id": f"cuaderno_{_digest(of.identity)[:8]}",
                "version": _digest(content)[:12], "default_language": "Español (es)"}
    return written({"survey": survey, "choices": choices, "settings": [settings]})


def choice_names(options: Iterable[Option]) -> dict[str, str]:
    """The XML name of each option by its key: letters, digits and `_`, never beginning with a digit, never twice."""
    names: dict[str, str] = {}
    for option in options:
        bare = re.sub(r"[^a-z0-9]+", "_", fold(option.key)).strip("_") or "x"
        wanted = bare if bare[0].isalpha() else f"x{bare}"
        taken = set(names.values())
        names[option.key] = next(name for at in range(1, len(taken) + 2)
                                 if (name := wanted if at == 1 else f"{wanted}_{at}") not in taken)
    return names


def readings(of: Encounters) -> dict[str, dict[str, str]]:
    """What the process file has to replace: names of the form by what the process calls them."""
    groups, territories, places = (choice_names(some) for some in (of.groups, of.territories, of.places))
    return {"group": {name: key for key, name in groups.items() if name != key},
            "territory": {name: key for key, name in territories.items() if name != key},
            "place": {places[place.key]: place.names[0] for place in of.places}}


def _survey(of: Encounters) -> Iterator[Row]:
    yield _row("select_one encuentros", "tipo", ("¿Qué encuentro es?", "Which kind of encounter is it?"),
               required="yes")
    yield _row("date", "semana", ("Lunes de la semana", "Monday of the week"), required="yes", constraint=MONDAY,
               hint=("No se guarda el día: ponga el lunes de esa semana.",
                     "The day is not kept: put the Monday of that week."),
               constraint_message=("Ponga un lunes.", "Put a Monday."))
    yield _row("select_one territorios", "territorio", ("Municipio", "Municipality"), required="yes")
    if of.places:
        yield _row("select_one colonias", "colonia", ("Colonia o localidad", "Neighbourhood or locality"),
                   choice_filter="within = ${territorio}", hint=(
                       "Déjelo vacío si nombrarla puede señalar a alguien.",
                       "Leave it empty if naming it could point at somebody."))
    yield _row("note", "leer_antes", _consent_text(of.consent))
    for kind, pair in of.guides.items():
        yield _row("note", f"guia_{kind}", _each(pair, _opening), relevant=f"${{tipo}} = '{kind}'")
    yield _row("select_one si_no", "acepta", (
        "¿Aceptaron que se anote lo que se diga, para el diagnóstico?",
        "Did they agree that what is said is written down, for the diagnosis?"), required="yes")
    yield _row("select_multiple usos", "usos", (
        "¿Qué más aceptaron, para todo el encuentro?", "What else did they agree to, for the whole encounter?"),
        relevant="${acepta} = 'si'")
    yield from _voices(bool(of.groups))
    yield from _silences(bool(of.groups))
    for kind, pair in of.guides.items():
        yield _row("note", f"cierre_{kind}", _each(pair, _closing), relevant=f"${{tipo}} = '{kind}'")


def _voices(grouped: bool) -> Iterator[Row]:
    yield _row("begin_repeat", VOICES, ("Voces", "Voices"), relevant="${acepta} = 'si'")
    if grouped:
        yield _row("select_one grupos", "grupo", ("¿De qué grupo?", "Of which group?"), required="yes")
    yield _row("text", "voz", ("Una cosa que se dijo", "One thing that was said"), required="yes",
               appearance="multiline", hint=("Sin nombres ni nada que diga quién habló.",
                                             "No names, nor anything that says who spoke."))
    yield _row("select_multiple usos", "excepto", (
        "De esta voz, ¿qué NO se permite?", "Of this voice, what is NOT allowed?"), hint=(
        "Déjelo vacío si vale lo mismo que para todo el encuentro.",
        "Leave it empty if what holds for the whole encounter holds here."))
    granted = ", ".join(f"if(selected(${{usos}}, '{use}') and not(selected(${{excepto}}, '{use}')), '{use};', '')"
                        for use in EXCEPTIONS)
    yield {"type": "calculate", "name": "permitido", "calculation": f"concat({granted})"}
    yield {"type": "end_repeat"}


def _silences(grouped: bool) -> Iterator[Row]:
    yield _row("begin_repeat", SILENCES, ("Silencios", "Silences"))
    yield _row("select_one silencios", "silencio_tipo", ("¿Qué faltó?", "What was missing?"), required="yes")
    if grouped:
        yield _row("select_one grupos", "silencio_grupo", (
            "¿De qué grupo, si fue de uno?", "Of which group, if of one?"))
    yield _row("text", "silencio_texto", ("¿Qué se notó?", "What was noticed?"), appearance="multiline", hint=(
        "Nunca quién calló.", "Never who was silent."))
    # A row of a repeat does not say where it was: it is read as a sheet of its own.
    yield {"type": "calculate", "name": "silencio_territorio", "calculation": "${territorio}"}
    yield {"type": "calculate", "name": "silencio_clave",
           "calculation": "once(concat('silencio-', substr(uuid(), 0, 13)))"}
    yield {"type": "end_repeat"}


def _choices(of: Encounters) -> Iterator[Row]:
    within = choice_names(of.territories)
    uses = [Option(use, (of.consent[0].uses[use], of.consent[1].uses[use])) for use in EXCEPTIONS]
    agreed = [Option("si", (of.consent[0].yes, of.consent[1].yes)), Option("no", (of.consent[0].no, of.consent[1].no))]
    lists = {"encuentros": of.kinds, "territorios": of.territories, "colonias": of.places, "grupos": of.groups,
             "usos": uses, "silencios": of.silences, "si_no": agreed}
    for name, options in lists.items():
        names = choice_names(options)
        for option in options:
            yield {"list_name": name, "name": names[option.key], **_in_both("label", option.names),
                   **({"within": within[option.within]} if option.within else {})}


def _row(kind: str, name: str, label: Both, *, hint: Both | None = None, constraint_message: Both | None = None,
         required: str = "", relevant: str = "", constraint: str = "", choice_filter: str = "",
         appearance: str = "") -> Row:
    plain = {"type": kind, "name": name, "required": required, "relevant": relevant, "constraint": constraint,
             "choice_filter": choice_filter, "appearance": appearance}
    return {column: value for column, value in plain.items() if value} | _in_both("label", label) | (
        _in_both("hint", hint) if hint else {}) | (
        _in_both("constraint_message", constraint_message) if constraint_message else {})


def _in_both(column: str, texts: Both) -> Row:
    """`${` names a question wherever it stands, so a text of the team must not hold one."""
    es, en = (text.replace("${", "$ {") for text in texts)
    return {f"{column}::Español (es)": es, f"{column}::English (en)": en or es}


def _each(pair: tuple[Guide, Guide], said: Callable[[Guide], str]) -> Both:
    return said(pair[0]), said(pair[1])


def _opening(guide: Guide) -> str:
    steps = [f"{step.title} ({step.minutes} min). {step.text} {' '.join(step.ask)}" for step in guide.steps]
    return _lines(f"{guide.title}. {guide.purpose}", guide.opening, steps)


def _closing(guide: Guide) -> str:
    return _lines(guide.title, guide.care, guide.closing)


def _consent_text(sheets: tuple[ConsentSheet, ConsentSheet]) -> Both:
    es, en = (_lines(f"{sheet.title}. {sheet.lead}", sheet.points, (sheet.withdraw, sheet.minors)) for sheet in sheets)
    return es, en


def _lines(head: str, *parts: Sequence[str]) -> str:
    return "\n".join([head, *(f"- {line}" for part in parts for line in part)])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
