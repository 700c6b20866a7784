"""A file is called what each entry calls it: `noted_name` becomes the name of every link."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_links(apps: Any, schema_editor: Any) -> None:
    """Let every link of a file begin with the one name that was kept so far."""
    links, files = (apps.get_model("entries", n) for n in ("EntryEvidence", "Evidence"))
    called = files.objects.filter(pk=OuterRef("evidence")).values("name")
    links.objects.filter(name="").update(name=Subquery(called))


class Migration(migrations.Migration):
    dependencies = [("entries", "0011_second_names")]

    operations = [
        migrations.RenameField("entryevidence", "noted_name", "name"),
        migrations.RunPython(name_links, migrations.RunPython.noop),
        migrations.AlterField("entryevidence", "name", models.CharField(max_length=200)),
    ]
