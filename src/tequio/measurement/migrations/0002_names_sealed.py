"""Notes beside figures are sealed.

What stands there is sealed when the process is next opened: without a passphrase nothing can be.
"""

from typing import ClassVar

from django.db import migrations

from tequio.foundation.vault.sealed_later import seal_later


class Migration(migrations.Migration):

    dependencies: ClassVar = [("measurement", "0001_initial")]

    operations: ClassVar = [
        *seal_later("measurement", "observation", "note"),
    ]
