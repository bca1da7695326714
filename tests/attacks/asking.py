"""Every address of the system with objects of every kind, and what asking for them came to."""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice, product
from uuid import UUID

from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import nouns
from tequio.foundation.vault.rows import of_process, with_process
from tests.attacks.canaries import PLACES, PUBLIC

SONG = b"Zar"
PUBLIC_NAMES = "|".join((*PUBLIC, *PLACES)).encode()
Converters = dict[str, object]
Arguments = dict[str, object]


@dataclass(frozen=True)
class Thing:
    """One row, and the kind under which the trail knows it."""

    model: type[models.Model]
    kind: str
    pk: object


@dataclass
class Asked:
    """How many requests were made, which bodies a 404 had, and what was not as it should be."""

    requests: int = 0
    bodies: set[bytes] = field(default_factory=set)
    faults: list[tuple[object, ...]] = field(default_factory=list)
    # Who asked which address for a row of which kind.
    covered: set[tuple[object, ...]] = field(default_factory=set)
    # What a coded error said, by who asked which address how.
    coded: dict[tuple[object, ...], bytes] = field(default_factory=dict)

    def ask(self, client: Client, method: str, address: str, allowed: frozenset[int], *about: object) -> HttpResponse:
        answer = getattr(client, method)(address)
        self.requests += 1
        self.covered.add(about)
        body = getattr(answer, "content", b"")
        # Names that are public by nature stand on pages of everybody who works here; a value drawn by chance may spell
        # anything.
        sings = SONG in re.sub(PUBLIC_NAMES, b"", without_token(body))
        if answer.status_code not in allowed or sings:
            self.faults.append((*about, method, answer.status_code, sings))
        if answer.status_code == 404:
            self.bodies.add(body)
        if answer.status_code == 400:
            self.coded[(*about[:2], method)] = without_token(body)
        return answer


def without_token(body: bytes) -> bytes:
    """A page without the value against forged requests, which differs every time, and without what was asked for."""
    return re.sub(rb'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}', b"", body)


def addresses(doors: set[str]) -> list[tuple[str, Converters]]:
    """Every named address of the system that is not one of `doors`, with what it takes."""
    names = dict.fromkeys(_names(get_resolver()))
    return [(name, _converters(name)) for name in names if name.split(":")[-1] not in doors]


def _names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield namespace + pattern.name


def _converters(name: str) -> Converters:
    namespace, _, plain = name.rpartition(":")
    resolver, found = get_resolver(), Converters()
    if namespace:
        _, resolver = resolver.namespace_dict[namespace]
        found["process_id"] = None
    for possibility in resolver.reverse_dict.getlist(plain):
        found |= possibility[3]
    return found


def things(process: Process, most: int = 2) -> list[Thing]:
    """Rows of every model that belongs to the process, its nouns first."""
    kinds = {registered.model: kind for kind, registered in nouns().items()}
    found = [Thing(model, kinds.get(model, ""), pk) for model in with_process() if model is not Process
             for pk in of_process(model, process.pk).values_list("pk", flat=True)[:most]]
    return sorted(found, key=lambda one: not one.kind)


def filled(converters: Converters, process_id: UUID, thing: Thing, fitting: Arguments) -> Arguments | None:
    """Arguments for an address that is about `thing`; None where its address has no place for such a row."""
    if "kind" in converters and not thing.kind:
        return None
    wanted = [name for name in converters if name not in ("process_id", "kind")]
    if wanted and not isinstance(thing.pk, UUID):
        return None
    made: Arguments = {"process_id": process_id} if "process_id" in converters else {}
    made |= {"kind": thing.kind} if "kind" in converters else {}
    return made | {name: fitting.get(name, thing.pk) for name in wanted}


def takes_object(converters: Converters, fitting: Arguments) -> bool:
    return bool(converters.keys() - {"process_id", "kind"} - fitting.keys())


def ask_all(asked: Asked, clients: Iterable[tuple[str, Client]], every: list[tuple[str, Converters]],
            rows: list[Thing], process_id: UUID, fitting: Arguments, *, each: int,
            allowed: Callable[[str, Thing], frozenset[int]]) -> None:
    """By each browser, each address with `each` of the rows (all of them in turn), by GET and by POST."""
    turn = cycle(rows)
    for who, client in clients:
        for name, converters in every:
            chosen = islice(turn, each if converters.keys() - {"process_id"} else 1)
            for thing in chosen:
                arguments = filled(converters, process_id, thing, fitting)
                if arguments is not None:
                    address = reverse(name, kwargs=arguments)
                    for method in ("get", "post"):
                        asked.ask(client, method, address, allowed(name, thing), who, name, thing.model.__name__)


def one_of_each_kind(rows: list[Thing]) -> list[Thing]:
    return list({row.model: row for row in reversed(rows)}.values())


def ask_across(asked: Asked, clients: list[tuple[str, Client]], every: list[tuple[str, Converters]],
               rows: list[Thing], process_id: UUID, fitting: Arguments, *, shifts: int, seed: int,
               allowed: frozenset[int]) -> None:
    """Each address for a row of each kind, each time by another account, in the order that `seed` gives.

    A Latin square: one shift of it has every address with every kind, every address with every account by GET and by
    POST, and every account with every kind. Each further shift takes other accounts.
    """
    chance = random.Random(seed)
    addresses_, things_ = sorted(every, key=lambda one: one[0]), sorted(rows, key=lambda one: one.model._meta.label)
    chance.shuffle(addresses_)
    chance.shuffle(things_)
    for shift, (at, (name, converters)) in product(range(shifts), enumerate(addresses_)):
        fitting_things = [(thing, arguments) for thing in things_
                          if (arguments := filled(converters, process_id, thing, fitting)) is not None]
        for number, (thing, arguments) in enumerate(fitting_things):
            who, client = clients[(at + number + shift * (len(clients) // shifts)) % len(clients)]
            method = ("get", "post")[number // len(clients) % 2]
            asked.ask(client, method, reverse(name, kwargs=arguments), allowed, who, name, thing.model.__name__)


def browser(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
