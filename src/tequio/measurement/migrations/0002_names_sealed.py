"""Notes beside figures are sealed.

What stood there in the clear is destroyed with its column: without a passphrase nothing can be sealed.
"""

from typing import ClassVar

from django.db import migrations

from tequio.foundation.vault.fields import SealedField


class Migration(migrations.Migration):

    dependencies: ClassVar = [("measurement", "0001_initial")]

    operations: ClassVar = [
        migrations.RemoveField(model_name="observation", name="note"),
        migrations.AddField(model_name="observation", name="note", field=SealedField()),
    ]
