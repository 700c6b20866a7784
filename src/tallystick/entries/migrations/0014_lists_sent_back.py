"""A recorded list may be sent back to who recorded it, with what is wrong."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("entries", "0013_freed_references"),
    ]

    operations = [
        migrations.AddField("paperlist", "returned_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "paperlist", "returned_reason", models.TextField(blank=True, default="")
        ),
        migrations.AlterField("paperlist", "returned_reason", models.TextField(blank=True)),
        migrations.AddField(
            "paperlist",
            "returned_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "paperlist",
            "state",
            models.CharField(
                choices=[
                    ("printed", "printed"),
                    ("recorded", "recorded, to be checked by a second person"),
                    ("returned", "sent back, to be recorded anew"),
                    ("checked", "checked and matched"),
                ],
                default="printed",
                max_length=10,
            ),
        ),
    ]
