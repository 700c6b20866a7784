"""Readouts on their pages: pasted or sent, shown beside the text, decided item by item."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.exchanges.announcing import FIR, QUAY, RECIPE, keep, name_places, number

from tallystick.access.models import User
from tallystick.exchanges.models import Commitment, Meeting, Readout, ReadoutItem
from tallystick.indicators.models import Claim
from tallystick.kernel.problem import Problem
from tallystick.web.views.claims.claims import source_words

NEW = "/readouts/new/"
FORM = {"pairing": "quay-fir", "side": "supporting", "published": "2021-05-07"}
DECIDED = ("accept", "reject", "reopen")


@pytest.fixture(autouse=True)
def _places(cast: Cast) -> None:
    name_places()


def client(name: str, language: str = "en") -> Client:
    found = Client(headers={"accept-language": language})
    found.force_login(User.objects.get(username=name))
    return found


def see(name: str, page: str, language: str = "en", status: int = 200) -> str:
    answer = client(name, language).get(page)
    assert answer.status_code == status
    return answer.content.decode()


def send(name: str, status: int, page: str, **form: Any) -> Any:
    answer = client(name).post(page, form)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def page_of(one: Readout, n: int = 0) -> str:
    return f"/readouts/{one.code}/{n}/" if n else f"/readouts/{one.code}/"


def decision(one: Readout, n: int) -> str:
    return ReadoutItem.objects.get(readout=one, n=n).decision


def test_a_pasted_text_is_kept_and_opens_beside_its_draft(cast: Cast) -> None:
    assert "Read an announcement" in see("beth", "/readouts/")
    answer = send("beth", 302, NEW, **FORM, text=QUAY.replace("\n", "\r\n"))
    one = Readout.objects.get()
    assert (one.text, one.side, one.published_on) == (QUAY, "supporting", "2021-05-07")
    assert answer["Location"] == f"{page_of(one)}#next"
    page = see("beth", page_of(one))
    for item in one.items.all():
        assert f'id="d{item.n}"' in page, item
        assert f'href="#d{item.n}"' in page, item
    assert "12.5 million yuan" in page
    assert "通稿" in see("beth", page_of(one), "zh-hans")
    assert "are read in by a clerk" not in see("beth", "/readouts/")
    assert "are read in by a clerk" in see("bob", "/readouts/")
    listed = see("bob", "/readouts/?side=supporting&state=waiting&search=doctors")
    assert f'href="{page_of(one)}#next"' in listed
    assert "Nothing matches" in see("bob", "/readouts/?year=1999")


def test_a_source_without_an_address_is_not_called_media(cast: Cast) -> None:
    pasted, printed = keep(cast, url=""), keep(cast, f"{QUAY}More.", url="https://a.example/1")
    assert "Media" not in see("bob", page_of(pasted))
    assert "not stated" in see("bob", page_of(pasted))
    assert "Media" in see("bob", page_of(printed))
    assert [source_words(kind, "") for kind in ("media", "")] == ["", ""]


def test_a_reason_is_whole_however_long_and_refused_where_it_is_too_long(cast: Cast) -> None:
    one = keep(cast)
    told = send("beth", 422, page_of(one), **{"do": "set-aside", "why": "Why " * 501})
    assert "Shorten it to 2000 characters" in told.content.decode()
    n = number(one, "person")
    told = send("beth", 422, page_of(one, n), do="reject", why="Why " * 501 + "END")
    assert "Why END</textarea>" in told.content.decode()
    assert "at most 2,000 characters" in told.content.decode()


def test_every_word_of_the_text_is_shown_once_and_each_item_marks_its_own(cast: Cast) -> None:
    one = keep(cast)
    page = see("beth", page_of(one))
    article = page.partition("<article")[2].partition("</article>")[0].partition(">")[2]
    pieces = re.findall(r'data-in="([\d ]+)"[^>]*>([^<]*)', article)
    for item in one.items.all():
        words = "".join(text for inside, text in pieces if str(item.n) in inside.split())
        assert words == item.words.replace("'", "&#x27;"), item.n
    article = article.replace("</p>", "\n")
    plain = re.sub(r"<sup>\d+</sup>|<[^>]+>", "", article)
    assert plain.split() == one.text.split()


def test_a_file_is_read_and_a_text_beside_it_is_refused(cast: Cast) -> None:
    page = f"<html><body><article><p>{FIR}</p></article></body></html>".encode()
    file = SimpleUploadedFile("fir.html", page, "text/html")
    send("beth", 302, NEW, **{**FORM, "side": "supported"}, file=file)
    one = Readout.objects.get()
    assert (one.file_name, one.media_type) == ("fir.html", "text/html")
    assert "Wang Fang" in one.text
    again = SimpleUploadedFile("fir.html", page, "text/html")
    refused = send("beth", 422, NEW, **FORM, file=again, text="Both").content.decode()
    assert Problem("readout-twice").sentence() in refused
    broken = SimpleUploadedFile("x.pdf", b"%PDF-1.4 nothing", "application/pdf")
    assert "Both" not in send("beth", 422, NEW, **FORM, file=broken).content.decode()


def test_today_leads_whoever_decides_to_what_waits_in_announcements(cast: Cast) -> None:
    one = keep(cast)
    page = see("beth", "/today/")
    assert "Announcements to look at" in page
    assert f'href="{page_of(one)}#next"' in page
    assert "Announcements to look at" not in see("chen", "/today/")
    send("beth", 302, page_of(one), do="set-aside", why="twice")
    assert "Announcements to look at" not in see("beth", "/today/")


def test_a_file_may_bring_its_title_and_a_typed_one_goes_before_it(cast: Cast) -> None:
    kept = json.dumps({"title": "They met \u202e in Quay", "text": QUAY})
    file = SimpleUploadedFile("quay.json", kept.encode())
    send("beth", 302, NEW, **FORM, file=file)
    assert Readout.objects.get().title == "They met in Quay"
    other = SimpleUploadedFile("fir.json", json.dumps({"title": "x", "text": FIR}).encode())
    send("beth", 302, NEW, **{**FORM, "title": "Fir came"}, file=other)
    assert Readout.objects.filter(title="Fir came").exists()


def test_the_same_text_twice_and_an_empty_one_come_back_with_what_was_typed(cast: Cast) -> None:
    one = keep(cast)
    form = {**FORM, "url": "https://fir.gov.cn/2.html"}
    said = send("beth", 409, NEW, **form, text=QUAY).content.decode()
    assert one.code in said
    assert "https://fir.gov.cn/2.html" in said
    assert "doctors" in said
    empty = send("beth", 422, NEW, **{**FORM, "side": ""}, text="   ").content.decode()
    assert "Paste the announcement, or choose its file." in empty
    assert "Choose whose press printed it" in empty
    assert Readout.objects.count() == 1


def test_what_a_decision_was_refused_for_is_said_beside_the_item_itself(cast: Cast) -> None:
    one = keep(cast, re.sub("On May 6, 2021", "Lately", QUAY))
    event = number(one, "event")
    page = send("beth", 422, page_of(one), accept=event).content.decode()
    beside = page.split(f'id="d{event}-e"')[1].split("</li>")[0]
    assert "Say on which day it was" in beside
    assert f'aria-describedby="d{event}-e"' in page
    assert f'<a href="#d{event}">Say on which day it was' in page
    assert page.count("invalid-feedback") == 1


def test_a_text_that_names_other_places_only_is_doubted_while_it_waits(cast: Cast) -> None:
    elsewhere = re.sub("Quay", "Wuxi", re.sub(r"\bFir\b", "Xuzhou", QUAY))
    doubted = "It names places, but none of"
    assert doubted not in see("beth", page_of(keep(cast)))
    one = keep(cast, elsewhere)
    assert doubted in see("beth", page_of(one))
    assert doubted not in see("ann", page_of(one).replace(one.code, keep(cast, FIR).code))
    send("beth", 302, page_of(one), do="set-aside", why="of another pairing")
    assert doubted not in see("beth", page_of(one))


def test_items_are_decided_one_after_the_other_by_button(cast: Cast) -> None:
    one = keep(cast)
    event, li = number(one, "event"), number(one, "person", "Li Hua")
    answer = send("beth", 302, page_of(one), accept=event)
    assert answer["Location"] == f"{page_of(one)}#d{event + 1}"
    held = Meeting.objects.get()
    assert f"/meetings/{held.code}/" in see("bob", page_of(one))
    send("beth", 302, page_of(one), reject=li)
    assert decision(one, li) == "rejected"
    page = see("beth", page_of(one))
    assert f'id="s{li}"' not in page
    assert f'name="reopen" value="{li}"' in page
    send("beth", 302, page_of(one), reopen=li)
    assert decision(one, li) == "waiting"


def test_a_promise_kept_as_it_was_said_stands_on_the_page_of_its_meeting(cast: Cast) -> None:
    one = keep(cast)
    send("beth", 302, page_of(one), accept=number(one, "event"))
    promise = number(one, "commitment", "will send 20 doctors")
    page = f"/meetings/{Meeting.objects.get().code}/"
    assert "Said, without an office" not in see("bob", page)
    send("beth", 302, page_of(one), accept=promise)
    told = see("bob", page)
    assert "Said, without an office and a day" in told
    assert f'href="{page_of(one)}#d{promise}"' in told
    send("beth", 302, page_of(one), reopen=promise)
    send("beth", 302, page_of(one, promise), do="accept", owner="quay", due_on="2021-12-31")
    assert "Said, without an office" not in see("bob", page)


def test_what_is_clear_is_accepted_together_and_figures_become_claims(cast: Cast) -> None:
    one = keep(cast)
    page = see("beth", page_of(one))
    clear = int(re.search(r"Accept (\d+) clear", page)[1])  # type: ignore[index]
    send("beth", 302, page_of(one), do="accept-clear")
    taken = ReadoutItem.objects.filter(readout=one, decision="accepted").count()
    assert taken == clear > 3
    assert {claim.value for claim in Claim.objects.all()} >= {"12500000", "20"}
    assert "clear item" not in see("beth", page_of(one))


def test_a_wish_is_followed_once_it_has_an_office_and_a_day(cast: Cast) -> None:
    one = keep(cast)
    send("beth", 302, page_of(one), accept=number(one, "event"))
    wish = number(one, "commitment", "carried through")
    form = see("beth", page_of(one, wish))
    assert "carried through" in form
    posted = {"text_en": "Carry the projects through", "modality": "hope", "kind": "other"}
    said = send("beth", 422, page_of(one, wish), do="accept", owner="quay", **posted)
    assert "Carry the projects through" in said.content.decode()
    send("beth", 302, page_of(one, wish), do="accept", owner="quay", due_on="2021-12-31", **posted)
    made = Commitment.objects.get()
    assert (made.owner.code, made.text_en) == ("quay", "Carry the projects through")
    assert f"/commitments/{made.code}/" in see("bob", page_of(one))
    assert "Accepted as corrected" in see("beth", page_of(one, wish))


def test_a_wish_leads_first_to_the_meeting_where_it_was_uttered(cast: Cast) -> None:
    one = keep(cast)
    wish = page_of(one, number(one, "commitment", "carried through"))
    leads = f'href="{page_of(one, number(one, "event"))}"'
    assert see("beth", wish).count(leads) == 1
    posted = {"text_en": "Carry the projects through", "modality": "hope", "kind": "other"}
    said = {"owner": "quay", "due_on": "2021-12-31", **posted}
    refused = send("beth", 422, wish, do="accept", **said).content.decode()
    assert refused.count(leads) == 2
    send("beth", 302, page_of(one), accept=number(one, "event"))
    assert leads not in see("beth", wish)


def test_a_slip_of_ten_thousand_is_refused_where_it_is_typed(cast: Cast) -> None:
    one = keep(cast)
    n = number(one, "figure", "12.5 million")
    values = {"value": "1250", "unit": "CNY", "qualifier": "exact", "cumulative": "no"}
    said = send("beth", 422, page_of(one, n), do="accept", **values).content.decode()
    assert 'id="f-value-e"' in said
    assert decision(one, n) == "waiting"


def test_two_announcements_of_one_meeting_are_brought_together(cast: Cast) -> None:
    ours = keep(cast)
    send("beth", 302, page_of(ours), accept=number(ours, "event"))
    held = Meeting.objects.get()
    theirs = keep(cast, FIR, side="supported", by=cast.alice, url="")
    page = see("alice", page_of(theirs))
    assert "Is it about a meeting that is known?" in page
    assert "the same day" in page
    refused = send("alice", 422, page_of(theirs), accept=number(theirs, "event"))
    assert held.code in refused.content.decode()
    assert 'data-stand="d' in refused.content.decode()
    send("alice", 302, page_of(theirs), do="join", meeting=held.code)
    assert Meeting.objects.count() == 1
    page = see("alice", page_of(theirs))
    assert ours.title in page
    compared = page.partition('id="compared"')[2]
    figures = ("12.5 million yuan", "13.4 million yuan")
    for words in ("Differs", "One side alone", "The same", *figures):
        assert words in compared, words
    other = keep(cast, FIR + "Once more.", side="other", by=cast.alice, url="")
    send("alice", 302, page_of(other), do="apart")
    assert Meeting.objects.count() == 2


def test_a_text_of_another_kind_says_so_and_is_set_aside_and_taken_up(cast: Cast) -> None:
    one = keep(cast, RECIPE)
    assert "Nothing was found in it" in see("beth", page_of(one))
    send("beth", 422, page_of(one), do="set-aside", why="")
    send("beth", 302, page_of(one), do="set-aside", why="It is a recipe.")
    page = see("beth", page_of(one))
    assert "It is a recipe." in page
    assert 'value="set-aside"' not in page
    send("beth", 302, page_of(one), do="take-up")
    assert "It is a recipe." not in see("beth", page_of(one))


def test_words_the_reader_passed_over_are_added(cast: Cast) -> None:
    one = keep(cast)
    send("beth", 302, page_of(one), do="pin", kind="achievement", words="joint meeting in Quay")
    added = one.items.get(kind="achievement")
    assert added.words == "joint meeting in Quay"
    send("beth", 422, page_of(one), do="pin", kind="achievement", words="not in the text")


def test_who_only_reads_sees_no_button_and_who_is_of_neither_side_nothing(cast: Cast) -> None:
    one = keep(cast)
    page = see("bob", page_of(one))
    assert not any(f'name="{way}"' in page for way in (*DECIDED, "do"))
    see("bob", page_of(one, 1), status=404)
    send("bob", 403, page_of(one), accept=1)
    see("chen", page_of(one), status=404)
    see("chen", page_of(one, 1), status=404)
    assert one.title not in see("chen", "/readouts/")
    send("chen", 404, page_of(one), accept=1)
    assert decision(one, 1) == "waiting"


def test_what_no_button_sends_is_refused(cast: Cast) -> None:
    one = keep(cast)
    for form in ({}, {"do": "burn"}, {"accept": "x"}, {"accept": "9" * 40}, {"do": "join"}):
        answer = client("beth").post(page_of(one), form)
        assert 400 <= answer.status_code < 500, form
    assert not ReadoutItem.objects.exclude(decision="waiting").exists()


def test_markup_in_a_text_is_shown_as_it_is_printed(cast: Cast) -> None:
    one = keep(cast, QUAY + "<script>alert(1)</script>")
    page = see("beth", page_of(one))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_meeting_shows_what_each_sides_press_says_with_its_words(cast: Cast) -> None:
    ours = keep(cast)
    send("beth", 302, page_of(ours), accept=number(ours, "event"))
    held = f"/meetings/{Meeting.objects.get().code}/"
    page = see("beth", held)
    assert "The press of one side alone is kept" in page
    assert f'href="{page_of(ours)}"' in page
    assert 'href="/readouts/new/?pairing=quay-fir"' in page
    assert 'href="/readouts/new/?pairing' not in see("bob", held)
    theirs = keep(cast, FIR, side="supported", by=cast.alice, url="")
    send("alice", 302, page_of(theirs), do="join", meeting=Meeting.objects.get().code)
    page = see("bob", held)
    assert "The press of one side alone is kept" not in page
    compared = page.partition('id="compared"')[2]
    for words in ("Differs: 3", "12.5 million yuan", "13.4 million yuan", "Wang Fang", "not in it"):
        assert words in compared, words
    for one, kind, words in ((ours, "figure", "12.5"), (theirs, "person", "Wang Fang")):
        assert f'href="{page_of(one)}#d{number(one, kind, words)}"' in compared
    assert "未提及" in see("bob", held, "zh-hans").partition('id="compared"')[2]
    draft = see("bob", page_of(theirs)).partition('id="draft"')[2].partition('id="compared"')[0]
    assert draft.count("The other side's press says otherwise.") == 3


def test_a_text_without_an_event_leaves_a_meeting_by_a_persons_word(cast: Cast) -> None:
    one = keep(cast, RECIPE, title="Chestnuts at the joint meeting")
    page = see("beth", page_of(one))
    new = f"/meetings/new/?pairing=quay-fir&readout={one.code}"
    assert new.replace("&", "&amp;") in page
    assert "Does it tell of a meeting?" not in see("bob", page_of(one))
    assert 'value="Chestnuts at the joint meeting"' in see("beth", new)
    see("beth", "/meetings/new/?readout=never", status=404)
    form = {"pairing": "quay-fir", "kind": "visit", "title_en": "They cooked", "place": "xx-quay"}
    assert 'href="#f-held_on"' in send("beth", 422, new, **form).content.decode()
    send("beth", 302, new, **form, held_on="2021-05-06")
    held = Meeting.objects.get()
    one.refresh_from_db()
    assert (one.meeting, held.title_en, str(held.held_on)) == (held, "They cooked", "2021-05-06")
    assert "Does it tell of a meeting?" not in see("beth", page_of(one))
    send("beth", 409, new, **form, held_on="2021-05-06")
    assert client("beth").get(new).headers["location"] == f"/meetings/{held.code}/"
    assert Meeting.objects.count() == 1
    # One that is known is chosen; while an event waits, it comes first.
    other = keep(cast, RECIPE + "Photo: Quay Daily.")
    assert f'value="{held.code}"' in see("beth", page_of(other))
    send("beth", 302, page_of(other), do="join", meeting=held.code)
    told = keep(cast)
    assert "Does it tell of a meeting?" not in see("beth", page_of(told))
    waits = f"/meetings/new/?pairing=quay-fir&readout={told.code}"
    refused = send("beth", 409, waits, **form, held_on="2021-05-06").content.decode()
    assert Problem("event-waits", "", {"n": number(told, "event")}).sentence() in refused
