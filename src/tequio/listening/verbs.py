"""What is done in this room: who may, and how the record says it."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.permissions import A, C, F, P
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("suspend_territory", (C, P), _("suspendió el trabajo en un lugar")),
        Verb("resume_territory", (C, P), _("reanudó el trabajo en un lugar")),
        Verb("plan_encounter", (F, C), _("planeó un encuentro")),
        Verb("assess_encounter", (F, P, C), _("revisó los riesgos")),
        Verb("decide_encounter", (P, C), _("decidió si se hace")),
        Verb("hold_encounter", (F, C), _("anotó que se realizó")),
        Verb("suspend_encounter", (F, P, C), _("pospuso un encuentro")),
        Verb("cancel_encounter", (F, P, C), _("canceló un encuentro")),
        Verb("close_encounter", (F, C), _("cerró un encuentro")),
        Verb("write_reflection", (F, C), _("escribió una reflexión")),
        Verb("keep_pseudonym_key", (P,), _("guardó una clave de seudónimo")),
        Verb("read_pseudonym_keys", (P,)),
        Verb("destroy_pseudonym_keys", (P, C), _("destruyó claves de seudónimos")),
        Verb("record_voices", (F, C), _("anotó voces")),
        Verb("take_back_card", (F, C), _("deshizo un cartón")),
        Verb("keep_picture", (F, C), _("guardó una imagen")),
        Verb("import_material", (F, C), _("trajo un archivo")),
        Verb("declare_silence", (F, P, A, C), _("declaró un silencio")),
        Verb("record_consent", (F, P, C), _("anotó permisos")),
        Verb("invite_phone", (F, C), _("invitó un teléfono")),
        Verb("revoke_phone", (F, P, C), _("revocó un teléfono")),
        Verb("finish_phone", (P, C), _("terminó con un teléfono")),
        Verb("read_letters", (F, P, C)),
        Verb("take_letters", (F, P, C), _("recibió notas selladas")),
        Verb("accept_letter", (F, C), _("aceptó una nota")),
        Verb("discard_letter", (F, P, C), _("descartó una nota")),
        Verb("keep_audio", (F, C), _("guardó audio")),
    )
