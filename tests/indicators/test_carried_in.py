"""Past years are brought in with their source, shown apart, and new in no year.

The figures are those of docs/method/carried-in.md, "Worked example". Of `carried_in`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.cast import Cast, carry, enter, sale
from tests.entries.test_carrying import UPPER, firms, over, split
from tests.interchange.workbooks import with_sales

from tallystick.access.models import User
from tallystick.entries.models import Entry, State
from tallystick.entries.queries import carried_in
from tallystick.entries.services import Plan, reverse_entry
from tallystick.indicators.queries import Scorecard, scorecard
from tallystick.indicators.shapes import scorecard_json
from tallystick.interchange.excel.take_entries import take_workbook
from tallystick.journal.queries import head, stands
from tallystick.journal.verify import verify
from tallystick.kernel.problem import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.flow]
MAY = datetime(2020, 5, 4, tzinfo=UTC)
END = date(2020, 12, 31)
PAST = {"move": "carried>sold", "happened_on": date(2018, 12, 31), "reason": "yearbook of 2018"}


def brought_in(cast: Cast) -> Entry:
    carry(cast, sale(500_00), MAY)
    return carry(cast, sale(900_00, title_en="Sold before", **PAST), MAY)


def card(cast: Cast, year: int, as_of: date | None = None) -> Scorecard:
    return scorecard(cast.pairing, year=year, actor=cast.alice, as_of=as_of, all=True)


def figure(found: Scorecard, indicator: str) -> tuple[int | None, str]:
    """Return what both sides hold of an indicator, and what is said of it first."""
    row = next(row for row in found.rows if row.indicator == indicator)
    return row.matched, next((f.code for f in row.flags if f.about == "matched"), "")


def test_it_stands_and_is_new_in_no_year_and_is_shown_apart_in_each(cast: Cast) -> None:
    entry = brought_in(cast)
    in_2018, in_2020 = (card(cast, year) for year in (2018, 2020))
    assert figure(in_2018, "IC_CONSUMPTION") == (None, "not_reported")
    assert figure(in_2020, "IC_CONSUMPTION") == (500_00, "")
    assert sum(stands("east-west", pipeline="sale", stages=["sold"]).values()) == 1_400_00
    for found in (in_2018, in_2020):
        (one,) = found.carried_in
        assert (one.number, one.amount, one.source) == (entry.number, 900_00, "yearbook of 2018")
    assert scorecard_json(in_2018)["carried_in"][0] == {
        "entry": entry.number, "pipeline": "sale", "stage": "sold", "region": "xx-fir",
        "on": "2018-12-31", "unit": "CNY", "amount": 900, "source": "yearbook of 2018",
    }  # fmt: skip
    assert card(cast, 2017).carried_in == ()
    assert card(cast, 2020, as_of=date(2020, 5, 1)).carried_in == ()
    assert verify().ok


def test_what_a_split_carries_is_no_report_of_the_year_and_goes_on_standing(cast: Cast) -> None:
    carry(cast, replace(firms(13), happened_on=date(2019, 5, 6)), MAY)
    silent = card(cast, 2020)
    assert figure(silent, "IC_ENT_NEW") == (None, "not_reported")
    split()
    over(cast, Plan(UPPER))
    after = card(cast, 2020)
    codes = [row.indicator for row in silent.rows]
    assert [figure(after, code) for code in codes] == [figure(silent, code) for code in codes]
    assert stands("east-west", pipeline="enterprise", stages=["landed"]) != {}
    # The control: a report of zero at the heir is one.
    carry(cast, replace(firms(0, region=UPPER), happened_on=date(2020, 8, 1)))
    assert figure(card(cast, 2020), "IC_ENT_NEW") == (0, "")


def test_whoever_sees_nothing_of_the_pair_is_told_nothing(cast: Cast) -> None:
    brought_in(cast)
    now = {"until": END, "seq": head("east-west").seq}
    assert len(carried_in(cast.pairing, actor=cast.bob, **now)) == 1
    assert carried_in(cast.pairing, actor=cast.chen, **now) == ()


def test_what_was_taken_back_is_shown_no_more(cast: Cast) -> None:
    entry = brought_in(cast)
    reverse_entry(entry_id=entry.pk, reason="twice", by=cast.ann, second=cast.bob, at=MAY)
    assert carried_in(cast.pairing, actor=cast.bob, until=END, seq=head("east-west").seq) == ()


def test_without_its_source_it_goes_no_further_than_a_draft(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        enter(cast, sale(900_00, **{**PAST, "reason": " "}))
    assert refused.value.code == "carried-without-source"
    assert Entry.objects.get().state == State.DRAFT


def test_the_form_takes_it_and_the_scorecard_shows_it(cast: Cast) -> None:
    brought_in(cast)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(username="alice"))
    form = "/entries/new/quay-fir/sale/sold/"
    assert 'value="carried"' in client.get(form).content.decode()
    typed = {
        "on": "2017-12-31", "source": "carried", "region": "xx-fir", "partner": "xx-quay",
        "rows": "1", "r1.CNY": "70", "r1.sale_mode": "bought", "r1.channel": "online",
        "statement": "year_to_date", "title_en": "Sold long before", "act": "hand_on",
    }  # fmt: skip
    assert "needs its source" in client.post(form, typed).content.decode()
    assert client.post(form, {**typed, "reason": "list of 2017"}).status_code == 302
    entry = Entry.objects.get(title_en="Sold long before")
    assert (entry.state, entry.source_stage, entry.statement, entry.reason) == (
        State.SUBMITTED, "carried", "itemised", "list of 2017",
    )  # fmt: skip
    page = client.get("/pairings/quay-fir/?year=2020").content.decode()
    assert "From before this book" in page
    assert "yearbook of 2018" in page


def test_a_workbook_takes_it_beside_the_ordinary_rows(cast: Cast) -> None:
    past = {"move": "Carried over: Sold", "on": "2018-12-31", "statement": "", "CNY": 900}
    sheet = with_sales(cast, {}, {**past, "reason": "yearbook of 2018"})
    _read, report = take_workbook(sheet, by=cast.alice)
    assert [problem.code for problem in report.problems] == []
    assert sorted(Entry.objects.values_list("source_stage", "statement")) == [
        ("carried", "itemised"),
        ("outside", "itemised"),
    ]
