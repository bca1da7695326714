"""What of the diagnosis may leave for another tool: masked words, numbered coders, and nothing of who refused."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.diagnosis.coding.blind import unseen
from tequio.diagnosis.interchange.identity import guid, origin
from tequio.diagnosis.models import Code, Coding, CodingStatus
from tequio.diagnosis.models import Link as Said
from tequio.diagnosis.queries import links
from tequio.diagnosis.refi_qda.model import (
    Code as Entry,
)
from tequio.diagnosis.refi_qda.model import (
    Coding as Given,
)
from tequio.diagnosis.refi_qda.model import (
    Link,
    Project,
    Selection,
    Source,
    User,
    Value,
    Variable,
)
from tequio.diagnosis.refi_qda.offsets import plain
from tequio.foundation.places.models import Process
from tequio.foundation.places.tree import municipality_names
from tequio.listening.models import Use, Voice
from tequio.listening.queries import refusing
from tequio.protection.deidentify.aligned import Aligned
from tequio.protection.masking import names_that_leave
from tequio.protection.models import Review, ReviewStatus
from tequio.protection.reading.models import Lift
from tequio.protection.reading.remask import Place, standing
from tequio.protection.release import with_names
from tequio.protection.remembered import Remembered, remembered

PARTED = " · "  # between the key of a code and its label


@dataclass(frozen=True)
class Composed:
    """The project, and how many of what stayed, by reason."""

    project: Project
    stayed: Mapping[str, int]


def staying(process: Process) -> set[UUID]:
    """Voices that go nowhere: they refused the diagnosis, or whoever read them said that they do not leave."""
    held = Review.objects.filter(process=process, status=ReviewStatus.REFUSED).values_list("voice_id", flat=True)
    return refusing(process, Use.DIAGNOSIS) | set(held)


def composed(process: Process, *, who: str, uncoded: bool = False) -> Composed:
    """What people coded; with `uncoded`, also voices that nobody coded yet. Suggestions stay.

    `who` takes them: of voices that they code blind, what others made stays until all have finished.
    """
    stays, stayed = staying(process), Counter[str]()
    by_voice: dict[UUID, list[Coding]] = {}
    for coding in Coding.objects.filter(process=process, status=CodingStatus.ACCEPTED).exclude(
            unseen(Coding, who)).select_related("code").order_by("start", "end", "code__order", "coder"):
        by_voice.setdefault(coding.voice_id, []).append(coding)
    voices = [voice for voice in Voice.objects.filter(process=process).select_related("group")
              if uncoded or voice.pk in by_voice]
    leaving = [voice for voice in voices if voice.pk not in stays]
    stayed["voices"] = len(voices) - len(leaving)
    stayed["codings"] = sum(len(rows) for voice, rows in by_voice.items() if voice in stays)
    masking, cities = Masked(process, leaving), municipality_names(process.pk)
    coders = sorted({coding.coder for voice in leaving for coding in by_voice.get(voice.pk, ())})
    sources = tuple(_source(process, voice, by_voice.get(voice.pk, ()), masking.aligned(voice), cities, stayed)
                    for voice in leaving)
    project = Project(
        with_names(process.name, names_that_leave(process)), origin(process),
        _("Uso interno. Palabras tapadas por el detector; quien codificó va con número."),
        tuple(User(guid(process, "coder", coder), _("Codificadora %(n)s") % {"n": number})
              for number, coder in enumerate(coders, start=1)),
        tuple(_codes(process)), tuple(_variables(process)), sources=sources, links=tuple(_links(process, stays, who)))
    return Composed(project, {reason: count for reason, count in stayed.items() if count})


class Masked:
    """Voices with the masks that stand: those the detector finds now, less those that people lifted."""

    def __init__(self, process: Process, voices: list[Voice]) -> None:
        self._kept: Remembered = remembered(process)
        self._lifts: dict[UUID, dict[Place, str]] = {}
        there = {voice.pk for voice in voices}
        for lift in Lift.objects.filter(process=process):
            if lift.voice_id in there:
                self._lifts.setdefault(lift.voice_id, {})[lift.start, lift.end] = lift.words

    def aligned(self, voice: Voice) -> Aligned:
        said = voice.text
        return Aligned(said, standing(self._kept.hidden(said), self._lifts.get(voice.pk, {}), said))


def _source(process: Process, voice: Voice, codings: "list[Coding] | tuple[()]", aligned: Aligned,
            cities: Mapping[UUID, str], stayed: Counter[str]) -> Source:
    """A voice under its key. Passages that two coders marked alike are one, with both their codings."""
    text, passages = aligned.masked, dict[tuple[int, int], list[Given]]()
    for coding in codings:
        start, end = aligned.shown(coding.start, coding.end)
        if voice.text[coding.start:coding.end] != coding.quote or start >= end:
            stayed["moved"] += 1
            continue
        passages.setdefault((coding.start, coding.end), []).append(Given(
            guid(process, "coding", coding.pk), guid(process, "code", coding.code.key),
            guid(process, "coder", coding.coder)))
    values = [Value(guid(process, "variable", "territory"), cities[voice.territory_id])]
    if voice.group:
        values.append(Value(guid(process, "variable", "group"), voice.group.key))
    return Source(
        guid(process, "voice", voice.pk), voice.key, text=plain(text), values=tuple(values), selections=tuple(
            Selection(passage_guid(process, voice.pk, start, end), *_plain(text, *aligned.shown(start, end)),
                      codings=tuple(given)) for (start, end), given in passages.items()))


def passage_guid(process: Process, voice_id: UUID, start: int, end: int) -> str:
    """The identifier of a passage. Masked, two passages may look alike; by this each is known when it comes back."""
    return guid(process, "passage", (voice_id, start, end))


def _plain(text: str, start: int, end: int) -> tuple[int, int]:
    """The same passage once every line end is one sign."""
    return len(plain(text[:start])), len(plain(text[:end]))


def _codes(process: Process) -> Iterator[Entry]:
    """The codebook by family; a family is a category, and is never applied."""
    families: set[str] = set()
    for code in Code.objects.filter(process=process).order_by("order", "key"):
        family = guid(process, "family", code.family)
        if code.family not in families:
            families.add(code.family)
            yield Entry(family, code.family, False)
        yield Entry(guid(process, "code", code.key), f"{code.key}{PARTED}{code.label_es}", True, "",
                    code.definition_es, family)


def _variables(process: Process) -> Iterator[Variable]:
    yield Variable(guid(process, "variable", "territory"), _("municipio"))
    yield Variable(guid(process, "variable", "group"), _("grupo"))


def _links(process: Process, stays: set[UUID], who: str) -> Iterator[Link]:
    """What somebody said feeds or interrupts what, each once, whoever said it, where it stands and has its place."""
    said = links(process).exclude(voice__in=stays).exclude(unseen(Said, who)).values_list(
        "origin__key", "relation", "goal__key").distinct().order_by("origin__key", "relation", "goal__key")
    for start, relation, goal in said:
        yield Link(guid(process, "link", (start, relation, goal)), guid(process, "code", start),
                   guid(process, "code", goal), relation, "OneWay")
