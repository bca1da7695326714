"""`tequio audit FOLDER`: whether the record of who did what is as it was written, and what it says."""

from pathlib import Path
from uuid import UUID

import click

from tequio.chain.django_home import close_home
from tequio.cli.keeping import built, entered
from tequio.cli.language import words


@click.command(help=words(
    "Comprueba que nadie tocó el registro de quién hizo qué, y lo da por día. Termina con 1 si algo fue alterado.",
    "Checks that nobody touched the record of who did what, and gives it by day. Ends with 1 if anything was changed."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--decisions", is_flag=True, help=words(
    "También comprueba permisos y lecturas: para eso abre el proceso con tu frase de paso.",
    "Also checks permissions and readings: for that it opens the process with your passphrase."))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee tu frase de paso de este descriptor.", "Reads your passphrase from this descriptor."))
def command(folder: Path, decisions: bool, passphrase_fd: int | None) -> None:
    if decisions:
        entered(folder, passphrase_fd)
    else:
        built(folder)
    # Models can be imported only once Django knows its home.
    from tequio.foundation.audit.queries import recorded
    from tequio.foundation.places.models import Process
    names = dict(Process.objects.values_list("pk", "name"))
    whole = [_said(process_id, names.get(process_id, words("Proceso destruido", "Destroyed process")))
             for process_id in sorted(names.keys() | recorded(), key=str)]
    close_home()
    raise SystemExit(0 if all(whole) else 1)


def _said(process_id: UUID, name: str) -> bool:
    """Print one process's record. True when it is as it was written."""
    from tequio.foundation.audit.queries import by_day, fault, head_holds, signed_head
    end = signed_head(process_id)
    click.secho(name, bold=True)
    for day in by_day(process_id):
        click.echo(f"  {day.day}  {day.actor}  {day.verb}  {day.kind}  {day.count}")
    broken = fault(process_id)
    if broken is not None:
        click.echo(words(f"Alterado a partir del asiento {broken}.", f"Changed from entry {broken} on."))
    elif not head_holds(process_id):
        click.echo(words("Los asientos cuadran, pero el final no lleva la firma de esta instalación.",
                         "The entries agree, but their end does not carry this installation's signature."))
    elif changed := _changed(process_id):
        click.echo(words(
            f"Los asientos cuadran, pero {changed} permisos o lecturas fueron alterados sin llave y no cuentan.",
            f"The entries agree, but {changed} permissions or readings were altered without a key and do not count."))
    else:
        click.echo(words(f"Íntegro: {end.sequence} asientos, final {end.digest[:16]}, firmado.",
                         f"Whole: {end.sequence} entries, end {end.digest[:16]}, signed."))
        return True
    return False


def _changed(process_id: UUID) -> int:
    """Permissions and readings that say more than was decided, of a process that was opened."""
    from tequio.foundation.places.models import Process
    from tequio.protection.reading.older import changed_without_a_key
    process = Process.objects.filter(pk=process_id).first()
    return changed_without_a_key(process) or 0 if process else 0
