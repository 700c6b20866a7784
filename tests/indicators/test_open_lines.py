"""What waited on a day in the past is told by what was posted since, not by the whole book.

Of `tallystick.indicators.queries.open_lines`.
"""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import Cast, carry, confirm, enter, sale

from tallystick.entries import services
from tallystick.indicators.export import refresh
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
