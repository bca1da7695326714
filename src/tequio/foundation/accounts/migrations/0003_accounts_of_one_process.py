"""An account belongs to one process.

Until here a name was one account in the whole database. One that worked in several processes becomes one account in
each, with the roles it had there; its password and second factor stay with the first and are set up anew in the others.
Accounts without a role keep their name in the process whose record speaks of it.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


def part(apps, schema_editor):
    User, Membership = apps.get_model("accounts", "User"), apps.get_model("accounts", "Membership")
    Process, Entry = apps.get_model("places", "Process"), apps.get_model("audit", "Entry")
    for user in list(User.objects.order_by("pk")):
        held = set(Membership.objects.filter(user=user).values_list("process_id", flat=True))
        told = set(Entry.objects.filter(actor=user.pseudonym).values_list("process_id", flat=True))
        known = set(Process.objects.values_list("pk", flat=True))
        theirs = sorted((held or told) & known, key=str) or (list(known) if len(known) == 1 else [])
        if not theirs:
            # No process is left in which this name could mean anybody.
            user.delete()
            continue
        user.process_id = theirs[0]
        user.save(update_fields=["process_id"])
        for process_id in theirs[1:]:
            made = User.objects.create(pk=uuid.uuid4(), process_id=process_id, pseudonym=user.pseudonym, password="!")
            Membership.objects.filter(user=user, process_id=process_id).update(user=made)
    if schema_editor.connection.vendor == "postgresql":
        # References are looked at now: a table with some still to be looked at cannot be altered.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_doors"),
        ("audit", "0001_initial"),
        ("places", "0003_already_public"),
    ]

    operations = [
        migrations.AlterField("user", "pseudonym", models.CharField(max_length=60)),
        migrations.AddField("user", "process", models.ForeignKey(
            null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="places.process")),
        migrations.RunPython(part, migrations.RunPython.noop),
        migrations.AlterField("user", "process", models.ForeignKey(
            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="places.process")),
        migrations.AddConstraint("user", models.UniqueConstraint(
            fields=["process", "pseudonym"], name="one_pseudonym_a_process")),
    ]
