from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0003_files_that_come_in'),
    ]

    operations = [
        migrations.AddField('phone', 'name', models.CharField(max_length=16, unique=True)),
        migrations.AddField('phone', 'opened', models.BinaryField(default=b'')),
    ]
