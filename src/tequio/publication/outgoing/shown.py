"""What the page and the command say of the list of what would leave."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.publication.outgoing.exposed import Exposed
from tequio.publication.outgoing.lacking import Missing, missing
from tequio.publication.outgoing.models import Signing
from tequio.publication.outgoing.states import Kind, Outgoing


@dataclass(frozen=True)
class Row:
    """One document of the list."""

    name: str
    title: str
    kind: str
    texts: str
    change: str
    refused: str
    missing: tuple[Missing, ...]
    ready: bool
    chosen: bool


@dataclass(frozen=True)
class Waiting:
    """The list that one person signed: who, which documents, whether it still says the same, and whose turn it is."""

    first: str
    names: tuple[str, ...]
    stands: bool
    mine: bool


def row(one: Outgoing, *, chosen: bool) -> Row:
    return Row(
        name=one.name, title=one.title, kind=str(_("Agenda") if one.kind == Kind.AGENDA else _("Ronda")),
        texts=_texts(one), change=change(one), refused=_refused(one), missing=tuple(missing(one)), ready=one.ready,
        chosen=chosen and one.ready)


def change(one: Outgoing) -> str:
    """How it differs from the last time it left."""
    found = one.difference
    if found is None:
        return _("No ha salido nunca.")
    if not (found.new or found.gone):
        return _("Sus textos son los de la última edición.")
    new = ngettext("%(n)s texto nuevo", "%(n)s textos nuevos", found.new) % {"n": found.new}
    gone = ngettext("%(n)s que ya no está", "%(n)s que ya no están", found.gone) % {"n": found.gone}
    return _("Desde la última edición: %(new)s, %(gone)s.") % {"new": new, "gone": gone}


def line_of(one: Outgoing) -> str:
    """A document in one line, for the command."""
    told = [_texts(one), change(one), _refused(one)]
    told += [f"{part}." for part in missing(one)]
    return " ".join(part for part in told if part)


def waiting(signing: Signing | None, digest: str, actor: str) -> Waiting | None:
    if signing is None:
        return None
    return Waiting(signing.first, tuple(signing.names), signing.digest == digest, signing.first == actor)


def told(name: str, title: str, found: Exposed) -> dict[str, Any]:
    """What the counts of a document tell, in sentences."""
    counts = ngettext("Lleva %(n)s cuenta.", "Lleva %(n)s cuentas.", found.counts) % {"n": found.counts}
    hidden = ngettext("De %(n)s sólo se sabe que es pequeña, o que no hay nada.",
                      "De %(n)s sólo se sabe que son pequeñas, o que no hay nada.", found.hidden) % {"n": found.hidden}
    least = _("De la más precisa quedan %(n)s números posibles.") % {"n": found.least}
    alone = ngettext("%(n)s punto o hallazgo descansa en una sola voz y va sin su grupo.",
                     "%(n)s puntos o hallazgos descansan en una sola voz y van sin su grupo.",
                     found.alone) % {"n": found.alone}
    return {"name": name, "title": title, "told": [counts, *([hidden] if found.hidden else []),
                                                   *([least] if found.counts else []),
                                                   *([alone] if found.alone else [])]}


def _texts(one: Outgoing) -> str:
    count = len(set(one.marks))
    return ngettext("%(n)s texto.", "%(n)s textos.", count) % {"n": count}


def _refused(one: Outgoing) -> str:
    if not one.refused:
        return ""
    return ngettext("%(n)s no sale, porque así se decidió al leerlo.",
                    "%(n)s no salen, porque así se decidió al leerlos.", one.refused) % {"n": one.refused}
