import uuid

import django.db.models.deletion
from django.db import migrations, models

import tequio.foundation.vault.fields


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0001_initial'),
        ('listening', '0002_phones'),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('by', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('kobo', 'formulario de KoboToolbox'), ('odk', 'formulario de ODK Central'), ('survey', 'tabla de encuesta'), ('transcript', 'transcripción'), ('agenda_list', 'agenda que ya existe')], max_length=12)),
                ('name', tequio.foundation.vault.fields.SealedField()),
                ('data', tequio.foundation.vault.fields.SealedField(key_of='id')),
                ('beside', tequio.foundation.vault.fields.SealedField(key_of='id')),
                ('beside_name', tequio.foundation.vault.fields.SealedField(key_of='id')),
                ('choices', tequio.foundation.vault.fields.SealedField(key_of='id')),
                ('counts', models.JSONField(blank=True, default=dict)),
                ('done', models.BooleanField(default=False)),
                ('encounter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='listening.encounter')),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.process')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.territory')),
            ],
            options={
                'verbose_name': 'archivo traído',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Imprint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=24)),
                ('object_id', models.UUIDField()),
                ('submission', models.CharField(max_length=32)),
                ('slot', models.CharField(max_length=32)),
                ('version', models.CharField(max_length=32)),
                ('words', models.CharField(max_length=32)),
                ('replaced', models.DateField(blank=True, null=True)),
                ('delivery', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imprints', to='listening.delivery')),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.process')),
            ],
            options={
                'verbose_name': 'huella',
                'indexes': [models.Index(fields=['process', 'submission'], name='imprint_submission'), models.Index(fields=['object_id'], name='imprint_object')],
            },
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('process', 'number'), name='delivery_number'),
        ),
    ]
