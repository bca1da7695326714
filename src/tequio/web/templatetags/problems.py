"""A catalogued error in the language of the page."""

from django import template
from django.utils.translation import get_language

from tequio.foundation.errors import Problem

register = template.Library()


@register.filter
def what(problem: Problem) -> str:
    """What is wrong."""
    return problem.what(_language())


@register.filter
def where(problem: Problem) -> str:
    """File, sheet, row and column; empty where the problem has no place."""
    return problem.where(_language())


@register.filter
def remedy(problem: Problem) -> str:
    """What to do about it."""
    return problem.remedy(_language())


def _language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"
