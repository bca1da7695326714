"""Stage 0: what the process file declares itself — territories, groups, institutions — and where work is suspended."""

import tomllib
from collections.abc import Mapping
from typing import Any

from tequio.chain.context import Build
from tequio.chain.process_file import Source
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Institution, Level, Sphere, Territory
from tequio.listening.actions import suspend_territory


def declare(build: Build) -> dict[str, int]:
    """Territories from the largest to the smallest, groups in their order, institutions by sphere."""
    with acting(build.actor, "define_process", on=build.process, process_id=build.process.pk):
        for row in _parents_first(build):
            build.territories[row["key"]] = _territory(build, row)
        for order, row in enumerate(build.declared.groups):
            build.groups[row["key"]] = Group.objects.create(
                process=build.process, key=row["key"], name_es=row.get("es", row["key"]), name_en=row.get("en", ""),
                order=order)
        for row in build.declared.institutions:
            build.institutions[row["key"]] = _institution(build, row)
    _suspend(build)
    return {"territories": len(build.territories), "groups": len(build.groups),
            "institutions": len(build.institutions)}


def _suspend(build: Build) -> None:
    """Where work was stopped, by the process file or by the agenda file of the place: before anything is planned."""
    notes = {row["key"]: str(row["suspended"]) for row in build.declared.territories if row.get("suspended")}
    for source in build.sources("agenda"):
        note = str(agenda_table(build, source).get("suspended", "")).strip()
        if note and source.territory:
            notes[source.territory] = note
    for key, note in notes.items():
        suspend_territory(actor=build.actor, territory=build.territories[key], note=note)


def agenda_table(build: Build, source: Source) -> dict[str, Any]:
    """The agenda file of a territory. Raises TQ-128."""
    try:
        return tomllib.loads((build.folder / source.file).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise TequioError("TQ-128", file=source.file, wanted="TOML: title, context, [[opening]]") from fault


def _parents_first(build: Build) -> list[Mapping[str, Any]]:
    rows = {row["key"]: row for row in build.declared.territories}
    ordered: dict[str, Mapping[str, Any]] = {}
    for key in rows:
        line, at = [], key
        while at and at not in ordered:
            if at in line:
                raise TequioError("TQ-109", file=build.declared.path.name, column="territories.parent", value=key)
            line.append(at)
            at = rows[at].get("parent", "")
        ordered |= {name: rows[name] for name in reversed(line)}
    return list(ordered.values())


def _territory(build: Build, row: Mapping[str, Any]) -> Territory:
    return Territory.objects.create(
        process=build.process, key=row["key"], name=row.get("name", row["key"]), code=str(row.get("code", "")),
        level=_choice(build, row, "level", Level, Level.MUNICIPALITY),
        parent=build.territories.get(row.get("parent", "")), modelled_on=row.get("modelled_on", ""),
        population=row.get("population"), shape=row.get("shape"))


def _institution(build: Build, row: Mapping[str, Any]) -> Institution:
    return Institution.objects.create(
        process=build.process, key=row["key"], name=row.get("name", row["key"]),
        sphere=_choice(build, row, "sphere", Sphere, Sphere.MUNICIPALITY),
        territory=build.territories.get(row.get("territory", "")))


def _choice(build: Build, row: Mapping[str, Any], key: str, choices: Any, default: str) -> str:
    value = row.get(key, default)
    if value not in choices.values:
        raise TequioError("TQ-105", file=build.declared.path.name, column=key, value=value,
                          known=", ".join(choices.values))
    return str(value)
