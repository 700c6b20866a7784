"""Entries, steps, remarks and paper lists are held to the act log; what was changed is found."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.cast import Cast, carry, confirm, enter, sale

from tallystick.access.models import Act
from tallystick.access.queries import act_problems
from tallystick.entries import services
from tallystick.entries.models import Entry, EntryAct, EntryLine, EntryRemark
from tallystick.entries.queries.consistency import entry_problems
from tallystick.entries.queries.logged import log_problems
from tallystick.entries.queries.reported import hash_now

pytestmark = [pytest.mark.flow, pytest.mark.django_db]
LATER = datetime(2031, 1, 1, tzinfo=UTC)


def found() -> list[tuple[str, str, str]]:
    return [(problem.code, problem.path, problem.value) for problem in log_problems()]


def disputed(cast: Cast) -> Entry:
    row = confirm(cast, sale(500_00))
    services.dispute_entry(
        entry_id=row.pk, version=1, counter=[(1, 480_00)], reason="ours says 480", by=cast.bob
    )
    services.add_remark(entry_id=row.pk, text="Look at page two.", by=cast.bob)
    services.add_remark(entry_id=row.pk, text="It says 500 there.", by=cast.ann)
    return Entry.objects.get(pk=row.pk)


def test_what_was_done_as_it_should_be_is_as_the_log_tells(cast: Cast) -> None:
    carry(cast, sale(own_reference="one"))
    row = disputed(cast)
    for by in (cast.ann, cast.bob):
        services.settle_dispute(
            entry_id=row.pk, version=1, figures=((1, 480_00),), reason="seen", by=by
        )
    gone = enter(cast, sale(own_reference="two"))
    services.withdraw_entry(entry_id=gone.pk, version=1, reason="twice", by=cast.alice)
    assert not found()
    assert not list(act_problems())
    assert EntryAct.objects.count() == sum("step" in (a.after or {}) for a in Act.objects.all())


def test_a_waiting_entry_changed_together_with_its_hash_is_found(cast: Cast) -> None:
    row = confirm(cast, sale(500_00))
    EntryLine.objects.filter(entry=row).update(amount=900_00)
    Entry.objects.filter(pk=row.pk).update(content_hash=hash_now(Entry.objects.get(pk=row.pk)))
    assert not list(entry_problems())  # the hash alone is deceived
    assert found() == [("entry-unlike-log", row.number, "hash")]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"number": "E-1999-0001"}, "number"),
        ({"policy": "single"}, "policy"),
        ({"version": 2}, "version"),
    ],
)
def test_the_number_policy_and_version_of_an_entry_are_held(
    cast: Cast, change: dict[str, Any], what: str
) -> None:
    row = carry(cast, sale())
    Entry.objects.filter(pk=row.pk).update(**change)
    number = change.get("number", row.number)
    assert found() == [("entry-unlike-log", number, what)]


def test_a_link_that_was_laid_between_two_posted_entries_is_found(cast: Cast) -> None:
    one, two = (carry(cast, sale(own_reference=name)) for name in ("one", "two"))
    Entry.objects.filter(pk=two.pk).update(reverses=one)
    assert found() == [("entry-unlike-log", two.number, "reverses")]
    Entry.objects.filter(pk=two.pk).update(reverses=None, half_of=one)
    assert found() == [("entry-unlike-log", two.number, "half_of")]


@pytest.mark.parametrize(
    ("verb", "change"),
    [
        ("disputed", {"counter": [{"n": 1, "amount": 470_00}]}),
        ("disputed", {"reason": "we agree"}),
        ("disputed", {"name": "Somebody"}),
        ("disputed", {"at": LATER}),
        ("confirmed", {"office": "quay"}),
        ("confirmed", {"side": "supporting"}),
        ("submitted", {"verb": "confirmed"}),
    ],
)
def test_a_step_that_was_changed_is_found(cast: Cast, verb: str, change: dict[str, Any]) -> None:
    row = disputed(cast)
    assert not found()
    assert EntryAct.objects.filter(entry=row, verb=verb).update(**change) == 1
    assert found() == [("entry-unlike-log", row.number, "what was said")]


def test_steps_and_remarks_taken_out_or_put_in_are_found(cast: Cast) -> None:
    row = disputed(cast)
    unlike = [("entry-unlike-log", row.number, "what was said")]
    step = EntryAct.objects.get(entry=row, verb="disputed")
    step.delete()
    assert found() == unlike
    step.save()
    assert not found()
    word = EntryRemark.objects.filter(entry=row).latest("pk")
    word.delete()
    assert found() == unlike
    word.save()
    EntryRemark.objects.create(
        entry=row, at=LATER, name="Bob", office="quay", side="supporting", text="We withdraw."
    )
    assert found() == unlike


@pytest.mark.parametrize("change", [{"text": "It says 480."}, {"name": "Bob"}, {"at": LATER}])
def test_a_remark_that_was_changed_is_found(cast: Cast, change: dict[str, Any]) -> None:
    row = disputed(cast)
    word = EntryRemark.objects.filter(entry=row).latest("pk")
    EntryRemark.objects.filter(pk=word.pk).update(**change)
    assert found() == [("entry-unlike-log", row.number, "what was said")]


def test_an_entry_that_is_gone_with_all_that_was_said_is_found(cast: Cast) -> None:
    row = confirm(cast, sale())
    EntryLine.objects.filter(entry=row).delete()
    Entry.objects.filter(pk=row.pk).delete()
    assert found() == [("entry-unlike-log", row.number, "gone")]
