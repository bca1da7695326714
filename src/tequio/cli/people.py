"""`tequio people FOLDER`: who works in a process; adding somebody, and letting somebody go for good."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.django_home import close_home
from tequio.cli.keeping import entered, fresh_passphrase, show_passphrase
from tequio.cli.language import words
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from tequio.foundation.accounts.models import User
    from tequio.foundation.places.models import Process

ROLES = "facilitator, protector, analyst, coordinator, trustee, official, auditor"


@click.command(help=words(
    "Quién trabaja en un proceso. Quitar a alguien renueva la llave: la suya deja de abrir.",
    "Who works in a process. Removing somebody renews the key: theirs opens nothing any more."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--add", "added", metavar="PSEUDONYM", help=words(
    "Da un papel a esta persona; si no tiene llave, se le hace una frase de paso.",
    "Gives this person a role; without a key, a passphrase is made for them."))
@click.option("--role", help=words(f"Su papel: {ROLES}.", f"Their role: {ROLES}."))
@click.option("--territory", metavar="KEY", help=words("Sólo en este territorio.", "In this territory only."))
@click.option("--remove", "removed", metavar="PSEUDONYM", help=words("Quita a esta persona.", "Removes this person."))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee tu frase de paso de este descriptor.", "Reads your passphrase from this descriptor."))
@click.option("--new-passphrase-fd", type=int, help=words(
    "Lee de este descriptor la frase de la persona nueva; si falta, se hace y se muestra.",
    "Reads the new person's passphrase from this descriptor; without it, one is made and shown."))
def command(folder: Path, added: str | None, role: str | None, territory: str | None, removed: str | None,
            passphrase_fd: int | None, new_passphrase_fd: int | None) -> None:
    if bool(added) != bool(role) or (added and removed):
        raise click.UsageError(words("--add va con --role, y sin --remove.",
                                     "--add goes with --role, without --remove."))
    process, actor = entered(folder, passphrase_fd)
    if added and role:
        _add(actor, process, added, role, territory, new_passphrase_fd)
    if removed:
        from tequio.foundation.vault.team import remove_person
        remove_person(actor=actor, process=process, pseudonym=removed)
        click.echo(words(f"{removed} ya no entra: la llave del proceso se renovó. Las copias que se haya llevado antes "
                         "siguen abriendo con la suya.",
                         f"{removed} can enter no more: the process key was renewed. Copies taken away before that "
                         "still open with theirs."))
    _list(process)
    close_home()


def _add(actor: "User", process: "Process", pseudonym: str, role: str, territory: str | None,
         descriptor: int | None) -> None:
    from tequio.foundation.accounts.models import PROTECTED_TEAM, Role
    from tequio.foundation.vault.team import add_person, holds_key
    where = process.territories.filter(key=territory).first() if territory else None
    if role not in Role.values or bool(territory) != bool(where):
        raise TequioError("TQ-329", value=territory if role in Role.values else role, roles=", ".join(Role.values),
                          territories=", ".join(process.territories.values_list("key", flat=True)[:20]))
    passphrase, show = ("", False) if holds_key(process, pseudonym) else fresh_passphrase(descriptor)
    add_person(actor=actor, process=process, pseudonym=pseudonym, role=Role(role), territory=where,
               passphrase=passphrase)
    if show:
        show_passphrase(pseudonym, passphrase)
    if role not in PROTECTED_TEAM:
        click.echo(words("Es una cuenta sin llave: no abre palabras.", "This account has no key: it opens no words."))


def _list(process: "Process") -> None:
    from tequio.foundation.accounts.models import Role
    from tequio.foundation.vault.team import people
    for person in people(process):
        held = ", ".join(str(Role(role).label) + (f" ({where})" if where else "") for role, where in person.roles)
        key = words("con llave", "with a key") if person.holds_key else words("sin llave", "without a key")
        click.echo(f"{person.pseudonym} · {held or words('sin papel', 'without a role')} · {key}")
