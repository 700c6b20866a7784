"""Which columns of each list somebody keeps in sight."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_tour"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="columns",
            field=models.JSONField(default=dict),
        ),
    ]
