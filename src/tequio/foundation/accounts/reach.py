"""How far the account that is asking may look: everywhere in its process, or in some territories.

`admitted` sets it, the end of the request takes it away. While it is set, rows come only from the territories it
names, and a query about rows that no territory holds fails: nobody has to remember to filter.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404

from tequio.foundation.places.models import Territory

# None stands for the whole process.
Reach = frozenset[UUID] | None
_reach: ContextVar[Reach] = ContextVar("reach", default=None)
# The pseudonym that is asking; nobody outside of a request, nor where the whole process has to be known.
_looker: ContextVar[str] = ContextVar("looker", default="")


class OutOfReachError(Http404):
    """Somebody who may look at some territories asked for rows that lie in none. Answered like any wrong address."""


def reach() -> Reach:
    return _reach.get()


def looker() -> str:
    """Whom rows are handed to, for what some people may not see yet."""
    return _looker.get()


def limit(territories: Reach, who: str = "") -> None:
    """From here to the end of the request."""
    _reach.set(territories)
    _looker.set(who)


@contextmanager
def everywhere() -> Iterator[None]:
    """For what has to know the whole process to be right, such as the next free number, and shows none of it."""
    before, who = _reach.set(None), _looker.set("")
    try:
        yield
    finally:
        _reach.reset(before)
        _looker.reset(who)


class ReachManager(models.Manager[Any]):
    """Hands out rows within reach. Raises OutOfReachError for rows that lie in no territory."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows, territories = super().get_queryset(), _reach.get()
        return rows if territories is None else rows.filter(here(self.model, territories))


class Reached(models.Model):
    """Rows that lie in a territory: their own, or that of every row they cannot be without.

    A model whose rows belong to all territories alike says `everywhere = True`.
    """

    everywhere = False
    objects = ReachManager()

    class Meta:
        abstract = True


def here(model: type[models.Model], territories: frozenset[UUID], before: str = "") -> models.Q:
    """The condition that rows lie in `territories`; `before` is the lookup that leads to `model`."""
    if getattr(model, "everywhere", False):
        return models.Q()
    paths = paths_to_territory(model)
    if not paths:
        raise OutOfReachError(model._meta.label)
    return models.Q(**{f"{before}{path}__in": territories for path in paths})


@cache
def paths_to_territory(model: type[models.Model]) -> tuple[str, ...]:
    """The lookups that lead from a row to the territories it lies in; empty when none can be told."""
    found = []
    for field in model._meta.fields:
        near = field.related_model if field.many_to_one or field.one_to_one else None
        if near is Territory:
            found.append(field.name)
        elif isinstance(near, type) and issubclass(near, Reached) and near is not model and not field.null:
            found += [f"{field.name}__{path}" for path in paths_to_territory(near)]
    return tuple(found)
