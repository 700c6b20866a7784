"""Frameworks on their pages: listed, stated, tagged, and a year read by one."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone
from tests.cast import A, B, Cast, promise, sign
from tests.exchanges.test_meetings import hold
from tests.web.test_practice_pages import see, send

from tallystick.exchanges.models import FrameworkTag
from tallystick.programme.models import AgreementVersion, Framework
from tallystick.programme.queries.agreements import year_with_targets

NEW = "/frameworks/new/"
FORM = {
    "pairing": "quay-fir", "code": "two-ends", "name_en": "Two ends", "source": "Minutes",
    "elements.2.code": "roads", "elements.2.name_en": "Roads", "elements.2.indicators":
    "OUT_FACILITIES", "elements.3.code": "water", "elements.3.name_zh": "水",
}  # fmt: skip


def test_a_head_states_one_and_its_next_version(cast: Cast) -> None:
    see("alice", NEW, status=404)
    assert "State a framework" in see("amy", "/frameworks/")
    assert 'name="elements.8.code"' in send("amy", 200, NEW, **FORM, more="elements")
    send("amy", 302, NEW, **FORM)
    page = see("bob", "/frameworks/two-ends/", "zh-hans")
    for words in ("Two ends", "Roads", "水", "无相关指标"):
        assert words in page
    assert "Two ends" not in see("chen", "/frameworks/")
    see("chen", "/frameworks/two-ends/", status=404)
    again = f"{NEW}?of=two-ends"
    assert 'value="roads"' in see("amy", again)
    for gone in ("sdg", "never"):
        see("amy", f"{NEW}?of={gone}", status=404)
    bent = {**FORM, "of": "two-ends", "elements.2.name_en": "Rails"}
    told = send("amy", 422, NEW, **bent)
    assert 'href="#f-elements-2-code"' in told
    assert 'href="#f-why"' in told
    more = {**FORM, "of": "two-ends", "elements.4.code": "air", "elements.4.name_en": "Air"}
    send("amy", 302, NEW, **more, why="Air is next.")
    assert Framework.objects.count() == 2
    assert "version 1" in see("bob", "/frameworks/two-ends/")
    assert "Air" not in see("bob", "/frameworks/two-ends/?version=1")


def test_something_is_tagged_and_the_tag_taken_off(cast: Cast) -> None:
    met = hold(cast)
    page = "/frameworks/sdg/"
    assert "Tag something" not in see("bob", page)
    put = {"element": "8", "kind": "meeting", "target": met.code}
    # Problems by their codes: tag-of-nothing.
    assert "Name what is tagged" in send("alice", 422, page, **{**put, "target": ""})
    assert 'href="#f-target"' in send("alice", 422, page, **{**put, "target": "none"})
    send("alice", 302, page, **put)
    send("alice", 409, page, **put)
    made = FrameworkTag.objects.get()
    assert "They met" in see("bob", page)
    assert "They met" not in see("chen", page)
    send("chen", 409, page, off=str(made.pk))
    send("alice", 302, page, off=str(made.pk))
    send("alice", 409, page, off=str(made.pk))
    assert "They met" not in see("bob", page)
    see("bob", "/frameworks/never/", status=404)


def test_a_year_is_read_by_a_framework_and_says_what_no_indicator_speaks_to(cast: Cast) -> None:
    page = "/pairings/quay-fir/frameworks/"
    shown = see("bob", f"{page}?framework=five-securities&year=2021")
    assert "No indicator of the catalogue speaks to these" in shown
    assert "Grain security" in shown
    assert "资金支持" in see("bob", f"{page}?rows=all", "zh-hans")
    see("chen", page, status=404)
    assert Client().get(page).status_code == 302


def test_it_opens_on_the_newest_year_in_which_anything_is_promised(cast: Cast) -> None:
    page, now = "/pairings/quay-fir/frameworks/", timezone.localdate().year
    assert f"The year {now} by framework" in see("bob", page)
    promise(cast, {"LC_TOTAL": 40}, signed=False)
    # What is only put forward is no promise yet.
    assert f"The year {now} by framework" in see("bob", page)
    version = AgreementVersion.objects.get()
    sign(version, (A, cast.amy), (B, cast.bill))
    assert "The year 2020 by framework" in see("bob", page)
    assert "The year 2021 by framework" in see("bob", f"{page}?year=2021")
    assert "The year 2020 by framework" in see("bob", f"{page}?year=soon")
    assert year_with_targets(cast.pairing, near=2020) == 2020
    # Where all that is promised is to come, its first year is shown.
    assert year_with_targets(cast.pairing, near=2019) == 2020
    assert year_with_targets(cast.book, near=2020) is None
