"""Published figures and the files they came in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programme", "0001_initial"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("taken_at", models.DateTimeField()),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-taken_at"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("content_hash", models.CharField(max_length=64, unique=True)),
                ("supporting_text", models.CharField(max_length=200)),
                ("supported_text", models.CharField(max_length=200)),
                ("unresolved", models.JSONField(default=list)),
                ("level", models.CharField(max_length=20)),
                ("indicator", models.CharField(db_index=True, max_length=40)),
                ("period_start", models.DateField(null=True)),
                ("period_end", models.DateField(null=True)),
                ("as_of", models.DateField(null=True)),
                ("printed", models.CharField(max_length=500)),
                ("value", models.CharField(blank=True, max_length=40)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("qualifier", models.CharField(blank=True, max_length=20)),
                ("cumulative", models.BooleanField()),
                ("status", models.CharField(max_length=20)),
                ("breakdown", models.CharField(blank=True, max_length=200)),
                ("context", models.TextField(blank=True)),
                ("source_kind", models.CharField(max_length=40)),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supporting", "the supporting side's press"),
                            ("supported", "the supported side's press"),
                            ("other", "others"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("url", models.CharField(max_length=500)),
                ("flags", models.JSONField(default=list)),
                (
                    "pairing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="programme.pairing",
                    ),
                ),
                (
                    "supported",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "supporting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="indicators.claimfile",
                    ),
                ),
            ],
            options={
                "ordering": ["file", "row"],
                "indexes": [models.Index(fields=["pairing", "indicator"], name="claim_by_pairing")],
            },
        ),
    ]
