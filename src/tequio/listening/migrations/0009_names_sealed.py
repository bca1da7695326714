"""Who led an encounter, why it did not happen, names of files and accounts of their rows are sealed.

What stood there in the clear is destroyed with its column: without a passphrase nothing can be sealed.
"""

from typing import ClassVar

from django.db import migrations

from tequio.foundation.vault.fields import SealedField


class Migration(migrations.Migration):

    dependencies: ClassVar = [("listening", "0008_uses_of_the_card_before")]

    operations: ClassVar = [
        migrations.RemoveField(model_name="encounter", name="facilitator"),
        migrations.AddField(model_name="encounter", name="facilitator", field=SealedField()),
        migrations.RemoveField(model_name="encounter", name="reason"),
        migrations.AddField(model_name="encounter", name="reason", field=SealedField()),
        migrations.RemoveField(model_name="delivery", name="counts"),
        migrations.AddField(model_name="delivery", name="counts", field=SealedField()),
        migrations.RemoveField(model_name="voice", name="source_file"),
        migrations.AddField(model_name="voice", name="source_file", field=SealedField()),
    ]
