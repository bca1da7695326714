"""Who signed a commitment is sealed.

What stood there in the clear is destroyed with its column: without a passphrase nothing can be sealed.
"""

from typing import ClassVar

from django.db import migrations

from tequio.foundation.vault.fields import SealedField


class Migration(migrations.Migration):

    dependencies: ClassVar = [("followup", "0001_initial")]

    operations: ClassVar = [
        migrations.RemoveField(model_name="commitment", name="signatories"),
        migrations.AddField(model_name="commitment", name="signatories", field=SealedField()),
    ]
