"""Lists of things, agreements, meetings and claims are sorted; the address keeps the order."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from tests.cast import SYSTEM, Cast
from tests.indicators.test_claims import Row, keep, named

from tallystick.access.models import User
from tallystick.exchanges.services import record_meeting
from tallystick.indicators.queries.claiming import claims
from tallystick.programme.services import add_thing, record_agreement

__all__ = ["named"]


def titles(address: str, query: str = "", lang: str = "en") -> list[str]:
    """Return what a list shows, from the top."""
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    client.cookies["django_language"] = lang
    body = client.get(f"{address}{query}").content.decode()
    assert 'name="sort"' in body
    return list(dict.fromkeys(re.findall(r">(Willow|Aspen|Maple|甲|乙|丙)<", body)))


@pytest.fixture
def things(cast: Cast) -> Cast:
    for code, name, zh, place in (
        ("one", "Willow", "丙", "xx-fir-mill"), ("two", "Aspen", "乙", "xx-fir"),
        ("three", "Maple", "甲", "xx-fir-ford"),
    ):  # fmt: skip
        add_thing(
            code=code, pipeline="enterprise", region=place, name_en=name, name_zh=zh, by=SYSTEM
        )
    return cast


def test_named_things_by_name_place_and_newest(things: Cast) -> None:
    assert titles("/things/") == ["Willow", "Maple", "Aspen"]
    assert titles("/things/", "?sort=name") == ["Aspen", "Maple", "Willow"]
    assert titles("/things/", "?sort=place") == ["Aspen", "Maple", "Willow"]
    assert titles("/things/", "?sort=newest") == ["Maple", "Aspen", "Willow"]
    assert titles("/things/", "?sort=nothing") == ["Willow", "Maple", "Aspen"]


def test_in_chinese_a_name_sorts_by_its_chinese(things: Cast) -> None:
    alice = User.objects.get(username="alice")
    User.objects.filter(pk=alice.pk).update(language="zh-hans")
    assert titles("/things/", "?sort=name", "zh-hans") == sorted(["丙", "乙", "甲"])


def test_agreements_by_year_and_title(cast: Cast) -> None:
    for code, title, year in (("a", "Willow", 2020), ("b", "Aspen", 2019), ("c", "Maple", 2021)):
        record_agreement(
            code=code, pairing=cast.pairing, kind="yearly", year=year, title_en=title, title_zh="",
            by=cast.alice,
        )  # fmt: skip
    for address in ("/agreements/", "/pairings/quay-fir/agreements/"):
        assert titles(address) == ["Maple", "Willow", "Aspen"]
        assert titles(address, "?sort=oldest") == ["Aspen", "Willow", "Maple"]
        assert titles(address, "?sort=title") == ["Aspen", "Maple", "Willow"]


def test_meetings_by_day_and_title(cast: Cast) -> None:
    for code, title, day in (("a", "Willow", 3), ("b", "Aspen", 4), ("c", "Maple", 2)):
        record_meeting(
            code=code, pairing=cast.pairing, kind="joint_conference", held_on=date(2020, 3, day),
            title_en=title, title_zh="", by=SYSTEM,
        )  # fmt: skip
    assert titles("/meetings/") == ["Aspen", "Willow", "Maple"]
    assert titles("/meetings/", "?sort=oldest") == ["Maple", "Willow", "Aspen"]
    assert titles("/meetings/", "?sort=title") == ["Aspen", "Maple", "Willow"]


def test_claims_by_period_indicator_and_source(named: Cast) -> None:
    day = date(2019, 6, 30)
    keep(
        Row(row=2, printed="500元", url="https://example.org/c"),
        Row(row=3, printed="300元", period_start=None, period_end=None, as_of=day,
            url="https://example.org/b"),
        Row(row=4, printed="700元", period_start=date(2021, 1, 1), period_end=date(2021, 12, 31),
            indicator="FS_SOCIAL_TOTAL", url="https://example.org/a"),
    )  # fmt: skip

    def printed(sort: str) -> str:
        return "".join(claim.printed[0] for claim in claims(named.alice, sort=sort))

    assert [printed(sort) for sort in ("", "nothing", "newest", "oldest")] == [
        "537", "537", "753", "357",
    ]  # fmt: skip
    assert (printed("indicator")[0], printed("source")) == ("7", "735")
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    shown = client.get("/claims/?sort=newest").content.decode()
    assert '<option value="newest" selected>' in shown
    assert shown.index("700") < shown.index("500") < shown.index("300")
