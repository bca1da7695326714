"""How each level answered, how far federation and municipality are apart, and what the two columns say, in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.followup.cards.line import REPORTED, SAID, TONES
from tequio.followup.models import CommunityVerdict, OfficialStatus, ResponseKind
from tequio.followup.queries import Answered
from tequio.followup.reading import Apart, FederalLocal
from tequio.foundation.places.models import Sphere

Card = dict[str, Any]


def levels(rows: Sequence[Answered]) -> list[Card]:
    """One bar per level of government, in their order and not by how well each does."""
    return [{"name": str(Sphere(row.sphere).label).capitalize(), "asked": row.asked, "parts": [
        {"label": str(kind.label), "count": row.kinds[kind], "tone": TONES[kind]} for kind in ResponseKind]}
        for row in rows]


def levels_table(rows: Sequence[Answered]) -> Card:
    return {"caption": _("Respuestas de cada nivel"),
            "columns": [{"label": _("Nivel")}, {"label": _("Preguntas"), "number": True},
                        *({"label": str(kind.label).capitalize(), "number": True} for kind in ResponseKind)],
            "rows": [[{"text": str(Sphere(row.sphere).label).capitalize()}, {"text": row.asked},
                      *({"text": row.kinds[kind]} for kind in ResponseKind)] for row in rows]}


def gap_words(rows: Sequence[Answered], apart: FederalLocal) -> list[str]:
    """The gap between what the federation and the municipality answered."""
    by_sphere = {row.sphere: row for row in rows}
    said = [_left(_("al municipio"), by_sphere[Sphere.MUNICIPALITY]),
            _left(_("a la federación"), by_sphere[Sphere.FEDERATION])]
    if apart.both:
        said.append(_("De los %(both)s puntos que se pidieron a los dos, en %(local)s el municipio aceptó algo y la "
                      "federación nada; en %(federal)s fue al revés.") % {
            "both": apart.both, "local": apart.only_local, "federal": apart.only_federal})
    else:
        said.append(_("Ningún punto se pidió a los dos: no se puede decir qué tan lejos está uno de otro."))
    return [words for words in said if words]


def _left(name: str, row: Answered) -> str:
    if not row.asked:
        return _("No hay preguntas %(name)s.") % {"name": name}
    return _("Preguntas %(name)s: %(asked)s. Sin respuesta: %(silent)s. Rechazadas: %(rejects)s.") % {
        "name": name, "asked": row.asked, "silent": row.kinds[ResponseKind.SILENT],
        "rejects": row.kinds[ResponseKind.REJECTS]}


def two_columns(waves: Mapping[int, tuple[Counter[str], Counter[str]]]) -> list[Card]:
    """Per wave one bar of what is reported and one of what is said, each with its own numbers."""
    return [{"wave": wave,
             "official": [{"label": str(kind.label), "count": reported[kind], "tone": REPORTED[kind]}
                          for kind in OfficialStatus],
             "community": [{"label": str(kind.label), "count": said[kind], "tone": SAID[kind]}
                           for kind in CommunityVerdict]} for wave, (reported, said) in waves.items()]


def apart_words(found: Apart) -> str:
    """What the community says of what is reported done; nothing where nothing is."""
    if not found.done:
        return ""
    return ngettext(
        "En su última ola, %(done)s punto se reporta cumplido. De ellos, la comunidad dice: %(said)s.",
        "En su última ola, %(done)s puntos se reportan cumplidos. De ellos, la comunidad dice: %(said)s.",
        found.done) % {"done": found.done, "said": "; ".join(
            f"{kind.label}, {found.community[kind]}" for kind in CommunityVerdict if found.community.get(kind))}
