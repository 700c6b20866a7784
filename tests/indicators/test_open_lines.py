"""What waited on a day in the past is told by what was posted since, not by the whole book.

Of `tallystick.indicators.queries.open_lines`.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import Cast, carry, confirm, enter, sale

from tallystick.entries import services
from tallystick.entries.models import EntryAct
from tallystick.indicators.export import refresh
from tallystick.indicators.queries import open_lines as asked_for
from tallystick.indicators.queries.open_lines import open_lines
from tallystick.journal.queries import head


def test_what_was_posted_since_is_shown_as_waiting_and_the_years_before_are_not_read(
    cast: Cast,
) -> None:
    old = [carry(cast, sale(n)) for n in (1, 2, 3)]
    seq = head("east-west").seq
    entry, still = confirm(cast, sale(400)), confirm(cast, sale(500))
    enter(cast, sale(700))
    by = timezone.now()
    services.match_entry(entry_id=entry.pk, version=1, basis="own_record", by=cast.bob)
    carry(cast, sale(600, happened_on=date(2020, 4, 1)))
    made = refresh("east-west")
    with CaptureQueriesContext(connection) as asked:
        found = open_lines(made, seq=seq, by=by).to_pylist()
    assert sorted((row["amount"], row["state"]) for row in found) == [
        (400, "waiting"),
        (500, "waiting"),
    ]
    said = " ".join(query["sql"] for query in asked)
    assert still.pk in said
    assert not [row for row in old if row.pk in said]


@pytest.mark.parametrize("one_writes", [True, False])
def test_a_step_that_comes_to_be_seen_late_is_seen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, one_writes: bool
) -> None:
    monkeypatch.setattr(asked_for, "one_writes", lambda: one_writes)
    entry = confirm(cast, sale(400))
    newest = EntryAct.objects.filter(entry=entry).latest("id")
    # Another step took the number before and is not written down yet.
    EntryAct.objects.filter(pk=newest.pk).update(id=newest.pk + 2)
    by, made = timezone.now(), refresh("east-west")

    def states() -> list[str]:
        return [row["state"] for row in open_lines(made, seq=0, by=by).to_pylist()]

    assert states() == states() == ["waiting"]
    newest.pk, newest.verb = newest.pk + (3 if one_writes else 1), "disputed"
    newest.at = by
    newest.save(force_insert=True)
    assert states() == ["disputed"]
