from typing import Any

from django.db import migrations, models


def mark_rows(apps: Any, _schema: object) -> None:
    """Voices of files from which proposals came in people's own words: those are consultations."""
    proposals = apps.get_model("agendas", "Proposal").objects.filter(own_words=True).exclude(source_file="")
    pairs = set(proposals.values_list("process_id", "source_file"))
    voices = apps.get_model("listening", "Voice").objects
    for process_id, file in pairs:
        voices.filter(process_id=process_id, source_file=file).update(consulted=True)


class Migration(migrations.Migration):

    dependencies = [
        ("agendas", "0001_initial"),
        ("listening", "0006_rows_of_sheets"),
    ]

    operations = [
        migrations.AddField(
            model_name="voice",
            name="consulted",
            field=models.BooleanField(default=False, verbose_name="fila de una consulta"),
        ),
        migrations.RunPython(mark_rows, migrations.RunPython.noop),
    ]
