"""What the commands share that read settings and no words: the process of a folder, while it is closed."""

from pathlib import Path
from typing import TYPE_CHECKING

from tequio.chain.closing.journal import refusal
from tequio.cli.keeping import built, entered
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from tequio.foundation.places.models import Process


def process_of(folder: Path) -> "Process":
    """The one process of a folder; where it has several, a passphrase tells which. Raises TQ-911, TQ-303, TQ-360."""
    folder = built(folder)
    # Models can be imported only once Django knows its home.
    from tequio.foundation.places.models import Process
    from tequio.foundation.vault.keyring import path_of
    here = [process for process in Process.objects.all() if path_of(folder, process.pk).is_file()]
    if not here:
        raise refusal(folder) or TequioError("TQ-911", value=folder)
    return here[0] if len(here) == 1 else entered(folder, None)[0]
