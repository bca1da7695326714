"""Several machines of one process in one test database: each is put away, sealed, while another is at work."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models

from tequio.exchange.actions import accept_card, send
from tequio.exchange.cards import Card, own_card
from tequio.exchange.models import Conflict
from tequio.exchange.starting import start_machine
from tequio.exchange.state import recorded
from tequio.exchange.taking import Received, take
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import OpenProcess, keyring
from tequio.foundation.vault.portable import carried, lines, load
from tequio.foundation.vault.search import forget

PASSPHRASE = "una frase de prueba"


@dataclass
class Machine:
    name: str
    home: Path
    opened: OpenProcess | None = None
    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)


class World:
    """`with world.at("campo") as process:` works on that machine; `world.actor` is its account."""

    def __init__(self, folder: Path, process: Process, actor: User) -> None:
        self.folder, self.process_id, self.actor = folder, process.pk, actor
        self.here = "oficina"
        self.machines = {"oficina": Machine("oficina", Path(settings.HOME))}
        self.cards: dict[str, Card] = {"oficina": self._card()}

    def add(self, name: str, *, trusting: str = "oficina") -> Card:
        """Another machine, started with the card of `trusting`."""
        home = self.folder / name
        home.mkdir()
        self._put_away()
        self.machines[name] = Machine(name, home)
        self.here = name
        settings.HOME = home
        start_machine(folder=home, card=self.cards[trusting], pseudonym=f"cuenta de {name}", passphrase=PASSPHRASE)
        self.actor = User.objects.get(pseudonym=f"cuenta de {name}")
        self.cards[name] = self._card()
        return self.cards[name]

    def acquaint(self, *, limits: dict[str, Any] | None = None) -> None:
        """Everybody accepts everybody's card."""
        for name in self.machines:
            with self.at(name) as process:
                for other, card in self.cards.items():
                    if other != name:
                        accept_card(actor=self.actor, process=process, card=card, limits=limits)

    @contextmanager
    def at(self, name: str) -> Iterator[Process]:
        if name != self.here:
            self._put_away()
            self._bring(name)
        yield Process.objects.get(pk=self.process_id)

    def send(self, origin: str, to: str, *, everything: bool = False) -> bytes:
        with self.at(origin) as process:
            return send(actor=self.actor, process=process, name=self.cards[to].name, everything=everything)

    def take(self, at: str, bundle: bytes) -> Received:
        with self.at(at) as process:
            return take(actor=self.actor, process=process, files=[bundle])[0]

    def contents(self, name: str) -> dict[Any, Any]:
        """What the tables of a machine say, with words; what is only its own left out."""
        with self.at(name):
            return dict(recorded(self.process_id).table)

    def conflicts(self, name: str) -> set[tuple[str, UUID, str, str]]:
        with self.at(name):
            return set(Conflict.objects.filter(process_id=self.process_id, same=False).values_list(
                "kind", "row_id", "revision", "why"))

    def snapshot(self, name: str) -> Machine:
        """A copy of a machine as it is, for a machine that was taken back to an earlier day."""
        self._put_away()
        machine = self.machines[name]
        home = self.folder / f"{name}-antes"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(machine.home, home)
        copy = Machine(name, home, machine.opened, dict(machine.rows))
        self._bring(name)
        return copy

    def restore(self, copy: Machine) -> None:
        self._put_away()
        machine = self.machines[copy.name]
        shutil.rmtree(machine.home)
        shutil.copytree(copy.home, machine.home)
        machine.rows = copy.rows
        keyring.unlock(machine.home, self.process_id, passphrase=PASSPHRASE)
        machine.opened = keyring.of(self.process_id)
        keyring._open.pop(self.process_id)
        self._bring(copy.name)

    def _card(self) -> Card:
        return own_card(self.process_id, keyring.of(self.process_id), settings.HOME)

    def _put_away(self) -> None:
        machine = self.machines[self.here]
        machine.rows = {model: self._read(model) for model in carried()}
        machine.opened = keyring._open.pop(self.process_id)
        forget(self.process_id)
        with connection.cursor() as cursor:
            for model in carried():
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
        self.here = ""

    def _read(self, model: type[models.Model]) -> list[Any]:
        """Rows as they stand in the table. SQLite hands them out as it takes them, which is much quicker."""
        if connection.vendor != "sqlite":
            return list(lines(model, self.process_id))
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            return cursor.fetchall()

    def _write(self, model: type[models.Model], rows: list[Any]) -> None:
        if connection.vendor != "sqlite":
            load(model, rows)
        elif rows:
            places = ", ".join(["%s"] * len(rows[0]))
            with connection.cursor() as cursor:
                cursor.executemany(f'INSERT INTO "{model._meta.db_table}" VALUES ({places})', rows)

    def _bring(self, name: str) -> None:
        machine = self.machines[name]
        settings.HOME, self.here = machine.home, name
        assert machine.opened is not None
        keyring._open[self.process_id] = machine.opened
        for model in reversed([*carried()[1:], User]):
            self._write(model, machine.rows[model])
        self.actor = User.objects.get(pseudonym=self._pseudonym(name))

    def _pseudonym(self, name: str) -> str:
        return "equipo" if name == "oficina" else f"cuenta de {name}"

