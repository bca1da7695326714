"""`tequio people FOLDER`: who works in a process; adding somebody, and letting somebody go for good."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.django_home import close_home
from tequio.cli.keeping import entered_with, fresh_passphrase, show_passphrase
from tequio.cli.language import words
from tequio.cli.serve import read_passphrase
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from tequio.foundation.accounts.models import User
    from tequio.foundation.places.models import Institution, Process

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
@click.option("--institution", metavar="KEY", help=words(
    "La institución por la que responde; sólo con --role official.",
    "The institution they answer for; with --role official only."))
@click.option("--new-words", "renamed", metavar="PSEUDONYM", help=words(
    "Seis palabras nuevas para una cuenta sin llave que perdió las suyas.",
    "Six new words for an account without a key that lost theirs."))
@click.option("--reset-second-factor", "reset", metavar="PSEUDONYM", help=words(
    "Quita el segundo factor de alguien que lo perdió.", "Takes away a second factor that somebody lost."))
@click.option("--second-factor", type=click.Choice(["on", "off"]), help=words(
    "Pide (on) o deja de pedir (off) segundo factor a todas las cuentas del proceso.",
    "Demands (on) a second factor of every account of the process, or no longer does (off)."))
@click.option("--own-words", is_flag=True, help=words(
    "Cambia las palabras que te dieron por unas tuyas.", "Changes the words you were given for words of your own."))
@click.option("--vouch", "vouched", metavar="PSEUDONYM", help=words(
    "Da fe de que esta persona es otra que quien le dio entrada.",
    "Vouches that this person is another than whoever let them in."))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee tu frase de paso de este descriptor.", "Reads your passphrase from this descriptor."))
@click.option("--new-passphrase-fd", type=int, help=words(
    "Lee de este descriptor la frase de la persona nueva; si falta, se hace y se muestra.",
    "Reads the new person's passphrase from this descriptor; without it, one is made and shown."))
def command(folder: Path, added: str | None, role: str | None, territory: str | None, removed: str | None,
            institution: str | None, renamed: str | None, reset: str | None, second_factor: str | None,
            own_words: bool, vouched: str | None, passphrase_fd: int | None, new_passphrase_fd: int | None) -> None:
    if bool(added) != bool(role) or (added and removed):
        raise click.UsageError(words("--add va con --role, y sin --remove.",
                                     "--add goes with --role, without --remove."))
    passphrase = cache(lambda: read_passphrase(passphrase_fd))
    process, actor = entered_with(folder, passphrase)
    if own_words:
        _own_words(actor, process, passphrase(), new_passphrase_fd)
    if vouched:
        from tequio.foundation.vault.second_person import vouch
        vouch(actor=actor, process=process, pseudonym=vouched)
    # Who works here, and where, is for whoever may change it, in the terminal as on the page.
    from tequio.foundation.accounts.permissions import may, require
    if (own_words or vouched) and not may(actor, "manage_people", process_id=process.pk):
        close_home()
        return
    require(actor, "manage_people", process_id=process.pk)
    if added and role:
        _add(actor, process, Added(added, role, territory, institution), new_passphrase_fd)
    if renamed:
        _new_words(actor, process, renamed)
    _second_factor(actor, process, reset, second_factor)
    if removed:
        from tequio.foundation.vault.team import remove_person
        remove_person(actor=actor, process=process, pseudonym=removed)
        click.echo(words(f"{removed} ya no entra: la llave del proceso se renovó. Las copias que se haya llevado antes "
                         "siguen abriendo con la suya.",
                         f"{removed} can enter no more: the process key was renewed. Copies taken away before that "
                         "still open with theirs."))
    _list(process)
    close_home()


@dataclass(frozen=True)
class Added:
    """Who is to get which role where."""

    pseudonym: str
    role: str
    territory: str | None
    institution: str | None


def _add(actor: "User", process: "Process", asked: Added, descriptor: int | None) -> None:
    from tequio.foundation.accounts.models import PROTECTED_TEAM, Role
    from tequio.foundation.vault.team import add_person, fingerprint_of, holds_key
    where = process.territories.filter(key=asked.territory).first() if asked.territory else None
    if asked.role not in Role.values or bool(asked.territory) != bool(where):
        raise TequioError("TQ-329", value=asked.territory if asked.role in Role.values else asked.role,
                          roles=", ".join(Role.values),
                          territories=", ".join(process.territories.values_list("key", flat=True)[:20]))
    office = _institution(process, asked)
    passphrase, show = ("", False) if holds_key(process, asked.pseudonym) else fresh_passphrase(descriptor)
    add_person(actor=actor, process=process, pseudonym=asked.pseudonym, role=Role(asked.role), territory=where,
               passphrase=passphrase, institution=office)
    if show:
        show_passphrase(asked.pseudonym, passphrase, fingerprint_of(process, asked.pseudonym))
    if asked.role not in PROTECTED_TEAM:
        click.echo(words("Cuenta sin llave: no abre palabras. Entra por «entrar/cuenta» y cambia estas palabras.",
                         "No key: it opens no words. It enters at «entrar/cuenta» and changes these words."))


def _own_words(actor: "User", process: "Process", passphrase: str, descriptor: int | None) -> None:
    from tequio.foundation.vault.second_person import choose_own_words
    from tequio.foundation.vault.team import fingerprint_of
    chosen = read_passphrase(descriptor) if descriptor is not None else str(click.prompt(
        words("Tus palabras nuevas", "Your new words"), hide_input=True, confirmation_prompt=True))
    choose_own_words(user=actor, process=process, passphrase=passphrase, chosen=chosen)
    click.echo(words(f"Desde ahora entras con ellas. Huella de tu llave: {fingerprint_of(process, actor.pseudonym)}",
                     f"From now on you enter with them. Fingerprint: {fingerprint_of(process, actor.pseudonym)}"))


def _institution(process: "Process", asked: Added) -> "Institution | None":
    """Raises TQ-319 where an official names none, or where somebody else does."""
    found = process.institutions.filter(key=asked.institution).first() if asked.institution else None
    if bool(asked.institution) != bool(found) or (asked.role == "official") != bool(found):
        raise TequioError("TQ-319", value=asked.institution or asked.pseudonym, institutions=", ".join(
            process.institutions.values_list("key", flat=True)[:20]))
    return found


def _new_words(actor: "User", process: "Process", pseudonym: str) -> None:
    from tequio.foundation.vault.team import give_password
    password, _show = fresh_passphrase(None)
    give_password(actor=actor, process=process, pseudonym=pseudonym, password=password)
    show_passphrase(pseudonym, password)


def _second_factor(actor: "User", process: "Process", reset: str | None, demanded: str | None) -> None:
    from tequio.web.entrance.keeping import demand_factor, reset_factor
    if reset:
        reset_factor(actor=actor, process=process, pseudonym=reset)
        click.echo(words(f"{reset} entra ya sin segundo factor, y quedó anotado.",
                         f"{reset} enters without a second factor now, and that was entered in the record."))
    if demanded:
        demand_factor(actor=actor, process=process, demanded=demanded == "on")
        click.echo(words("Este proceso pide segundo factor a todas las cuentas." if demanded == "on" else
                         "Este proceso ya no pide segundo factor.",
                         "This process demands a second factor of every account." if demanded == "on" else
                         "This process demands no second factor any more."))


def _list(process: "Process") -> None:
    from tequio.foundation.accounts.models import Role
    from tequio.foundation.vault.team import people
    for person in people(process):
        held = ", ".join(str(Role(role).label) + (f" ({where})" if where else "") for role, where in person.roles)
        key = words("con llave", "with a key") if person.holds_key else words("sin llave", "without a key")
        mark = person.fingerprint if person.confirmed else words(
            f"{person.fingerprint} (sin confirmar)", f"{person.fingerprint} (not confirmed)")
        click.echo(" · ".join(filter(None, (
            person.pseudonym, held or words("sin papel", "without a role"), key, mark))))
