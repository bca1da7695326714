"""What is done in this room: who may, and how the record says it."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.permissions import A, C, F, P
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("open_round", (F, C), _("abrió una ronda")),
        Verb("record_votes", (F, C), _("anotó votos")),
        Verb("close_round", (F, C), _("cerró una ronda")),
        Verb("read_room_words", (F, P, C)),
        Verb("review_statement", (P, A, C), _("revisó una afirmación")),
        Verb("invite_online", (F, C), _("invitó a votar")),
    )
