"""What the page of an entry says of each side, and whose word it waits for. Invented figures."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client
from tests.cast import Cast, carry, confirm, enter, placed, sale

from tallystick.access.models import User
from tallystick.entries import services
from tallystick.entries.models import Entry


def page(who: str, entry: Entry, lang: str = "en") -> str:
    client = Client(headers={"Accept-Language": lang})
    User.objects.filter(username=who).update(language=lang)
    client.force_login(User.objects.get(username=who))
    return " ".join(client.get(f"/entries/{entry.number}/").content.decode().split())


def said(text: str) -> dict[str, str]:
    """Return the list of what one side, or both, say of the movement."""
    found = re.search(r'<dl class="ts-dl ts-panel mb-0 ts-said">(.*?)</dl>', text)
    assert found is not None
    pairs = re.findall(r"<dt>(.*?)</dt> ?<dd>(.*?)</dd>", found[1])
    return {label: re.sub("<.*?>", "", value) for label, value in pairs}


def test_what_an_unanswered_entry_lacks_is_one_line_and_what_it_says_is_read(cast: Cast) -> None:
    entry = confirm(cast, sale())
    text = page("bob", entry)
    assert text.count("has not said:") == 1
    assert '<span class="ts-void">not said</span>' not in text
    assert said(text)["day"]
    assert "500" in " ".join(said(text).values())


def test_what_both_sides_hold_is_said_once(cast: Cast) -> None:
    text = page("bob", carry(cast, sale()))
    assert "Both sides hold" in text
    assert "has not said:" not in text
    assert text.count(said(text)["day"]) == 1


def test_a_wage_is_said_with_its_unit_in_both_languages(cast: Cast) -> None:
    entry = enter(cast, placed({"partner": 12}))
    assert said(page("alice", entry))["Lowest agreed wage a month"] == "3,200 yuan"
    assert said(page("alice", entry, "zh-hans"))["约定月工资（最低者）"] == "3,200元"


def test_amounts_that_hold_commas_are_told_apart(cast: Cast) -> None:
    report = placed({"partner": 12})
    poor = replace(report.lines[0], unit="person/out_of_poverty", amount=9)
    entry = confirm(cast, replace(report, lines=(report.lines[0], poor, report.lines[1])))
    counter = [(n, amount - 1) for n, amount in entry.lines.values_list("n", "amount")]
    services.dispute_entry(
        entry_id=entry.pk, version=entry.version, counter=counter, reason="Invented.", by=cast.bob
    )
    text = page("bob", entry)
    assert "11 persons; 8 persons, of whom out of poverty or monitored; 11 placements" in text


def test_each_bar_stands_beside_its_side_and_its_figure(cast: Cast) -> None:
    text = page("bob", confirm(cast, sale()))
    bars = re.findall(r'ts-stick-of"><b>(.*?)</b>(.*?)</div>', text)
    assert len(bars) == 2
    assert {"nothing said yet" in rest for _who, rest in bars} == {True, False}


@pytest.mark.parametrize("reader", ["alice", "ann"])
def test_who_waits_reads_which_office_and_who_may_answer(cast: Cast, reader: str) -> None:
    entry = confirm(cast, sale())
    text = page(reader, entry)
    assert "The other side matches or disputes it: " in text
    assert User.objects.get(username="bob").name_en in text
    assert 'href="/pairings/quay-fir/who/"' in text
    assert "matches or disputes it" not in page("bob", entry)


def test_nobody_who_reported_is_named_as_the_second_person(cast: Cast) -> None:
    text = page("alice", enter(cast, sale()))
    told = re.search(r"A second person of the same office confirms it: (.*?)\. <a", text)
    assert told is not None
    assert User.objects.get(username="ann").name_en in told[1]
    assert User.objects.get(username="alice").name_en not in told[1]
