"""A person has no language of her own until she chooses one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0006_columns")]

    operations = [
        migrations.AlterField(
            "user", "language", models.CharField(max_length=10, default="", blank=True)
        ),
    ]
