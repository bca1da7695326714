"""What a closed round says, in a few plain sentences to read aloud: the first thing its page shows.

Whoever sits in the room hears them, so every count is as coarse as outside the team.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.deliberation import cards, queries
from tequio.deliberation.found import Found
from tequio.deliberation.opinion import limits
from tequio.deliberation.reading import Weighed
from tequio.deliberation.rounds.cards import told
from tequio.foundation.trail.wording import wording
from tequio.protection.queries import shown

Line = dict[str, Any]
QUOTED = 3


def gist(found: Found) -> list[Line]:
    """Lines {title, texts, quotes [{text, url, mark, condition}], url, more}, in the order of reading aloud."""
    return [line for line in (_who(found), _unites(found), _divides(found), _held(found), _groups(found),
                              _moved(found), _sure(found)) if line]


def absent(found: Found) -> list[str]:
    """Who did not come and what was not reached, as it was declared."""
    words = wording(found.round.process)
    return [". ".join(part for part in (str(row.group or row.get_kind_display().capitalize()),
                                        words.drafted(row.text)) if part)
            for row in queries.not_there(found.round)]


def _who(found: Found) -> Line:
    ballots = shown(found.round.process, int(found.result.get("ballots", 0)))
    rooms = queries.rooms_that_voted(found.round)
    where = ngettext("en una sala", "en %(count)s salas", rooms) % {"count": rooms} if rooms else ""
    voted = _("Hay %(ballots)s boletas %(where)s.") % {"ballots": told(ballots), "where": where}
    gone = len(queries.not_there(found.round))
    missing = ngettext("Está anotado un grupo o lugar que faltó.", "Están anotados %(count)s grupos o lugares que "
                       "faltaron.", gone) % {"count": gone} if gone else _("Nadie anotó quién faltó.")
    apart = [_("Lo que se respondió en línea se cuenta aparte.")] if found.online else []
    return _line(found, _("Quiénes votaron"), [voted.replace(" .", "."), missing, *apart], part="salas")


def _unites(found: Found) -> Line:
    rows = [*found.reading.unites, *found.reading.unites_against]
    each = cards.each_of(found.result)
    text = _("La mayoría %(each)s responde igual:") % {"each": each} if rows else \
        _("Ninguna afirmación tiene a la mayoría %(each)s de acuerdo.") % {"each": each}
    against = {one.key for one in found.reading.unites_against}
    return _line(found, _("Lo que une"), [text], rows, part="une-y-divide", against=against)


def _divides(found: Found) -> Line:
    rows = found.reading.divides
    text = _("Hay dos respuestas, y las dos se conservan:") if rows else \
        _("Ninguna afirmación divide de manera que se pueda asegurar.")
    return _line(found, _("Lo que divide"), [text], rows, part="une-y-divide")


def _held(found: Found) -> Line | None:
    reading = found.reading
    refused, waiting = len(reading.refused), len(reading.unreviewed) + len(reading.unanswered)
    texts = [ngettext("Una respuesta reproduciría violencia: no se adopta, y se contesta.",
                      "%(count)s respuestas reproducirían violencia: no se adoptan, y se contestan.",
                      refused) % {"count": refused}] if refused else []
    texts += [ngettext("De una afirmación falta la pregunta «¿reproduce violencia?» o lo que se contesta: todavía no "
                       "se dice nada de ella.",
                       "De %(count)s afirmaciones falta la pregunta «¿reproduce violencia?» o lo que se contesta: "
                       "todavía no se dice nada de ellas.", waiting) % {"count": waiting}] if waiting else []
    return _line(found, _("Lo que se aparta"), texts, part="no-se-adopta" if refused else "afirmaciones") \
        if texts else None


def _groups(found: Found) -> Line:
    said = cards.groups(found.result)
    return _line(found, _("Maneras de responder"), [f"{said['title']}.", said["text"]], part="grupos")


def _moved(found: Found) -> Line | None:
    if not found.result.get("second_vote"):
        return None
    moved = sum(row["moved"]["value"] is not None for row in found.result.get("changes", {}).values())
    text = ngettext("En una afirmación cambiaron tantas respuestas que se puede decir.",
                    "En %(count)s afirmaciones cambiaron tantas respuestas que se puede decir.",
                    moved) % {"count": moved} if moved else \
        _("En ninguna afirmación cambiaron tantas respuestas que se pueda decir sin señalar a nadie.")
    return _line(found, _("Después de conversar"), [text], part="cambios")


def _sure(found: Found) -> Line:
    """How sure all of this is; the margin is that of the coarse count."""
    ballots = shown(found.round.process, int(found.result.get("ballots", 0)))
    margin = _("Son muy pocas boletas: lo que aquí se lee vale para esta sala.") if not ballots.value else \
        _("Si se preguntara a otras tantas personas, una mitad podría salir hasta unos %(margin)s puntos más arriba o "
          "más abajo.") % {"margin": round(100 * limits(ballots.value).margin)}
    lot = _("Quienes vinieron no son una muestra de toda la población: nadie fue sorteado.")
    return _line(found, _("Qué tan seguro es"), [margin, lot], part="grupos")


def _line(found: Found, title: str, texts: Sequence[str], rows: Sequence[Weighed] = (), *, part: str,
          against: frozenset[str] | set[str] = frozenset()) -> Line:
    more = len(rows) - QUOTED
    return {"title": title, "texts": [capfirst(text) for text in texts],
            "quotes": list(_quotes(found, rows[:QUOTED], against)),
            "more": ngettext("Y una más", "Y %(count)s más", more) % {"count": more} if more > 0 else "",
            "url": reverse("deliberation:round_part", args=[found.round.process_id, found.round.pk, part])}


def _quotes(found: Found, rows: Sequence[Weighed], against: frozenset[str] | set[str]) -> Iterator[Line]:
    for one in rows:
        row = found.by_key[one.key]
        yield {"text": cards.said(row), "url": reverse("trace", args=[row.process_id, "statement", row.pk]),
               "mark": _("en desacuerdo") if one.key in against else "",
               "condition": cards.condition(row, found.answers)}
