"""Wrong tries to sign in are counted in a row of their own, by one statement a try."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the counted rows."""

    dependencies = [("access", "0004_reminders_wanted")]

    operations = [
        migrations.CreateModel(
            name="Tries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("made", models.PositiveSmallIntegerField()),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
