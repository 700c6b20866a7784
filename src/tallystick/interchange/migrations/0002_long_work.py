"""Long work beside the runs of files."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interchange", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LongWork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "at work"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                            ("failed", "came to nothing"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("title", models.CharField(max_length=300)),
                ("asked", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField(null=True)),
                ("content_key", models.BinaryField(null=True)),
                ("content_sha256", models.CharField(blank=True, max_length=64)),
                ("answer", models.JSONField(default=dict)),
                ("page", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("file", models.BinaryField(null=True)),
                ("file_key", models.BinaryField(null=True)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("kept_until", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="long_work",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("user", "digest"),
                        name="same_work_once_at_a_time",
                    )
                ],
            },
        ),
    ]
