"""What is done in this room: who may, and how the record says it."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.permissions import A, C, F, P
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("draft_proposals", (A, C), _("escribió propuestas")),
        Verb("review_proposal", (P, A, C), _("revisó propuestas")),
        Verb("draft_agenda", (A, C), _("escribió una agenda")),
        Verb("return_agenda", (F, C), _("devolvió una agenda a un grupo")),
    )
