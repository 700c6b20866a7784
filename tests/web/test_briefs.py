"""The brief of a year: asked for on its page, made of the page's figures, its maker's alone.

Of `ask_for_brief` and `brief_now` too. All figures and names are invented.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation
from tests.cast import Cast, carry, confirm, promise, sale
from tests.exchanges.test_commitments import promise as undertaken
from tests.interchange.test_long_work import beside_worker, codes, go_silent, now, work_on
from tests.web.reading_briefs import ReadBrief, read_brief
from tests.web.test_long_work_pages import client

from tallystick.access.models import Seat
from tallystick.entries.services import dispute_entry
from tallystick.exchanges.models import Commitment
from tallystick.interchange import watch
from tallystick.interchange.models import LongWork
from tallystick.interchange.services import (
    BriefAsked,
    ask_for_brief,
    brief_now,
    file_of_work,
    still_seen,
    stop_work,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, NotFound, Refused
from tallystick.kernel.progress import listening
from tallystick.regions.models import Region
from tallystick.web.templatetags.tallystick import cell_text

__all__ = ["beside_worker"]

HERE = "/pairings/quay-fir/brief/?year=2020"
SITE = "https://tally.example/"


@pytest.fixture
def book(cast: Cast) -> Cast:
    """A target, two sales that both sides hold, one that waits, one in dispute, one commitment."""
    promise(cast, {"IC_CONSUMPTION": 2_000_00}, at=datetime(2020, 1, 12, tzinfo=UTC))
    carry(cast, sale(500_00), datetime(2020, 3, 12, tzinfo=UTC))
    carry(cast, sale(700_00), datetime(2020, 6, 12, tzinfo=UTC))
    confirm(cast, sale(90_00))
    entry = confirm(cast, sale(60_00))
    dispute_entry(
        entry_id=entry.pk,
        version=1,
        counter=[(1, 40_00)],
        reason="We hold less.",
        by=cast.bob,
    )
    undertaken(cast)
    return cast


def made(by: Actor, lang: str = "en", **other: Any) -> ReadBrief:
    return read_brief(brief_now(asked(**other), lang=lang, by=by).content)


def asked(**other: Any) -> BriefAsked:
    return BriefAsked(**{"pairing": "quay-fir", "year": 2020, "site": SITE, **other})


def shown(name: str, query: str, language: str = "en") -> list[list[str]]:
    """Return the cells of the page's scorecard, row by row."""
    page = client(name, language).get(f"/pairings/quay-fir/?{query}").context["page"]
    figures = ("target", "matched", "waiting", "claimed", "last_year")
    with translation.override(language):
        return [
            [f"{row.name}  {row.unit}", *(cell_text(getattr(row, figure)) for figure in figures)]
            for group in page.groups
            for row in group.rows
        ]


def printed(brief: ReadBrief, first: str) -> list[list[str]]:
    """Return the same cells of a brief, without what is printed small beneath them."""
    rows = [row for row in brief.rows(first) if len(row) == 7]
    return [[cell.split("\n")[0] for cell in row[:6]] for row in rows]


@pytest.mark.parametrize("query", ["year=2020", "year=2020&as_of=2020-04-30", "year=2019"])
@pytest.mark.parametrize(("lang", "language", "first"), [
    ("en", "en", "Indicator"), ("zh-Hans", "zh-hans", "指标"),
])  # fmt: skip
def test_its_figures_are_those_of_the_page(
    book: Cast, query: str, lang: str, language: str, first: str
) -> None:
    asked = dict(pair.split("=") for pair in query.split("&"))
    as_of = date.fromisoformat(asked["as_of"]) if "as_of" in asked else None
    brief = made(book.bill, lang, year=int(asked["year"]), as_of=as_of)
    cells = shown("bill", query, language)
    assert printed(brief, first) == cells
    assert bool(cells) is (asked["year"] == "2020")


def test_it_says_what_is_reached_promised_disputed_and_how_to_check(book: Cast) -> None:
    brief = made(book.bill)
    assert [*brief.headings] == [
        "The year in short", "Scorecard", "Industrial cooperation", "What was promised",
        "Where the two sides differ", "How to check a figure",
    ]  # fmt: skip
    assert "Example: figures and names invented" in brief.lines
    assert "0 of 1 target reached." in brief.lines
    (row,) = [row for row in brief.rows("Indicator") if len(row) == 7]
    assert f"Furthest from their targets: {row[0].split('  ')[0]}: {row[6]}." in brief.lines
    assert "Part of 1 figure shown waits for the other side and is not counted yet." in brief.lines
    assert "The two sides differ on 1 figure shown." in brief.lines
    (promised,) = brief.rows("Commitment")
    assert promised[:3] == ["Carry it through.", "quay", "31 Dec 2021"]
    (disputed,) = brief.rows("Entry")
    assert disputed[1:] == ["40 yuan", "60 yuan"]


def test_every_figure_leads_to_its_walk_and_bears_the_code_of_that_page(book: Cast) -> None:
    brief = made(book.bill, as_of=date(2020, 4, 30))
    (checked,) = [row for row in brief.rows("Indicator") if len(row) == 4]
    address = "/pairings/quay-fir/2020/IC_CONSUMPTION/?as_of=2020-04-30"
    assert checked[1] == "500"
    assert checked[3] == f"https://tally.example{address}"
    assert brief.links()["500"] == f"https://tally.example{address}"
    walk = client("bill").get(address).content.decode()
    seal, chain = checked[2].split("\n")
    assert f"<code>{chain}</code>" in walk
    assert f"<dt>Seal</dt><dd>{seal.removeprefix('Seal ')}</dd>" in walk
    (row,) = [row for row in brief.rows("Indicator") if len(row) == 7]
    assert row[2].split("\n")[1] == f"{seal} · {chain[:8]}…{chain[-4:]}"


def test_an_earlier_day_holds_nothing_that_came_later(book: Cast) -> None:
    brief = made(book.bill, as_of=date(2020, 4, 30))
    assert "As recorded by the end of 30 Apr 2020. What came to light later is not in it." in (
        brief.lines
    )
    assert brief.rows("Entry") == []
    assert brief.rows("Commitment") == []
    assert "On 30 April 2020 no commitment is open or past its date." in brief.lines


def test_from_the_scorecard_to_the_file_that_only_its_maker_fetches(
    book: Cast, beside_worker: None
) -> None:
    bill = client("bill")
    card = bill.get("/pairings/quay-fir/?year=2020&as_of=2020-04-30").content.decode()
    href = "/pairings/quay-fir/brief/?year=2020&amp;as_of=2020-04-30"
    assert f'href="{href}"' in card
    asked = bill.post(href.replace("&amp;", "&"), {"lang": "zh-Hans"})
    work = LongWork.objects.get(kind="brief")
    assert (asked.status_code, asked.url) == (302, f"/long-work/{work.pk}/")
    assert work.title == "Quay – Fir，2020年简报（截至2020-04-30）"
    assert bill.post(href.replace("&amp;", "&"), {"lang": "zh-Hans"}).url == asked.url
    done = work_on(work)
    assert (done.state, done.file_name) == (
        "done", "quay-fir-2020-as-of-2020-04-30-brief-zh-Hans.docx",
    )  # fmt: skip
    result = bill.get(asked.url).content.decode()
    assert "Download quay-fir-2020" in result
    file = bill.get(f"{asked.url}file/")
    assert read_brief(file.content).sheet.core_properties.language == "zh-Hans"
    assert done.title in bill.get(HERE).content.decode()
    for name in ("bob", "alice", "chen"):
        assert client(name).get(f"{asked.url}file/").status_code == 404
        assert done.title not in client(name).get(HERE).content.decode()


def test_both_languages_are_made_while_one_waits_where_no_worker_runs(book: Cast) -> None:
    sent = client("bill").post(HERE, {"lang": "both"})
    assert (sent.status_code, sent.url) == (302, f"{HERE}#earlier")
    both = LongWork.objects.filter(kind="brief", state="done")
    assert {work.file_name for work in both} == {
        "quay-fir-2020-brief-en.docx", "quay-fir-2020-brief-zh-Hans.docx",
    }  # fmt: skip


def test_what_was_asked_for_is_kept_whole() -> None:
    for one in (asked(), asked(as_of=date(2020, 4, 30), every=True, level="city", framework="sdg")):
        assert BriefAsked.of_json({**one.as_json(), "lang": "en"}) == one


def test_who_does_not_see_the_pairing_makes_and_fetches_nothing(book: Cast) -> None:
    chen = client("chen")
    assert chen.get(HERE).status_code == 404
    assert chen.post(HERE, {"lang": "en"}).status_code == 404
    with pytest.raises(NotFound):
        ask_for_brief(asked(), lang="en", title="x", by=book.chen)
    with pytest.raises(NotFound):
        brief_now(asked(), lang="en", by=book.chen)
    with pytest.raises(Refused):
        brief_now(asked(), lang="fr", by=book.bill)
    assert not LongWork.objects.exists()


def test_a_day_that_is_none_and_a_language_nobody_writes_make_no_brief(book: Cast) -> None:
    bill = client("bill")
    answer = bill.post(f"{HERE}&as_of=yesterday", {"lang": "en"})
    assert answer.status_code == 422
    assert "yesterday" in answer.content.decode()
    assert bill.post(HERE, {"lang": "fr"}).status_code == 404
    assert not LongWork.objects.exists()


def test_stopped_between_two_figures_it_keeps_nothing_and_is_begun_again(
    book: Cast, beside_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client("bill").post(HERE, {"lang": "en"})
    work, hear = LongWork.objects.get(kind="brief"), watch.Watch.hear
    steps: list[str] = []

    def stop(self: watch.Watch, step: str, done: int, of: int) -> None:
        steps.append(step)
        if step == "differences":
            stop_work(work_id=work.pk, by=book.bill)
        hear(self, step, done, of)

    monkeypatch.setattr(watch.Watch, "hear", stop)
    assert codes(work_on(work)) == ["work-stopped"]
    monkeypatch.undo()
    assert list(dict.fromkeys(steps)) == ["scorecard", "figures", "commitments", "differences"]
    assert now(work).file is None
    client("bill").post(f"/long-work/{work.pk}/", {"act": "again"})
    assert work_on(work).state == "done"
    assert read_brief(file_of_work(work_id=work.pk, by=book.bill)[1]).rows("Indicator")


def test_one_whose_worker_died_is_begun_again(book: Cast, beside_worker: None) -> None:
    client("bill").post(HERE, {"lang": "en"})
    work = LongWork.objects.get(kind="brief")
    go_silent(work)
    assert "Broke off" in client("bill").get(f"/long-work/{work.pk}/").content.decode()
    client("bill").post(f"/long-work/{work.pk}/", {"act": "again"})
    assert work_on(work).state == "done"
    assert read_brief(file_of_work(work_id=work.pk, by=book.bill)[1]).rows("Indicator")


def test_it_is_narrowed_as_the_page_is(book: Cast) -> None:
    bill = client("bill")
    carry(book, sale(70_00, region="xx-fir-mill"))
    card = bill.get("/pairings/quay-fir/?year=2020&level=county").content.decode()
    assert "/pairings/quay-fir/brief/?year=2020&amp;level=county" in card
    told = "Only what was reported of places of the level “county” is counted."
    assert told in bill.get(f"{HERE}&level=county").content.decode()
    bill.post(f"{HERE}&level=county", {"lang": "en"})
    work = LongWork.objects.get(kind="brief")
    brief = read_brief(file_of_work(work_id=work.pk, by=book.bill)[1])
    assert printed(brief, "Indicator") == shown("bill", "year=2020&level=county")
    assert any(line.startswith(told) for line in brief.lines)
    # Each page, the list and the file itself say that it is not the whole.
    only = "Brief for 2020, only the level “county”"
    assert brief.sheet.sections[0].header.paragraphs[0].text.startswith(f"Quay – Fir, {only}")
    assert (work.title, work.file_name) == (
        f"Quay – Fir, {only}", "quay-fir-2020-county-brief-en.docx",
    )  # fmt: skip
    (checked,) = [row for row in brief.rows("Indicator") if len(row) == 4]
    assert (checked[1], checked[3].rpartition("&")[2]) == ("70", "level=county")
    for wrong in ("level=moon", "framework=none-such", f"level={'x' * 10_000}&year=1990"):
        answer = bill.post(f"{HERE}&{wrong}", {"lang": "en"})
        assert answer.status_code == 422
        for page in (answer, bill.get(f"{HERE}&{wrong}")):
            (note,) = re.findall('role="note">([^<]*)<', page.content.decode())
            assert wrong.partition("=")[2][:20] in note
    assert LongWork.objects.count() == 1


def test_whose_seat_ended_makes_and_fetches_none(book: Cast, beside_worker: None) -> None:
    bill = client("bill")
    for lang in ("en", "zh-Hans"):
        bill.post(HERE, {"lang": lang})
    late, done = LongWork.objects.filter(kind="brief")
    work_on(done)
    page = f"/long-work/{done.pk}/"
    assert "Download" in bill.get(page).content.decode()
    Seat.objects.filter(user__username="bill").update(valid_to=date(2020, 6, 30))
    assert codes(work_on(late)) == ["not-found"]
    assert still_seen(done, book.bob)
    assert not still_seen(done, book.chen)
    told = bill.get(page).content.decode()
    assert "Download" not in told
    assert "All briefs of this pairing" not in told
    assert bill.get(f"{page}file/").status_code == 404


def test_posted_later_on_its_day_the_page_shows_more_and_the_brief_says_why(book: Cast) -> None:
    brief = made(book.bill)
    (checked,) = [row for row in brief.rows("Indicator") if len(row) == 4]
    carry(book, sale(100_00))
    path = checked[3].removeprefix("https://tally.example")
    assert checked[2].split("\n")[1] not in client("bill").get(path).content.decode()
    assert any("more was posted later on that day" in line for line in brief.lines)


def test_what_is_posted_while_it_is_made_is_in_it_with_its_own_code(book: Cast) -> None:
    def post(step: str, _done: int, of: int) -> None:
        if (step, of) == ("figures", 1) and not more:
            more.append(carry(book, sale(100_00)))

    more: list[object] = []
    with listening(post):
        brief = made(book.bill)
    assert len(more) == 1
    assert printed(brief, "Indicator") == shown("bill", "year=2020")
    (checked,) = [row for row in brief.rows("Indicator") if len(row) == 4]
    assert checked[1] == "1,300"
    walk = client("bill").get("/pairings/quay-fir/2020/IC_CONSUMPTION/").content.decode()
    assert checked[2].split("\n")[1] in walk


def test_a_book_that_never_rests_is_said_to_and_makes_no_brief(book: Cast) -> None:
    def post(step: str, _done: int, of: int) -> None:
        if (step, of) == ("figures", 1):
            carry(book, sale(100_00))

    with listening(post), pytest.raises(Conflict) as moved:
        made(book.bill)
    assert [problem.code for problem in moved.value.problems] == ["brief-moved-on"]


def test_hostile_names_are_printed_and_break_nothing(book: Cast) -> None:
    name = "<script>&amp;\u202e" + "\x01\x0b\ufffe" + "מ" + "字" * 80
    Region.objects.filter(code="xx-quay").update(name_en=name, name_zh=name)
    Commitment.objects.update(text_en=f"{name}{'w' * 500}", text_zh=f"{name}{'字' * 500}")
    for lang, first in (("en", "Commitment"), ("zh-Hans", "承诺事项")):
        brief = made(book.bill, lang)
        title = brief.sheet.paragraphs[0].text
        shown_so = "<script>&amp;⟨U+202E⟩⟨U+0001⟩⟨U+000B⟩⟨U+FFFE⟩מ字字"
        assert title.startswith(shown_so)
        assert len(brief.sheet.core_properties.title) <= 255
        ((promised, *_other),) = brief.rows(first)
        assert promised.startswith(shown_so)
        assert len(promised) > 580
