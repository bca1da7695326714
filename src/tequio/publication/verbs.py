"""What is done in this room: who may, and how the record says it."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.permissions import C, P
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(Verb("sign_release", (P, C), _("firmó lo que sale"), also={
        "same_browser": _("firmó lo que sale, desde el mismo navegador que la primera firma"),
        "looked": _("miró lo que saldría"), "taken_back": _("retiró una firma de lo que sale")}))
