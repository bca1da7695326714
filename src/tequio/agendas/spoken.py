"""How pages show the words of proposals and items: as somebody's own, or as what the team wrote, in one place."""

from tequio.agendas.models import Item, Proposal
from tequio.agendas.queries import in_own_words
from tequio.foundation.trail.wording import Wording


def proposal_text(row: Proposal, words: Wording) -> str:
    return said(row.text, words, own=row.own_words)


def theme(section: str, words: Wording, *, own: bool) -> str:
    """A theme that somebody wrote into a sheet is theirs; one that the team chose is a title."""
    return words.own(section) if own else words.heading(section)


def item_title(row: Item, words: Wording) -> str:
    return said(row.title or row.text, words, own=bool(in_own_words(row.process_id, [row.pk])))


def said(text: str, words: Wording, *, own: bool) -> str:
    return words.own(text) if own else words.drafted(text)
