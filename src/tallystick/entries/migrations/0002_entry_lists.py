"""Indexes by which lists of entries are read in their order."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("entries", "0001_initial"),
        ("programme", "0001_initial"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["-changed_at", "id"], name="entry_newest"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["pairing", "-changed_at", "id"], name="entry_newest_by_pairing"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["-happened_on", "number"], name="entry_latest"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["source_stage", "book"], name="entry_by_source"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["region", "state"], name="entry_waits_at_region"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["partner", "state"], name="entry_waits_at_partner"),
        ),
        migrations.AddIndex(
            model_name="entryact",
            index=models.Index(fields=["channel", "verb"], name="act_by_channel"),
        ),
    ]
