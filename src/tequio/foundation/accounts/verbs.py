"""What is done with a process as a whole and with its accounts, and what may be looked at."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.models import Role
from tequio.foundation.accounts.permissions import TEAM, C
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("define_process", (C,), _("definió el proceso")),
        Verb("read_words", TEAM),
        Verb("read_counts", (*TEAM, Role.TRUSTEE, Role.OFFICIAL, Role.AUDITOR)),
        Verb("manage_people", (C,), _("dio o quitó un papel")),
        Verb("vouch_person", TEAM, _("dio fe de otra persona")),
        Verb("give_password", (C,), _("hizo una contraseña nueva")),
        Verb("demand_second_factor", (C,), _("cambió si se pide segundo factor")),
        Verb("reset_second_factor", (C,), _("quitó un segundo factor")),
    )
