"""What is done in this room: who may, and how the record says it."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.permissions import A, C, F, P
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("draft_proposals", (A, C), _("escribió propuestas"), also={
            "written": _("escribió una propuesta"), "edited": _("cambió una propuesta"),
            "merged": _("unió propuestas"), "split": _("dividió una propuesta"),
            "withdrew": _("retiró una propuesta"), "refusal": _("no adoptó una propuesta"),
            "kept": _("dejó una propuesta como estaba"), "back": _("deshizo un paso de una propuesta"),
            "carried": _("llevó a propuestas lo que dijo una ronda"),
            "left_open": _("dejó abierto un desacuerdo de una ronda")}),
        Verb("review_proposal", (P, A, C), _("revisó propuestas")),
        Verb("draft_agenda", (A, C), _("escribió una agenda"), also={
            "started": _("empezó una agenda"), "put_in": _("puso un punto en una agenda"),
            "take_out": _("sacó un punto de una agenda"), "placed": _("ordenó una agenda"),
            "opening": _("escribió la apertura de una agenda"),
            "described": _("cambió el título o el contexto de una agenda"),
            "corrected": _("corrigió un punto de una agenda"), "renewed": _("puso al día un punto de una agenda"),
            "kept": _("dejó un punto como estaba, con su razón")}),
        Verb("return_agenda", (F, C), _("devolvió una agenda a un grupo")),
        Verb("excuse_group", (P, C), _("declaró que no se pudo volver a un grupo"), also={
            "taken_back": _("anotó que a un grupo sí se puede volver")}),
        Verb("finish_agenda", (P, C), _("firmó una agenda como final"), also={
            "taken_back": _("retiró la firma de una agenda")}),
    )
