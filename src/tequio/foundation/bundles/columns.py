"""What columns are called when a person has to choose between two versions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

NAMES = {
    "text": _("Texto"), "key": _("Clave"), "kind": _("Clase"),
    "status": _("Estado"), "reason": _("Motivo"), "week": _("Semana"),
    "territory_id": _("Territorio"), "group_id": _("Grupo"),
    "encounter_id": _("Encuentro"), "voice_id": _("Voz"),
    "count": _("Cuántas personas"),
    "granted": _("Permitido"), "use": _("Para qué"), "closed": _("Cerrado"),
    "recording": _("Registro"), "facilitator": _("Quién facilita"),
    "assent": _("Menores de edad"), "name": _("Nombre"), "title": _("Título"),
    "note": _("Nota"), "claim": _("Lo que se afirma"), "suspended": _("Suspendido"),
    "suspension_note": _("Por qué se suspendió"), "care": _("Cuidado"),
    "danger": _("Peligro"), "referrals": _("A dónde canalizar"),
    "stop_signal": _("Señal para parar"), "decision": _("Decisión"),
    "decided_by": _("Quién decidió"), "decision_reason": _("Por qué se decidió"),
    "team": _("Equipo"), "answer": _("Respuesta"), "item": _("Punto"),
    "masked": _("Como saldría"), "first_reviewer": _("Primera lectura"),
    "second_reviewer": _("Segunda lectura"), "source_file": _("Archivo de origen"),
    "source_row": _("Fila de origen"), "caption": _("Qué se ve"), "image": _("Imagen"),
    "number": _("Número"), "order": _("Orden"), "what": _("Qué"),
    "due": _("Plazo"), "question": _("Pregunta"), "section": _("Sección"),
    "priority": _("Prioridad"), "day": _("Día"), "task": _("Qué le toca"),
    "name_es": _("Nombre en español"), "name_en": _("Nombre en inglés"),
    "label_es": _("Nombre en español"), "label_en": _("Nombre en inglés"),
    "code_id": _("Código"), "coder": _("Quién codificó"), "quote": _("Cita"),
    "start": _("Desde"), "end": _("Hasta"),
}


def column_name(field: Any) -> str:
    return str(NAMES.get(field.attname, field.verbose_name))
