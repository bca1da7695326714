"""What a round was made of, room by room, and what moved: parts of its page in the form that components take."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.deliberation.cards import said
from tequio.deliberation.models import Round, Sitting, Statement, Way
from tequio.deliberation.queries import ANSWERS, Given
from tequio.foundation.trail.wording import wording
from tequio.protection.disclosure import Coarse

Card = dict[str, Any]
Statements = Mapping[str, Statement]


def band_words(name: str | None) -> str:
    """How much of a group agrees, in words; nothing is said of too few."""
    return {"nearly_all": _("casi todas"), "most": _("la mayoría"), "split": _("por mitades"), "few": _("la minoría"),
            "hardly_any": _("casi ninguna")}.get(name or "", _("muy pocas respuestas"))


def answer_words(name: str) -> str:
    return {"agree": _("de acuerdo"), "disagree": _("en desacuerdo"), "passed": _("paso"),
            "not_said": _("prefiero no decir")}[name]


def side_words(name: str) -> str:
    return {"agree": _("a favor"), "disagree": _("en contra"), "passed": _("con dudas")}[name]


def told(count: Mapping[str, Any] | Coarse) -> str:
    """A coarse count in words."""
    return (count if isinstance(count, Coarse) else Coarse(**count)).words(get_language() or "es")


def sittings(rows: Sequence[Sitting], result: Mapping[str, Any]) -> list[Card]:
    """The rooms of a round, as components/entries.html takes them."""
    counted = {row["key"]: row["ballots"] for row in result.get("sittings", ())}
    return [{"title": row.title, "url": reverse("deliberation:sitting", args=[row.process_id, row.pk]),
             "meta": [row.get_way_display(), *([_("%(count)s boletas") % {"count": told(counted[row.key])}]
                                               if row.key in counted else [])],
             "status": {"tone": "done" if row.phase == "done" else "moving",
                        "label": row.get_phase_display().capitalize()}} for row in rows]


def rooms(result: Mapping[str, Any], by_key: Statements) -> Card | None:
    """What each room answered, side by side, in the order of the statements: rooms are not ranked."""
    held = [row for row in result.get("sittings", ()) if row["way"] == Way.ROOM]
    if len(held) < 2:
        return None
    rows = [[{"text": said(statement)}, *({"text": band_words(room["agree"].get(key))} for room in held)]
            for key, statement in by_key.items()]
    return {"caption": _("Cuántas están de acuerdo en cada sala"), "rows": rows,
            "columns": [{"label": _("Afirmación")}, *({"label": room["title"]} for room in held)],
            "note": _("En palabras y no en números, para que nadie pueda ser reconocido en una sala. Las salas no se "
                      "comparan por cuál votó mejor.")}


def look(bands: Mapping[str, tuple[str | None, str | None]], by_key: Statements, apart: Collection[str]) -> Card | None:
    """The first vote of one room as its screen may show it: in bands, and nothing of what stands `apart`."""
    if not bands:
        return None
    return {"caption": _("Primer voto de esta sala"),
            "columns": [{"label": _("Afirmación")}, *({"label": answer_words(name).capitalize()}
                                                      for name in ("agree", "disagree"))],
            "rows": [[{"text": said(row)}, *({"text": band_words(name)} for name in bands[key])]
                     for key, row in by_key.items() if key in bands and key not in apart],
            "note": _("En palabras y no en números: «casi todas» nunca quiere decir que fueron todas. Lo que falta "
                      "revisar, y lo que reproduciría violencia, no está aquí: se conversa aparte. No se pregunta "
                      "quién fue.")}


def moved(result: Mapping[str, Any], by_key: Statements) -> list[Card]:
    """Statements on which enough people changed their answer, with how; in the order of the statements."""
    found = result.get("changes", {})
    return [{"text": said(row), "url": reverse("trace", args=[row.process_id, "statement", row.pk]),
             "kept": _("De %(both)s que respondieron las dos veces, %(kept)s dejaron su respuesta y %(moved)s la "
                       "cambiaron.") % {name: told(found[key][name]) for name in ("both", "kept", "moved")},
             "moves": [_("%(count)s pasaron de «%(before)s» a «%(after)s»") % {
                 "count": told(move["count"]), "before": answer_words(move["before"]),
                 "after": answer_words(move["after"])} for move in found[key]["moves"]]}
            for key, row in by_key.items() if key in found and found[key]["moved"]["value"] is not None]


def grouped(result: Mapping[str, Any], by_key: Statements) -> Card | None:
    """How much of each opinion group agrees with each statement: the table beside the map."""
    found = result.get("groups")
    if not found:
        return None
    names = [_("Grupo %(n)s") % {"n": number} for number in range(1, found["k"] + 1)]
    rows = [[{"text": f"{number}. {said(row)}"}, *({"text": band_words(name)} for name in found["agree"].get(
        key, [None] * found["k"]))] for number, (key, row) in enumerate(by_key.items(), start=1)]
    return {"caption": _("Cuántas están de acuerdo en cada grupo de opinión"), "rows": rows,
            "columns": [{"label": _("Afirmación")}, *({"label": name} for name in names)],
            "note": _("«Casi todas» puede ser todas o cuatro de cada cinco: nunca se dice que un grupo entero responde "
                      "igual.")}


def figure(row: Round, result: Mapping[str, Any], by_key: Statements) -> Card | None:
    """The map of opinion groups with its table; nothing where no groups can be told."""
    table = grouped(result, by_key)
    if table is None or not result.get("map"):
        return None
    source = reverse("chart_opinions", args=[row.process_id, row.pk])
    return {"title": _("Mapa de maneras de responder"), "table": table, "alt": ends(result, by_key),
            "src": source, "src_narrow": f"{source}?angosto=1",
            "text": _("Cada área es un grupo de opinión: quien responde parecido queda cerca. Nadie es un punto. Los "
                      "números son las afirmaciones de la tabla.") + " " + ends(result, by_key),
            "note": _("Dentro de cada área está la mitad de su grupo; la otra mitad queda alrededor, también en medio. "
                      "Son maneras de responder, no bandos de personas.")}


def ends(result: Mapping[str, Any], by_key: Statements) -> str:
    """Which statements lie at either side of the map."""
    placed = result["map"]["statements"]
    numbers = {key: number for number, key in enumerate(by_key, start=1)}
    across = sorted((key for key in placed if key in numbers), key=lambda key: placed[key][0])
    left, right = (", ".join(str(numbers[key]) for key in keys) for keys in (across[:2], across[:-3:-1]))
    return _("Hacia la derecha está quien más apoya las afirmaciones %(right)s; hacia la izquierda, las "
             "%(left)s.") % {"left": left, "right": right}


def reasons(given: Mapping[str, Sequence[Given]], by_key: Statements) -> list[Card]:
    """What was said for and against each statement, masked; never beside what anybody voted."""
    return [{"text": said(row), "voices": _given(given[key])} for key, row in by_key.items() if key in given]


def _given(rows: Sequence[Given]) -> list[Card]:
    words = wording(rows[0].voice.process)
    words.expect(one.voice for one in rows)
    return [{"text": words.voice(one.voice), "group": str(one.voice.group or ""), "mark": side_words(ANSWERS[one.side]),
             "url": reverse("trace", args=[one.voice.process_id, "voice", one.voice.pk])} for one in rows]
