"""The page of one voice at the desk, as its template takes it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.diagnosis.coding import queries
from tequio.diagnosis.coding.actions import wording_mark
from tequio.diagnosis.coding.facets import CHOICES
from tequio.diagnosis.coding.words import Word, joined, words_of
from tequio.diagnosis.models import Coding, CodingStatus, Link
from tequio.foundation.trail.wording import wording_of
from tequio.listening.models import Voice

MANY = 60


@dataclass(frozen=True)
class Choice:
    """One facet: its name, its label, and its choices as (value, label)."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Coded:
    """One coding on the sheet."""

    row: Coding
    quote: str
    code: str
    facets: str
    adrift: bool
    memo: str = ""
    because: str = ""


@dataclass(frozen=True)
class Linked:
    row: Link
    quote: str
    said: str
    circumstance: str
    adrift: bool


@dataclass(frozen=True)
class SheetPage:
    """One coder's sheet of a voice."""

    revision: int
    text: str
    codings: Sequence[Coded]
    links: Sequence[Linked]
    suggestions: Sequence[Coded]
    others: Sequence[Coded]
    undoes: bool
    redoes: bool
    assigned: bool
    done: bool
    # The one coding whose form stands open on a long sheet.
    changing: str = ""

    @property
    def long(self) -> bool:
        """With so many passages a form for each would weigh more than all the words."""
        return len(self.codings) > MANY

    @property
    def ranges(self) -> str:
        """Where something is coded, as the page paints it: «12-40 55-61»."""
        return " ".join(f"{one.row.start}-{one.row.end}" for one in self.codings if not one.adrift)


@dataclass(frozen=True)
class Step:
    """A word on the page: whether it is coded already, for pages without a script."""

    word: Word
    marked: bool


def facets() -> list[Choice]:
    labels = {"life": _("En qué parte de la vida"), "polarity": _("Si es respuesta del Estado, qué hace"),
              "part": _("Qué le toca a quien se nombra"), "generation": _("De qué generación se cuenta")}
    return [Choice(name, labels[name], [(value, str(label)) for value, label in kind.choices])
            for name, kind in CHOICES.items()]


def words_shown(voice: Voice) -> tuple[list[Word], str]:
    return words_of(wording_of(voice).stretches(voice))


def steps(words: Sequence[Word], codings: Sequence[Coded]) -> list[Step]:
    covered = joined([(one.row.start, one.row.end) for one in codings if not one.adrift])
    ends = [end for _start, end in covered]

    def marked(word: Word) -> bool:
        # The first stretch that ends after the word begins is the only one that can hold it.
        at = bisect_right(ends, word.start)
        return at < len(covered) and covered[at][0] < word.end
    return [Step(word, marked(word)) for word in words]


def sheet_page(voice: Voice, coder: str, changing: str = "") -> SheetPage:
    sheet = queries.sheet_of(voice, coder)
    undoes, redoes = queries.steps_left(sheet)
    mine = voice.assignments.filter(coder=coder).first()
    return SheetPage(
        sheet.revision, wording_mark(voice), [coded(row, own=True) for row in queries.own_codings(voice, coder)],
        [linked(row) for row in queries.own_links(voice, coder)],
        [coded(row) for row in queries.suggestions(voice, coder)],
        [coded(row) for row in queries.others_codings(voice, coder)], undoes, redoes,
        mine is not None, mine is not None and mine.done, changing)


def coded(row: Coding, *, own: bool = False) -> Coded:
    """Whose own it is reads the memo as it was typed; for others it is masked."""
    words = wording_of(row)
    said = [str(getattr(row, f"get_{name}_display")()) for name in CHOICES if getattr(row, name)]
    return Coded(row, words.passage(row.voice, row.start, row.end, row.quote), str(row.code), " · ".join(said),
                 row.status == CodingStatus.ADRIFT, row.memo if own else words.own(row.memo),
                 words.own(row.reason))


def linked(row: Link) -> Linked:
    words = wording_of(row)
    there = row.start is not None and row.end is not None
    quote = words.passage(row.voice, row.start or 0, row.end or 0, row.quote) if there else ""
    return Linked(row, quote, f"{row.origin} {row.get_relation_display()} {row.goal}", words.own(row.circumstance),
                  row.adrift)


def desk_address(voice: Voice) -> str:
    return reverse("diagnosis:desk", args=[voice.process_id, voice.pk])
