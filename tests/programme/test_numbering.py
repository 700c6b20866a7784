"""Codes that are offered: what was chosen stands, and whoever comes second gets another."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from tests.cast import Cast, build_cast
from tests.databases import CommittedDatabase

from tallystick.kernel.problem import Conflict
from tallystick.programme.models import Agreement, Thing
from tallystick.programme.queries.numbering import free_code
from tallystick.programme.services import name_thing, record_agreement

pytestmark = pytest.mark.journal
NAMES = ("Mill hall", "Ford depot", "Bridge yard", "Orchard road", "Quarry school")


def name(cast: Cast, called: str, code: str = "") -> Thing:
    return name_thing(
        pipeline="facility", region="xx-fir-mill", name_en=called, name_zh="", code=code,
        by=cast.alice,
    )  # fmt: skip


def record(cast: Cast) -> Agreement:
    return record_agreement(
        code="quay-fir-2020", pairing=cast.pairing, kind="yearly", year=2020, title_en="The year",
        title_zh="", by=cast.beth,
    )  # fmt: skip


def test_things_named_at_once_have_a_code_each(committed_db: CommittedDatabase) -> None:
    cast = build_cast()
    got: list[Any] = committed_db.together(*(lambda n=n: name(cast, n).code for n in NAMES))
    stem = f"facility-{timezone.localdate().year}"
    assert sorted(got) == [f"{stem}-{n:03}" for n in range(1, len(NAMES) + 1)]


def test_of_two_who_record_one_agreement_one_is_told(committed_db: CommittedDatabase) -> None:
    cast = build_cast()
    got: list[Any] = committed_db.together(lambda: record(cast), lambda: record(cast))
    (told,) = [one for one in got if isinstance(one, Exception)]
    assert isinstance(told, Conflict)
    assert told.code == "code-taken"
    assert Agreement.objects.get().parties.count() == 2


def test_a_number_somebody_chose_moves_no_other(cast: Cast) -> None:
    stem = f"facility-{timezone.localdate().year}"
    for chosen, called in zip((f"{stem}-002", f"{stem}-{'9' * 40}"), NAMES, strict=False):
        name(cast, called, chosen)
    assert [name(cast, called).code for called in NAMES[2:]] == [
        f"{stem}-{n:03}" for n in (1, 3, 4)
    ]
    assert free_code(Thing, stem, first=2, digits=1) == f"{stem}-5"


def test_a_code_of_another_thing_is_refused(cast: Cast) -> None:
    name(cast, NAMES[0], "mill-hall")
    with pytest.raises(Conflict) as told:
        name(cast, NAMES[1], "mill-hall")
    assert [(one.code, one.path) for one in told.value.problems] == [("code-taken", "code")]
    assert name(cast, NAMES[0], "mill-hall").name_en == NAMES[0]
