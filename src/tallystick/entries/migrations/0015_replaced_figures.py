"""An amendment keeps the figures it replaced, as far as the other side had read them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("entries", "0014_lists_sent_back")]

    operations = [
        migrations.AddField("entryact", "replaced", models.JSONField(null=True)),
    ]
