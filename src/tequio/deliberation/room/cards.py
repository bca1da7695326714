"""Raised cards as the page of a round shows them: beside its ballots, never among them."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.deliberation.bands import part_of
from tequio.deliberation.models import Moment, Round, Statement
from tequio.deliberation.room.opening import COLUMNS
from tequio.deliberation.room.queries import counted_cards


def counted_table(round: Round, by_key: Mapping[str, Statement]) -> dict[str, Any] | None:
    """As components/table.html takes it; counts are as coarse as those of ballots. None where no cards were counted."""
    language, found = get_language() or "es", counted_cards(round)
    if not found:
        return None
    return {
        "caption": _("Tarjetas levantadas, por afirmación"),
        "columns": [{"label": _("Afirmación")}, *({"label": capfirst(one.label), "number": True} for one in COLUMNS)],
        "rows": [[{"text": _said(by_key[key], moment)}, *(
            {"text": part_of(counts[one], sum(counts.values()), threshold=round.process.threshold,
                             rounding=round.process.rounding).words(language)} for one in COLUMNS)]
            for (moment, key), counts in found.items() if key in by_key],
        "note": _("Se contaron sin boletas: no entran en los grupos de opinión ni en ninguna lista, porque no "
                  "se sabe qué tarjetas levantó una misma persona."),
    }


def _said(statement: Statement, moment: int) -> str:
    return _("%(said)s (segundo voto)") % {"said": statement.text} if moment == Moment.SECOND else str(statement.text)
