"""What columns are called when a person has to choose between two versions."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NAMES = {
    "text": gettext_noop("Texto"), "key": gettext_noop("Clave"), "kind": gettext_noop("Clase"),
    "status": gettext_noop("Estado"), "reason": gettext_noop("Motivo"), "week": gettext_noop("Semana"),
    "territory_id": gettext_noop("Territorio"), "group_id": gettext_noop("Grupo"),
    "encounter_id": gettext_noop("Encuentro"), "voice_id": gettext_noop("Voz"),
    "count": gettext_noop("Cuántas personas"),
    "granted": gettext_noop("Permitido"), "use": gettext_noop("Para qué"), "closed": gettext_noop("Cerrado"),
    "recording": gettext_noop("Registro"), "facilitator": gettext_noop("Quién facilita"),
    "assent": gettext_noop("Menores de edad"), "name": gettext_noop("Nombre"), "title": gettext_noop("Título"),
    "note": gettext_noop("Nota"), "claim": gettext_noop("Lo que se afirma"), "suspended": gettext_noop("Suspendido"),
    "suspension_note": gettext_noop("Por qué se suspendió"), "care": gettext_noop("Cuidado"),
    "danger": gettext_noop("Peligro"), "referrals": gettext_noop("A dónde canalizar"),
    "stop_signal": gettext_noop("Señal para parar"), "decision": gettext_noop("Decisión"),
    "decided_by": gettext_noop("Quién decidió"), "decision_reason": gettext_noop("Por qué se decidió"),
    "team": gettext_noop("Equipo"), "answer": gettext_noop("Respuesta"), "item": gettext_noop("Punto"),
    "masked": gettext_noop("Como saldría"), "first_reviewer": gettext_noop("Primera lectura"),
    "second_reviewer": gettext_noop("Segunda lectura"), "source_file": gettext_noop("Archivo de origen"),
    "source_row": gettext_noop("Fila de origen"), "caption": gettext_noop("Qué se ve"), "image": gettext_noop("Imagen"),
    "number": gettext_noop("Número"), "order": gettext_noop("Orden"), "what": gettext_noop("Qué"),
    "due": gettext_noop("Plazo"), "question": gettext_noop("Pregunta"), "section": gettext_noop("Sección"),
    "priority": gettext_noop("Prioridad"), "day": gettext_noop("Día"), "task": gettext_noop("Qué le toca"),
    "name_es": gettext_noop("Nombre en español"), "name_en": gettext_noop("Nombre en inglés"),
    "label_es": gettext_noop("Nombre en español"), "label_en": gettext_noop("Nombre en inglés"),
    "code_id": gettext_noop("Código"), "coder": gettext_noop("Quién codificó"), "quote": gettext_noop("Cita"),
    "start": gettext_noop("Desde"), "end": gettext_noop("Hasta"),
}


def column_name(field: Any) -> str:
    return _(NAMES[field.attname]) if field.attname in NAMES else str(field.verbose_name)
