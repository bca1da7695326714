"""The eleven steps of the chain in the words of the pages."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


@dataclass(frozen=True, kw_only=True)
class Step:
    key: str
    phase: str
    label: str | Promise
    meaning: str | Promise
    noun: Any
    missing: str | Promise


PHASES: dict[str, str | Promise] = {
    "room": _("Del encuentro al hallazgo"),
    "agreement": _("De la propuesta a la respuesta"),
    "deeds": _("De la promesa al veredicto"),
}

STEPS: tuple[Step, ...] = (
    Step(
        key="encounter",
        phase="room",
        label=_("Encuentro"),
        meaning=_("Un grupo se reúne y conversa en un lugar seguro."),
        noun=ngettext_lazy("encuentro", "encuentros"),
        missing=_("Falta registrar el primero. Para empezar: planéenlo en Escucha o lean las hojas de campo."),
    ),
    Step(
        key="voice",
        phase="room",
        label=_("Voz"),
        meaning=_("Lo que alguien dijo, sin guardar quién fue."),
        noun=ngettext_lazy("voz", "voces"),
        missing=_("Falta anotar lo que se dijo. Para empezar: anoten las tarjetas de un encuentro."),
    ),
    Step(
        key="coding",
        phase="room",
        label=_("Codificación"),
        meaning=_("Se señala de qué habla cada frase."),
        noun=ngettext_lazy("pasaje señalado", "pasajes señalados"),
        missing=_(
            "Falta leer las voces con el libro de códigos. "
            "Hoy entra con la hoja «codificaciones»; Diagnóstico la muestra."),
    ),
    Step(
        key="finding",
        phase="room",
        label=_("Hallazgo"),
        meaning=_("Lo que muchas voces muestran juntas, y en qué difieren."),
        noun=ngettext_lazy("hallazgo", "hallazgos"),
        missing=_(
            "Falta decir qué muestran las voces juntas. "
            "Hoy entra con la hoja «hallazgos»; Diagnóstico la muestra."),
    ),
    Step(
        key="proposal",
        phase="agreement",
        label=_("Propuesta"),
        meaning=_("Lo que la gente pide, y la autoridad a la que le toca."),
        noun=ngettext_lazy("propuesta", "propuestas"),
        missing=_(
            "Falta escribir qué se pide y a quién. "
            "Se escribe en Agendas, o entra con las hojas «propuestas» y «responsables»."),
    ),
    Step(
        key="local_agenda",
        phase="agreement",
        label=_("Agenda local"),
        meaning=_("Cada lugar reúne lo suyo y lo devuelve a sus grupos."),
        noun=ngettext_lazy("agenda local", "agendas locales"),
        missing=_(
            "Falta reunir las propuestas de un lugar y devolverlas a sus grupos. "
            "Se compone en Agendas, o entra con «agenda.toml» y la hoja «devoluciones»."),
    ),
    Step(
        key="national_agenda",
        phase="agreement",
        label=_("Agenda nacional"),
        meaning=_("Lo que comparten los lugares, sin borrar lo propio de cada uno."),
        noun=ngettext_lazy("punto nacional", "puntos nacionales"),
        missing=_(
            "Faltan agendas locales validadas. "
            "Hoy la nacional entra con la hoja «nacional», de abajo hacia arriba."),
    ),
    Step(
        key="response",
        phase="agreement",
        label=_("Respuesta"),
        meaning=_("Qué contestó cada autoridad. Su silencio también cuenta."),
        noun=ngettext_lazy("respuesta", "respuestas"),
        missing=_(
            "Falta preguntar a las autoridades. "
            "Hoy entra con la hoja «respuestas», con la fecha en que se preguntó."),
    ),
    Step(
        key="commitment",
        phase="deeds",
        label=_("Compromiso"),
        meaning=_("Lo que alguien prometió, con fecha y firma."),
        noun=ngettext_lazy("compromiso", "compromisos"),
        missing=_("Falta que alguien firme qué hará y cuándo. Hoy entra con la hoja «compromisos»."),
    ),
    Step(
        key="action",
        phase="deeds",
        label=_("Acción"),
        meaning=_("Lo que se hizo, con su prueba."),
        noun=ngettext_lazy("acción", "acciones"),
        missing=_("Falta registrar lo hecho y su prueba. Hoy entra con la hoja «acciones»."),
    ),
    Step(
        key="verdict",
        phase="deeds",
        label=_("Veredicto"),
        meaning=_("Lo que informa el gobierno y lo que la comunidad ve, lado a lado."),
        noun=ngettext_lazy("veredicto", "veredictos"),
        missing=_("Falta preguntar a los grupos si algo cambió. Hoy entra con la hoja «veredictos», por oleadas."),
    ),
)
