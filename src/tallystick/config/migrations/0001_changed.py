"""The mark of the database: a word for each transaction that may write at the same time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the table of `config.Changed`."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Changed",
            fields=[
                ("slot", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("word", models.CharField(max_length=32)),
            ],
        ),
    ]
