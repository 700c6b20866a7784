"""The list of what was sent and printed sorts by each of its columns: files and lists together."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone
from tests.cast import Cast, confirm, sale
from tests.interchange.test_workbook_matching import sent
from tests.interchange.workbooks import SALE, fill
from tests.interchange.workbooks import TOP as FIRST_ROW
from tests.web.test_tables import column, filed
from tests.web.test_workbook_pages import HERE, downloaded, signed_in, upload

from tallystick.interchange.models import ImportRun
from tallystick.web.lists import LISTS


def two_files_and_a_list(cast: Cast) -> Client:
    """Return the browser of who sent a workbook, then a picture, and sees a printed list."""
    confirm(cast, sale(100_00))
    signed_in("beth").post("/entries/paper/", {"where": "quay-fir:supporting"})
    alice = signed_in("alice")
    book = downloaded(alice)
    fill(book["Sale"], FIRST_ROW, **SALE)
    alice.post(HERE, {"file": upload(sent(book), "m-invented.xlsx")})
    alice.post(HERE, {"file": upload(b"%PDF-1.4", "z-invented.pdf")})
    for days, run in enumerate(ImportRun.objects.order_by("name"), 1):
        ImportRun.objects.filter(pk=run.pk).update(sent_at=timezone.now() - timedelta(days))
    return alice


def test_each_column_rises_and_falls(cast: Cast) -> None:
    alice, listing = two_files_and_a_list(cast), LISTS["workbooks"]
    for one in listing.columns:
        assert one.up
        assert one.down
        up, down = (column(alice, listing, one.name, way) for way in (one.up, one.down))
        assert len(up) > 1, one.name
        assert up == sorted(up), one.name
        assert down == up[::-1], one.name
    # The control: what the columns say stands in another order where none is chosen.
    assert filed(alice, listing, "name", "")[1:] == ["m-invented.xlsx", "z-invented.pdf"]
    assert filed(alice, listing, "name", "oldest")[:2] == ["z-invented.pdf", "m-invented.xlsx"]
