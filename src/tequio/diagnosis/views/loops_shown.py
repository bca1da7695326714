"""The loops of the map as the page shows them: who told them, who did not, and what interrupts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.diagnosis.models import Code
from tequio.diagnosis.system_map import FEEDS, Heard, Link, LoopInMap, SystemMap
from tequio.foundation.places.models import Group

MOST = 12


@dataclass(frozen=True)
class Row:
    """One line of term and value, as components/definitions.html takes it."""

    term: str
    value: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class LoopShown:
    """One loop: its links, and sentences about who told it."""

    title: str
    mark: str
    polarity: str
    links: list[Row]
    told: list[str]
    interrupts: list[Row]


@dataclass(frozen=True)
class Names:
    """What keys of codes and groups are called on the page."""

    process_id: UUID
    codes: Mapping[str, Code]
    groups: Mapping[UUID, Group]

    def url(self, link: Link) -> str:
        return reverse("diagnosis:link", args=[self.process_id, self.codes[link.origin].pk, link.relation,
                                               self.codes[link.goal].pk])


def loops_shown(found: SystemMap, names: Names) -> list[LoopShown]:
    lost = {one.link: found.lost_share(one) for one in found.links}
    return [_loop(one, names, lost) for one in found.loops[:MOST]]


def _loop(one: LoopInMap, names: Names, lost: Mapping[Link, float]) -> LoopShown:
    codes = [*one.loop.codes, one.loop.codes[0]]
    links = [_link(link, heard, names, note=_("si se interrumpe se va el %(share)s %% de lo que pesan los círculos") % {
        "share": round(100 * lost[link])}) for link, heard in zip(one.loop.links, one.heard, strict=True)]
    polarity = _("Se alimenta solo: cada vuelta lo hace más fuerte.") if one.loop.reinforcing else _(
        "Se frena solo: en él algo interrumpe lo que lo alimenta.")
    mark = _("Exclusión, violencia y crimen") if {"exclusion", "violence", "crime"} <= one.kinds else ""
    return LoopShown(" → ".join(str(names.codes[code]) for code in codes), mark, polarity, links, _told(one, names),
                     [_link(link, heard, names, note=_groups(heard.groups, names))
                      for link, heard in one.interrupted_by])


def _link(link: Link, heard: Heard, names: Names, note: str = "") -> Row:
    facts = {"origin": str(names.codes[link.origin]).lower(), "goal": str(names.codes[link.goal]).lower()}
    term = _("%(origin)s → %(goal)s") if link.relation == FEEDS else _("%(origin)s interrumpe %(goal)s")
    return Row(term % facts, said_by(heard), names.url(link), note)


def said_by(heard: Heard) -> str:
    """«Lo dijeron 5 voces, en 2 encuentros.»"""
    voices = ngettext("lo dijo %(n)s voz", "lo dijeron %(n)s voces", len(heard.voices)) % {"n": len(heard.voices)}
    rooms = ngettext("en %(n)s encuentro", "en %(n)s encuentros", heard.weight) % {"n": heard.weight}
    return f"{voices}, {rooms}"


def _told(one: LoopInMap, names: Names) -> list[str]:
    every = len(one.loop.links)
    if one.whole_voices:
        said = [ngettext("%(n)s voz contó el círculo entero.", "%(n)s voces contaron el círculo entero.",
                         one.whole_voices) % {"n": one.whole_voices}]
    else:
        said = [ngettext("Nadie contó el círculo entero: quien más contó dijo %(most)s de sus %(all)s eslabones, y "
                         "%(n)s viene de otra persona.",
                         "Nadie contó el círculo entero: quien más contó dijo %(most)s de sus %(all)s eslabones, y "
                         "%(n)s vienen de otras personas.", one.stitched)
                % {"most": one.most_by_one, "all": every, "n": one.stitched}]
    if one.whole_encounters:
        said.append(ngettext("Entre todas las personas, se dijo entero en %(n)s encuentro.",
                             "Entre todas las personas, se dijo entero en %(n)s encuentros.", one.whole_encounters)
                    % {"n": one.whole_encounters})
    else:
        said.append(_("En ningún encuentro se dijo entero."))
    if one.detours:
        said.append(ngettext("Se contó también con %(n)s rodeo.", "Se contó también con %(n)s rodeos.", one.detours)
                    % {"n": one.detours})
    absent = [str(names.groups[group]) for group in one.absent if isinstance(group, UUID)]
    if absent:
        said.append(_("De estos grupos nadie dijo ninguno de sus eslabones: %(groups)s.") % {
            "groups": ", ".join(absent)})
    return said


def _groups(groups: frozenset[object], names: Names) -> str:
    return ", ".join(str(group) for pk, group in names.groups.items() if pk in groups)


def how_far(found: SystemMap) -> str:
    """How many loops there are and down to which weight they were looked for."""
    said = ngettext("%(n)s círculo distinto; con sus rodeos, %(all)s.", "%(n)s círculos distintos; con sus rodeos, "
                    "%(all)s.", found.distinct) % {"n": found.distinct, "all": found.found}
    if found.complete:
        return said + " " + _("Se buscaron todos los que tienen hasta %(longest)s eslabones.") % {
            "longest": found.bounds[-1].length}
    parts = [_("de %(length)s eslabones, los que se oyeron en al menos %(least)s encuentros") % {
        "length": bound.length, "least": bound.least} for bound in found.bounds if bound.least]
    return said + " " + _("El mapa es muy denso. Se buscaron: %(parts)s.") % {"parts": "; ".join(parts)}
