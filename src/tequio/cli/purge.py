"""`tequio purge FOLDER`: destroys, on the day it was promised, what was promised to be destroyed."""

import datetime
from pathlib import Path

import click

from tequio.chain.django_home import close_home
from tequio.cli.keeping import entered
from tequio.cli.language import words


@click.command(help=words(
    "Destruye lo que ya cumplió su plazo: renglones, llaves, documentos y lo que el archivo aún guardaba de ellos.",
    "Destroys what has reached its due day: rows, keys, documents and what the file still held of them."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--promise", "promised", nargs=2, metavar="WHAT YYYY-MM-DD", help=words(
    "Fija el plazo de algo (voice, silence, …, documents o process) y no destruye nada.",
    "Fixes the due day of something (voice, silence, …, documents or process) and destroys nothing."))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help=words("Como si hoy fuera este día.",
                                                                       "As if today were this day."))
@click.option("--export", "export", type=click.Path(path_type=Path), help=words(
    "Antes, un respaldo con llaves propias en esta carpeta nueva, que se abre con tu frase de paso.",
    "First, a backup with keys of its own in this new folder, which opens with your passphrase."))
@click.option("--yes", is_flag=True, help=words("No pregunta.", "Does not ask."))
@click.option("--passphrase-fd", type=int, help=words("Lee tu frase de paso de este descriptor.",
                                                      "Reads your passphrase from this descriptor."))
def command(folder: Path, promised: tuple[str, str] | None, today: datetime.datetime | None, export: Path | None,
            yes: bool, passphrase_fd: int | None) -> None:
    process, actor = entered(folder, passphrase_fd)
    # Models can be imported only once Django knows its home.
    from tequio.foundation.audit import actions
    from tequio.foundation.trail.purging import due, promise, purge_due
    day = today.date() if today else actions.today()
    if promised:
        row = promise(actor=actor, process=process, what=promised[0], due=_day(promised[1]))
        click.echo(words(f"«{row.what}» se destruye el {row.due}.", f"«{row.what}» is destroyed on {row.due}."))
        return
    wanted = due(process, day)
    for row in wanted:
        click.echo(words(f"«{row.what}» cumplió su plazo el {row.due}.", f"«{row.what}» was due on {row.due}."))
    if not wanted:
        click.echo(words("Nada ha cumplido su plazo.", "Nothing is due."))
    elif yes or click.confirm(words("¿Destruirlo? No se puede deshacer", "Destroy it? This cannot be undone")):
        if export:
            from tequio.foundation.vault.backup import back_up
            export.mkdir(parents=True, mode=0o700)
            back_up(actor=actor, process=process, archive=export.resolve() / "antes.tequio")
        for what, count in purge_due(actor=actor, process=process, today=day).items():
            click.echo(words(f"Destruido: {what}, {count}.", f"Destroyed: {what}, {count}."))
    close_home()


def _day(typed: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError as fault:
        raise click.BadParameter(words("el día va como 2026-12-31", "the day goes like 2026-12-31")) from fault
