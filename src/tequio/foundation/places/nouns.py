"""The tables of places."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.models import Group, Institution, Process, Territory
from tequio.foundation.register import Part, Table, declare_tables


def declare_nouns() -> None:
    declare_tables(
        Table(model=Process, travels=Part.GROUND, leaves=True),
        Table(
            model=Territory, travels=Part.GROUND, leaves=True,
            columns={"suspended": _("Suspendido"), "suspension_note": _("Por qué se suspendió")}),
        Table(model=Group, travels=Part.GROUND, leaves=True),
        Table(model=Institution, travels=Part.GROUND, leaves=True),
    )
