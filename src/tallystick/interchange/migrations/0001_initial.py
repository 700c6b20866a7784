"""Files that are sent, their rows, and reminders."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unknown", "not looked at yet"),
                            ("entries", "entries of your side"),
                            ("matching", "answers to what waits"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "being checked"),
                            ("checked", "checked, nothing taken yet"),
                            ("taking", "being taken in"),
                            ("taken", "taken in"),
                            ("dropped", "dropped"),
                        ],
                        default="checking",
                        max_length=10,
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("begun_at", models.DateTimeField(null=True)),
                ("good_rows", models.BooleanField(default=False)),
                ("trouble", models.CharField(blank=True, max_length=30)),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField(null=True)),
                ("wrapped_key", models.BinaryField(null=True)),
                ("report", models.JSONField(default=dict)),
                ("sent_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_runs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "user"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "day"), name="one_reminder_a_person_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RunFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("wrapped_key", models.BinaryField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="interchange.importrun",
                    ),
                ),
            ],
            options={
                "ordering": ["run", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "name"), name="one_file_a_name_and_run")
                ],
            },
        ),
        migrations.CreateModel(
            name="RunRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveIntegerField()),
                ("sheet", models.CharField(blank=True, max_length=120)),
                ("rows", models.CharField(max_length=200)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("new", "enters"),
                            ("known", "stands already"),
                            ("faulty", "to be mended"),
                        ],
                        max_length=6,
                    ),
                ),
                ("said", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="interchange.importrun",
                    ),
                ),
            ],
            options={
                "ordering": ["run", "n"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "n"), name="one_row_a_place_and_run")
                ],
            },
        ),
    ]
