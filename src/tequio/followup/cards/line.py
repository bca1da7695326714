"""One item of an agenda and what became of it."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.agendas.models import Item
from tequio.agendas.queries import in_own_words
from tequio.agendas.spoken import said
from tequio.followup.models import (
    Action,
    Commitment,
    CommunityVerdict,
    OfficialStatus,
    Response,
    ResponseKind,
    Verdict,
)
from tequio.followup.queries import Line
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
        "responses": [response(one, by) for one in by_level(row.responses)],
        "commitments": promised, "overdue": sum(one["overdue"] for one in promised),
        "waves": [wave(one) for one in row.verdicts], "both": [verdict(one, by.words) for one in row.verdicts],
    }


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
    late = row.due is not None and row.due < by.today
    return {"text": by.words.drafted(row.text), "url": trail(row),
            "signatories": [signatory(one) for one in row.signed_by],
            "actions": [action(one, by.words) for one in done], "overdue": late and not done,
            "tone": "refused" if late and not done else "moving", "when": _when(row.due, by.today, len(done))}


def _when(due: datetime.date | None, today: datetime.date, done: int) -> str:
    if due is None:
        return _("sin fecha límite")
    facts = {"day": day(due), "days": abs((today - due).days)}
    if due >= today:
        return _("vence el %(day)s") % facts
    if done:
        return _("el plazo pasó el %(day)s; hay acciones, abajo") % facts
    return _("vencido: el plazo pasó el %(day)s, hace %(days)s días, y no hay ninguna acción") % facts


def action(row: Action, words: Wording) -> Card:
    return {"text": words.drafted(row.text), "evidence": words.drafted(row.evidence), "day": row.day, "url": trail(row)}


def signatory(kind: str) -> str:
    """Kinds of bodies sign, never people."""
    return {"ayuntamiento": _("ayuntamiento"), "estado": _("gobierno del estado"), "federacion": _("gobierno federal"),
            "residentes": _("residentes"), "sociedad_civil": _("sociedad civil"), "empresas": _("empresas"),
            "iglesia": _("iglesias"), "academia": _("academia"),
            "organismo_internacional": _("organismo internacional"),
            }.get(kind, kind.replace("_", " "))


def wave(row: Verdict) -> Card:
    """Both columns of one wave, each with its own words and shape."""
    return {"wave": row.wave,
            "official": {"label": row.get_official_display(), "tone": REPORTED[OfficialStatus(row.official)]},
            "community": {"label": row.get_community_display(), "tone": SAID[CommunityVerdict(row.community)]}}


def verdict(row: Verdict, words: Wording) -> Card:
    """One wave as components/verdict.html takes it."""
    return {"wave": row.wave, "url": trail(row), "official": {"label": row.get_official_display().capitalize()},
            "community": {"label": row.get_community_display().capitalize(), "text": words.drafted(row.reason),
                          "groups": [str(group) for group in row.groups.all()]}}


def trail(row: Noun) -> str:
    return reverse("trace", args=[row.process_id, kind_of(row), row.pk])
