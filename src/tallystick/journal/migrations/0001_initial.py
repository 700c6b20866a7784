"""Create the journal's tables by SQL: Django knows neither deferred nor composite foreign keys."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tallystick.journal.guards import JOURNAL, statements


def create_tables(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for ending in JOURNAL.made:
        for statement in statements(f"{schema_editor.connection.vendor}{ending}"):
            schema_editor.execute(statement, None)


def unmanaged(name: str, *fields: tuple[str, models.Field[Any, Any]]) -> migrations.CreateModel:
    return migrations.CreateModel(
        name=name,
        fields=list(fields),
        options={"db_table": f"journal_{name.lower()}", "managed": False},
    )


def key(*parts: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(
        *parts, blank=True, editable=False, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunPython(create_tables, elidable=False),
        unmanaged(
            "Account",
            ("id", models.BigIntegerField(primary_key=True, serialize=False)),
            ("region", models.CharField(max_length=100)),
            ("partner", models.CharField(max_length=100)),
            ("pipeline", models.CharField(max_length=100)),
            ("stage", models.CharField(max_length=100)),
            ("unit", models.CharField(max_length=100)),
            ("cell", models.TextField()),
        ),
        unmanaged(
            "Book",
            ("id", models.BigIntegerField(primary_key=True, serialize=False)),
            ("code", models.CharField(max_length=100, unique=True)),
        ),
        unmanaged(
            "Day",
            ("pk", key("account", "subject", "day")),
            ("subject", models.CharField(max_length=200)),
            ("day", models.CharField(max_length=10)),
            ("net", models.BigIntegerField()),
            ("balance", models.BigIntegerField()),
        ),
        unmanaged(
            "Line",
            ("pk", key("transaction", "n")),
            ("n", models.IntegerField()),
            ("unit", models.CharField(max_length=100)),
            ("amount", models.BigIntegerField()),
            ("back", models.SmallIntegerField()),
            ("subject", models.CharField(max_length=200, null=True)),
            ("note", models.TextField()),
        ),
        unmanaged(
            "Transaction",
            ("id", models.CharField(max_length=36, primary_key=True, serialize=False)),
            ("kind", models.CharField(max_length=20)),
            ("req_hash", models.BinaryField()),
            ("valid_from", models.CharField(max_length=10)),
            ("recorded_at", models.CharField(max_length=27)),
            ("one_sided", models.SmallIntegerField()),
            ("hand_over", models.CharField(max_length=36, null=True)),
            ("provenance", models.TextField()),
        ),
        unmanaged(
            "Seal",
            (
                "transaction",
                models.OneToOneField(
                    "journal.transaction", models.PROTECT, primary_key=True, serialize=False
                ),
            ),
            ("seq", models.BigIntegerField()),
            ("n_lines", models.IntegerField()),
            ("leaf", models.BinaryField()),
            ("prev", models.BinaryField()),
            ("chain", models.BinaryField()),
        ),
        unmanaged(
            "Record",
            ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
            ("kind", models.CharField(max_length=60)),
            ("about", models.CharField(max_length=200)),
            ("recorded_at", models.CharField(max_length=27)),
            ("content", models.TextField()),
            ("leaf", models.BinaryField()),
            ("prev", models.BinaryField()),
            ("chain", models.BinaryField()),
        ),
    ]
