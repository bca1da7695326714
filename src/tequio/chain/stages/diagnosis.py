"""Stage 3: codebook, people's codings, suggestions for what nobody coded, links and findings."""

from uuid import UUID

from tequio.chain.context import Build, find, place_in
from tequio.chain.orphans import SetAsideError
from tequio.chain.records import Record
from tequio.diagnosis.actions import code_voices, define_codebook, record_findings, record_links
from tequio.diagnosis.codebook import default_codebook, read_codebook
from tequio.diagnosis.coding.anchors import passage
from tequio.diagnosis.models import Code, Coding, CodingStatus, Finding, Link, Stance
from tequio.diagnosis.suggest import Suggester
from tequio.foundation.places.columns import CODE
from tequio.foundation.trail.noun import Noun
from tequio.foundation.vault.marks import Marks
from tequio.listening.models import Use, Voice
from tequio.listening.queries import refusing

SUGGESTED_BY = "sugerencia"
# That a word for a group or a level occurs says little of what a passage is about.
MENTIONS = ("AC", "L")


def diagnose(build: Build) -> dict[str, int]:
    _codebook(build)
    refused = _refused(build)
    codings = [coding for _, coding in build.made("codings", lambda record: _coding(build, record, refused))]
    codings += _suggestions(build, coded={coding.voice for coding in codings}, refused=refused)
    code_voices(actor=build.actor, process=build.process, codings=codings)
    links = [link for _, link in build.made("links", lambda record: _link(build, record, refused))]
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


def _voice(build: Build, record: Record, refused: set[UUID]) -> Voice:
    """The voice of a row that takes it up; the row is listed where the voice refused the diagnosis."""
    voice = build.voice(record["voice"], record, "voice")
    if voice.pk in refused:
        raise SetAsideError("diagnosis_refused")
    return voice


def _codebook(build: Build) -> None:
    name = build.declared.codebook.get("file")
    entries = read_codebook(build.folder / name) if name else default_codebook()
    codes = [Code(process=build.process, key=entry.key, family=entry.family, label_es=entry.es, label_en=entry.en,
                  definition_es=entry.definition_es, definition_en=entry.definition_en, cues=list(entry.cues),
                  crosswalk=entry.crosswalk, codable=entry.codable, order=order) for order, entry in enumerate(entries)]
    define_codebook(actor=build.actor, process=build.process, codes=codes)
    build.codes = {code.key: code for code in codes}


def _coding(build: Build, record: Record, refused: set[UUID]) -> Coding:
    voice = _voice(build, record, refused)
    code = find(build.codes, record["code"], record, "code")
    start = voice.text.find(record["quote"])
    if start < 0:
        raise record.fault("TQ-126", "quote")
    build.once(record, "code", code.key, voice.pk, code.key, start, len(record["quote"]), record["coder"])
    there = passage(voice.text, start, start + len(record["quote"]))
    return Coding(process=build.process, voice=voice, code=code, start=start, end=there.end, quote=there.quote,
                  before=there.before, after=there.after, coder=_coder(build, record["coder"]), status=record["status"])


def _coder(build: Build, said: str) -> str:
    """A pseudonym as it is; of anything else, which may be a person's name, a keyed mark that tells coders apart."""
    return said if CODE.fullmatch(said) else f"c-{Marks(build.process.pk).of('coder', said)[:12]}"


def _suggestions(build: Build, coded: set[Voice], refused: set[UUID]) -> list[Coding]:
    """Suggestions for the voices nobody coded; they stay suggestions until a person takes them."""
    suggester = Suggester({code.key: code.cues for code in build.codes.values()
                           if code.family not in MENTIONS and code.codable})
    return [_suggested(build, voice, suggestion.code, suggestion.start, suggestion.end, suggestion.because)
            for voice in build.voices.values() if voice not in coded and voice.pk not in refused
            for suggestion in suggester.suggest(voice.text)]


def _suggested(build: Build, voice: Voice, code: str, start: int, end: int, because: str) -> Coding:
    there = passage(voice.text, start, end)
    return Coding(process=build.process, voice=voice, code=build.codes[code], start=start, end=end, quote=there.quote,
                  before=there.before, after=there.after, coder=SUGGESTED_BY, status=CodingStatus.SUGGESTED,
                  reason=because)


def _link(build: Build, record: Record, refused: set[UUID]) -> Link:
    return Link(process=build.process, voice=_voice(build, record, refused),
                origin=find(build.codes, record["origin"], record, "origin", "code"), relation=record["relation"],
                goal=find(build.codes, record["goal"], record, "goal", "code"), circumstance=record["circumstance"])


def _findings(build: Build, coding_of: dict[Voice, Coding], refused: set[UUID]) -> None:
    """A finding rests on its voices, through their codings where they have one; without any that may be used it is
    listed."""
    resting: dict[Finding, list[Noun]] = {}
    stances: list[Stance] = []
    for record, (finding, voices, held) in build.made("findings", lambda record: _finding(build, record, refused)):
        place_in(build.findings, record["key"], finding, record)
        resting[finding] = [coding_of.get(voice, voice) for voice in dict.fromkeys(voices)]
        stances += held
    record_findings(actor=build.actor, process=build.process, findings=resting, stances=stances)


def _finding(build: Build, record: Record, refused: set[UUID]) -> tuple[Finding, list[Voice], list[Stance]]:
    finding = Finding(process=build.process, territory=build.territory(record), group=build.group(record),
                      key=record["key"], kind=record["kind"], claim=record["claim"])
    named = [build.voice(key, record, "voices") for key in record["voices"]]
    voices = [voice for voice in named if voice.pk not in refused]
    if named and not voices:
        build.findings_left.add(record["key"])
        raise SetAsideError("diagnosis_refused")
    return finding, voices, _stances(build, record, finding)


def _stances(build: Build, record: Record, finding: Finding) -> list[Stance]:
    notes = record["differ"] or {}
    differ = dict(zip(build.groups_of(record, "differ", notes), notes.values(), strict=True))
    agree = dict.fromkeys(build.groups_of(record, "converge", record["converge"] or ()), "")
    return [Stance(process=build.process, finding=finding, group=group, converges=group not in differ, note=note)
            for group, note in (agree | differ).items()]
