"""A year that was mistyped is told where it is typed, before it moves a calendar or a count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.exchanges.announcing import QUAY, keep, name_places, number
from tests.exchanges.test_commitments import HELD, meeting

from tallystick.access.models import Office
from tallystick.exchanges.models import Commitment
from tallystick.exchanges.queries.proposals import proposals
from tallystick.exchanges.rules.practices import PracticeText
from tallystick.exchanges.services import (
    adopt_practice,
    decide_item,
    record_practice,
    report_fulfilment,
    settle_commitment,
    undertake,
)
from tallystick.kernel.problem import Refused

LONG_AGO = date(201, 5, 6)


def promise(cast: Cast, due_on: date = HELD) -> Commitment:
    words = {"text_en": "Keep it.", "text_zh": "", "by": cast.beth}
    owner = Office.objects.get(code="quay")
    return undertake(pairing=cast.pairing, owner=owner, due_on=due_on, **words)  # type: ignore[arg-type]


def _held(cast: Cast, day: date) -> object:
    return meeting(cast, held_on=day)


def _due(cast: Cast, day: date) -> object:
    return promise(cast, due_on=day)


def _done(cast: Cast, day: date) -> object:
    return report_fulfilment(commitment=promise(cast), done_on=day, text="x", by=cast.beth)


def _settled(cast: Cast, day: date) -> object:
    row = promise(cast)
    return settle_commitment(commitment=row, state="dropped", on=day, reason="x", by=cast.bill)


def _since(cast: Cast, day: date) -> object:
    text = PracticeText("x", done_en="x", since=day.isoformat(), url="https://a.example/")
    return record_practice(text=text, by=cast.beth)


def _adopted(cast: Cast, day: date) -> object:
    text = PracticeText("x", done_en="x", url="https://a.example/")
    made = record_practice(text=text, by=cast.beth)
    words = {"text_en": "x", "text_zh": "", "by": cast.beth}
    region = cast.pairing.supporting
    return adopt_practice(practice=made, pairing=cast.pairing, region=region, on=day, **words)


def _published(cast: Cast, day: date) -> object:
    return keep(cast, published=day.isoformat())


@pytest.mark.parametrize("call", [_held, _due, _done, _settled, _since, _adopted, _published])
def test_no_day_is_kept_that_lies_centuries_ago(
    cast: Cast, call: Callable[[Cast, date], object]
) -> None:
    with pytest.raises(Refused) as refused:
        call(cast, LONG_AGO)
    assert "day-too-early" in {one.code for one in refused.value.problems}
    assert call(cast, HELD)  # the control


def test_a_due_day_so_far_ahead_is_a_slip(cast: Cast) -> None:
    year = timezone.localdate().year
    with pytest.raises(Refused) as refused:
        promise(cast, due_on=date(year + 31, 1, 1))
    assert [(one.code, one.path) for one in refused.value.problems] == [("day-too-far", "due_on")]
    assert promise(cast, due_on=date(year + 30, 12, 31))


def test_nothing_was_published_on_a_day_to_come(cast: Cast) -> None:
    """ "On May 6" of such a text would be a day of that year."""
    ahead = timezone.localdate() + timedelta(days=2)
    for day in (ahead.isoformat(), str(ahead.year + 1), "9999"):
        with pytest.raises(Refused) as refused:
            keep(cast, published=day)
        assert [(p.code, p.path) for p in refused.value.problems] == [("day-to-come", "published")]
    assert keep(cast, published=str(timezone.localdate().year))


def test_no_figure_speaks_of_a_year_that_nobody_means(cast: Cast) -> None:
    name_places()
    made = keep(cast)
    for field, day in (("start", "0201-05-06"), ("as_of", "9999-12-31")):
        with pytest.raises(Refused) as refused:
            decide_item(
                readout=made, n=number(made, "figure", "12.5"), decision="corrected", by=cast.beth,
                said={field: day},
            )  # fmt: skip
        assert ("said-no-day", field) in {(p.code, p.path) for p in refused.value.problems}


@pytest.mark.parametrize(
    "url", ["http://[", "https://a]b/", "https://ln.gov.cn@a.example/", "https://a.example\\@b.cn"]
)
def test_no_address_is_kept_that_leads_elsewhere_or_breaks_a_page(cast: Cast, url: str) -> None:
    for call in (
        lambda: meeting(cast, url=url),
        lambda: keep(cast, QUAY, url=url),
        lambda: report_fulfilment(
            commitment=promise(cast), done_on=HELD, text="x", url=url, by=cast.beth
        ),
        lambda: record_practice(text=PracticeText("x", done_en="x", url=url), by=cast.beth),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert [(p.code, p.path) for p in refused.value.problems] == [("not-a-link", "url")]


def test_a_name_has_something_that_can_be_seen(cast: Cast) -> None:
    for title in ("\u200b", " \u3164", "\u2800\ufeff"):
        with pytest.raises(Refused) as refused:
            meeting(cast, title_en=title, title_zh="")
        assert [(p.code, p.path) for p in refused.value.problems] == [("text-blank", "title_en")]


@pytest.mark.parametrize(
    "text",
    [
        "On May 6, 2021, Quay met Fir in Quay. By Feb 30, 2021 it gave 5 million yuan.",
        "2021年5月6日，Quay与Fir举行会议，2021年13月投入资金100万元，截至2021年2月31日投入3亿元。",
    ],
)
def test_a_day_that_no_calendar_has_leaves_a_readout_readable(cast: Cast, text: str) -> None:
    made = keep(cast, text)
    figures = [one.n for one in made.items.filter(kind="figure")]
    assert figures
    assert all(proposals(made)[n]["value"] for n in figures)
