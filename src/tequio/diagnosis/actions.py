"""Codebook, coding, links, findings."""

from collections.abc import Iterable, Mapping, Sequence

from tequio.diagnosis.models import Code, Coding, Finding, Link, Stance
from tequio.diagnosis.system_map import SystemMap, graphml
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add, check_process, join
from tequio.foundation.trail.noun import Noun
from tequio.listening.models import Use, Voice
from tequio.listening.queries import refusing


def define_codebook(*, actor: User, process: Process, codes: Sequence[Code]) -> int:
    with acting(actor, "define_codebook", on=process, process_id=process.pk) as deed:
        deed.count = add(codes)
    return len(codes)


def code_voices(*, actor: User, process: Process, codings: Sequence[Coding]) -> int:
    """Enter codings, suggested or accepted; each quote must lie inside its voice.

    Raises TQ-372 for a category, TQ-501 for an empty or reversed passage, TQ-763 for a voice that refused the
    diagnosis, TQ-767 for a coding that is there already, TQ-768 for a voice or a code of another process.
    """
    with acting(actor, "code_voices", on=process, process_id=process.pk) as deed:
        for coding in codings:
            if coding.end <= coding.start:
                raise TequioError("TQ-501", value=f"{coding.start}–{coding.end}")
            if not coding.code.codable:
                raise TequioError("TQ-372", value=coding.code.key)
        check_process(process.pk, (part for coding in codings for part in (coding.voice, coding.code)))
        check_diagnosis(process, (coding.voice for coding in codings))
        deed.count = add(codings)
        join((coding.voice, coding) for coding in codings)
    return len(codings)


def record_links(*, actor: User, process: Process, links: Sequence[Link]) -> int:
    """Enter what somebody said feeds or interrupts what.

    Raises TQ-763 for a voice that refused the diagnosis, TQ-768 for a voice or a code of another process.
    """
    with acting(actor, "record_link", on=process, process_id=process.pk) as deed:
        check_process(process.pk, (part for link in links for part in (link.voice, link.origin, link.goal)))
        check_diagnosis(process, (link.voice for link in links))
        deed.count = add(links)
        join((link.voice, link) for link in links)
    return len(links)


def export_map(*, actor: User, process: Process, found: SystemMap, labels: Mapping[str, str]) -> str:
    """The map as GraphML for programs that draw networks: codes and counts, no words. That it was taken is recorded."""
    with acting(actor, "export_map", on=process, process_id=process.pk) as deed:
        deed.count = len(found.links)
    return graphml(found, labels)


def record_findings(*, actor: User, process: Process, findings: Mapping[Finding, Sequence[Noun]],
                    stances: Sequence[Stance]) -> int:
    """Enter findings with what they rest on and the groups that converge or differ.

    Raises TQ-502 for a finding that rests on nothing, TQ-763 for one that rests on a voice that refused the diagnosis,
    TQ-767 for one that is there already, TQ-768 for a place, a group or a source of another process.
    """
    with acting(actor, "record_finding", on=process, process_id=process.pk) as deed:
        for finding, sources in findings.items():
            if not sources:
                raise TequioError("TQ-502", value=finding.key)
            check_process(process.pk, (finding.territory, finding.group, *sources))
        check_process(process.pk, (stance.group for stance in stances))
        check_diagnosis(process, (source.voice if isinstance(source, Coding | Link) else source
                                   for sources in findings.values() for source in sources))
        deed.count = add(list(findings))
        add(stances)
        join((source, finding) for finding, sources in findings.items() for source in sources)
    return len(findings)


def check_diagnosis(process: Process, sources: Iterable[Noun]) -> None:
    """Raises TQ-763 where one of them is a voice that is not to be used for the diagnosis."""
    voices = [source for source in sources if isinstance(source, Voice)]
    # What was stated of every voice is opened to know who refused: only where there is a voice to ask about.
    refused = refusing(process, Use.DIAGNOSIS) if voices else frozenset()
    for voice in voices:
        if voice.pk in refused:
            raise TequioError("TQ-763", value=voice.key)
