"""`tequio audit FOLDER`: whether the record of who did what is as it was written, and what it says."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import click

from tequio.chain.django_home import close_home
from tequio.cli.keeping import built, entered
from tequio.cli.language import chosen, words


@click.command(help=words(
    "Comprueba que nadie tocó el registro de quién hizo qué, y lo da por semana y con cuentas gruesas; con una frase "
    "de paso que pueda leer palabras, por día y exacto. Termina con 1 si algo fue alterado.",
    "Checks that nobody touched the record of who did what, and gives it by week and with coarse counts; with a "
    "passphrase that may read words, by day and exactly. Ends with 1 if anything was changed."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--decisions", is_flag=True, help=words(
    "También comprueba permisos y lecturas: para eso abre el proceso con tu frase de paso.",
    "Also checks permissions and readings: for that it opens the process with your passphrase."))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee de este descriptor la frase de paso con que se da por día.",
    "Reads from this descriptor the passphrase with which it is given by day."))
def command(folder: Path, decisions: bool, passphrase_fd: int | None) -> None:
    readable = None
    if passphrase_fd is not None:
        readable = _readable(folder, passphrase_fd)
    elif decisions:
        entered(folder, None)
    else:
        built(folder)
    # Models can be imported only once Django knows its home.
    from django.conf import settings

    from tequio.chain.closing.journal import of_folder
    from tequio.foundation.audit.queries import recorded
    from tequio.foundation.places.models import Process
    here = of_folder(settings.HOME)
    names = {pk: name for pk, name in Process.objects.values_list("pk", "name") if here is None or pk in here}
    whole = [_said(process_id, names.get(process_id, words("Proceso destruido", "Destroyed process")),
                   exact=process_id == readable)
             for process_id in sorted(names.keys() | recorded(here), key=str)]
    close_home()
    raise SystemExit(0 if all(whole) else 1)


def _readable(folder: Path, descriptor: int) -> UUID:
    """The process whose words the passphrase opens. Raises TQ-303, TQ-311."""
    process, actor = entered(folder, descriptor)
    from tequio.foundation.accounts.permissions import require
    require(actor, "read_words", process_id=process.pk)
    found: UUID = process.pk
    return found


def _lines(process_id: UUID, *, exact: bool) -> Iterator[str]:
    from tequio.foundation.audit.queries import by_day, weeks
    from tequio.foundation.places.models import Process
    from tequio.protection.disclosure import coarse
    if exact:
        for day in by_day(process_id):
            yield f"  {day.day}  {day.actor}  {day.verb}  {day.kind}  {day.count}"
        return
    process = Process.objects.filter(pk=process_id).first()
    rule = {"threshold": process.threshold, "rounding": process.rounding} if process else {}
    for week in weeks(process_id):
        yield f"  {week.week}  {week.actor}  {week.verb}  {week.kind}  {coarse(week.count, **rule).words(chosen())}"


def _said(process_id: UUID, name: str, *, exact: bool) -> bool:
    """Print one process's record. True when it is as it was written."""
    from tequio.foundation.audit.queries import fault, head_holds, signed_head
    end = signed_head(process_id)
    click.secho(name, bold=True)
    for line in _lines(process_id, exact=exact):
        click.echo(line)
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
                         f"Whole: {end.sequence} entries, end {end.digest[:16]}, signed.") if exact else
                   words(f"Íntegro: final {end.digest[:16]}, firmado.", f"Whole: end {end.digest[:16]}, signed."))
        return True
    return False


def _changed(process_id: UUID) -> int:
    """Permissions and readings that say more than was decided, of a process that was opened."""
    from tequio.foundation.places.models import Process
    from tequio.protection.reading.older import changed_without_a_key
    process = Process.objects.filter(pk=process_id).first()
    return changed_without_a_key(process) or 0 if process else 0
