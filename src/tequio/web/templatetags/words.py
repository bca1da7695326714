"""How words and amounts are set on a page: quotation marks, stand-ins for what is masked, ranges."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tequio.protection.deidentify.placeholders import STAND_IN

register = template.Library()

Amount = int | float | tuple[int | None, int | None] | None

@register.filter
def quoted(text: str) -> str:
    """Puts « » around what somebody said; inner « » become “ ”, as Spanish sets them."""
    bare = text.strip().removeprefix("«").removesuffix("»")
    return f"«{bare.replace('«', '“').replace('»', '”')}»"


@register.filter(is_safe=True)
def masked(text: str) -> SafeString:
    """Draws the stand-ins that protection left, [una persona], so that nobody takes them for words said."""
    safe = conditional_escape(text)
    # Only the words of a fixed list and numbers can match, so the match needs no further escaping.
    return mark_safe(STAND_IN.sub(_stand_in, safe))


def _stand_in(match: re.Match[str]) -> str:
    return f'<span class="masked">{match[0][1:-1]}</span>'


@register.filter
def amount(value: Amount) -> str:
    """A count as it may be shown: 1 137 · entre 10 y 15 · menos de 10 · 10 o más · sin dato."""
    if value is None or value == (None, None):
        return gettext("sin dato")
    if not isinstance(value, tuple):
        return number(value)
    low, high = (None if bound is None else number(bound) for bound in value)
    if low is None:
        return gettext("menos de %(high)s") % {"high": high}
    if high is None:
        return gettext("%(low)s o más") % {"low": low}
    return gettext("entre %(low)s y %(high)s") % {"low": low, "high": high}


@register.filter
def number(value: int | float) -> str:
    """A figure with the thousands of the page's language."""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def ranged(value: object) -> bool:
    """True where an amount is a range and needs the room of words."""
    return isinstance(value, tuple)


@register.filter
def along(cells: Sequence[Any], columns: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Walks the cells of a row together with the columns they stand in."""
    for cell, column in zip(cells, columns, strict=True):
        yield {"cell": cell, "column": column}
