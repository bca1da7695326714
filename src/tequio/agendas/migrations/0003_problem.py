"""An item keeps the problem that its request leans on, so that two people read it before it leaves."""

from typing import ClassVar

from django.db import migrations

import tequio.foundation.vault.fields


class Migration(migrations.Migration):

    dependencies: ClassVar = [("agendas", "0002_returns")]

    operations: ClassVar = [
        migrations.AddField(model_name="item", name="problem",
                            field=tequio.foundation.vault.fields.SealedField()),
    ]
