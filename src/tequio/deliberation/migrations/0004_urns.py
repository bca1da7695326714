import django.db.models.deletion
import tequio.foundation.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    """The result of a round is sealed. What stood there in the clear goes: it is computed anew from the ballots, and
    these are put into an urn, when the process is next opened."""

    dependencies = [
        ('deliberation', '0003_room'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.RemoveField(model_name='round', name='result'),
        migrations.AddField(model_name='round', name='outcome',
                            field=tequio.foundation.vault.fields.SealedField()),
        migrations.CreateModel(
            name='Urn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ballots', tequio.foundation.vault.fields.SealedField()),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.process')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='urns', to='deliberation.round')),
            ],
            options={
                'verbose_name': 'urna',
                'ordering': ['id'],
            },
        ),
    ]
