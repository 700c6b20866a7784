"""Two who use one code at once: one password is set."""

from __future__ import annotations

import pytest
from tests.cast import SYSTEM
from tests.databases import CommittedDatabase

from tallystick.access.models import OneTimeCode, User
from tallystick.access.services import add_user, make_code, use_code
from tallystick.kernel.actor import Actor

pytestmark = pytest.mark.journal
NOBODY = Actor(None, "", "nobody")


def use(code: str, password: str) -> User:
    return use_code(username="nora", code=code, password=password, by=NOBODY)


def test_two_who_use_one_code_at_once_set_one_password(committed_db: CommittedDatabase) -> None:
    user = add_user(username="nora", name_en="Nora", by=SYSTEM)
    made = make_code(user=user, by=SYSTEM)
    words = ("first-long-password", "second-long-password")
    results = committed_db.together(*(lambda w=w: use(made.code, w) for w in words))
    assert sorted(isinstance(result, User) for result in results) == [False, True]
    used = OneTimeCode.objects.get(user=user)
    assert used.used_at is not None
