"""A group may see a draft more than once."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [("agendas", "0001_initial")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="return", name="one_return"),
        migrations.AddConstraint(model_name="return", constraint=models.UniqueConstraint(
            fields=("agenda", "group", "week", "outcome"), name="one_return", nulls_distinct=False)),
    ]
