"""When a pairing reports: read by whoever sees it, said by who sets the programme up.

What is no number of days is answered as `deadline-unfit`, no day as `day-missing`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, seat_people

from tallystick.access.models import User
from tallystick.programme.models import Pairing, ReportingDuty
from tallystick.web.views import shared

PAGE = "/pairings/quay-fir/calendar/"
MONTHLY = {
    "pipeline": "sale", "cadence": "monthly", "reporter": "supported", "report_days": "8",
    "match_days": "12", "since": "2020-01-01", "why": "Agreed in January.",
}  # fmt: skip


@pytest.fixture
def office(cast: Cast) -> Cast:
    """The cast, with Root who sets the programme up over both sides."""
    seat_people({"centre": "xx"}, {"root": ("centre", ("administrator",))}, date(2020, 1, 1))
    return cast


def ask(by: str, status: int, form: dict[str, Any] | None = None, address: str = PAGE) -> str:
    client = Client()
    client.force_login(User.objects.get(username=by))
    answer = client.post(address, form) if form is not None else client.get(address)
    assert answer.status_code == status, answer.content.decode()[:1500]
    return answer.content.decode()


def test_who_sets_the_programme_up_says_it_and_both_sides_read_it(office: Cast) -> None:
    assert "No deadlines are agreed here yet" in ask("alice", 200)
    ask("root", 302, MONTHLY)
    row = ReportingDuty.objects.get(pipeline="sale")
    assert (row.cadence, row.report_days, row.match_days) == ("monthly", 8, 12)
    shown = ask("alice", 200)
    assert "8 working days" in shown
    assert "12 working days" in shown
    assert '<form method="post" class="ts-panel' not in shown
    ask("root", 302, {**MONTHLY, "pipeline": "", "cadence": "none"})
    assert "Not reported here" in ask("bob", 200)


def test_the_form_begins_with_what_holds_for_the_pipeline_asked_about(office: Cast) -> None:
    ask("root", 302, MONTHLY)
    begun = ask("root", 200, address=f"{PAGE}?pipeline=sale")
    assert 'name="report_days" value="8"' in begun
    assert '<option value="sale" selected>' in begun
    # Another one has no line yet: a usual month is offered.
    assert 'name="report_days" value="10"' in ask("root", 200, address=f"{PAGE}?pipeline=funds")


def test_every_fault_is_told_at_once_and_nothing_is_kept(office: Cast) -> None:
    told = ask(
        "root", 422,
        {**MONTHLY, "cadence": "weekly", "report_days": "soon", "match_days": "900", "since": ""},
    )  # fmt: skip
    assert "weekly says not how often" in told
    assert "working days after the period, not soon" in told
    assert "working days after the period, not 900" in told
    assert "4 things to mend" in told
    assert 'name="match_days" value="900"' in told
    assert "soon is no day" in ask("root", 422, {**MONTHLY, "since": "soon"})
    assert "no-such" in ask("root", 422, {**MONTHLY, "pipeline": "no-such"})
    assert not ReportingDuty.objects.filter(pairing__code="quay-fir").exists()


def test_nobody_else_says_it(office: Cast) -> None:
    ask("alice", 403, MONTHLY)
    ask("chen", 404, MONTHLY)
    ask("chen", 404)
    assert not ReportingDuty.objects.filter(pairing__code="quay-fir").exists()


def test_deadlines_of_many_pairings_come_page_by_page(
    office: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed = {"cadence": "monthly", "report_days": 8, "match_days": 12, "since": date(2020, 1, 1)}
    for one in Pairing.objects.all():
        ReportingDuty.objects.create(pairing=one, pipeline="sale", reporter="supported", **agreed)
    monkeypatch.setattr(shared, "ROWS", 1)
    first, second = (ask("root", 200, address=f"/deadlines/?page={n}") for n in (1, 2))
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    codes = [set(re.findall(r'id="d-([^"]+)"', page)) for page in (first, second)]
    assert [len(one) for one in codes] == [1, 1]
    assert codes[0] != codes[1]
