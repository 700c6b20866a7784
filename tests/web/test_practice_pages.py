"""Practices on their pages: recorded, said anew, taken up, followed, searched and filtered."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from tests.cast import SYSTEM, Cast
from tests.exchanges.announcing import keep

from tallystick.access.models import User
from tallystick.exchanges.models import Practice, PracticeAdoption, PracticeStep
from tallystick.exchanges.services import record_meeting
from tallystick.programme.services import add_thing

NEW = "/practices/new/"
FORM = {
    "title_en": "A workshop near home", "title_zh": "家门口的帮扶车间", "done_en": "It taught.",
    "done_zh": "边做边教。", "since": "2019-08", "workstream": "industrial", "shared": "yes",
    "origin": "Hill – Dale", "url": "https://example.org/a", "region": "xx-far",
}  # fmt: skip


def client(name: str, language: str = "en") -> Client:
    found = Client(headers={"accept-language": language})
    found.force_login(User.objects.get(username=name))
    return found


def see(name: str, page: str, language: str = "en", status: int = 200) -> str:
    answer = client(name, language).get(page)
    assert answer.status_code == status
    return answer.content.decode()


def send(name: str, status: int, page: str, **form: Any) -> str:
    answer = client(name).post(page, form)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def recorded(**other: Any) -> Practice:
    send("alice", 302, NEW, **{**FORM, **other})
    return Practice.objects.order_by("-pk")[0]


def test_a_clerk_records_one_and_everybody_reads_it(cast: Cast) -> None:
    assert "No practices yet" in see("bob", "/practices/")
    assert "Record a practice" in see("alice", "/practices/")
    assert "Record a practice" not in see("bob", "/practices/")
    made = recorded()
    page = see("chen", f"/practices/{made.code}/", "zh-hans")
    for words in ("家门口的帮扶车间", "边做边教。", "2019-08", "https://example.org/a"):
        assert words in page
    see("bob", NEW, status=404)


def test_every_fault_stands_at_its_field_and_what_was_typed_is_kept(cast: Cast) -> None:
    wrong = {**FORM, "title_en": "", "title_zh": "", "since": "soon", "region": "nowhere"}
    page = send("alice", 422, NEW, **wrong)
    assert 'href="#f-region"' in page
    page = send("alice", 422, NEW, **{**wrong, "region": ""})
    for field in ("title_en", "since"):
        assert f'href="#f-{field}"' in page
    assert 'value="https://example.org/a"' in page
    assert not Practice.objects.exists()


def test_it_is_said_anew_and_its_history_says_why(cast: Cast) -> None:
    made = recorded()
    edit = f"/practices/{made.code}/edit/"
    see("beth", edit, status=404)
    see("alice", "/practices/never/edit/", status=404)
    assert 'value="家门口的帮扶车间"' in see("alice", edit)
    anew = {**FORM, "title_zh": "门口的车间", "version": "1"}
    assert "Say why" in send("alice", 422, edit, **anew)
    send("alice", 302, edit, **anew, why="Shorter.")
    assert "Shorter." in see("bob", f"/practices/{made.code}/")
    assert "meantime" in send("alice", 409, edit, **anew, why="Again.")


def test_it_is_found_by_two_signs_and_by_every_filter(cast: Cast) -> None:
    made = recorded()
    for asked in (
        "search=车间", "workstream=industrial", "region=xx-far", "state=none", "sort=title",
    ):  # fmt: skip
        assert made.title_en in see("bob", f"/practices/?{asked}")
    for asked in ("search=夜校", "framework=sdg:8", "state=in_use", "pairing=quay-fir"):
        page = see("bob", f"/practices/?{asked}")
        assert "Nothing matches" in page
        assert "Clear filters" in page


def test_a_place_takes_it_up_and_says_what_came_of_it(cast: Cast) -> None:
    made = recorded()
    page = f"/practices/{made.code}/"
    assert "Take it up" not in see("bob", page)
    assert "Mill" in see("alice", page)
    take = {
        "form": "adopt", "pairing": "quay-fir", "adopt-region": "xx-fir-mill",
        "adopt-on": "2021-05-06", "adopt-text_en": "We teach too.", "adopt-text_zh": "",
    }  # fmt: skip
    for wrong in ({"adopt-on": "soon"}, {"adopt-region": "none"}, {"adopt-text_en": ""}):
        told = send("alice", 422, page, **{**take, **wrong})
        assert "adopt-" in told.split('href="#f-', 1)[1]
    send("alice", 302, page, **take)
    adopted = PracticeAdoption.objects.get()
    assert "We teach too." in see("bob", page)
    assert "being tried: 1" in see("chen", page)
    assert "We teach too." not in see("chen", page)
    add_thing(
        code="mill", pipeline="project", region="xx-fir-mill", name_en="Old Mill", name_zh="",
        by=SYSTEM,
    )  # fmt: skip
    note = {
        "form": adopted.code, f"{adopted.code}-state": "in_use", f"{adopted.code}-on": "2021-06-01",
        f"{adopted.code}-text_en": "It works.", f"{adopted.code}-things": "mill",
        f"{adopted.code}-indicators": "LC_TOTAL",
    }  # fmt: skip
    told = send("alice", 422, page, **{**note, f"{adopted.code}-things": "nothing"})
    assert f'href="#f-{adopted.code}-things"' in told
    assert "It works." in told
    send("alice", 302, page, **note)
    assert PracticeStep.objects.get().state == "in_use"
    shown = see("bob", page)
    for words in ("It works.", "Old Mill", "nothing in the book yet", "not in the book"):
        assert words in shown
    send("alice", 422, page, form="no-such-adoption")
    assert made.title_en in see("bob", "/practices/?state=in_use")


def test_the_meeting_and_the_readout_it_came_from_are_chosen_and_shown(cast: Cast) -> None:
    met = record_meeting(
        pairing=cast.pairing, kind="visit", held_on=date(2021, 5, 6), title_en="They met",
        title_zh="两地会见", by=cast.alice,
    )  # fmt: skip
    told = keep(cast)
    form = see("alice", f"{NEW}?pairing=quay-fir&meeting={met.code}")
    assert f'<option value="{met.code}" lang="en" selected>6 May 2021 · They met' in form
    assert f'<option value="{told.code}" lang="en">7 May 2021 · Quay and Fir hold' in form
    assert '<option value="quay-fir" selected>' in form
    # Of another pairing nothing is offered; what is chosen stays.
    other = see("alice", f"{NEW}?pairing=oak-elm&readout={told.code}")
    assert f'value="{met.code}"' not in other
    assert f'<option value="{told.code}" lang="en" selected>' in other
    wrong = send("alice", 422, NEW, **{**FORM, "meeting": "never", "readout": "no", "region": ""})
    assert 'href="#f-meeting"' in wrong
    assert 'href="#f-readout"' in wrong
    # A source kept here is enough: no address is needed.
    sources = {"meeting": met.code, "readout": told.code, "url": "", "region": "", "origin": ""}
    made = recorded(**sources)
    assert (made.meeting, made.readout) == (met, told)
    page = f"/practices/{made.code}/"
    for reader in ("alice", "bob"):
        assert f'href="/meetings/{met.code}/"' in see(reader, page)
        assert f'href="/readouts/{told.code}/"' in see(reader, page)
    for language in ("en", "zh-hans"):
        shown = see("chen", page, language)
        for secret in (met.code, told.code, "They met", "两地会见", told.title):
            assert secret not in shown
    assert 'name="meeting"' not in see("alice", f"{page}edit/")


def test_who_sees_no_meeting_is_offered_none_and_may_name_none(cast: Cast) -> None:
    met = record_meeting(
        pairing=cast.pairing, kind="visit", held_on=date(2021, 5, 6), title_en="They met",
        title_zh="两地会见", by=cast.alice,
    )  # fmt: skip
    told = keep(cast)
    form = see("chen", f"{NEW}?meeting={met.code}&readout={told.code}")
    assert f'value="{met.code}"' not in form
    assert "They met" not in form
    assert told.title not in form
    wrong = send("chen", 422, NEW, **{**FORM, "meeting": met.code, "readout": told.code})
    assert 'href="#f-meeting"' in wrong
    assert "They met" not in wrong
    assert not Practice.objects.exists()


def test_a_text_is_as_long_as_its_field_says_and_comes_back_whole(cast: Cast) -> None:
    assert "at most 6,000 characters" in see("alice", NEW)
    long = "Done " * 1200
    made = recorded(done_en=long.strip())
    assert len(made.done_en) == 5999
    told = send("alice", 422, NEW, **{**FORM, "done_en": f"{long}and END"})
    assert 'href="#f-done_en"' in told
    assert "and END</textarea>" in told
    edit = f"/practices/{made.code}/edit/"
    told = send("alice", 422, edit, **FORM, version="1", why="Why " * 501 + "END")
    assert 'href="#f-why"' in told
    assert "Why END</textarea>" in told
