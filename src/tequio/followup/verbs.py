"""What is done in this room: who may, and how the record says it."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.models import Role
from tequio.foundation.accounts.permissions import A, C, F
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("record_response", (C, Role.OFFICIAL), _("anotó una respuesta")),
        Verb("record_commitment", (C,), _("anotó un compromiso")),
        Verb("record_action", (C, Role.OFFICIAL), _("anotó una acción")),
        Verb("record_verdict", (F, C), _("anotó un veredicto")),
        Verb("ask_office", (F, C), _("escribió una solicitud a una oficina")),
        Verb("step_request", (F, C), _("anotó un paso de una solicitud")),
        Verb("enter_answer", (F, C), _("anotó lo que contestó una oficina")),
        Verb("make_offer", (F, C), _("anotó una contrapropuesta")),
        Verb("hold_meeting", (F, C), _("anotó una reunión con una oficina")),
        Verb("declare_closure", (F, C), _("anotó días inhábiles")),
        Verb("step_commitment", (F, C), _("anotó un paso de un compromiso")),
        Verb("note_action", (F, C), _("anotó lo que se hizo")),
        Verb("keep_evidence", (F, C), _("guardó o destruyó una evidencia")),
        Verb("say_verdict", (F, C), _("anotó el veredicto de un grupo")),
        Verb("report_status", (F, C), _("anotó lo que dice la oficina")),
        Verb("import_register", (F, C), _("trajo un registro de lo que dice la oficina")),
        Verb("record_intervention", (A, C), _("anotó una intervención")),
        Verb("record_sighting", (F, A, C), _("anotó lo que se encontró de una intervención")),
        Verb("record_effect", (F, A, C), _("anotó lo que una intervención hace a un grupo")),
    )
