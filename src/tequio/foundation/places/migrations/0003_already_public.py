from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("places", "0002_second_factor")]

    operations = [
        migrations.AddField("process", "already_public", models.BooleanField(default=False)),
    ]
