"""Codings and codes as rows of texts, for sheets."""

from collections.abc import Iterator

from tequio.diagnosis.refi_qda.model import Code, Coding, Project, Source

Row = dict[str, str]
BESIDE = " › "  # between a code and those above it
COLUMNS = ("source", "code", "start", "end", "quote", "coder", "day", "memo")


def codings(project: Project) -> Iterator[Row]:
    """One row for each code that somebody gave; of a whole source or a region it says no positions and no quote."""
    paths = {code.guid: path for code, path in _with_paths(project)}
    users = {user.guid: user.name or user.guid for user in project.users}
    for source in project.sources:
        for coding in source.codings:
            yield _row(source, coding, paths, users)
        for region in source.regions:
            for coding in region.codings:
                yield _row(source, coding, paths, users) | {"memo": region.description}
        for part in source.selections:
            quote = (source.text or "")[part.start:part.end]
            for coding in part.codings:
                yield _row(source, coding, paths, users) | {
                    "start": str(part.start), "end": str(part.end), "quote": quote, "memo": part.description}


def codes(project: Project) -> Iterator[Row]:
    for code, path in _with_paths(project):
        yield {"code": path, "applied": "yes" if code.codable else "no", "colour": code.colour,
               "definition": code.description}


def _row(source: Source, coding: Coding, paths: dict[str, str], users: dict[str, str]) -> Row:
    return dict.fromkeys(COLUMNS, "") | {
        "source": source.name or source.guid, "code": paths.get(coding.code, ""),
        "coder": users.get(coding.user, ""), "day": coding.made}


def _with_paths(project: Project) -> Iterator[tuple[Code, str]]:
    known: dict[str, str] = {}
    for code in project.codes:
        above = known.get(code.parent)
        known[code.guid] = f"{above}{BESIDE}{code.name}" if above else code.name or code.guid
        yield code, known[code.guid]
