"""Create the table of sealed records by SQL, as the journal's other tables are made."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQL = Path(__file__).resolve().parent.parent / "sql"
first = import_module("tallystick.journal.migrations.0001_initial")


def create_records(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    text = (SQL / f"{schema_editor.connection.vendor}_records.sql").read_text("utf-8")
    for statement in filter(None, (first._without_comment(part) for part in text.split("\n\n"))):
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.RunPython(create_records, elidable=False),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("about", models.CharField(max_length=200)),
                ("recorded_at", models.CharField(max_length=27)),
                ("content", models.TextField()),
                ("leaf", models.BinaryField()),
                ("prev", models.BinaryField()),
                ("chain", models.BinaryField()),
            ],
            options={"db_table": "journal_record", "managed": False},
        ),
    ]
