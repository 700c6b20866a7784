"""Lines stated in more than the smallest unit are found by their entry."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("entries", "0002_entry_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entryline",
            index=models.Index(
                condition=models.Q(("precision__gt", 1)),
                fields=["entry"],
                name="line_stated_roughly",
            ),
        ),
    ]
