"""What rests on one voice leaves without its group, pure: in a small group that would say who."""

from dataclasses import replace

from tequio.agendas.content import AgendaContent, Claim, Part, in_every_section


def without_lone_groups(content: AgendaContent) -> AgendaContent:
    """Points on one voice stand in the part of no group; findings on one voice name no group that converges."""
    lone = tuple(line for part in content.parts if part.group for line in part.lines if line.alone)
    parts = [replace(part, lines=tuple(line for line in part.lines if not (part.group and line.alone)),
                     context=_claims(part.context), already=_claims(part.already), wearing=_claims(part.wearing))
             for part in content.parts]
    common = [part for part in parts if not part.group] or ([_nobodys()] if lone else [])
    parts = [part for part in parts if part.group] + [
        replace(part, lines=tuple(sorted((*part.lines, *lone), key=lambda line: line.number))) for part in common]
    return replace(in_every_section(content, _claims), parts=tuple(parts))


def _claims(rows: tuple[Claim, ...]) -> tuple[Claim, ...]:
    return tuple(replace(row, converge=(), group="") if row.alone else row for row in rows)


def _nobodys() -> Part:
    return Part(group="", wanted="", context=(), already=(), wearing=(), lines=())
