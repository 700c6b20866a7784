"""Which file a mended one comes in place of."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interchange", "0002_long_work"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="replaces",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="interchange.importrun",
            ),
        ),
    ]
