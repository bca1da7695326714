"""`tequio publish FOLDER --out SITE`: the static public site, of a list that two different people signed."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from tequio.chain.build import finish, prepare
from tequio.chain.django_home import close_home, open_home
from tequio.cli.language import chosen, words
from tequio.cli.serve import read_passphrase, unlocked
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from tequio.publication.outgoing.states import Outgoing


@dataclass(frozen=True)
class Seen:
    """The documents of the list that was shown, and its digest: a change before the last signature is refused."""

    names: tuple[str, ...]
    digest: str


@click.command(help=words("Muestra lo que saldría y escribe el sitio público de la lista que dos personas firmaron.",
                          "Shows what would leave, and writes the public site of the list that two people signed."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", "site", type=click.Path(path_type=Path),
              help=words("Carpeta nueva para el sitio.", "New folder for the site."))
@click.option("--list", "only_list", is_flag=True, help=words(
    "Sólo muestra lo que saldría y qué le falta a cada documento.",
    "Only shows what would leave, and what each document still lacks."))
@click.option("--document", "names", multiple=True, help=words(
    "Un documento que sale, por su nombre en la lista; tantas veces como documentos.",
    "A document that leaves, by its name in the list; as many times as there are documents."))
@click.option("--all", "everything", is_flag=True, help=words("Todos los documentos.", "Every document."))
@click.option("--yes", is_flag=True, help=words(
    "No pregunta: firma lo elegido con --document o --all.", "Asks nothing: signs what --document or --all chose."))
@click.option("--passphrase-fd", "descriptors", type=int, multiple=True, help=words(
    "Dos veces: la frase de cada persona. Si falta, se preguntan.",
    "Twice: the passphrase of each person. Without it they are asked for."))
def command(folder: Path, site: Path | None, only_list: bool, names: tuple[str, ...], everything: bool, yes: bool,
            descriptors: tuple[int, ...]) -> None:
    folder = folder.resolve()
    if not (folder / "keys").is_dir():
        raise TequioError("TQ-911", value=folder)
    if site is None and not only_list:
        raise click.UsageError(words("Falta --out con la carpeta del sitio, o --list para sólo mirar.",
                                     "Say --out with the folder of the site, or --list to look only."))
    if yes and not (names or everything):
        raise TequioError("TQ-781")
    open_home(folder)
    process_id, first = unlocked(folder, read_passphrase(descriptors[0] if descriptors else None))
    listed, seen = _look(process_id, first, names, everything)
    _show(listed, seen.names)
    if only_list or site is None:
        return
    _check(listed, seen.names)
    _sign(yes)
    staging = prepare(site.resolve())
    try:
        click.echo(words("Ahora, la segunda persona: esa misma lista.", "Now the second person: that same list."))
        _, second = unlocked(folder, read_passphrase(descriptors[1] if len(descriptors) > 1 else None))
        if not yes:
            _show([one for one in listed if one.name in seen.names], seen.names)
        _sign(yes)
        made = _publish(process_id, (first, second), seen, staging)
        close_home()
        finish(staging, site.resolve())
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    click.echo(words(f"Publicado en {site}: {made['agendas']} agendas, {made['rounds']} rondas, "
                     f"{made['documents']} archivos.",
                     f"Published in {site}: {made['agendas']} agendas, {made['rounds']} rounds, "
                     f"{made['documents']} files."))


def _sign(yes: bool) -> None:
    """Each of the two is asked for the list that was just shown."""
    if not yes:
        click.confirm(words("¿Firmas esta lista?", "Do you sign this list?"), abort=True)


def _look(process_id: UUID, first: str, names: tuple[str, ...], everything: bool) -> tuple[list["Outgoing"], Seen]:
    """Everything that could leave. Without a choice, the list is of all that nothing stands in the way of."""
    # Models can be imported only once Django knows its home.
    from django.db import transaction
    from django.utils.translation import override

    from tequio.foundation.accounts.models import User
    from tequio.foundation.places.models import Process
    from tequio.publication.outgoing.actions import look
    from tequio.publication.outgoing.states import chosen as among
    process = Process.objects.get(pk=process_id)
    with override(chosen()), transaction.atomic():
        shown = look(actor=User.objects.get(process=process, pseudonym=first), process=process)
    wanted = names or tuple(one.name for one in shown.documents if everything or one.ready)
    return shown.documents, Seen(tuple(wanted), shown.digest(among(shown.documents, wanted)))


def _check(listed: list["Outgoing"], wanted: tuple[str, ...]) -> None:
    """Before anybody is asked for a second passphrase."""
    from django.utils.translation import override

    from tequio.publication.outgoing.actions import signable
    with override(chosen()):
        signable(listed, wanted)


def _show(listed: list["Outgoing"], wanted: tuple[str, ...]) -> None:
    from django.utils.translation import override

    from tequio.publication.outgoing.shown import line_of
    with override(chosen()):
        for one in listed:
            click.echo(f"  {'✓' if one.name in wanted else '·'} {one.name}: {line_of(one)}")


def _publish(process_id: UUID, people: tuple[str, str], seen: Seen, staging: Path) -> dict[str, int]:
    from django.db import transaction
    from django.utils.translation import override

    from tequio.foundation.accounts.models import User
    from tequio.foundation.places.models import Process
    from tequio.publication.outgoing.actions import publish_signed, sign_list
    process = Process.objects.get(pk=process_id)
    first, second = (User.objects.get(process=process, pseudonym=pseudonym) for pseudonym in people)
    with override(chosen()), transaction.atomic():
        signing = sign_list(actor=first, process=process, names=seen.names, seen=seen.digest)
        if signing.release_id is None:
            signing = sign_list(actor=second, process=process, names=seen.names, seen=seen.digest)
        return publish_signed(actor=second, signing=signing, folder=staging)
