"""Views of lists that somebody keeps by a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_kept_forms"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("path", models.CharField(max_length=200)),
                ("query", models.CharField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to="access.office",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["path", "name"],
                "indexes": [models.Index(fields=["path"], name="saved_view_by_path")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "path", "name"), name="one_saved_view_a_name_and_page"
                    )
                ],
            },
        ),
    ]
