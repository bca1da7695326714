"""Showing one page as it was said: who, why, and on which day. What was said stands in no record."""

from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import reach_of
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process

VERB = "read_as_said"


class Why(models.TextChoices):
    """What somebody needs the words themselves for. Coarse on purpose: a reason in free words could say who."""

    CODING = "coding", _("para codificar o escribir un hallazgo")
    CHECKING = "checking", _("para comprobar que se entendió bien")
    MASKS = "masks", _("para corregir lo que está tapado")
    RETURNING = "returning", _("para devolverlo a quien lo dijo")
    WITHDRAWING = "withdrawing", _("para retirar lo que alguien pidió")


@dataclass(frozen=True)
class Page:
    """What a page is about, as the record names it."""

    pk: UUID


def show_as_said(*, actor: User, process: Process, page: Page, why: str) -> None:
    """Write down that this account reads a page without masks. Raises TQ-487 without one of the reasons."""
    if why not in Why.values:
        raise TequioError("TQ-487")
    places = reach_of(actor, VERB, process.pk)
    # Somebody who works in some places reads those only; the record is of the first of them.
    where = min(places, default=None) if places else None
    with acting(actor, VERB, on=page, process_id=process.pk, territory_id=where) as deed:
        deed.because = why
