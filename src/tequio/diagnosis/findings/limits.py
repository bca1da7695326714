"""What a finding cannot say, in sentences, from who was not heard and what was not said. Pure but for its language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def limits_of(unheard: Sequence[str], silences: Sequence[tuple[str, int]], halted: bool = False) -> str:
    """One sentence for each thing; empty where everybody was heard and nothing was avoided."""
    said = []
    if unheard:
        said.append(_("No se oyó en este lugar a: %(groups)s.") % {"groups": ", ".join(unheard)})
    if silences:
        told = ", ".join(f"{label} ({count})" for label, count in silences)
        said.append(_("Se anotaron silencios: %(silences)s.") % {"silences": told})
    if halted:
        said.append(_("El trabajo en este lugar está suspendido."))
    return " ".join(said)
