"""`tequio recovery FOLDER`: shares for trustees, and getting back in with enough of them."""

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.django_home import close_home
from tequio.cli.keeping import built, entered, fresh_passphrase, show_passphrase
from tequio.cli.language import words
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from uuid import UUID

IN_A_ROW = 4


@click.command(help=words(
    "Reparte la recuperación entre personas que custodian (--split), o vuelve a entrar con sus partes (--join). "
    "Ninguna parte se guarda en la máquina.",
    "Shares recovery out among trustees (--split), or gets back in with their shares (--join). No share is kept on "
    "the machine."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--split", "splits", is_flag=True, help=words("Hace partes nuevas; las anteriores dejan de servir.",
                                                            "Makes new shares; earlier ones stop working."))
@click.option("--trustees", type=int, default=5, show_default=True, help=words("Cuántas personas custodian.",
                                                                               "How many trustees there are."))
@click.option("--needed", type=int, default=3, show_default=True, help=words("Cuántas hacen falta juntas.",
                                                                             "How many it takes together."))
@click.option("--join", "joins", is_flag=True, help=words("Junta partes y pone una frase de paso nueva.",
                                                          "Joins shares and sets a new passphrase."))
@click.option("--for", "pseudonym", help=words("La persona que recibe la frase nueva.",
                                               "The person who gets the new passphrase."))
@click.option("--passphrase-fd", type=int, help=words("Lee tu frase de paso de este descriptor.",
                                                      "Reads your passphrase from this descriptor."))
@click.option("--shares-fd", type=int, help=words("Lee las partes de este descriptor, una por línea.",
                                                  "Reads the shares from this descriptor, one per line."))
@click.option("--new-passphrase-fd", type=int, help=words(
    "Lee la frase nueva de este descriptor; si falta, se hace y se muestra.",
    "Reads the new passphrase from this descriptor; without it, one is made and shown."))
def command(folder: Path, splits: bool, trustees: int, needed: int, joins: bool, pseudonym: str | None,
            passphrase_fd: int | None, shares_fd: int | None, new_passphrase_fd: int | None) -> None:
    if splits == joins or (joins and not pseudonym):
        raise click.UsageError(words("Elige --split, o --join con --for PERSONA.",
                                     "Choose --split, or --join with --for PERSON."))
    if splits:
        _split(folder, passphrase_fd, trustees, needed)
    else:
        _join(folder, str(pseudonym), shares_fd, new_passphrase_fd)
    close_home()


def _split(folder: Path, descriptor: int | None, trustees: int, needed: int) -> None:
    process, actor = entered(folder, descriptor)
    from tequio.foundation.audit.actions import acting
    from tequio.foundation.vault.keyring import keyring
    from tequio.foundation.vault.recovery import make_shares
    with acting(actor, "manage_recovery", on=process, process_id=process.pk) as deed:
        deed.count = trustees
        shares, keep = make_shares(keyring.of(process.pk), trustees=trustees, needed=needed)
        for number, share in enumerate(shares, start=1):
            show_share(share, number, trustees)
        keep()
    click.echo(words(f"Listo: {needed} de {trustees} pueden volver a abrir; menos de {needed} no pueden nada. "
                     "Las partes de un reparto anterior ya no sirven.",
                     f"Done: {needed} of {trustees} can open again; fewer than {needed} can do nothing. Shares made "
                     "earlier no longer work."))


def show_share(share: str, number: int, trustees: int) -> None:
    """One person at a time looks at the screen, writes down the words and shows that they did."""
    click.pause(words(f"Persona {number} de {trustees}: que nadie más mire. Oprime una tecla para ver tus palabras.",
                      f"Person {number} of {trustees}: let nobody else look. Press a key to see your words."))
    listed = share.split()
    for first in range(0, len(listed), IN_A_ROW):
        row = listed[first:first + IN_A_ROW]
        click.echo("  " + "  ".join(f"{first + at:>2} {word:<9}" for at, word in enumerate(row, start=1)))
    asked = secrets.randbelow(len(listed))
    while click.prompt(words(f"Lee de tu papel la palabra {asked + 1}", f"From your paper, word {asked + 1}")
                       ).strip().casefold() != listed[asked]:
        click.echo(words("No es esa; revisa tu papel.", "It is not that one; check your paper."))
    click.clear()


def _join(folder: Path, pseudonym: str, shares_descriptor: int | None, new_descriptor: int | None) -> None:
    folder = built(folder)
    process_id = _opened(folder, read_shares(shares_descriptor))
    from tequio.foundation.places.models import Process
    from tequio.foundation.vault.team import change_passphrase, fingerprint_of
    passphrase, show = fresh_passphrase(new_descriptor)
    process = Process.objects.get(pk=process_id)
    change_passphrase(actor=words("custodia", "trustees"), process=process,
                      pseudonym=pseudonym, passphrase=passphrase)
    if show:
        show_passphrase(pseudonym, passphrase, fingerprint_of(process, pseudonym))
    click.echo(words(f"{pseudonym} puede volver a entrar. Quedó asentado en el registro.",
                     f"{pseudonym} can enter again. The audit says so."))


def read_shares(descriptor: int | None) -> list[str]:
    if descriptor is not None:
        with os.fdopen(descriptor) as file:
            return [line.strip() for line in file if line.strip()]
    shares: list[str] = []
    while typed := click.prompt(words(f"Parte {len(shares) + 1} (Intro para terminar)",
                                      f"Share {len(shares) + 1} (Enter to end)"),
                                default="", show_default=False).strip():
        shares.append(typed)
        click.clear()
    return shares


def _opened(folder: Path, shares: list[str]) -> "UUID":
    """Open the process whose trustees these are. Raises the refusal of the last process that was tried."""
    from tequio.foundation.places.models import Process
    from tequio.foundation.vault.keyring import kept_here, keyring, path_of
    from tequio.foundation.vault.recovery import recovered
    refused = TequioError("TQ-325")
    for process_id in Process.objects.filter(pk__in=kept_here(folder)).values_list("pk", flat=True):
        path = path_of(folder, process_id)
        try:
            key, _ = recovered(path, shares)
        except TequioError as error:
            refused = error
            continue
        keyring.open_with(path, process_id, key=key)
        keyring.bring_up(process_id)
        return process_id
    raise refused
