"""Who only reads is told where to begin; for nobody else does Today say that."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.example import Installation
from tests.web.roles import AUDITOR, MATCHER, OFFICE, Role

from tallystick.access.models import User


def today(role: Role) -> str:
    client = Client()
    client.force_login(User.objects.get(username=role.username))
    return client.get("/today/").content.decode()


@pytest.mark.parametrize("role", [AUDITOR, OFFICE], ids=["auditor", "office"])
def test_who_only_reads_is_told_where_to_begin(on_example: Installation, role: Role) -> None:
    told = today(role)
    assert "Where to begin" in told
    assert "Nothing waits for you" not in told


def test_who_matches_is_told_what_will_appear(on_example: Installation) -> None:
    told = today(MATCHER)
    assert "Entries of the other side appear here" in told
    assert "Where to begin" not in told
