"""What the pages show of a file: questions with what they may be, and the account of its rows. Plain dictionaries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tequio.chain.bringing.onto import unasked
from tequio.chain.bringing.preview import Preview
from tequio.chain.field_files import VOICES
from tequio.chain.ledger import REASONS
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import nouns
from tequio.listening.bringing.models import Delivery, FileKind
from tequio.listening.cards import day, encounter_title
from tequio.listening.entry.uses import NOTHING
from tequio.listening.importers import Column
from tequio.listening.importers.cutting import HEADING, PARAGRAPH
from tequio.listening.models import EncounterKind, Use
from tequio.web.pages.bringing.forms import GIVEN, KEY, NOWHERE, ROLES

EARLIER = 30
MOST_ASKED = 800  # questions on one page; a form that long keeps the others out
UNNAMED = "TQ-672"  # the notice of a document in which nobody is named
TRANSCRIPT_FIELDS = ("group", "week", "facilitator")


def seen(row: Delivery, found: Preview) -> dict[str, Any]:
    """Everything the page of one waiting file shows."""
    choices = found.choices
    roles = [*ROLES, *([KEY] if row.kind == FileKind.SURVEY else [])]
    return {
        "kind": row.get_kind_display(), "where": where(row), "problem": found.problem,
        "unasked": unasked(row, choices), "ready": found.ready and not unasked(row, choices),
        "asked": [_asked(column, choices, roles) for column in found.columns if not column.barred][:MOST_ASKED],
        "barred": [(column.name, reason(column.barred)) for column in found.columns if column.barred],
        "readings": _group_readings(row.process, found), "uses": _use_readings(found),
        "is_transcript": row.kind == FileKind.TRANSCRIPT, "is_list": row.kind == FileKind.AGENDA_LIST,
        "values": {name: choices.get("values", {}).get(name, "") for name in TRANSCRIPT_FIELDS},
        "cuts": _cuts(found, choices),
        "groups": [(group.key, str(group)) for group in row.process.groups.all()],
        "text": (choices.get("columns", {}).get("text") or [""])[0] if row.kind == FileKind.AGENDA_LIST else "",
        "kinds": None if row.encounter_id else _kinds(choices), "given": _given(choices),
        "figures": figures(row, found.counts), "listed": listed(found.counts) if found.counts else None,
        "notes": notes(found.counts), "noticed": noticed(found.counts),
    }


def _cuts(found: Preview, choices: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """How a document in which nobody is named can be cut; nothing where somebody is."""
    chosen = choices.get("cut", "")
    if not chosen and UNNAMED not in [one["code"] for one in found.counts.get("notices", ())]:
        return []
    ways = (("", _("Todo junto, como una sola voz")), (PARAGRAPH, _("Cada párrafo es una voz")),
            (HEADING, _("Lo que va debajo de cada título es una voz")))
    return [(key, label, key == chosen) for key, label in ways]


def where(row: Delivery) -> str:
    return f"{row.territory.name} · {encounter_title(row.encounter)}" if row.encounter else row.territory.name


def reason(key: str) -> str:
    return REASONS[key][_language()]


def _language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"


def figures(row: Delivery, counts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What would come in, or did."""
    if not counts:
        return []
    things = _("propuestas nuevas") if row.kind == FileKind.AGENDA_LIST else _("voces nuevas")
    made = [{"label": _("filas leídas"), "value": counts["read"]}, {"label": things, "value": counts["new"]},
            {"label": _("ya estaban aquí"), "value": counts["here"]}]
    if counts["newer"]:
        made.append({"label": _("con una versión más nueva"), "value": counts["newer"]})
    if counts["back"]:
        made.append({"label": _("retiradas, no vuelven a entrar"), "value": counts["back"]})
    return made


def listed(counts: Mapping[str, Any]) -> dict[str, Any] | None:
    """The rows that do not come in, by reason, as components/table.html takes it."""
    if not counts["listed"]:
        return None
    return {
        "caption": _("Filas que no entran, y por qué"),
        "columns": [{"label": _("Por qué")}, {"label": _("Filas"), "number": True}, {"label": _("Cuáles")}],
        "rows": [[{"text": reason(key)}, {"text": count}, {"text": _numbers(counts["rows"].get(key, ()), count)}]
                 for key, count in counts["listed"].items()]}


def notes(counts: Mapping[str, Any]) -> list[str]:
    """What people have to decide, before and after."""
    made = []
    if left := _how_many(counts.get("left")):
        made.append(ngettext(
            "%(n)s respuesta que ya está aquí no aparece en la versión nueva de su envío. No se quita sola: protección "
            "decide si se retira.",
            "%(n)s respuestas que ya están aquí no aparecen en la versión nueva de su envío. No se quitan solas: "
            "protección decide si se retiran.", left) % {"n": left})
    if refused := _how_many(counts.get("refused")):
        made.append(ngettext(
            "%(n)s envío que ya está aquí ahora dice que no, o el equipo lo rechazó. Pide a protección que lo retire.",
            "%(n)s envíos que ya están aquí ahora dicen que no, o el equipo los rechazó. Pide a protección que los "
            "retire.", refused) % {"n": refused})
    return made


def noticed(counts: Mapping[str, Any]) -> list[str]:
    """What the reader noticed in the file, in which rows where it holds in some only, and what can be done about it."""
    return [f"{one['what'][_language()]}{_in_rows(one['rows'])} {one['remedy'][_language()]}"
            for one in counts.get("notices", ())]


def _in_rows(rows: Sequence[int]) -> str:
    return " " + ngettext("Fila %(rows)s.", "Filas %(rows)s.", len(rows)) % {
        "rows": ", ".join(map(str, rows))} if rows else ""


def account_of(row: Delivery) -> dict[str, Any]:
    """What came in, and what has to be looked at because of it."""
    counts = row.account
    done = [text for text in (
        _count(counts, "replaced", _("voces dicen ahora lo de la versión más nueva de su envío")),
        _count(counts, "read_anew", _("de ellas tienen que volver a leerse por dos personas")),
        _count(counts, "codings", _("codificaciones se quedaron sin su cita y salieron")),
        _count(counts, "closed", _("no cambiaron, porque su encuentro está cerrado"))) if text]
    return {
        "kind": row.get_kind_display(), "where": where(row), "figures": figures(row, counts), "listed": listed(counts),
        "replaced": done, "notes": notes(counts), "noticed": noticed(counts),
        "again": _nouns(row.process, counts.get("again", ())),
        "to_decide": _nouns(row.process, [["voice", pk] for name in ("left", "refused")
                                          for pk in counts.get(name) or ()]),
        "left_out": [(reason(key), count) for key, count in counts["left_out"].items()],
        "url": reverse("agendas:index", args=[row.process_id]) if row.kind == FileKind.AGENDA_LIST else reverse(
            "listening:encounter", args=[row.process_id, row.encounter_id]) if row.encounter_id else reverse(
            "listening:index", args=[row.process_id])}


def earlier(process: Process) -> dict[str, Any] | None:
    """The files that came in, newest first, as components/table.html takes it."""
    rows = list(Delivery.objects.filter(process=process, done=True).select_related("territory", "encounter")[:EARLIER])
    if not rows:
        return None
    return {
        "caption": _("Archivos traídos"),
        "columns": [{"label": _("Archivo")}, {"label": _("Qué es")}, {"label": _("De dónde")}, {"label": _("Día")},
                    {"label": _("Nuevas"), "number": True}, {"label": _("Ya estaban"), "number": True}],
        "rows": [[{"text": f"{row.number} · {row.name}",
                   "url": reverse("bringing:account", args=[row.process_id, row.pk])},
                  {"text": row.get_kind_display()}, {"text": where(row)}, {"text": day(row.day)},
                  {"text": row.account.get("new")}, {"text": row.account.get("here")}] for row in rows],
        "note": _("De cada uno quedan su nombre, sellado, y la cuenta de sus filas. El archivo mismo ya no está.")}


def _asked(column: Column, choices: Mapping[str, Any], roles: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    now = next((role for role, names in choices.get("columns", {}).items() if column.name in names), "")
    return {"name": column.name, "title": column.title, "answered": column.answered, "example": column.example,
            "roles": [(f"{role}:{column.name}" if role else "", label, role == now) for role, label in roles
                      if not (column.wordless and role == VOICES)],
            "taken": bool(now)}


def _group_readings(process: Process, found: Preview) -> list[dict[str, Any]]:
    """Answers that name no group, asked once each; those answered before can be changed."""
    options = [(group.key, str(group)) for group in process.groups.all()] + [(NOWHERE, _("de ninguno"))]
    return _readings(found.groups, found.choices.get("replace", {}).get("group", {}), options)


def _use_readings(found: Preview) -> list[dict[str, Any]]:
    options = [(use.value, str(use.label)) for use in Use] + [(NOWHERE, _("nada de esto"))]
    return _readings(found.uses, found.choices.get("replace", {}).get("consent", {}), options)


def _readings(asked: Iterable[str], given: Mapping[str, str], options: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """One question per answer; what was said of it before is chosen already."""
    now = {said: reading or NOWHERE for said, reading in given.items()}
    return [{"said": said, "options": [(value, label, value == now.get(said)) for value, label in options]}
            for said in dict.fromkeys([*asked, *given])]


def _kinds(choices: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    now = choices.get("encounter", {}).get("kind", EncounterKind.FORUM.value)
    return [(kind.value, str(kind.label), kind.value == now) for kind in EncounterKind]


def _given(choices: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """What the whole group allowed; that it was nothing has to be chosen as well."""
    now = choices.get("encounter", {}).get("consent")
    uses = [(use.value, str(use.label), use.value in (now or ())) for use in GIVEN]
    return [*uses, (NOTHING, _("nada de esto"), now == [])]


def _numbers(rows: Iterable[int], count: int) -> str:
    shown = [str(row) for row in list(rows)[:12]]
    return ", ".join(shown) + ("…" if count > len(shown) else "")


def _how_many(said: Any) -> int:
    return said if isinstance(said, int) else len(said or ())


def _count(counts: Mapping[str, Any], name: str, words: str) -> str:
    return f"{counts[name]} {words}." if counts.get(name) else ""


def _nouns(process: Process, pairs: Iterable[Iterable[str]]) -> list[dict[str, str]]:
    """Nouns by kind and UUID that are still there, each with the way to its trail; never with its words."""
    seen: Counter[str] = Counter()
    made = []
    for kind, pk in pairs:
        registered = nouns()[kind]
        row = registered.model.objects.filter(process=process, pk=UUID(pk)).first()
        if row is not None:
            seen[kind] += 1
            made.append({"label": f"{registered.label} {getattr(row, 'key', '') or seen[kind]}",
                         "url": reverse("trace", args=[process.pk, kind, pk])})
    return made
