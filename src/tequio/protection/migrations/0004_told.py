"""What outsiders were told of each count."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [("places", "0003_already_public"), ("protection", "0003_text_lift")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("about", models.CharField(max_length=32)),
                ("held", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("process", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="places.process")),
            ],
            options={
                "verbose_name": "cuenta para fuera",
                "constraints": [models.UniqueConstraint(fields=("process", "about"), name="told_once")],
            },
        ),
    ]
