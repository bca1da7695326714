"""How the points of the National Agenda were ordered, in words, for its page and its booklet alike."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.agendas.content import Dropped, Kept, Ordered
from tequio.agendas.models import Item
from tequio.agendas.ordering.queries import Told

EVEN = 1e-9


def ordered(told: Told, items: Sequence[Item]) -> Ordered:
    """What is said of an order; the numbers are those that the points have in the agenda."""
    found, numbers = told.compared, [item.number for item in items]
    said = [at for at, place in enumerate(told.places) if any(at in one.asking for one in found.placed)]
    return Ordered(
        places=tuple(told.places[at] for at in said), interrupted=told.interrupted,
        gap=found.gap, first=found.first,
        kept=tuple(Kept(told.places[at], round(100 * found.kept[at]), round(100 * found.kept_by_most[at]))
                   for at in said),
        dropped=tuple(Dropped(numbers[one.item], min(one.borda, one.kemeny), tuple(
            told.places[at] for at in one.asking)) for one in found.dropped),
        moved=tuple((numbers[one.item], one.here) for one in sorted(found.placed, key=lambda one: numbers[one.item])
                    if numbers[one.item] != one.here))


def could_not_speak(told: Told, items: Sequence[Item]) -> dict[int, tuple[str, ...]]:
    """By number of the point, the places that could not be asked about it."""
    return {items[one.item].number: tuple(told.places[at] for at in one.silent) for one in told.compared.placed}


def rule(order: Ordered) -> list[str]:
    """By which rule, and how sure it is."""
    places = len(order.places)
    said = [ngettext(
        "Sólo un lugar pide estos puntos: van en el orden en que los puso.",
        "Cada lugar pesa lo mismo (%(places)s). El orden es el promedio de lo que cada uno puso como más urgente "
        "(regla de Kemeny al cuadrado).", places) % {"places": ", ".join(order.places)}]
    if places > 1:
        said.append(_("Ningún lugar se queda sin su parte de los primeros puntos: son %(n)s lugares, y lo que cada uno "
                      "pone primero está entre los primeros %(n)s; donde pone varios como igual de urgentes, caben "
                      "todos en los lugares que les tocan.") % {"n": places})
        said.append(_("Ningún otro orden es mejor promedio.") if order.gap < EVEN else _(
            "Ningún otro orden mejora ese promedio en más de %(gap)s por ciento.") % {"gap": _percent(order.gap)})
    return said



def _percent(gap: float) -> str:
    return f"{max(0.1, 100 * gap):.1f}"


def by_most(order: Ordered) -> str:
    """What a majority would have made of it."""
    if not order.dropped:
        return str(_("Por mayoría (reglas de Borda y de Kemeny) ninguno de los primeros %(n)s puntos habría quedado "
                     "atrás.") % {"n": order.first})
    return str(_("Por mayoría (reglas de Borda y de Kemeny) estos puntos no estarían entre los primeros %(n)s. Los "
                 "piden menos lugares; si sólo contara cuántos piden algo, lo más urgente de esos lugares quedaría "
                 "siempre atrás.") % {"n": order.first})


def dropped(one: Dropped) -> str:
    return str(_("Punto %(number)s: por mayoría estaría en el lugar %(place)s. Lo piden: %(places)s.") % {
        "number": one.number, "place": one.by_most, "places": ", ".join(one.places)})


def kept_of() -> str:
    return str(_("De cada cien pares de puntos que un lugar ordena, cuántos quedan como él dijo"))


def kept_columns() -> tuple[str, str, str]:
    return str(_("Lugar")), str(_("En este orden")), str(_("Por mayoría"))


def moved(order: Ordered) -> str:
    """Where the agenda stands in another order than the wishes give it today."""
    if not order.moved:
        return ""
    return str(_("Esta agenda no sigue en todo el orden que hoy dan los lugares: %(points)s.") % {"points": "; ".join(
        _("el punto %(number)s iría en el lugar %(place)s") % {"number": number, "place": place}
        for number, place in order.moved)})
