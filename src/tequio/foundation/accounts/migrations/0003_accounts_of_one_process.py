"""An account belongs to one process.

Until here a name was one account in the whole database. One that worked in several processes becomes one account in
each, with the roles it had there. Its password opens none of them, since nobody can tell whose it was: a new one is
given. Whoever enters with a passphrase notices nothing. Accounts without a role keep their name in the process whose record
speaks of it.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


FACTORS = "mfa_authenticator"


def forget(pk, User, connection):
    """Of what other applications keep, the factors have a table; those that have none know no account."""
    with connection.cursor() as cursor:
        if FACTORS in connection.introspection.table_names(cursor):
            cursor.execute(f"DELETE FROM {FACTORS} WHERE user_id = %s",
                           [User._meta.pk.get_db_prep_value(pk, connection)])
    User.objects.filter(pk=pk)._raw_delete(using=connection.alias)


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
            forget(user.pk, User, schema_editor.connection)
            continue
        user.process_id, user.password = theirs[0], "!" if theirs[1:] else user.password
        user.save(update_fields=["process_id", "password"])
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
