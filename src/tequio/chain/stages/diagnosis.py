"""Stage 3: codebook, people's codings, suggestions for what nobody coded, links and findings."""

from collections.abc import Callable, Hashable, Iterator
from uuid import UUID

from tequio.chain.context import Build, find, place_in
from tequio.chain.records import Record
from tequio.diagnosis.actions import code_voices, define_codebook, record_findings, record_links
from tequio.diagnosis.codebook import default_codebook, read_codebook
from tequio.diagnosis.models import Code, Coding, CodingStatus, Finding, Link, Stance
from tequio.diagnosis.suggest import Suggester
from tequio.foundation.trail.noun import Noun
from tequio.listening.models import Use, Voice
from tequio.listening.queries import refusing

SUGGESTED_BY = "sugerencia"
# That a word for a group or a level occurs says little of what a passage is about.
MENTIONS = ("AC", "L")


def diagnose(build: Build) -> dict[str, int]:
    _codebook(build)
    refused = _refused(build)
    sheet = [_coding(build, record) for record in _about_voices(build, "codings", refused, _as_coding)]
    codings = sheet + _suggestions(build, coded={coding.voice for coding in sheet}, refused=refused)
    code_voices(actor=build.actor, process=build.process, codings=codings)
    links = [_link(build, record) for record in _about_voices(build, "links", refused, _as_link)]
    record_links(actor=build.actor, process=build.process, links=links)
    _findings(build, {coding.voice: coding for coding in codings}, refused)
    return {"codes": len(build.codes), "codings": len(codings), "links": len(links), "findings": len(build.findings)}


def _refused(build: Build) -> set[UUID]:
    """The voices that refused the diagnosis: they are kept for what they allow, and their rows listed."""
    refused = refusing(build.process, Use.DIAGNOSIS)
    rows = {(voice.source_file, voice.source_row) for voice in build.voices.values() if voice.pk in refused}
    for file, row in sorted(rows, key=lambda place: (place[0], place[1] or 0)):
        build.ledger.list_instead(file, row or 0, "diagnosis_refused")
    return refused


def _about_voices(build: Build, kind: str, refused: set[UUID],
                  same: Callable[[Record], Hashable]) -> Iterator[Record]:
    """The rows of a sheet about voices that may be taken up; the others are listed, like those that say it again."""
    seen: set[Hashable] = set()
    for record in build.records(kind):
        voice, key = find(build.voices, record["voice"], record, "voice"), same(record)
        reason = "diagnosis_refused" if voice.pk in refused else "repeated" if key in seen else ""
        if reason:
            build.ledger.list_instead(record.file, record.row, reason)
            continue
        seen.add(key)
        yield record


def _as_coding(record: Record) -> Hashable:
    """What makes a coding the same as another: who took which passage of which voice for what."""
    return tuple(record[name] for name in ("voice", "code", "quote", "coder"))


def _as_link(record: Record) -> Hashable:
    return tuple(record[name] for name in ("voice", "origin", "relation", "goal"))


def _codebook(build: Build) -> None:
    name = build.declared.codebook.get("file")
    entries = read_codebook(build.folder / name) if name else default_codebook()
    codes = [Code(process=build.process, key=entry.key, family=entry.family, label_es=entry.es, label_en=entry.en,
                  definition_es=entry.definition_es, definition_en=entry.definition_en, cues=list(entry.cues),
                  crosswalk=entry.crosswalk, order=order) for order, entry in enumerate(entries)]
    define_codebook(actor=build.actor, process=build.process, codes=codes)
    build.codes = {code.key: code for code in codes}


def _coding(build: Build, record: Record) -> Coding:
    voice = find(build.voices, record["voice"], record, "voice")
    code = find(build.codes, record["code"], record, "code")
    start = voice.text.find(record["quote"])
    if start < 0:
        raise record.fault("TQ-126", "quote")
    return Coding(process=build.process, voice=voice, code=code, start=start, end=start + len(record["quote"]),
                  quote=record["quote"], coder=record["coder"], status=record["status"])


def _suggestions(build: Build, coded: set[Voice], refused: set[UUID]) -> list[Coding]:
    """Suggestions for the voices nobody coded; they stay suggestions until a person takes them."""
    suggester = Suggester({code.key: code.cues for code in build.codes.values() if code.family not in MENTIONS})
    return [_suggested(build, voice, suggestion.code, suggestion.start, suggestion.end, suggestion.because)
            for voice in build.voices.values() if voice not in coded and voice.pk not in refused
            for suggestion in suggester.suggest(voice.text)]


def _suggested(build: Build, voice: Voice, code: str, start: int, end: int, because: str) -> Coding:
    return Coding(process=build.process, voice=voice, code=build.codes[code], start=start, end=end,
                  quote=voice.text[start:end], coder=SUGGESTED_BY, status=CodingStatus.SUGGESTED, reason=because)


def _link(build: Build, record: Record) -> Link:
    return Link(process=build.process, voice=find(build.voices, record["voice"], record, "voice"),
                origin=find(build.codes, record["origin"], record, "code"), relation=record["relation"],
                goal=find(build.codes, record["goal"], record, "code"), circumstance=record["circumstance"])


def _findings(build: Build, coding_of: dict[Voice, Coding], refused: set[UUID]) -> None:
    """A finding rests on its voices, through their codings where they have one; without any that may be used it is
    listed."""
    resting: dict[Finding, list[Noun]] = {}
    stances: list[Stance] = []
    for record in build.records("findings"):
        named = [find(build.voices, key, record, "voice") for key in dict.fromkeys(record["voices"])]
        voices = [voice for voice in named if voice.pk not in refused]
        if named and not voices:
            build.ledger.list_instead(record.file, record.row, "diagnosis_refused")
            build.findings_left.add(record["key"])
            continue
        finding = Finding(process=build.process, territory=build.territory(record), group=build.group(record),
                          key=record["key"], kind=record["kind"], claim=record["claim"])
        place_in(build.findings, record["key"], finding, record)
        resting[finding] = [coding_of.get(voice, voice) for voice in dict.fromkeys(voices)]
        stances += _stances(build, record, finding)
    record_findings(actor=build.actor, process=build.process, findings=resting, stances=stances)


def _stances(build: Build, record: Record, finding: Finding) -> list[Stance]:
    differ = {find(build.groups_by_name, key, record, "group"): note for key, note in (record["differ"] or {}).items()}
    agree = {find(build.groups_by_name, key, record, "group"): "" for key in record["converge"] or ()}
    return [Stance(process=build.process, finding=finding, group=group, converges=group not in differ, note=note)
            for group, note in (agree | differ).items()]
