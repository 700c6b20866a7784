"""Bind every act to all before it: those that stand in the order in which they were written.

The trigger that does it from then on is put in place after the migrations.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tallystick.access.chaining import GENESIS, remove
from tallystick.access.rules import act_leaf, next_link

BATCH = 500
TOLD = ("who", "action", "thing", "thing_id", "before", "after", "why")


def seal_acts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    act_model, seal = apps.get_model("access", "Act"), apps.get_model("access", "ActSeal")
    chain = GENESIS
    rows = act_model._default_manager.order_by("pk")
    for seq, act in enumerate(rows.iterator(BATCH), 1):
        told = {name: getattr(act, name) for name in TOLD}
        leaf = act_leaf(act.at, {**told, "user": act.user_id})
        act_model._default_manager.filter(pk=act.pk).update(leaf=leaf)
        chain = next_link(chain, leaf)
        seal._default_manager.create(seq=seq, act=act.pk, chain=chain)


def unbind(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("access", "0006_earlier_names")]
    operations = [
        migrations.CreateModel(
            name="ActSeal",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("act", models.BigIntegerField(unique=True)),
                ("chain", models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField(
            "act", "leaf", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.RunPython(seal_acts, unbind, elidable=False),
    ]
