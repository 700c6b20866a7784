"""Announcements and documents of a meeting on their pages, and what is handed out of them."""

from __future__ import annotations

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import Cast, carry, sale
from tests.web.test_meeting_pages import FORM, NEW, client, see, send

from tallystick.exchanges.models import Announcement, Meeting, MeetingDocument

PDF = b"%PDF-1.4\n1 0 obj\nminutes of an invented meeting\n%%EOF\n"


def met() -> Meeting:
    send("alice", 302, NEW, **FORM)
    return Meeting.objects.get()


def test_an_announcement_is_drafted_edited_published_and_corrected(cast: Cast) -> None:
    carry(cast, sale(500_00))
    one = met()
    begin = f"/meetings/{one.code}/announce/"
    assert begin in see("alice", f"/meetings/{one.code}/")
    assert begin not in see("bob", f"/meetings/{one.code}/")
    assert client("bob").get(begin).status_code == 403
    assert "Write the first draft" in see("alice", begin)
    wrong = send(
        "alice", 422, begin, side="supported", **{"figures.2.indicator": "LC_TOTAL",
        "figures.2.year": "2020"},
    )  # fmt: skip
    assert 'href="#f-figures-2-indicator"' in wrong
    assert 'name="figures.8.year"' in send("alice", 200, begin, side="supported", more="figures")
    figure = {"figures.1.indicator": "IC_CONSUMPTION", "figures.1.year": "2020"}
    send("alice", 302, begin, side="supported", **figure)
    made = Announcement.objects.get()
    here = f"/announcements/{made.code}/"
    assert client("bob").get(here).status_code == 404
    page = see("alice", here)
    assert "500 yuan [1]" in page
    assert "Publish what stands here" not in page
    assert "Publish what stands here" in see("amy", here)
    texts = {"title_en": "They met", "body_en": "Sold: 500 yuan [1]", "body_zh": "销售500元 [1]。"}
    refused = send("amy", 422, here, act="publish", edit="0")
    assert 'href="#f-title_zh"' in refused
    send("alice", 302, here, act="save", edit="0", title_zh="两地会见", **texts)
    # Somebody who saw the older draft.
    assert client("alice").post(here, {"act": "save", "edit": "0", **texts}).status_code == 409
    send("alice", 422, here, edit="1")
    send("alice", 302, here, act="refresh", edit="1")
    assert begin in see("alice", f"/meetings/{one.code}/")
    send("amy", 302, here, act="publish", edit="2")
    # What stands is corrected, not drafted anew.
    assert begin not in see("alice", f"/meetings/{one.code}/")
    shown = see("bob", here)
    for words in ("Published", "They met", "两地会见", "/pairings/quay-fir/2020/IC_CONSUMPTION/"):
        assert words in shown
    assert "Edit the draft" not in see("alice", here)
    assert here in see("bob", f"/meetings/{one.code}/")
    text = client("bob").get(f"{here}text/").content.decode()
    assert "[1] http://testserver/pairings/quay-fir/2020/IC_CONSUMPTION/?as_of=" in text
    assert "销售500元 [1]。" in text
    shape = json.loads(client("bob").get(f"{here}json/").content)
    assert (shape["state"], shape["intact"], shape["figures"][0]["posting"]) == (
        "published", True, 1,
    )  # fmt: skip
    assert "everybody reads it" in send("alice", 422, here, act="correct", reason="")
    send("alice", 302, here, act="correct", reason="A name was wrong.")
    second = Announcement.objects.get(version=2)
    met_at = see("bob", f"/meetings/{one.code}/")
    assert "/announcements/?pairing=quay-fir" in met_at
    assert "Published" in met_at
    assert "Draft" not in met_at
    assert "A name was wrong." in see("alice", f"/announcements/{second.code}/")
    assert "Version 2" not in see("bob", here)


def test_a_document_is_added_and_opened_on_the_page_of_its_meeting(cast: Cast) -> None:
    one = met()
    here = f"/meetings/{one.code}/"
    assert 'name="evidence"' in see("alice", here)
    assert 'name="evidence"' not in see("bob", here)
    wrong = send("alice", 422, here, act="document", kind="minutes", lang="en")
    assert 'href="#f-doc_title"' in wrong
    send(
        "alice", 302, here, act="document", kind="minutes", lang="zh-Hans", doc_title="会议纪要",
        evidence=SimpleUploadedFile("jiyao.pdf", PDF),
    )  # fmt: skip
    assert MeetingDocument.objects.get().title == "会议纪要"
    assert f"{here}documents/1/" in see("bob", here)
    answer = client("bob").get(f"{here}documents/1/")
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client("bob").get(f"{here}documents/2/").status_code == 404
    assert client("chen").get(f"{here}documents/1/").status_code == 404


def test_a_figure_half_asked_for_says_what_it_lacks_and_is_named_in_words(cast: Cast) -> None:
    begin = f"/meetings/{met().code}/announce/"
    for indicator, year, wrong in (
        ("FS_GOV_FUND", "", "year"), ("FS_GOV_FUND", "20", "year"), ("", "2020", "indicator"),
    ):  # fmt: skip
        form = {"figures.1.indicator": indicator, "figures.1.year": year}
        said = send("alice", 422, begin, side="supported", **form)
        assert "Name both the figure and its year" in said  # figure-half-asked
        assert f'href="#f-figures-1-{wrong}"' in said
    form = {"figures.1.indicator": "FS_GOV_FUND", "figures.1.year": "1999"}
    said = send("alice", 422, begin, side="supported", **form)
    assert "for Government financial assistance funds in 1999" in said


def test_announcements_are_listed_with_how_they_stand_and_what_took_their_place(
    cast: Cast,
) -> None:
    empty = see("alice", "/announcements/")
    assert "No announcements yet" in empty
    assert 'href="/meetings/?stands=held"' in empty
    assert 'aria-current="page"' in empty
    one = met()
    send("alice", 302, f"/meetings/{one.code}/announce/", side="supported")
    first = Announcement.objects.get()
    here = f"/announcements/{first.code}/"
    assert here in see("alice", "/announcements/?state=draft")
    assert here not in see("alice", "/announcements/?state=published")
    for stranger in ("bob", "chen"):
        assert "No announcements yet" in see(stranger, "/announcements/")
    send("alice", 302, here, act="save", edit="0", title_zh="两地会见", body_zh="会见。")
    send("amy", 302, here, act="publish", edit="1")
    assert "Published 1" in see("bob", "/announcements/")
    send("alice", 302, here, act="correct", reason="A name was wrong.")
    second = Announcement.objects.get(version=2)
    there = f"/announcements/{second.code}/"
    assert there not in see("bob", "/announcements/")
    assert "A later version takes its place" not in see("bob", here)
    send("amy", 302, there, act="publish", edit="0")
    listed = see("bob", "/announcements/?pairing=quay-fir&sort=oldest&search=%E4%BC%9A%E8%A7%81")
    for words in (here, there, "Corrected since 1", "Version 2", "A name was wrong.", "2 announ"):
        assert words in listed
    corrected = see("bob", "/announcements/?state=corrected&side=supported&year=2021")
    assert here in corrected
    assert '<option value="corrected" selected>' in corrected
    first_page = see("bob", here)
    assert "A later version takes its place" in first_page
    assert there in first_page
    assert "Nothing matches" in see("bob", "/announcements/?side=supporting")
    assert "Nothing matches" in see("bob", "/announcements/?search=unheard")
    assert client("chen").get("/announcements/?pairing=quay-fir").status_code == 200
    assert here not in see("chen", "/announcements/?pairing=quay-fir")
