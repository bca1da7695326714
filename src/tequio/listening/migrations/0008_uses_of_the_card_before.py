"""The next card begins with what was allowed for the one before."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [("listening", "0007_consulted")]

    operations: ClassVar = [
        migrations.AddField(model_name="draft", name="uses", field=models.CharField(blank=True, max_length=60)),
    ]
