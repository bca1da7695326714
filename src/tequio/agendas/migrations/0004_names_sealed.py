"""Themes, and the names of files that proposals came from, are sealed.

What stood there in the clear is destroyed with its column: without a passphrase nothing can be sealed.
"""

from typing import ClassVar

from django.db import migrations

from tequio.foundation.vault.fields import SealedField


class Migration(migrations.Migration):

    dependencies: ClassVar = [("agendas", "0003_problem"), ("listening", "0007_consulted")]

    operations: ClassVar = [
        migrations.RemoveField(model_name="item", name="section"),
        migrations.AddField(model_name="item", name="section", field=SealedField()),
        migrations.RemoveField(model_name="proposal", name="section"),
        migrations.AddField(model_name="proposal", name="section", field=SealedField()),
        migrations.RemoveField(model_name="proposal", name="source_file"),
        migrations.AddField(model_name="proposal", name="source_file", field=SealedField()),
    ]
