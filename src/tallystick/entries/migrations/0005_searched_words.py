"""Words are looked for in an index of what is searched, not in all that is kept of an entry."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("entries", "0004_days_of_entries"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["number", "own_reference", "title_en", "title_zh", "id"],
                name="entry_searched",
            ),
        ),
    ]
