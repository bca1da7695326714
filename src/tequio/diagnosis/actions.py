"""Codebook, coding, links, findings."""

from collections.abc import Mapping, Sequence

from tequio.diagnosis.models import Code, Coding, Finding, Link, Stance
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add, join
from tequio.foundation.trail.noun import Noun


def define_codebook(*, actor: User, process: Process, codes: Sequence[Code]) -> int:
    with acting(actor, "define_codebook", on=process, process_id=process.pk) as deed:
        deed.count = add(codes)
    return len(codes)


def code_voices(*, actor: User, process: Process, codings: Sequence[Coding]) -> int:
    """Enter codings, suggested or accepted; each quote must lie inside its voice.

    Raises TQ-501 for an empty or reversed passage.
    """
    for coding in codings:
        if coding.end <= coding.start:
            raise TequioError("TQ-501", value=f"{coding.start}–{coding.end}")
    with acting(actor, "code_voices", on=process, process_id=process.pk) as deed:
        deed.count = add(codings)
        join((coding.voice, coding) for coding in codings)
    return len(codings)


def record_links(*, actor: User, process: Process, links: Sequence[Link]) -> int:
    with acting(actor, "record_link", on=process, process_id=process.pk) as deed:
        deed.count = add(links)
        join((link.voice, link) for link in links)
    return len(links)


def record_findings(*, actor: User, process: Process, findings: Mapping[Finding, Sequence[Noun]],
                    stances: Sequence[Stance]) -> int:
    """Enter findings with what they rest on and the groups that converge or differ.

    Raises TQ-502 for a finding that rests on nothing.
    """
    for finding, sources in findings.items():
        if not sources:
            raise TequioError("TQ-502", value=finding.key)
    with acting(actor, "record_finding", on=process, process_id=process.pk) as deed:
        deed.count = add(list(findings))
        add(stances)
        join((source, finding) for finding, sources in findings.items() for source in sources)
    return len(findings)
