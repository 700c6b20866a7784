"""What is late leads to the form that enters it: its pairing, its period and its kinds."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from tests.cast import SYSTEM, Cast, enter, sale

from tallystick.access.models import User
from tallystick.entries.queries import due_reports
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.reporting import Duty
from tallystick.programme.services import set_duty
from tallystick.web.views.entries.due_form import entering, read_due, steps_of
from tallystick.web.views.today.deadlines import due_rows

pytestmark = pytest.mark.flow
TODAY = date(2020, 11, 20)


@pytest.fixture
def quarterly(cast: Cast) -> Cast:
    """Sales and funds are reported by A, quarter by quarter, since 2020."""
    for kind in ("sale", "funds"):
        duty = Duty(kind, "quarterly", "supported", 5, 5, since=date(2020, 1, 1))
        set_duty(pairing=cast.pairing, duty=duty, by=SYSTEM)
    return cast


@pytest.fixture
def alice(quarterly: Cast) -> Client:
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    return client


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


def test_one_kind_of_one_step_is_its_form(cast: Cast) -> None:
    found = entering("quay-fir", "2020-Q3", ["sale"], TODAY)
    assert found == "/entries/new/quay-fir/sale/sold/?on=2020-09-30"
    assert entering("quay-fir", "2020-Q4", ["sale"], TODAY).endswith("?on=2020-11-20")


def test_several_kinds_or_steps_are_chosen_from_and_nothing_else(alice: Client) -> None:
    address = entering("quay-fir", "2020-Q3", ["sale", "funds"], TODAY)
    page = shown(alice, address)
    assert "To report for quarter 3 of 2020" in page
    forms = set(re.findall(r'href="(/entries/new/[^"]+)"', page)) - {
        "/entries/new/?pairing=quay-fir"
    }
    kinds = {"funds": steps_of(pipelines()["funds"]), "sale": steps_of(pipelines()["sale"])}
    assert forms == {
        f"/entries/new/quay-fir/{kind}/{step.code}/?on=2020-09-30"
        for kind, steps in kinds.items()
        for step in steps
    }
    assert '"/entries/table/quay-fir/sale/?period=2020-Q3"' in page
    assert '"/entries/workbooks/?where=quay-fir&period=2020-Q3"' in page.replace("&amp;", "&")
    assert 'href="/entries/new/?pairing=quay-fir">Everything that can be reported' in page


def test_its_form_begins_with_the_end_of_its_period(alice: Client) -> None:
    page = shown(alice, "/entries/new/quay-fir/sale/sold/?on=2020-09-30")
    assert re.search(r'name="on" value="2020-09-30"', page)


def test_a_month_and_a_quarter_due_on_the_same_day_are_two_rows(cast: Cast) -> None:
    for kind, cadence in (("sale", "monthly"), ("funds", "quarterly")):
        duty = Duty(kind, cadence, "supported", 5, 5, since=date(2020, 1, 1))
        set_duty(pairing=cast.pairing, duty=duty, by=SYSTEM)
    found = [one for one in due_reports(cast.alice, TODAY) if one.period.end == date(2020, 9, 30)]
    assert len({one.period.report_by for one in found}) == 1
    assert {one.period: one.href for one in due_rows(found)} == {
        "Sep 2020": entering("quay-fir", "2020-09", ["sale"], TODAY),
        "quarter 3 of 2020": entering("quay-fir", "2020-Q3", ["funds"], TODAY),
    }


def test_sorting_what_is_reported_too_keeps_it(alice: Client) -> None:
    kept = '<input type="hidden" name="show" value="all">'
    assert kept in shown(alice, "/deadlines/?show=all")
    assert kept not in shown(alice, "/deadlines/")


def test_showing_what_is_reported_too_keeps_the_order(alice: Client) -> None:
    more = shown(alice, "/deadlines/?sort=-who&columns=period&columns=who&page=1")
    assert 'href="/deadlines/?sort=-who&columns=period&columns=who&show=all"' in more
    fewer = shown(alice, "/deadlines/?show=all&sort=-who")
    assert 'href="/deadlines/?sort=-who">Show only what is open' in fewer


def test_the_lists_of_deadlines_lead_there(alice: Client) -> None:
    for page in ("/today/", "/deadlines/"):
        found = re.findall(r'href="(/entries/new/\?[^"]+)"', shown(alice, page))
        asked = [one for one in found if "period=" in one]
        assert asked, page
        assert all("pairing=quay-fir" in one and "kind=" in one for one in asked), page


def test_as_last_time_speaks_of_what_is_due(alice: Client, quarterly: Cast) -> None:
    entry = enter(quarterly, sale(happened_on=date(2020, 6, 30), title_en="Sold in June 2020"))
    form = shown(alice, f"/entries/new/quay-fir/sale/sold/?last={entry.number}&on=2020-09-30")
    assert re.search(r'name="on" value="2020-09-30"', form)
    assert re.search(r'name="title_en" value="Sold in September 2020"', form)


@pytest.mark.parametrize("code", ["", "soon", "2020-Q5", "2999-Q1"])
def test_what_is_no_period_narrows_nothing(code: str) -> None:
    assert read_due({"period": code, "kind": "sale"}, TODAY) is None
    assert read_due({"period": "2020-Q3", "kind": "target,nothing"}, TODAY) is None
