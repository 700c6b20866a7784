"""Named things are listed by name without a sort."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0001_initial"),
        ("regions", "0002_borders"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="thing",
            index=models.Index(fields=["name_zh", "code"], name="thing_by_name"),
        ),
    ]
