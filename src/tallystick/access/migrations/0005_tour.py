"""Where somebody is in the guided first visit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_saved_views"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="tour",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
    ]
