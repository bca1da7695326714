"""What the commands that keep a process share: opening a built folder as somebody who works in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.django_home import open_home
from tequio.cli.language import chosen, words
from tequio.cli.serve import read_passphrase, unlocked
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from tequio.foundation.accounts.models import User
    from tequio.foundation.places.models import Process


def built(folder: Path) -> Path:
    """The folder, open as the installation at work. Raises TQ-911 when nothing was built there."""
    folder = folder.resolve()
    if not (folder / "keys").is_dir():
        raise TequioError("TQ-911", value=folder)
    open_home(folder)
    from django.utils.translation import activate
    activate(chosen())
    return folder


def entered(folder: Path, descriptor: int | None) -> "tuple[Process, User]":
    """The process that the passphrase opens, and whose it is. Raises TQ-303, TQ-911."""
    return entered_with(folder, lambda: read_passphrase(descriptor))


def entered_with(folder: Path, passphrase: Callable[[], str]) -> "tuple[Process, User]":
    """The same with a passphrase that is asked for once the folder was found."""
    folder = built(folder)
    process_id, pseudonym = unlocked(folder, passphrase())
    # Models can be imported only once Django knows its home.
    from tequio.foundation.accounts.models import User
    from tequio.foundation.places.models import Process
    return Process.objects.get(pk=process_id), User.objects.get(process_id=process_id, pseudonym=pseudonym)


@contextmanager
def looking(process: "Process", actor: "User", verb: str) -> Iterator[None]:
    """As on a page: only what lies where this account may do `verb`, and the voices it opens are counted.

    Raises TQ-311 for an account that may do it nowhere.
    """
    from tequio.foundation.accounts.permissions import reach_of
    from tequio.foundation.accounts.reach import everywhere, limit
    from tequio.foundation.audit.reading import note_reading, watched
    places = reach_of(actor, verb, process.pk)
    if places is not None and not places:
        raise TequioError("TQ-311", verb=verb)
    with watched() as seen, everywhere():
        limit(places)
        yield
    many = [note_reading(process_id, actor, len(voices)) for process_id, voices in seen.items()]
    if any(many):
        click.echo(words("Hoy consultaste muchas voces; por seguridad queda en el registro.",
                         "You have opened many voices today; for safety that is entered in the record."))


def fresh_passphrase(descriptor: int | None) -> tuple[str, bool]:
    """A passphrase for somebody: read from the descriptor, or six new words. True when it must be shown.

    Raises TQ-517 for one that is soon guessed.
    """
    from tequio.chain.build import six_words
    from tequio.foundation.vault.people import check_strength
    if descriptor is None:
        return six_words(), True
    passphrase = read_passphrase(descriptor)
    check_strength(passphrase, "")
    return passphrase, False


def show_passphrase(pseudonym: str, passphrase: str, fingerprint: str = "") -> None:
    click.echo(words(f"Frase de paso de {pseudonym} (sólo se muestra aquí):",
                     f"Passphrase of {pseudonym} (shown here only):"))
    click.secho(f"  {passphrase}", bold=True)
    if fingerprint:
        click.echo(words(f"Huella de su llave, para el mismo papel: {fingerprint}",
                         f"Fingerprint of the key, for the same paper: {fingerprint}"))
