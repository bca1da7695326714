"""What the page of a request shows: its term line by line, its steps, what came back."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.followup.pages import language
from tequio.followup.requests import law, queries
from tequio.followup.requests.clock import Kind, Line
from tequio.followup.requests.models import Closure, Request, RequestStatus, RequestStep, UnitOfTime
from tequio.followup.requests.terms import Clock
from tequio.foundation.trail.wording import Wording
from tequio.listening.cards import day

TONES = {RequestStatus.DRAFT: "draft", RequestStatus.OPEN: "moving", RequestStatus.ASKED: "still",
         RequestStatus.STOPPED: "still", RequestStatus.ANSWERED: "done", RequestStatus.REVIEW: "moving",
         RequestStatus.REVIEWED: "done", RequestStatus.WITHDRAWN: "draft"}


@dataclass(frozen=True)
class Counted:
    """One clock: what it is for, how it stands, and its sum as a table."""

    title: str
    words: str
    tone: str
    table: dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One thing that happened."""

    day: datetime.date
    label: str
    text: str = ""
    note: str = ""


@dataclass(frozen=True)
class Shown:
    """A request as a list or a page shows it."""

    url: str
    office: str
    sphere: str
    status: str
    tone: str
    clock: str


def shown(row: Request, today: datetime.date) -> Shown:
    """In one line."""
    return Shown(address(row), row.institution.name, str(row.institution.get_sphere_display()).capitalize(),
                 row.get_status_display(), tone(row, today), clock_words(row, today))


def address(row: Request) -> str:
    return reverse("followup:request", args=[row.process_id, row.pk])


def tone(row: Request, today: datetime.date) -> str:
    return "silent" if row.due and row.due < today else TONES[RequestStatus(row.status)]


def clock_words(row: Request, today: datetime.date) -> str:
    """The clock as it was last counted: nothing is reckoned anew."""
    if row.due is None:
        return _("contestó fuera de plazo") if row.was_late else ""
    if row.due >= today:
        return _("vence el %(day)s") % {"day": day(row.due)}
    days = (today - row.due).days
    return ngettext("vencida hace %(days)s día", "vencida hace %(days)s días", days) % {"days": days}


def counted(row: Request, closures: list[Closure], today: datetime.date, words: Wording) -> list[Counted]:
    return [_counted(row, clock, words) for clock in queries.clocks_of(row, closures, today, language())]


def term_words(row: Request, *, read: bool = True) -> list[dict[str, str]]:
    """The rule of the request and where it stands; for the team also when it was read."""
    rule, tongue = law.rules().get(row.rule), language()
    given = _("%(length)s %(unit)s") % {"length": row.length, "unit": UnitOfTime(row.unit).label}
    found = [{"term": _("Plazo"), "value": given}]
    if rule:
        found.append({"term": _("De dónde sale"), "value": f"{rule.names[tongue]}. {rule.sources[tongue]}."})
    if rule and read:
        found.append({"term": _("Leído"), "value": day(rule.read), "note": _("Por revisar con un jurista.")})
    return found


def history(row: Request, words: Wording) -> list[Entry]:
    return [_entry(one, words) for one in row.steps.all()]


def _entry(one: RequestStep, words: Wording) -> Entry:
    notes = []
    if one.length:
        notes.append(_("%(length)s %(unit)s más") % {"length": one.length, "unit": UnitOfTime(one.unit).label})
    if one.after_hours:
        notes.append(_("fuera de horario"))
    return Entry(one.day, one.get_step_display(), words.drafted(one.reason), ", ".join(notes))


def _counted(row: Request, clock: Clock, words: Wording) -> Counted:
    title = _("El plazo de la revisión") if clock.review else _("El plazo de la respuesta")
    return Counted(title, *_standing(clock), {
        "caption": _("Cómo se cuenta"),
        "columns": [{"label": _("Días")}, {"label": _("Qué son")}, {"label": _("Cuentan"), "number": True},
                    {"label": _("Van"), "number": True}],
        "rows": [_row(line, words) for line in clock.sum.lines]})


def _standing(clock: Clock) -> tuple[str, str]:
    found = clock.standing
    if clock.sum.due is None:
        return _("El plazo está detenido: no corre mientras tanto."), "still"
    facts = {"day": day(clock.sum.due), "days": found.days_late}
    if found.late:
        return ngettext("Sin respuesta. El último día fue el %(day)s, hace %(days)s día.",
                        "Sin respuesta. El último día fue el %(day)s, hace %(days)s días.",
                        found.days_late) % facts, "silent"
    if found.was_late:
        return ngettext("Contestó %(days)s día después del último, que fue el %(day)s. Eso no se borra.",
                        "Contestó %(days)s días después del último, que fue el %(day)s. Eso no se borra.",
                        found.days_late) % facts, "refused"
    if clock.answered:
        return _("Contestó dentro del plazo, que terminaba el %(day)s.") % facts, "done"
    return _("El último día es el %(day)s.") % facts, "moving"


def _row(line: Line, words: Wording) -> list[dict[str, Any]]:
    days = day(line.first) if line.first == line.last else _("%(first)s a %(last)s") % {
        "first": day(line.first), "last": day(line.last)}
    return [{"text": days}, {"text": _line(line, words)}, {"text": line.counted or ""}, {"text": line.total or ""}]


def _line(line: Line, words: Wording) -> str:
    said = {
        Kind.RECEIVED: _("se recibió; ese día no cuenta"),
        Kind.MOVED: _("se tiene por recibida el siguiente día hábil"),
        Kind.COUNTED: _("cuentan"), Kind.WEEKEND: _("fin de semana"), Kind.OFF: _("inhábil"),
        Kind.STOPPED: _("plazo detenido"), Kind.QUESTION: _("esperaba una aclaración"),
        Kind.RESTARTED: _("se aclaró: el plazo empieza de nuevo"), Kind.MONTHS: _("meses, de fecha a fecha"),
        Kind.EXTENDED: _("prórroga"), Kind.ROLLED: _("cae en día inhábil: pasa al siguiente hábil"),
        Kind.TOO_LATE: _("se dijo cuando el plazo ya había vencido: no cuenta"),
        Kind.WAITING: _("detenido hasta que se anote lo que sigue"), Kind.DUE: _("último día")}[line.kind]
    plain = line.kind in (Kind.EXTENDED, Kind.TOO_LATE) and line.note.isdigit()
    return f"{said}: {words.drafted(line.note)}" if line.note and not plain else said
