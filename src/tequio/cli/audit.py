"""`tequio audit FOLDER`: whether the record of who did what is as it was written, and what it says."""

from pathlib import Path
from uuid import UUID

import click

from tequio.chain.django_home import close_home
from tequio.cli.keeping import built
from tequio.cli.language import words


@click.command(help=words(
    "Comprueba que nadie tocó el registro de quién hizo qué, y lo da por día. Termina con 1 si algo fue alterado.",
    "Checks that nobody touched the record of who did what, and gives it by day. Ends with 1 if anything was changed."))
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    built(folder)
    # Models can be imported only once Django knows its home.
    from django.conf import settings

    from tequio.chain.closing.journal import of_folder
    from tequio.foundation.audit.queries import recorded
    from tequio.foundation.places.models import Process
    here = of_folder(settings.HOME)
    names = {pk: name for pk, name in Process.objects.values_list("pk", "name") if here is None or pk in here}
    whole = [_said(process_id, names.get(process_id, words("Proceso destruido", "Destroyed process")))
             for process_id in sorted(names.keys() | recorded(here), key=str)]
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
    else:
        click.echo(words(f"Íntegro: {end.sequence} asientos, final {end.digest[:16]}, firmado.",
                         f"Whole: {end.sequence} entries, end {end.digest[:16]}, signed."))
        return True
    return False
