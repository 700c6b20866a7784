"""A blind half on its page: covered, then shown to the other side, and since when."""

from __future__ import annotations

from tests.cast import SYSTEM, Cast, confirm
from tests.entries.test_blind import half
from tests.web.test_workbook_pages import signed_in

from tallystick.entries import services
from tallystick.programme.services import set_matching_policy


def test_a_page_says_when_a_blind_half_was_shown(cast: Cast) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried in both", by=SYSTEM
    )
    lead, ann = confirm(cast, half("supported")), signed_in("ann")
    page = ann.get(f"/entries/{lead.number}/").content.decode()
    assert "The other side sees nothing of this half" in page
    assert "Shown to the other side" not in page
    confirm(cast, half("supporting"))
    assert "Shown to the other side on" in ann.get(f"/entries/{lead.number}/").content.decode()
    services.reverse_entry(entry_id=lead.pk, reason="sold twice", by=cast.ann, second=cast.bob)
    again = confirm(cast, half("supported"))
    page = ann.get(f"/entries/{again.number}/").content.decode()
    assert "was shown to the other side before: matched openly" in page
