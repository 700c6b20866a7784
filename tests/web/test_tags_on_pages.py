"""Tags on the page of what is tagged: put on and taken off there, by whoever may."""

from __future__ import annotations

import re

from tests.cast import Cast
from tests.exchanges.test_commitments import promise
from tests.exchanges.test_meetings import hold
from tests.web.test_practice_pages import client, recorded, see, send

from tallystick.exchanges.models import FrameworkTag
from tallystick.programme.services import add_thing, record_agreement


def pages(cast: Cast) -> dict[str, str]:
    """Return kind → code of one thing of each kind."""
    deal = record_agreement(
        code="clinic", pairing=cast.pairing, kind="sector", year=2021, title_en="Clinic",
        title_zh="", by=cast.beth,
    )  # fmt: skip
    mill = add_thing(
        code="mill", pipeline="project", region="xx-fir-mill", name_en="Mill", name_zh="",
        by=cast.alice.system_actor("cast"),
    )  # fmt: skip
    return {
        "meeting": hold(cast).code, "commitment": promise(cast, meeting=None).code,
        "agreement": deal.code, "thing": mill.code, "practice": recorded().code,
    }  # fmt: skip


def test_each_kind_of_thing_is_tagged_on_its_own_page(cast: Cast) -> None:
    for kind, code in pages(cast).items():
        page = f"/{kind}s/{code}/"
        assert 'value="sdg:8"' in see("alice", page), kind
        assert 'id="f-tag-element"' not in see("bob", page), kind
        form = {"kind": kind, "target": code}
        answer = client("alice").post("/tags/", {**form, "element": "sdg:8"})
        assert (answer.status_code, answer["Location"]) == (302, f"{page}#tags")
        shown = see("bob", page)
        assert 'href="/frameworks/sdg/?element=8"' in shown, kind
        assert 'name="off"' not in shown
        shown = see("alice", page)
        assert 'value="sdg:8"' not in shown
        off = re.search(r'name="off" value="(\d+)"', shown)
        assert off, kind
        send("bob", 403, "/tags/", **form, off=off[1])
        send("alice", 302, "/tags/", **form, off=off[1])
        last = see("alice", page)
        assert "?element=8" not in last
        if kind in ("commitment", "practice"):
            # Its history says in words that it was put on, and taken off.
            assert last.count("Sustainable Development Goals · Goal 8.") == 2, kind
    assert FrameworkTag.objects.count() == 5


def test_what_is_wrong_is_said_and_a_stranger_finds_nothing(cast: Cast) -> None:
    form = {"kind": "meeting", "target": hold(cast).code}
    send("chen", 404, "/tags/", **form, element="sdg:8")
    send("bob", 403, "/tags/", **form, element="sdg:8")
    for bad in ({"element": "sdg:none"}, {"element": "never:8"}, {"element": ""}, {"off": "x"}):
        answer = client("alice").post("/tags/", {**form, **bad}, follow=True)
        assert "alert-danger" in answer.content.decode(), bad
    send("alice", 404, "/tags/", kind="sea", target="mill", element="sdg:8")
    assert client("alice").get("/tags/").status_code == 405
    assert not FrameworkTag.objects.exists()


def test_a_framework_shows_one_element_alone_and_the_way_to_all(cast: Cast) -> None:
    one = see("bob", "/frameworks/sdg/?element=8")
    assert 'id="e-8"' in one
    assert 'id="e-9"' not in one
    assert "All elements" in one
    assert 'id="e-9"' in see("bob", "/frameworks/sdg/?element=none")
