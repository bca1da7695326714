"""The table of days on which something has to be destroyed."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.register import Part, Table, declare_tables
from tequio.foundation.vault.models import Retention


def declare_nouns() -> None:
    declare_tables(
        Table(model=Retention, travels=Part.GROUND, own=("done",), leaves=False, columns={"what": _("Qué")}))
