"""Days, as the page's language writes them."""

import datetime

from django import template

from tequio.listening.cards import day as written

register = template.Library()


@register.filter
def day(value: datetime.date) -> str:
    return written(value)
