"""What columns are called when a person has to choose between two versions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tequio.foundation.register import tables

# What columns of several tables are called; a table that has one of its own says so itself.
NAMES = {
    "text": _("Texto"), "key": _("Clave"), "kind": _("Clase"), "status": _("Estado"), "reason": _("Motivo"),
    "week": _("Semana"), "territory_id": _("Territorio"), "group_id": _("Grupo"), "encounter_id": _("Encuentro"),
    "voice_id": _("Voz"), "count": _("Cuántas personas"), "name": _("Nombre"), "title": _("Título"),
    "note": _("Nota"), "answer": _("Respuesta"), "item": _("Punto"), "masked": _("Como saldría"),
    "first_reviewer": _("Primera lectura"), "second_reviewer": _("Segunda lectura"),
    "source_file": _("Archivo de origen"), "source_row": _("Fila de origen"), "caption": _("Qué se ve"),
    "number": _("Número"), "order": _("Orden"), "due": _("Plazo"), "section": _("Sección"), "day": _("Día"),
    "name_es": _("Nombre en español"), "name_en": _("Nombre en inglés"), "start": _("Desde"), "end": _("Hasta"),
}


def column_name(field: Any) -> str:
    own = tables()[field.model._meta.label_lower].columns
    return str(own.get(field.attname) or NAMES.get(field.attname, field.verbose_name))
