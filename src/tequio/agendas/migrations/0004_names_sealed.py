"""Themes, and the names of files that proposals came from, are sealed.

What stands there is sealed when the process is next opened: without a passphrase nothing can be.
"""

from typing import ClassVar

from django.db import migrations

from tequio.foundation.vault.sealed_later import seal_later


class Migration(migrations.Migration):

    dependencies: ClassVar = [("agendas", "0003_problem"), ("listening", "0007_consulted")]

    operations: ClassVar = [
        *seal_later("agendas", "item", "section"),
        *seal_later("agendas", "proposal", "section"),
        *seal_later("agendas", "proposal", "source_file"),
    ]
