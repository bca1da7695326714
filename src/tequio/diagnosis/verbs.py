"""What is done in this room: who may, and how the record says it."""

from django.utils.translation import gettext_lazy as _

from tequio.diagnosis.models import CodeAct
from tequio.foundation.accounts.permissions import A, C, P
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("define_codebook", (A, C), _("cambió el libro de códigos"), because=dict(CodeAct.choices)),
        Verb("code_voices", (A,), _("codificó")),
        Verb("record_link", (A,), _("anotó vínculos")),
        Verb("export_map", (A, C), _("se llevó el mapa del sistema")),
        Verb("assign_coding", (A, C), _("encargó voces para codificar entre dos")),
        Verb("settle_coding", (A, C), _("resolvió una diferencia al codificar")),
        Verb("answer_settlement", (A,), _("contestó a una diferencia resuelta")),
        Verb("record_finding", (A, C), _("escribió hallazgos")),
        Verb("export_diagnosis", (P, C), _("llevó lo codificado a otra herramienta")),
    )
