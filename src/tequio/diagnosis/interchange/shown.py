"""What became of a project that was brought in, as a page and a command say it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.diagnosis.interchange.actions import Brought
from tequio.diagnosis.refi_qda import REASONS, Opened

MADE: dict[str, str | Promise] = {
    "codes": _("códigos nuevos"), "voices": _("voces nuevas"), "codings": _("codificaciones nuevas")}
STAYED: dict[str, str | Promise] = {
    "categories": _("categorías, que no se aplican"), "without_text": _("fuentes sin texto"),
    "voices_here_already": _("textos que ya estaban"), "codings_here_already": _("codificaciones que ya estaban"),
    "taken_back": _("textos retirados, que no vuelven a entrar"),
    "changed_since": _("textos que aquí ya dicen otra cosa"),
    "without_voice": _("codificaciones de textos que no entraron"),
    "diagnosis_refused": _("codificaciones de voces que no permiten el diagnóstico"),
    "given_out": _("codificaciones de quienes codifican esas voces aquí, entre dos"),
    "regions": _("codificaciones de imágenes, páginas o grabaciones"),
    "whole_sources": _("codificaciones de fuentes enteras"),
}


@dataclass(frozen=True)
class Line:
    count: int
    what: str


@dataclass(frozen=True)
class Told:
    """What came in, and what did not with its reason. Counts, and no words of anybody."""

    made: list[Line]
    stayed: list[Line]


def made(brought: Brought) -> list[Line]:
    return [Line(count, str(MADE[kind])) for kind, count in brought.made.items()]


def stayed(brought: Brought) -> list[Line]:
    return [Line(count, str(STAYED[reason])) for reason, count in brought.listed.items() if count]


def told(opened: Opened, brought: Brought) -> Told:
    """With what of the file could not be read at all."""
    language = "en" if (get_language() or "").startswith("en") else "es"
    unread = [Line(count, REASONS[reason][language]) for (_kind, reason), count in sorted(
        opened.account.listed.items())]
    return Told(made(brought), stayed(brought) + unread)
