"""A book that has seats already takes the migration that names each seat by a key."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("access", "0001_initial")], [("access", "0002_offices_people_and_codes")]


@pytest.mark.django_db(transaction=True)
def test_two_seats_made_before_keys_get_one_each() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    MigrationExecutor(connection).migrate(BEFORE)
    places = [row for row in latest if row[0] == "regions"]
    old = MigrationExecutor(connection).loader.project_state([*BEFORE, *places]).apps
    region = old.get_model("regions", "Region").objects.create(code="xx-fir", name_en="Fir")
    office = old.get_model("access", "Office").objects.create(code="o", region=region, name_en="O")
    user = old.get_model("access", "User").objects.create(username="ann")
    for role in ("clerk", "head"):
        old.get_model("access", "Seat").objects.create(
            user=user, office=office, role=role, valid_from=date(2020, 1, 1)
        )
    try:
        MigrationExecutor(connection).migrate(AFTER)
        new = MigrationExecutor(connection).loader.project_state(AFTER).apps
        keys = set(new.get_model("access", "Seat").objects.values_list("key", flat=True))
        assert len(keys) == 2
        assert all(len(key) == 36 for key in keys)
    finally:
        for table in ("access_seat", "access_office", "regions_region", "access_user"):
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        MigrationExecutor(connection).migrate(latest)
