"""What waits in a book or at a place is found in the order of its days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("entries", "0003_rough_lines"),
        ("programme", "0002_things_by_name"),
        ("regions", "0002_borders"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="entry",
            name="entry_waiting",
        ),
        migrations.RemoveIndex(
            model_name="entry",
            name="entry_waits_at_region",
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["book", "state", "pipeline", "happened_on"], name="entry_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["region", "state", "happened_on"], name="entry_waits_at_region"
            ),
        ),
    ]
