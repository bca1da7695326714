"""The verbs of the audit as a person says them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tequio.protection.receipts.models import Unbound
from tequio.protection.showing.actions import Why

VERBS: dict[str, str | Promise] = {
    "define_process": _("definió el proceso"), "suspend_territory": _("suspendió el trabajo en un lugar"),
    "resume_territory": _("reanudó el trabajo en un lugar"), "plan_encounter": _("planeó un encuentro"),
    "assess_encounter": _("revisó los riesgos"), "decide_encounter": _("decidió si se hace"),
    "hold_encounter": _("anotó que se realizó"), "suspend_encounter": _("pospuso un encuentro"),
    "cancel_encounter": _("canceló un encuentro"), "close_encounter": _("cerró un encuentro"),
    "write_reflection": _("escribió una reflexión"), "keep_pseudonym_key": _("guardó una clave de seudónimo"),
    "destroy_pseudonym_keys": _("destruyó claves de seudónimos"), "record_voices": _("anotó voces"),
    "take_back_card": _("deshizo un cartón"), "keep_picture": _("guardó una imagen"),
    "import_material": _("trajo un archivo"), "declare_silence": _("declaró un silencio"),
    "invite_phone": _("invitó un teléfono"), "revoke_phone": _("revocó un teléfono"),
    "finish_phone": _("terminó con un teléfono"), "take_letters": _("recibió notas selladas"),
    "accept_letter": _("aceptó una nota"), "discard_letter": _("descartó una nota"),
    "keep_audio": _("guardó audio"), "record_consent": _("anotó permisos"), "review_voice": _("leyó antes de publicar"),
    "lift_mask": _("levantó una tapadura en un texto del equipo"),
    "lift_mask.asked": _("pidió levantar una tapadura en un texto del equipo"),
    "lift_mask.agreed": _("dejó a la vista unas palabras de un texto del equipo"),
    "lift_mask.same_browser": _("dejó a la vista unas palabras de un texto del equipo, desde el mismo navegador que "
                                "quien lo pidió"),
    "lift_mask.covered": _("volvió a tapar unas palabras de un texto del equipo"),
    "withdraw": _("retiró lo que alguien dijo"), "withdraw.asked": _("retiró aquí lo que retiró otra máquina"),
    "withdraw.kept": _("dejó aquí lo que retiró otra máquina"), "release": _("dejó publicar"),
    "sign_release": _("firmó lo que sale"), "sign_release.looked": _("miró lo que saldría"),
    "sign_release.same_browser": _("firmó lo que sale, desde el mismo navegador que la primera firma"),
    "sign_release.taken_back": _("retiró una firma de lo que sale"), "revisit": _("volvió a mirar"),
    "define_codebook": _("cambió el libro de códigos"), "code_voices": _("codificó"),
    "record_link": _("anotó vínculos"), "record_finding": _("escribió hallazgos"),
    "record_indicators": _("anotó indicadores"), "open_round": _("abrió una ronda"),
    "record_votes": _("anotó votos"), "close_round": _("cerró una ronda"),
    "review_statement": _("revisó una afirmación"), "invite_online": _("invitó a votar"),
    "draft_proposals": _("escribió propuestas"), "review_proposal": _("revisó propuestas"),
    "draft_proposals.written": _("escribió una propuesta"), "draft_proposals.edited": _("cambió una propuesta"),
    "draft_proposals.merged": _("unió propuestas"), "draft_proposals.split": _("dividió una propuesta"),
    "draft_proposals.withdrew": _("retiró una propuesta"), "draft_proposals.refusal": _("no adoptó una propuesta"),
    "draft_proposals.kept": _("dejó una propuesta como estaba"),
    "draft_proposals.back": _("deshizo un paso de una propuesta"),
    "draft_proposals.carried": _("llevó a propuestas lo que dijo una ronda"),
    "draft_proposals.left_open": _("dejó abierto un desacuerdo de una ronda"),
    "draft_agenda": _("escribió una agenda"), "return_agenda": _("devolvió una agenda a un grupo"),
    "draft_agenda.started": _("empezó una agenda"), "draft_agenda.put_in": _("puso un punto en una agenda"),
    "draft_agenda.take_out": _("sacó un punto de una agenda"), "draft_agenda.placed": _("ordenó una agenda"),
    "draft_agenda.opening": _("escribió la apertura de una agenda"),
    "draft_agenda.described": _("cambió el título o el contexto de una agenda"),
    "draft_agenda.corrected": _("corrigió un punto de una agenda"),
    "draft_agenda.renewed": _("puso al día un punto de una agenda"),
    "draft_agenda.kept": _("dejó un punto como estaba, con su razón"),
    "excuse_group": _("declaró que no se pudo volver a un grupo"),
    "excuse_group.taken_back": _("anotó que a un grupo sí se puede volver"),
    "finish_agenda": _("firmó una agenda como final"),
    "finish_agenda.taken_back": _("retiró la firma de una agenda"),
    "record_response": _("anotó una respuesta"), "record_commitment": _("anotó un compromiso"),
    "record_action": _("anotó una acción"), "record_verdict": _("anotó un veredicto"),
    "manage_people": _("dio o quitó un papel"), "give_password": _("hizo una contraseña nueva"),
    "vouch_person": _("dio fe de otra persona"),
    "seal_keys": _("selló el archivo de llaves de una versión anterior"),
    "demand_second_factor": _("cambió si se pide segundo factor"), "reset_second_factor": _("quitó un segundo factor"),
    "change_passphrase": _("cambió una frase de paso"), "manage_recovery": _("repartió la recuperación"),
    "back_up": _("respaldó"), "restore": _("recuperó un respaldo"), "exchange": _("intercambió un paquete"),
    "manage_retention": _("cambió los plazos"), "purge": _("destruyó lo que cumplió su plazo"),
    "read_as_said": _("leyó una página como se dijo"), "unbind_receipt": _("soltó un recibo mal anotado"),
    "export_audit": _("se llevó el registro"), "close_process": _("cerró el proceso"),
    "bulk_reading": _("abrió muchas voces en un día"),
}


# Why, where an entry says it: the reasons are chosen from a list, and no words stand among them.
WHY: dict[str, str | Promise] = {
    **dict(Why.choices), **dict(Unbound.choices),
}


def verb_in_words(verb: str) -> str:
    """What was done and, where it was asked, why. What is allowed together is told apart where it is not the same."""
    if verb in VERBS:
        return str(VERBS[verb])
    done, _dot, because = verb.partition(".")
    words = str(VERBS.get(done, done.replace("_", " ")))
    return f"{words} ({WHY.get(because, because)})" if because else words
