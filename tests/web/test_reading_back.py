"""The form reads each amount back and says what is odd about it, before anything is kept."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.cast import Cast, carry, sale
from tests.web.test_new_entry import said, signed_in

from tallystick.entries.models import Entry
from tallystick.entries.queries.warnings import warnings_of_report

SOLD = "/entries/new/quay-fir/sale/sold/"
HELD = "/entries/new/quay-fir/training/held/"
FORM = {
    "rows": "1", "on": "2020-04-10", "region": "xx-fir", "partner": "xx-quay",
    "r1.sale_mode": "bought", "r1.channel": "online", "r1.in": "1",
}  # fmt: skip


def usual(cast: Cast) -> None:
    """Three months in which some 23,000 yuan were sold. Invented."""
    for n, amount in enumerate((23_410_00, 22_900_00, 23_800_00), 1):
        day = datetime(2020, n, 20, 3, tzinfo=UTC)
        carry(cast, sale(amount, happened_on=day.date()), day)


def test_an_amount_is_read_back_with_what_is_odd_about_it(cast: Cast) -> None:
    usual(cast)
    alice = signed_in("alice")
    form = {**FORM, "r1.CNY": "234,100,000"}
    page = said(alice.post(SOLD, {**form, "act": "look"}))
    assert "= 234.1 million yuan" in page
    # 10,000 times what is usual: the clerk hears it now, not the matcher in three weeks.
    assert page.count("ts-amber") == 1
    assert not Entry.objects.filter(happened_on="2020-04-10").exists()
    # It stops nothing: kept as it is, and said once more.
    kept = said(alice.post(SOLD, {**form, "act": "draft"}, follow=True))
    assert Entry.objects.filter(happened_on="2020-04-10").exists()
    assert "Worth a second look" in kept
    # The control: a usual figure is read back and nothing more.
    calm = said(alice.post(SOLD, {**FORM, "r1.CNY": "23,512", "act": "look"}))
    assert "= 23,512 yuan" in calm
    assert "ts-amber" not in calm


def test_what_is_odd_before_it_is_kept_is_what_is_odd_afterwards(cast: Cast) -> None:
    usual(cast)
    report = sale(234_100_000_00, happened_on=datetime(2020, 4, 10, tzinfo=UTC).date())
    region, partner = cast.pairing.supported, cast.pairing.supporting
    odd = warnings_of_report(report, pairing=cast.pairing, region=region, partner=partner)
    assert [(p.code, p.path) for p in odd] == [("warn-ten-thousand", "lines.1")]


def test_training_says_how_many_came_by_persons_or_by_person_times(cast: Cast) -> None:
    """persons-or-times"""
    alice = signed_in("alice")
    form = {**FORM, "r1.audience": "official", "r1.session": "2", "act": "hand_on"}
    refused = alice.post(HELD, form)
    assert refused.status_code == 422
    assert "one of the two is enough" in said(refused)
    assert 'href="#f-r1-person"' in said(refused)
    # One of the two suffices; a draft may wait for it.
    alice.post(HELD, {**form, "act": "draft"})
    alice.post(HELD, {**form, "r1.person_time": "40"})
    states = list(Entry.objects.order_by("number").values_list("state", flat=True))
    assert states == ["draft", "submitted"]
