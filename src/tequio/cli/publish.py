"""`tequio publish FOLDER --out SITE`: the static public site, let through the gate by two different people."""

import shutil
from pathlib import Path
from uuid import UUID

import click

from tequio.chain.build import finish, prepare
from tequio.chain.django_home import close_home, open_home
from tequio.cli.language import chosen, words
from tequio.cli.serve import read_passphrase, unlocked
from tequio.foundation.errors import TequioError


@click.command(help=words("Escribe el sitio público que dos personas distintas aprobaron.",
                          "Writes the public site that two different people approved."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", "site", required=True, type=click.Path(path_type=Path),
              help=words("Carpeta nueva para el sitio.", "New folder for the site."))
@click.option("--passphrase-fd", "descriptors", type=int, multiple=True, help=words(
    "Dos veces: la frase de cada persona. Si falta, se preguntan.",
    "Twice: the passphrase of each person. Without it they are asked for."))
def command(folder: Path, site: Path, descriptors: tuple[int, ...]) -> None:
    folder = folder.resolve()
    if not (folder / "keys").is_dir():
        raise TequioError("TQ-911", value=folder)
    open_home(folder)
    process_id, first = unlocked(folder, read_passphrase(descriptors[0] if descriptors else None))
    click.echo(words("Ahora, la segunda persona.", "Now the second person."))
    _, second = unlocked(folder, read_passphrase(descriptors[1] if len(descriptors) > 1 else None))
    staging = prepare(site.resolve())
    try:
        made = _publish(process_id, first, second, staging)
        close_home()
        finish(staging, site.resolve())
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    click.echo(words(f"Publicado en {site}: {made['agendas']} agendas, {made['documents']} archivos.",
                     f"Published in {site}: {made['agendas']} agendas, {made['documents']} files."))


def _publish(process_id: UUID, first: str, second: str, staging: Path) -> dict[str, int]:
    # Models can be imported only once Django knows its home.
    from django.db import transaction
    from django.utils.translation import override

    from tequio.foundation.accounts.models import User
    from tequio.foundation.audit.actions import today
    from tequio.foundation.places.models import Process
    from tequio.listening.fieldwork.suspensions import declare_due
    from tequio.protection.masking import masker
    from tequio.publication.actions import publish_site
    process = Process.objects.get(pk=process_id)
    actor = User.objects.get(pseudonym=first)
    with override(chosen()), transaction.atomic():
        # A gap that was to be told from today on is told by what is published today.
        declare_due(actor=actor, process=process, day=today())
        return publish_site(actor=actor, second=User.objects.get(pseudonym=second), process=process,
                            folder=staging, mask=masker(process))
