import uuid

import django.db.models.deletion
from django.db import migrations, models

import tequio.foundation.vault.fields


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0001_initial'),
        ('listening', '0004_links_opened_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='Spelling',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('spelling', tequio.foundation.vault.fields.SealedField()),
                ('place', tequio.foundation.vault.fields.SealedField()),
                ('rows', models.PositiveIntegerField()),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.process')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.territory')),
            ],
            options={
                'verbose_name': 'grafía de un lugar',
            },
        ),
    ]
