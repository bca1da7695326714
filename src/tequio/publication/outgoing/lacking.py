"""What keeps a document from leaving, said the same way on the page, by the command and in a refusal."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.publication.outgoing.states import Outgoing

MOST = 12


@dataclass(frozen=True)
class Missing:
    """One kind of thing that stands in the way, and which ones."""

    what: str
    which: tuple[str, ...]
    more: int

    def __str__(self) -> str:
        return f"{self.what}: {', '.join(self.which)}{f' (+{self.more})' if self.more else ''}"


def missing(one: Outgoing) -> list[Missing]:
    every = [(_("Dos personas no los han leído"), one.unread),
             (_("Nadie ha revisado si reproducen violencia"), one.unreviewed),
             (_("Sus grupos no lo han validado"), one.unreturned),
             (_("De sus números se deduce una cuenta pequeña"), one.given_away)]
    return [Missing(str(what), tuple(which[:MOST]), max(0, len(which) - MOST)) for what, which in every if which]


def in_one_line(one: Outgoing) -> str:
    """The document and everything that keeps it from leaving."""
    return f"{one.name} ({'; '.join(map(str, missing(one)))})"
