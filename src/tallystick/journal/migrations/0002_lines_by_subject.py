"""Find the lines of a named thing without reading all that its pipeline ever moved."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS journal_line_subject ON journal_line(subject)"
            " WHERE subject IS NOT NULL",
            "DROP INDEX journal_line_subject",
        ),
    ]
