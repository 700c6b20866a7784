"""The month that is much like the last one: a form filled as last time, and what it leaves open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import SAFEGUARDS, Cast, confirm, enter, funds, placed, sale
from tests.web.browsed import said, signed_in, typed

from tallystick.entries import services
from tallystick.entries.models import Entry, State
from tallystick.entries.queries.last_time import habits, sent_before
from tallystick.entries.queries.reportable import reportable
from tallystick.entries.rules.again import answered_again, carried_record, carried_thing, next_day
from tallystick.entries.rules.reports import Report
from tallystick.interchange.excel.columns import Column
from tallystick.interchange.pasted.begun import day_in, rows_of_last_time
from tallystick.interchange.pasted.clipboard import cells_of, text_of_rows
from tallystick.kernel.words import Words
from tallystick.programme.models import PairingSpan, Thing
from tallystick.programme.rules.pipelines import pipelines
from tallystick.web.views.entries.as_last_time import carried
from tallystick.web.views.entries.entry_form import Frame

pytestmark = pytest.mark.flow
MILL = Words("Mill", "磨坊")
PLACED = "/entries/new/quay-fir/placement/placed/"
FRESH = {"record.minors": "0", "record.refusals": "1", "record.complaints_open": "0",
         "record.complaints_closed": "1"}  # fmt: skip


@pytest.fixture
def alice(cast: Cast) -> Client:
    return signed_in("alice")


def batch(cast: Cast) -> Entry:
    """People placed in October last, by place of work; invented."""
    report = placed(
        {"partner": 30}, statement="itemised", happened_on=date(2020, 10, 31),
        region="xx-fir-mill", title_en="Mill: October placements", title_zh="磨坊：10月帮助就业",
        own_reference="M-10",
    )  # fmt: skip
    return enter(cast, report)


def test_places_and_answers_are_carried_and_figures_are_not(alice: Client, cast: Cast) -> None:
    entry = batch(cast)
    page = said(alice.get(f"{PLACED}?last={entry.number}"))
    form = typed(page)
    assert (form["on"], form["region"], form["partner"]) == ("2020-11-30", "xx-fir-mill", "xx-quay")
    assert (form["r1.place"], form["r1.post_kind"]) == ("partner", "market")
    assert (form["r1.person"], form["r1.placement"], form["own_reference"]) == ("", "", "")
    assert (form["title_en"], form["title_zh"]) == (
        "Mill: November placements",
        "磨坊：11月帮助就业",
    )
    assert (form["record.employer"], form["record.consent"]) == ("Works of Fir", "yes")
    assert (form["record.wage_agreed"], form["record.hours_agreed"]) == ("3200", "44")
    for figure in FRESH:
        assert form[figure] == "", figure
    # Seven about the report, two about the row, the answers but for four figures.
    assert page.count("as last time</span>") == 7 + 2 + len(SAFEGUARDS) - len(FRESH)
    assert re.search(r'id="f-r1-person"[^>]* autofocus', page)


def test_a_title_whose_time_is_not_known_is_left_empty_and_says_so(
    alice: Client, cast: Cast
) -> None:
    report = placed(
        {"partner": 30}, statement="itemised", happened_on=date(2020, 10, 31),
        region="xx-fir-mill", title_en="Mill: autumn placements", title_zh="磨坊：9月帮助就业",
    )  # fmt: skip
    entry = enter(cast, report)
    page = said(alice.get(f"{PLACED}?last={entry.number}"))
    assert (typed(page)["title_en"], typed(page)["title_zh"]) == ("", "")
    assert "Last time “Mill: autumn placements”, which names a time" in page
    assert "Last time “磨坊：9月帮助就业”, which names a time" in page


def test_its_figures_come_only_where_they_are_asked_for(alice: Client, cast: Cast) -> None:
    entry = batch(cast)
    page = said(alice.get(f"{PLACED}?last={entry.number}&figures=1"))
    assert (typed(page)["r1.person"], typed(page)["record.refusals"]) == ("30", "3")
    assert "Take its figures too" not in page
    assert "Take its figures too" in said(alice.get(f"{PLACED}?last={entry.number}"))


def test_what_protects_workers_is_asked_again(alice: Client, cast: Cast) -> None:
    """answers-not-asked-again"""
    entry = batch(cast)
    form = typed(said(alice.get(f"{PLACED}?last={entry.number}")))
    form |= {**FRESH, "r1.person": "12", "r1.placement": "12", "act": "hand_on"}
    refused = alice.post(PLACED, form)
    assert refused.status_code == 422
    assert "are those of last time" in said(refused)
    assert 'href="#f-asked_again"' in said(refused)
    assert "as last time</span>" in said(refused)
    assert Entry.objects.count() == 1
    assert alice.post(PLACED, {**form, "asked_again": "yes"}).status_code == 302
    fresh = Entry.objects.exclude(pk=entry.pk).get()
    assert (fresh.state, fresh.happened_on) == (State.SUBMITTED, date(2020, 11, 30))
    assert fresh.details == {**SAFEGUARDS, "refusals": 1, "complaints_open": 0,
                             "complaints_closed": 1}  # fmt: skip


def test_a_draft_keeps_no_answer_that_nobody_asked_again(alice: Client, cast: Cast) -> None:
    entry = batch(cast)
    form = typed(said(alice.get(f"{PLACED}?last={entry.number}")))
    alice.post(PLACED, {**form, **FRESH, "r1.person": "12", "act": "draft"})
    draft = Entry.objects.get(state=State.DRAFT)
    assert not draft.details.keys() & {"consent", "consent_proof", "quota"}
    assert draft.details["employer"] == "Works of Fir"
    edit = f"/entries/{draft.number}/edit/?last={entry.number}"
    again = typed(said(alice.get(edit)))
    assert (again["record.consent"], again["r1.person"]) == ("yes", "12")


@pytest.mark.parametrize(("act", "state"), [("draft", "draft"), ("hand_on", "submitted")])
def test_a_draft_whose_form_comes_back_with_the_tick_is_no_second_one(
    alice: Client, cast: Cast, act: str, state: str
) -> None:
    entry = batch(cast)
    form = typed(said(alice.get(f"{PLACED}?last={entry.number}")))
    form |= {**FRESH, "r1.person": "12", "r1.placement": "12", "act": "draft"}
    alice.post(PLACED, form)
    assert alice.post(PLACED, {**form, "asked_again": "yes", "act": act}).status_code == 302
    fresh = Entry.objects.exclude(pk=entry.pk).get()
    assert (fresh.state, fresh.details["consent"]) == (state, True)


def test_a_draft_that_lacks_something_is_mended_where_it_was_typed(
    alice: Client, cast: Cast
) -> None:
    """A draft, the browser's Back, hand on: refused, mended and handed on, it is the same one."""
    entry = batch(cast)
    form = typed(said(alice.get(f"{PLACED}?last={entry.number}")))
    form |= {**FRESH, "r1.person": "12", "r1.placement": "12", "act": "draft"}
    alice.post(PLACED, form)
    refused = alice.post(PLACED, {**form, "act": "hand_on"})
    assert refused.status_code == 422
    again = typed(said(refused)) | {"asked_again": "yes", "r1.person": "11", "r1.placement": "11"}
    assert (again["form"], again["version"]) == (form["form"], "1")
    assert typed(said(alice.post(PLACED, {**again, "act": "look"})))["version"] == "1"
    assert alice.post(PLACED, {**again, "act": "hand_on"}).status_code == 302
    fresh = Entry.objects.exclude(pk=entry.pk).get()
    assert (fresh.state, fresh.version > 1) == (State.SUBMITTED, True)


def test_an_answer_that_was_changed_is_hers(alice: Client, cast: Cast) -> None:
    entry = batch(cast)
    form = typed(said(alice.get(f"{PLACED}?last={entry.number}")))
    page = said(alice.post(PLACED, {**form, "record.consent": "no", "act": "look"}))
    label = re.search(r'for="f-record-consent">([^<]*<span[^>]*>[^<]*)', page)
    assert label is not None
    assert "as last time" not in label[1]


def test_it_begins_from_the_entry_the_form_today_and_the_choice(alice: Client, cast: Cast) -> None:
    entry = batch(cast)
    link = f'href="{PLACED}?last={entry.number}"'
    Entry.objects.filter(pk=entry.pk).update(happened_on=timezone.localdate().replace(day=1))
    for page in (f"/entries/{entry.number}/", PLACED, "/entries/new/"):
        assert link in said(alice.get(page)), page
    assert link not in said(alice.get("/today/")), "this month's is in"
    before = timezone.localdate().replace(day=1) - timezone.timedelta(days=3)
    Entry.objects.filter(pk=entry.pk).update(happened_on=before)
    assert link in said(alice.get("/today/"))


def test_what_is_no_habit_is_not_offered(alice: Client, cast: Cast) -> None:
    day = timezone.localdate()
    entry = batch(cast)
    assert habits(cast.alice, day, 5) == [], "six years ago"
    Entry.objects.filter(pk=entry.pk).update(happened_on=day)
    assert [one.entry for one in habits(cast.alice, day, 5)] == [entry]
    assert habits(cast.ann, day, 5) == [], "she confirms"
    assert habits(cast.beth, day, 5) == [], "the other side"
    services.withdraw_entry(entry_id=entry.pk, version=1, reason="a slip", by=cast.alice)
    assert habits(cast.alice, day, 5) == []


def test_an_ended_pairing_offers_nothing(alice: Client, cast: Cast) -> None:
    entry = batch(cast)
    day = timezone.localdate()
    Entry.objects.filter(pk=entry.pk).update(happened_on=day)
    PairingSpan.objects.filter(pairing=cast.pairing).update(valid_to=date(2021, 1, 1))
    assert habits(cast.alice, day, 5) == []
    assert "Report the next one like it" not in said(alice.get(f"/entries/{entry.number}/"))


def test_nobody_begins_from_what_is_not_hers(cast: Cast) -> None:
    entry = confirm(cast, sale())
    here = "/entries/new/quay-fir/sale/sold/"
    beth = signed_in("beth")
    assert "from-last" not in said(beth.get(f"{here}?last={entry.number}"))
    assert "Report the next one like it" not in said(beth.get(f"/entries/{entry.number}/"))
    alice = signed_in("alice")
    assert "from-last" in said(alice.get(f"{here}?last={entry.number}"))
    assert "from-last" not in said(alice.get(f"{PLACED}?last={entry.number}")), "another step"
    assert "from-last" not in said(alice.get(f"{here}?last=E-1900-0001"))


def test_a_draft_is_no_last_time(cast: Cast) -> None:
    services.draft_entry(report=sale(), by=cast.alice)
    reach = reportable(cast.pairing, cast.alice)
    assert reach is not None
    assert not sent_before(cast.pairing, reach, "sale", cast.alice, "sold").exists()


def test_the_budget_year_moves_on_with_the_year(alice: Client, cast: Cast) -> None:
    entry = enter(cast, funds("outside>committed", 900_00, happened_on=date(2020, 12, 31)))
    page = said(alice.get(f"/entries/new/quay-fir/funds/committed/?last={entry.number}"))
    assert typed(page)["on"] == "2021-01-31"
    assert typed(page)["r1.budget_year"] == "2021"


def test_the_next_report_is_never_of_a_day_to_come() -> None:
    assert next_day(date(2020, 1, 31), date(2020, 12, 1)) == date(2020, 2, 29)
    assert next_day(date(2019, 12, 31), date(2020, 12, 1)) == date(2020, 1, 31)
    assert next_day(date(2020, 3, 10), date(2020, 3, 12)) == date(2020, 3, 12)


def test_a_paper_and_a_reason_are_those_of_one_report() -> None:
    placement = pipelines()["placement"]
    record = {"roster_hash": "ab", "why_ended": "term", "employer": "Works", "roster_count": 3}
    assert carried_record(placement, record) == {"employer": "Works"}
    assert carried_record(placement, record, figures=True) == {
        "employer": "Works", "roster_count": 3,
    }  # fmt: skip
    said = {"employer": "Works", "quota": "no", "consent": "yes"}
    before = {**record, "quota": False, "consent": False}
    assert answered_again(placement, [said], [before]) == {"quota"}
    # However it is written, a figure too once figures were carried.
    asked = [{"quota": " 否 ", "minors": "0"}]
    before = {"quota": False, "minors": 0}
    assert answered_again(placement, asked, [before]) == {"quota"}
    assert answered_again(placement, asked, [before], figures=True) == {"quota", "minors"}


def project(**changes: Any) -> Report:
    """A project of the mill that was started in October; invented."""
    return sale(
        1, pipeline="project", thing="mill", region="xx-fir-mill", happened_on=date(2020, 10, 5),
        **changes,
    )  # fmt: skip


def test_what_counts_once_is_carried_by_neither_door(cast: Cast) -> None:
    """The form and the table ask the same rule; funds for the same thing name it again."""
    report = project(move="outside>signed")
    assert carried_thing(pipelines()["project"], "mill") == ""
    assert carried_thing(pipelines()["funds"], "mill") == "mill"
    assert carried_thing(pipelines()["funds"], None) == ""
    known = Thing(pipeline="project", code="mill")
    for pipeline, thing in (("project", ""), ("funds", "mill")):
        one = pipelines()[pipeline]
        code = Column("thing", Words("Thing", "对象"), "choice", Words("", ""), {"mill": MILL})
        again = replace(report, pipeline=pipeline)
        table = rows_of_last_time(
            [again], [code], period="2020-11", today=date(2020, 12, 1), lang="en", most=5
        )
        assert cells_of(table)[1:] == ([["Mill"]] if thing else []), pipeline
        reach = reportable(cast.pairing, cast.alice)
        assert reach is not None
        frame = Frame(cast.pairing, one, next(iter(one.stages.values())), reach, [known])
        assert carried(frame, again, figures=False).get("thing", "") == thing, pipeline


TABLE = "/entries/table/quay-fir/placement/"


def text_of(page: str) -> list[list[str]]:
    """Return the rows of a table's page as its box of text holds them."""
    box = re.search(r'<textarea[^>]* name="text"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert box is not None
    return cells_of(box[1])


def test_a_table_starts_from_the_rows_of_last_month(alice: Client, cast: Cast) -> None:
    batch(cast)
    page = alice.get(f"{TABLE}?period=2020-11").content.decode()
    assert "Start from the rows of Oct 2020" in page
    page = alice.get(f"{TABLE}?period=2020-11&last=1").content.decode()
    heads, row = text_of(page)
    found = dict(zip(heads, row, strict=True))
    assert (found["Day"], found["Place of work"]) == ("2020-11-30", "Partner province")
    assert (found["Supported place"], found["Title in Chinese"]) == ("Mill", "磨坊：11月帮助就业")
    assert found["Number (persons)"] == ""
    assert "cell to mend" not in page


def test_a_table_of_last_month_is_filled_checked_and_reviewed(alice: Client, cast: Cast) -> None:
    """answers-not-asked-again"""
    batch(cast)
    heads, row = text_of(alice.get(f"{TABLE}?period=2020-11&last=1").content.decode())
    fresh = {"Number (persons)": "12", "Workers under 16": "0", "Complaints open": "0",
             "Complaints closed": "1", "Offers that were refused": "1"}  # fmt: skip
    row = [fresh.get(head, cell) for head, cell in zip(heads, row, strict=True)]
    text = text_of_rows([[*heads, *(set(fresh) - set(heads))], row + ["0"] * 9])
    form = {"period": "2020-11", "text": text, "last": "1", "usual.statement": "itemised"}
    refused = alice.post(TABLE, {**form, "act": "review"})
    assert refused.status_code == 422
    assert "are those of last time" in said(refused)
    # Another period, set meanwhile, lets nothing through.
    assert 'name="last" value="2020-11"' in said(refused)
    earlier = {**form, "last": "2020-11", "period": "2020-10", "act": "review"}
    assert "are those of last time" in said(alice.post(TABLE, earlier))
    assert alice.post(TABLE, {**form, "act": "review", "asked_again": "yes"}).status_code == 302


def test_both_doors_ask_again_only_for_answers_that_are_unchanged(
    alice: Client, cast: Cast
) -> None:
    entry = batch(cast)
    form = typed(said(alice.get(f"{PLACED}?last={entry.number}")))
    guarded = {code for code, one in pipelines()["placement"].record.entry.items() if one.guard}
    own = {name: "" for name in form if name.removeprefix("record.") in guarded}
    for given, asked in ((own, False), ({**own, "record.quota": form["record.quota"]}, True)):
        page = said(alice.post(PLACED, {**form, **given, "act": "hand_on"}))
        assert ("are those of last time" in page) is asked
    heads, row = text_of(alice.get(f"{TABLE}?period=2020-11&last=1").content.decode())
    words = {pipelines()["placement"].record.entry[code].en: code for code in guarded}
    fresh = ["" if head in words else cell for head, cell in zip(heads, row, strict=True)]
    quota = [
        cell if words.get(head) in (None, "quota") else ""
        for head, cell in zip(heads, row, strict=True)
    ]
    for cells, asked in ((fresh, False), (quota, True)):
        sent = {"period": "2020-11", "text": text_of_rows([heads, cells]), "last": "2020-11"}
        answer = alice.post(TABLE, {**sent, "act": "review"})
        assert (answer.status_code == 422 and "are those of last time" in said(answer)) is asked


def test_a_table_without_a_month_before_offers_none(alice: Client, cast: Cast) -> None:
    batch(cast)
    assert "Start from the rows" not in said(alice.get(f"{TABLE}?period=2020-10"))
    assert len(text_of(alice.get(f"{TABLE}?period=2020-10&last=1").content.decode())) == 1


def test_a_day_answers_to_that_of_the_month_before() -> None:
    june = date(2020, 6, 10)
    assert day_in("2020-02", date(2020, 1, 31), june) == date(2020, 2, 29)
    assert day_in("2020-06", date(2020, 5, 20), june) == june
    assert day_in("2020", date(2019, 12, 10), june) == date(2020, 1, 10)
