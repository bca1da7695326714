"""One item of an agenda and what became of it."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tequio.agendas.models import Item
from tequio.agendas.queries import in_own_words
from tequio.agendas.spoken import said
from tequio.followup.delivery.actions import promise_of
from tequio.followup.models import (
    Action,
    Commitment,
    CommunityVerdict,
    GroupVerdict,
    OfficialStatus,
    Request,
    RequestStatus,
    Response,
    ResponseKind,
    Verdict,
)
from tequio.followup.queries import Line
from tequio.followup.requests.shown import shown
from tequio.foundation.places.models import Process, Sphere
from tequio.foundation.trail.noun import Noun, kind_of
from tequio.foundation.trail.wording import Wording, wording
from tequio.listening.cards import day

Card = dict[str, Any]
TONES = {ResponseKind.ACCEPTS: "done", ResponseKind.CHANGED: "moving", ResponseKind.PARTLY: "moving",
         ResponseKind.REJECTS: "refused", ResponseKind.SILENT: "silent"}
REPORTED = {OfficialStatus.DONE: "done", OfficialStatus.ONGOING: "moving", OfficialStatus.STALLED: "still",
            OfficialStatus.UNREPORTED: "silent"}
SAID = {CommunityVerdict.BETTER: "done", CommunityVerdict.SAME: "still", CommunityVerdict.WORSE: "refused",
        CommunityVerdict.UNKNOWN: "draft", CommunityVerdict.SPLIT: "moving"}

SIGNATORIES = {
    "ayuntamiento": gettext_lazy("ayuntamiento"), "estado": gettext_lazy("gobierno del estado"),
    "federacion": gettext_lazy("gobierno federal"), "residentes": gettext_lazy("residentes"),
    "sociedad_civil": gettext_lazy("sociedad civil"), "empresas": gettext_lazy("empresas"),
    "iglesia": gettext_lazy("iglesias"),
    "academia": gettext_lazy("academia"), "organismo_internacional": gettext_lazy("organismo internacional"),
}


@dataclass(frozen=True)
class Reading:
    """How and when a page reads items: its wording, today, and the items that are in somebody's own words."""

    words: Wording
    today: datetime.date
    own: Collection[UUID] = ()

    def item(self, row: Item, text: str) -> str:
        return said(text, self.words, own=row.pk in self.own)


def reading(process: Process, items: Sequence[Item], today: datetime.date) -> Reading:
    return Reading(wording(process), today, in_own_words(process.pk, [row.pk for row in items]))


def line(row: Line, by: Reading) -> Card:
    """An item as templates/followup/line.html takes it."""
    item = row.item
    promised = [commitment(one, by) for one in row.commitments]
    return {
        "number": item.number, "group": str(item.group or ""), "title": by.item(item, item.title or item.text),
        "text": by.item(item, item.text) if item.title else "", "trail": trail(item),
        "url": reverse("followup:item", args=[item.process_id, item.pk]),
        "requests": [shown(one, by.today) for one in waiting(row)],
        "responses": [response(one, by) for one in by_level(row.responses)],
        "commitments": promised, "overdue": sum(one["overdue"] for one in promised),
        "waves": [wave(one) for one in row.verdicts], "both": [verdict(one, by.words) for one in row.verdicts],
    }


def waiting(row: Line) -> list[Request]:
    """What was sent and has no answer yet."""
    answered = {one.request_id for one in row.responses}
    return [one for one in row.item.requests.all()
            if one.pk not in answered and one.status not in (RequestStatus.DRAFT, RequestStatus.WITHDRAWN)]


def by_level(rows: list[Response]) -> list[Response]:
    """From the municipality upward, silence last within each level."""
    order = list(Sphere.values)
    return sorted(rows, key=lambda row: (order.index(row.institution.sphere), row.kind == ResponseKind.SILENT, row.key))


def response(row: Response, by: Reading) -> Card:
    return {"tone": TONES[ResponseKind(row.kind)], "label": _kind(row, by.today), "text": by.words.drafted(row.text),
            "url": trail(row),
            "sphere": row.institution.get_sphere_display().capitalize(), "institution": row.institution.name}


def _kind(row: Response, today: datetime.date) -> str:
    """Silence is counted from the day somebody asked."""
    if row.day is None:
        return str(row.get_kind_display())
    if row.kind != ResponseKind.SILENT:
        return _("%(kind)s, %(day)s") % {"kind": row.get_kind_display(), "day": day(row.day)}
    days = (today - row.day).days
    words = ngettext("sin respuesta desde hace %(days)s día", "sin respuesta desde hace %(days)s días", days)
    return words % {"days": days}


def commitment(row: Commitment, by: Reading) -> Card:
    done = list(row.actions.all())
    now = promise_of(row, list(row.steps.all()))
    late = now.overdue(by.today)
    return {"text": by.words.drafted(now.text), "url": trail(row),
            "page": reverse("followup:commitment", args=[row.process_id, row.pk]), "status": row.get_status_display(),
            "signatories": [signatory(one) for one in row.signed_by],
            "actions": [action(one, by.words) for one in done], "overdue": late and not done,
            "tone": "refused" if late and not done else "moving",
            "when": _when(now.due, by.today, len(done), over=now.status in ("delivered", "dropped"))}


def _when(due: datetime.date | None, today: datetime.date, done: int, *, over: bool) -> str:
    if due is None:
        return _("sin fecha límite")
    facts = {"day": day(due), "days": abs((today - due).days)}
    if over:
        return _("era para el %(day)s") % facts
    if due >= today:
        return _("vence el %(day)s") % facts
    if done:
        return _("el plazo pasó el %(day)s; hay acciones, abajo") % facts
    return _("vencido: el plazo pasó el %(day)s, hace %(days)s días, y no hay ninguna acción") % facts


def action(row: Action, words: Wording) -> Card:
    return {"text": words.drafted(row.text), "evidence": words.drafted(row.evidence), "day": row.day, "url": trail(row)}


def signatory(kind: str) -> str:
    """Kinds of bodies sign, never people."""
    return str(SIGNATORIES.get(kind, kind.replace("_", " ")))


def wave(row: Verdict) -> Card:
    """Both columns of one wave, each with its own words and shape."""
    return {"wave": row.wave,
            "official": {"label": row.get_official_display(), "tone": REPORTED[OfficialStatus(row.official)]},
            "community": {"label": row.get_community_display(), "tone": SAID[CommunityVerdict(row.community)]}}


def verdict(row: Verdict, words: Wording) -> Card:
    """One wave as components/verdict.html takes it."""
    return {"wave": row.wave, "url": trail(row), "said": [_said(one, words) for one in row.said.all()],
            "official": {"label": row.get_official_display().capitalize(), "text": words.drafted(row.source),
                         "note": day(row.official_day) if row.official_day else ""},
            "community": {"label": row.get_community_display().capitalize(), "text": words.drafted(row.reason),
                          "groups": [str(group) for group in row.groups.all()]}}


def _said(row: GroupVerdict, words: Wording) -> Card:
    """What one group said: its reason, how it was asked, and the rubric that was read out."""
    return {"group": str(row.group), "label": row.get_community_display(), "day": row.day,
            "reason": words.drafted(row.reason), "but": row.get_but_display() if row.but else "",
            "asking": row.get_asking_display(), "rubric": row.rubric}


def trail(row: Noun) -> str:
    return reverse("trace", args=[row.process_id, kind_of(row), row.pk])
