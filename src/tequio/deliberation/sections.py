"""The pages of a closed round, section by section: each gives what its own template draws, and computes no more.

A few sentences come first. Everything else has an address of its own, and all of it stands on one page to print.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tequio.deliberation import cards, queries
from tequio.deliberation.found import Found
from tequio.deliberation.gist import absent, gist
from tequio.deliberation.reading import Weighed
from tequio.deliberation.room.cards import counted_table
from tequio.deliberation.rounds import cards as parts
from tequio.diagnosis.models import FindingKind
from tequio.diagnosis.queries import findings

Context = dict[str, Any]
Asked = Mapping[str, str]
SHOWN, PER_PAGE = 3, 12
WHOLE = "todo"


def _gist(found: Found, asked: Asked) -> Context:
    return {"gist": gist(found)}


def _listings(found: Found, asked: Asked) -> Context:
    conditions = {key: cards.condition(row, found.answers) for key, row in found.by_key.items()}
    return {"listings": [{**one, "rows": one["rows"][:SHOWN], "rest": one["rows"][SHOWN:]} for one in cards.listings(
        found.reading, found.by_key, conditions, each=cards.each_of(found.result))]}


def _groups(found: Found, asked: Asked) -> Context:
    return {"groups": cards.groups(found.result), "limits": cards.limits(found.result),
            "figure": parts.figure(found.round, found.result, found.by_key)}


def _changes(found: Found, asked: Asked) -> Context:
    return {"second_vote": found.result.get("second_vote"), "moved": parts.moved(found.result, found.by_key),
            "reasons": parts.reasons(queries.reasons(found.round), found.by_key)}


def _refused(found: Found, asked: Asked) -> Context:
    row = found.round
    return {"refused": [cards.refused(one, found.by_key[one.key], found.answers) for one in found.reading.refused],
            "narratives": [cards.claim(claim) for claim in findings(row.process, territory=row.territory)
                           if claim.kind == FindingKind.NARRATIVE]}


def _statements(found: Found, asked: Asked) -> Context:
    """All of them in the order of the round, filtered and in pages; on the page to print, all at once."""
    which = asked.get("ver", "")
    chosen = _filters(found).get(which)
    if chosen is None:
        raise Http404
    rows, whole = chosen[1], WHOLE in asked
    page = Paginator(rows, len(rows) or 1 if whole else PER_PAGE).get_page(asked.get("page"))
    return {"unreviewed": len(found.reading.unreviewed), "unanswered": len(found.reading.unanswered),
            "page": page, "query": f"ver={which}" if which else "",
            "filters": [] if whole else _filter_tabs(found, which),
            "every": [cards.statement(one, found.by_key[one.key]) for one in page.object_list],
            "twin": cards.twin(found.reading, found.by_key)}


def _filters(found: Found) -> dict[str, tuple[str, Sequence[Weighed]]]:
    """What a list of statements can be narrowed to: never an order by support."""
    reading = found.reading
    order = {one.key: at for at, one in enumerate(reading.all)}

    def in_order(*rows: Weighed) -> list[Weighed]:
        return sorted(rows, key=lambda one: order[one.key])

    return {"": (_("Todas"), reading.all), "unen": (_("Unen"), in_order(*reading.unites, *reading.unites_against)),
            "dividen": (_("Dividen"), in_order(*reading.divides)),
            "puentes": (_("Tienden puentes"), in_order(*reading.bridges)),
            "esperan": (_("Falta revisarlas"), in_order(*reading.unreviewed, *reading.unanswered)),
            "no-se-adoptan": (_("No se adoptan"), in_order(*reading.refused))}


def _filter_tabs(found: Found, which: str) -> list[Context]:
    return [{"label": label, "url": f"?ver={name}" if name else "?", "current": name == which, "count": len(rows)}
            for name, (label, rows) in _filters(found).items()]


def _rooms(found: Found, asked: Asked) -> Context:
    return {"sittings": parts.sittings(queries.sittings(found.round), found.result),
            "side_by_side": parts.rooms(found.result, found.by_key), "online": _online(found),
            "counted": counted_table(found.round, found.by_key), "part": _taking_part(found), "absent": absent(found)}


def _online(found: Found) -> Context | None:
    """What was answered online, on its own: another way of asking, other people."""
    if not found.online:
        return None
    return {"ballots": found.online["ballots"], "groups": cards.groups(found.online),
            "rows": [cards.statement(one, found.by_key[one.key]) for one in found.read(found.online).all
                     if one.answered]}


def _taking_part(found: Found) -> Context:
    """Who took part, as components/table.html takes it."""
    language = get_language() or "es"
    return {"caption": _("Boletas por grupo de población"),
            "columns": [{"label": _("Grupo")}, {"label": _("Boletas"), "number": True}],
            "rows": [[{"text": str(group or _("Sin grupo declarado"))}, {"text": count.words(language)}]
                     for group, count in queries.taking_part(found.round)],
            "note": _("Las cuentas se redondean y las pequeñas no se dan, para que nadie pueda ser reconocido en una "
                      "sala.")}


# By address: the label of its tab, and what it holds. The template of each stands in deliberation/parts/.
Make = Callable[[Found, Asked], Context]
SECTIONS: dict[str, tuple[Any, str, Make]] = {
    "": (gettext_lazy("En breve"), "gist", _gist),
    "une-y-divide": (gettext_lazy("Lo que une y lo que divide"), "listings", _listings),
    "grupos": (gettext_lazy("Maneras de responder"), "groups", _groups),
    "cambios": (gettext_lazy("Cambios y razones"), "changes", _changes),
    "no-se-adopta": (gettext_lazy("Lo que no se adopta"), "refused", _refused),
    "afirmaciones": (gettext_lazy("Todas las afirmaciones"), "statements", _statements),
    "salas": (gettext_lazy("Quiénes y dónde"), "rooms", _rooms),
}


def section(found: Found, name: str, asked: Asked) -> Context:
    """What the page `name` holds: {parts (templates), whole, …}. Raises Http404 for a section that is not there."""
    if name == WHOLE:
        return {"whole": True, "parts": [_template(part) for _label, part, _make in SECTIONS.values()],
                **{key: value for _label, _part, make in SECTIONS.values()
                   for key, value in make(found, {WHOLE: "1"}).items()}}
    if name not in SECTIONS:
        raise Http404
    _label, part, make = SECTIONS[name]
    return {"parts": [_template(part)], **make(found, asked)}


def _template(part: str) -> str:
    return f"deliberation/parts/{part}.html"


def tabs(found: Found, name: str) -> list[Context]:
    here = [found.round.process_id, found.round.pk]
    return [{"label": label, "current": key == name, "url": reverse("deliberation:round_part", args=[*here, key])
             if key else reverse("deliberation:round", args=here)} for key, (label, _part, _make) in SECTIONS.items()]
