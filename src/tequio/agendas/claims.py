"""The findings of an agenda by where they stand, each as a claim that says which groups hold it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from tequio.agendas.content import TOGETHER, Claim, Section
from tequio.agendas.placing import part_of, section_of
from tequio.diagnosis.models import Finding
from tequio.protection.disclosure import Coarse
from tequio.protection.release import Words


def held_by(row: Finding) -> set[UUID]:
    """The groups a finding speaks for: its own, and those that converge on it."""
    own = {row.group_id} if row.group_id else set()
    return own | {stance.group_id for stance in row.stances.all() if stance.converges}


@dataclass
class Claims:
    """Findings, the groups that have a part, how many voices stand behind each finding and how a count is said of it,
    and which findings go to no office."""

    findings: Sequence[Finding]
    parts: Collection[UUID]
    voices: Mapping[UUID, int]
    coarse: Callable[[int, UUID], Coarse]
    stays: Collection[UUID]

    def own(self, group: UUID | None, section: Section) -> tuple[Claim, ...]:
        """What stands in the part of one group; the points of no group have none of their own."""
        return self._claims(group, section) if group else ()

    def together(self, section: Section) -> tuple[Claim, ...]:
        """What stands in a section after the parts."""
        return self._claims(None, section)

    def elsewhere(self, group: UUID | None) -> list[str]:
        """The sections after the parts that hold a finding of this group, too."""
        return [section for section in TOGETHER
                if any(group in held_by(row) for row in self._placed.get((None, section), []))]

    @cached_property
    def _placed(self) -> dict[tuple[UUID | None, Section], list[Finding]]:
        made: dict[tuple[UUID | None, Section], list[Finding]] = {}
        for row in self.findings:
            held = held_by(row)
            part = part_of(row.group_id, held, self.parts)
            differs = any(not stance.converges for stance in row.stances.all())
            section = section_of(row.kind, differs=differs, in_part=part is not None, holding=len(held))
            made.setdefault((part, section), []).append(row)
        return made

    def _claims(self, part: UUID | None, section: Section) -> tuple[Claim, ...]:
        return tuple(map(self._claim, self._placed.get((part, section), [])))

    def _claim(self, row: Finding) -> Claim:
        stances = list(row.stances.all())
        holding = {str(stance.group) for stance in stances if stance.converges}
        holding |= {str(row.group)} if row.group else set()
        return Claim(
            kind=row.get_kind_display(), text=Words(row.claim, drafted=True),
            converge=tuple(str(stance.group) for stance in stances if stance.converges),
            differ=tuple((str(stance.group), Words(stance.note, drafted=True)) for stance in stances
                         if not stance.converges),
            voices=self.coarse(self.voices[row.pk], row.pk), id=row.pk, stays=row.pk in self.stays,
            alone=self.voices[row.pk] == 1,
            group=next(iter(holding)) if len(holding) == 1 else "")
