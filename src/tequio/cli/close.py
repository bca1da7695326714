"""`tequio close FOLDER`: hands a process over, archives or destroys it; first as a rehearsal that changes no byte."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.closing.journal import How, unfinished
from tequio.chain.django_home import close_home
from tequio.cli.closing_entrance import deciding_person
from tequio.cli.closing_words import lines, opening, report, reported
from tequio.cli.keeping import built
from tequio.cli.language import chosen, words

if TYPE_CHECKING:
    from tequio.chain.closing.journal import Journal
    from tequio.foundation.accounts.models import User
    from tequio.foundation.places.models import Process
    from tequio.foundation.vault.keyfile import Kept
    from tequio.foundation.vault.opened import OpenProcess
    from tequio.foundation.vault.people import Wrap

OUT = click.Path(path_type=Path)


@click.command(help=words(
    "Cierra un proceso: lo entrega a otra organización, lo archiva o lo destruye, según lo que los grupos permitieron. "
    "Lo deciden dos personas distintas, una de coordinación y una de protección. Con --rehearse sólo dice qué pasaría. "
    "Si algo lo interrumpe, la misma orden termina lo que falta.",
    "Closes a process: hands it over to another organisation, archives or destroys it, by what the groups allowed. Two "
    "different people decide, one who coordinates and one who protects. With --rehearse it only says what would "
    "happen. If something interrupts it, the same command finishes what is left."))
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--hand-over", "handed", type=OUT, help=words("Carpeta nueva para entregar.", "New folder to hand over."))
@click.option("--archive", "archived", type=OUT, help=words("Carpeta nueva para el archivo.",
                                                            "New folder for the archive."))
@click.option("--destroy", "destroyed", is_flag=True, help=words("Destruye todo.", "Destroys all of it."))
@click.option("--rehearse", is_flag=True, help=words("Dice qué pasaría, sin cambiar nada.",
                                                     "Says what would happen, and changes nothing."))
@click.option("--to", "recipient", help=words(
    "Dirección de quien recibe (./tequio recipient). Si falta, se hace una frase de paso y se muestra.",
    "Address of whoever receives (./tequio recipient). Without it a passphrase is made and shown."))
@click.option("--trustees", type=int, default=5, show_default=True, help=words(
    "Cuántas personas custodian el archivo.", "How many trustees keep the archive."))
@click.option("--needed", type=int, default=3, show_default=True, help=words(
    "Cuántas hacen falta juntas.", "How many it takes together."))
@click.option("--shares-fd", type=int, help=words(
    "Escribe las partes en este descriptor, una por línea, en vez de mostrarlas persona por persona.",
    "Writes the shares to this descriptor, one per line, instead of showing them person by person."))
@click.option("--check", "checked", type=click.Path(path_type=Path), help=words(
    "Comprueba un certificado.", "Checks a certificate."))
@click.option("--yes", is_flag=True, help=words("No pregunta.", "Does not ask."))
@click.option("--passphrase-fd", "descriptors", type=int, multiple=True, help=words(
    "Dos veces: la frase de cada persona. Si falta, se preguntan.",
    "Twice: the passphrase of each person. Without it they are asked for."))
def command(folder: Path | None, handed: Path | None, archived: Path | None, destroyed: bool, rehearse: bool,
            recipient: str | None, trustees: int, needed: int, shares_fd: int | None, checked: Path | None, yes: bool,
            descriptors: tuple[int, ...]) -> None:
    if checked:
        _check(checked)
        return
    asked = [how for how, wanted in ((How.HAND_OVER, handed), (How.ARCHIVE, archived), (How.DESTROY, destroyed))
             if wanted]
    if folder is None or len(asked) != 1:
        raise click.UsageError(words("Elige una: --hand-over CARPETA, --archive CARPETA o --destroy.",
                                     "Choose one: --hand-over FOLDER, --archive FOLDER or --destroy."))
    how, out = asked[0], (handed or archived or Path()).resolve()
    home = built(folder)
    if unfinished := _unfinished(home):
        _finish(home, unfinished, how)
    elif rehearse:
        _rehearse(home, how, descriptors)
    else:
        _decide(home, how, out, yes, descriptors, _key_for(recipient), _sharing(trustees, needed, shares_fd))
    close_home()


def _unfinished(home: Path) -> "Journal | None":
    from tequio.chain.closing.journal import under_way
    return next(iter(under_way(home)), None)


def _finish(home: Path, journal: "Journal", how: How) -> None:
    """What was decided by two people and written down needs no passphrase again."""
    if journal.how is not how:
        raise unfinished(journal)
    from tequio.chain.closing.close import go_on
    reported(go_on(home, journal))


def _rehearse(home: Path, how: How, descriptors: tuple[int, ...]) -> None:
    process, person, _ = _person(home, descriptors, 0)
    from tequio.chain.closing.close import rehearse
    journal = rehearse(actor=person, process=process, how=how)
    report([opening(how, rehearsal=True), *lines(journal, chosen())])
    click.echo(words("Ensayo: no se cambió ni un byte.", "Rehearsal: not one byte was changed."))


def _decide(home: Path, how: How, out: Path, yes: bool, descriptors: tuple[int, ...],
            key_for: "Callable[[bytes], Wrap]", sharing: "Callable[[OpenProcess], None]") -> None:
    process, first, put_away = _person(home, descriptors, 0)
    click.echo(words("Ahora, la segunda persona.", "Now the second person."))
    _, second, _ = _person(home, descriptors, 1)
    from tequio.chain.closing import close
    by = close.deciding(first, second, process, put_away)
    report([opening(how, rehearsal=False), *lines(close.rehearse(actor=first, process=process, how=how), chosen())])
    if not (yes or click.confirm(words("¿Hacerlo? No se puede deshacer", "Do it? This cannot be undone"))):
        return
    if how is How.HAND_OVER:
        made = close.hand_over(by=by, process=process, out=out, person=key_for)
    elif how is How.ARCHIVE:
        made = close.archive(by=by, process=process, out=out, share_out=sharing)
    else:
        made = close.destroy(by=by, process=process)
    reported(made)


def _person(home: Path, descriptors: tuple[int, ...], number: int) -> "tuple[Process, User, Kept | None]":
    return deciding_person(home, descriptors[number] if number < len(descriptors) else None)


def _key_for(recipient: str | None) -> "Callable[[bytes], Wrap]":
    def sealed(key: bytes) -> "Wrap":
        from tequio.chain.build import six_words
        from tequio.chain.closing.recipient import PSEUDONYM, wrapped_for
        from tequio.cli.keeping import show_passphrase
        from tequio.foundation.vault.people import wrap
        if recipient:
            return wrapped_for(recipient, key)
        passphrase = six_words()
        show_passphrase(PSEUDONYM, passphrase)
        return wrap(key, pseudonym=PSEUDONYM, passphrase=passphrase)

    return sealed


def _sharing(trustees: int, needed: int, descriptor: int | None) -> "Callable[[OpenProcess], None]":
    def share_out(opened: "OpenProcess") -> None:
        from tequio.cli.recovery import show_share
        from tequio.foundation.vault.recovery import make_shares
        shares, keep = make_shares(opened, trustees=trustees, needed=needed)
        if descriptor is not None:
            with os.fdopen(descriptor, "w") as file:
                file.write("\n".join(shares) + "\n")
        else:
            for number, share in enumerate(shares, start=1):
                show_share(share, number, trustees)
        keep()

    return share_out


def _check(path: Path) -> None:
    from tequio.chain.django_home import open_home
    # Only to find the applications: what is checked stands in the file and in nothing else.
    open_home(path.resolve().parent, migrate=False)
    from tequio.chain.closing.certificate import check, fingerprint
    said = check(path)
    signer = said.pop("signer")
    click.echo(words("El certificado es lo que se firmó.", "The certificate is what was signed."))
    click.echo(words(f"  Proceso: {said['process']['title']} ({said['process']['id']}), {said['day']}",
                     f"  Process: {said['process']['title']} ({said['process']['id']}), {said['day']}"))
    click.echo(words(f"  Huella: {fingerprint(said)}", f"  Fingerprint: {fingerprint(said)}"))
    click.echo(words(f"  Llave pública: {signer}", f"  Public key: {signer}"))
