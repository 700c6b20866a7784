from typing import Any

from django.db import migrations, models


def note_withheld(apps: Any, schema_editor: Any) -> None:
    """Let what was named by its hash so far keep its name and count at its own link."""
    links = apps.get_model("entries", "EntryEvidence").objects
    for link in links.filter(evidence__persons__isnull=False).select_related("evidence"):
        file = link.evidence
        links.filter(pk=link.pk).update(
            noted=file.withheld, noted_name=file.name, noted_persons=file.persons
        )


class Migration(migrations.Migration):
    dependencies = [("entries", "0009_paper_and_file")]

    operations = [
        migrations.AddField(
            model_name="entryevidence",
            name="noted",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="entryevidence",
            name="noted_name",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="entryevidence",
            name="noted_persons",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.RunPython(note_withheld, migrations.RunPython.noop),
    ]
