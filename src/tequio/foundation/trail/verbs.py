"""What ends the rows of a process, and the process itself."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.permissions import C, P
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("manage_retention", (P, C), _("cambió los plazos")),
        Verb("purge", (P, C), _("destruyó lo que cumplió su plazo")),
        Verb("close_process", (P, C), _("cerró el proceso")),
        # Two people are needed, so each agrees first; how the process ended is entered once, by whichever way it did.
        Verb("agree_hand_over", (), _("estuvo de acuerdo en entregar el proceso")),
        Verb("agree_archive", (), _("estuvo de acuerdo en archivar el proceso")),
        Verb("agree_destroy", (), _("estuvo de acuerdo en destruir el proceso")),
        Verb("process_hand_over", (), _("entregó el proceso")),
        Verb("process_archive", (), _("archivó el proceso")),
        Verb("process_destroy", (), _("destruyó el proceso")),
    )
