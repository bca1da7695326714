"""What the desk reads: the voices to code, one's own sheet, what is offered, what waits for a place."""

from collections import Counter
from enum import StrEnum

from django.db.models import QuerySet

from tequio.diagnosis.coding.actions import refused_by
from tequio.diagnosis.models import Assignment, Code, Coding, CodingStatus, Link, Sheet, Step
from tequio.foundation.places.models import Process
from tequio.listening.models import Use, Voice
from tequio.listening.queries import refusing, voices

KEPT = (CodingStatus.ACCEPTED, CodingStatus.ADRIFT)


class Show(StrEnum):
    """Which voices: those assigned to me, those in which nothing is coded, all."""

    MINE = "mine"
    BARE = "bare"
    ALL = "all"


def codable_voices(process: Process, coder: str = "", show: Show = Show.ALL) -> QuerySet[Voice]:
    """The voices that may be coded. What refused the diagnosis is not among them."""
    rows = voices(process).exclude(pk__in=refusing(process, Use.DIAGNOSIS))
    if show is Show.MINE:
        return rows.filter(pk__in=open_assignments(process, coder).values("voice_id"))
    if show is Show.BARE:
        return rows.exclude(pk__in=Coding.objects.filter(process=process, status__in=KEPT).values("voice_id"))
    return rows


def open_assignments(process: Process, coder: str) -> QuerySet[Assignment]:
    found: QuerySet[Assignment] = Assignment.objects.filter(process=process, coder=coder, done=False)
    return found


def sheet_of(voice: Voice, coder: str) -> Sheet:
    """As it is kept, or as an empty one."""
    return Sheet.objects.filter(voice=voice, coder=coder).first() or Sheet(
        process_id=voice.process_id, voice=voice, coder=coder)


def own_codings(voice: Voice, coder: str) -> list[Coding]:
    return list(Coding.objects.filter(voice=voice, coder=coder, status__in=KEPT).select_related(
        "code", "voice", "process").order_by("start", "end", "code__order"))


def own_links(voice: Voice, coder: str) -> list[Link]:
    return list(Link.objects.filter(voice=voice, coder=coder).select_related(
        "origin", "goal", "voice", "process").order_by("start", "pk"))


def others_codings(voice: Voice, coder: str) -> list[Coding]:
    """What others said of the voice, where it may be seen: while somebody codes it blind it is not handed out."""
    return list(Coding.objects.filter(voice=voice, status=CodingStatus.ACCEPTED).exclude(coder=coder).select_related(
        "code", "voice", "process").order_by("start", "end", "code__order", "coder"))


def suggestions(voice: Voice, coder: str) -> list[Coding]:
    decided = refused_by(coder, voice)
    rows = Coding.objects.filter(voice=voice, status=CodingStatus.SUGGESTED, code__codable=True, code__closed=False)
    rows = rows.select_related("code", "voice", "process").order_by("start", "code__order")
    return [row for row in rows if row.pk not in decided]


def adrift(process: Process, coder: str) -> list[Coding]:
    """One's own codings that lost their place when the words of a voice were replaced."""
    return list(Coding.objects.filter(process=process, coder=coder, status=CodingStatus.ADRIFT).select_related(
        "code", "voice", "process").order_by("voice__key", "start", "pk"))


def links_adrift(process: Process, coder: str) -> list[Link]:
    """One's own links that lost their place when the words of a voice were replaced."""
    return list(Link.objects.filter(process=process, coder=coder, adrift=True).select_related(
        "origin", "goal", "voice", "process").order_by("voice__key", "start", "pk"))


def steps_left(sheet: Sheet) -> tuple[bool, bool]:
    """Whether there is something to undo, and something to do again."""
    steps = Step.objects.filter(sheet=sheet)
    return steps.filter(undone=False).exists(), steps.filter(undone=True).exists()


def open_codes(process: Process) -> QuerySet[Code]:
    found: QuerySet[Code] = Code.objects.filter(process=process, codable=True, closed=False)
    return found


def coded_by(process: Process, coder: str) -> Counter[object]:
    """How many codings of each voice are one's own."""
    return Counter(Coding.objects.filter(process=process, coder=coder, status=CodingStatus.ACCEPTED).values_list(
        "voice_id", flat=True))
