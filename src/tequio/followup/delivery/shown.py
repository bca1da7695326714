"""What the page of a commitment shows: its first wording and the one that stands, its steps, what was done."""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.followup.cards.line import signatory
from tequio.followup.delivery.actions import promise_of
from tequio.followup.delivery.models import CommitmentStatus
from tequio.followup.models import Action, Commitment
from tequio.foundation.trail.wording import Wording
from tequio.listening.cards import day

TONES = {"agreed": "draft", "begun": "moving", "stalled": "still", "delivered": "done", "dropped": "refused"}


@dataclass(frozen=True)
class Picture:
    url: str
    drop: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True)
class Done:
    """Something that was done, and what shows it."""

    pk: UUID
    day: datetime.date | None
    text: str
    evidence: str
    pictures: list[Picture]


@dataclass(frozen=True)
class Shown:
    """A commitment. `first` is empty while nothing of it was changed."""

    text: str
    first: str
    status: str
    tone: str
    when: str
    late: bool
    facts: list[dict[str, str]]
    history: list[dict[str, Any]]
    done: list[Done]


def shown(row: Commitment, today: datetime.date, words: Wording) -> Shown:
    steps = list(row.steps.all())
    now = promise_of(row, steps)
    late = now.overdue(today)
    was = [words.drafted(row.text), day(row.due) if row.due else _("sin fecha límite")]
    return Shown(
        words.drafted(now.text), _("%(text)s (%(when)s)") % {"text": was[0], "when": was[1]} if now.changes else "",
        str(CommitmentStatus(now.status).label), "refused" if late else TONES[now.status],
        _when(now.due, today, late=late, was_late=now.was_late), late, _facts(row, words),
        [{"day": one.day, "label": one.get_step_display(), "reason": words.drafted(one.reason),
          "text": words.drafted(one.text), "due": one.due} for one in steps],
        [_done(one, words) for one in row.actions.all()])


def _when(due: datetime.date | None, today: datetime.date, *, late: bool, was_late: bool) -> str:
    if due is None:
        return _("sin fecha límite")
    days = (today - due).days
    facts = {"day": day(due), "days": days}
    if late:
        return ngettext("vencido: el plazo pasó el %(day)s, hace %(days)s día",
                        "vencido: el plazo pasó el %(day)s, hace %(days)s días", days) % facts
    return _("fuera de plazo: era para el %(day)s") % facts if was_late else _("para el %(day)s") % facts


def _facts(row: Commitment, words: Wording) -> list[dict[str, str]]:
    known = [(_("Dónde"), row.place), (_("Con qué dinero"), row.money), (_("Cómo se va a saber"), row.proof),
             (_("Con qué condiciones"), "; ".join(str(row.conditions).splitlines()))]
    found = [{"term": term, "value": words.drafted(value)} for term, value in known if value]
    signed = ", ".join(signatory(one) for one in row.signed_by)
    return [*found, {"term": _("Firman"), "value": signed or _("nadie ha firmado")}]


def _done(row: Action, words: Wording) -> Done:
    return Done(row.pk, row.day, words.drafted(row.text), words.drafted(row.evidence), [
        Picture(reverse("followup:evidence", args=[row.process_id, one.pk]),
                reverse("followup:drop_evidence", args=[row.process_id, one.pk]), words.drafted(one.caption), one.width,
                one.height) for one in row.pictures.all()])
