"""Who led an encounter, why it did not happen, names of files and accounts of their rows are sealed.

What stands there is sealed when the process is next opened: without a passphrase nothing can be.
"""

from typing import ClassVar

from django.db import migrations

from tequio.foundation.vault.sealed_later import seal_later


class Migration(migrations.Migration):

    dependencies: ClassVar = [("listening", "0008_uses_of_the_card_before")]

    operations: ClassVar = [
        *seal_later("listening", "encounter", "facilitator"),
        *seal_later("listening", "encounter", "reason"),
        *seal_later("listening", "delivery", "counts"),
        *seal_later("listening", "voice", "source_file"),
    ]
