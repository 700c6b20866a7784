"""Of what a brief is: the day of its addresses, the pairings inside, what it is narrowed to.

All figures and names are invented.
"""

from __future__ import annotations

from datetime import date

from tests.cast import Cast, carry, sale
from tests.web.test_briefs import HERE, asked, book, client, made

from tallystick.interchange.models import LongWork
from tallystick.interchange.services import brief_now
from tallystick.journal.queries import head
from tallystick.kernel.progress import listening

__all__ = ["book"]


def test_a_brief_of_today_says_that_its_addresses_move_on_until_the_day_ends(book: Cast) -> None:
    today, then = made(book.bill).text, made(book.bill, as_of=date(2020, 4, 30)).text
    assert "what is posted after this file was made, and on that same day, is added to it" in today
    assert "more was posted later on that day, or" in today
    assert "whenever it is opened" not in today
    assert "whenever it is opened" in then
    assert "if it differs, the figure in this file was made of another book." in then


def test_it_names_the_posting_at_which_its_figures_were_read(book: Cast) -> None:
    def post(step: str, _done: int, _of: int) -> None:
        if step == "commitments":
            carry(book, sale(100_00))

    read_at = head("east-west").seq
    with listening(post):
        brief = made(book.bill)
    assert head("east-west").seq == read_at + 1
    assert f"stood at posting {read_at}, root" in brief.text


def test_what_is_left_out_is_not_said_to_be_settled(book: Cast) -> None:
    brief = made(book.bill, as_of=date(2020, 4, 30))
    assert "Of the figures shown, nothing waits for the other side." in brief.text
    assert "Of the figures shown, the two sides differ on none." in brief.text
    assert "Of the figures shown, none is disputed and none was published otherwise." in brief.text


def test_of_a_parent_it_lists_what_the_pairings_inside_it_promised_and_dispute(book: Cast) -> None:
    brief = made(book.bill, pairing="east-west")
    (promised,) = brief.rows("Commitment")
    assert promised[0] == "Carry it through. · Quay – Fir"
    (disputed,) = brief.rows("Entry")
    assert disputed[0].endswith(" · Quay – Fir")
    assert disputed[1:] == ["40 yuan", "60 yuan"]


def test_a_narrowed_one_is_told_from_the_whole_on_each_page_and_by_its_name(book: Cast) -> None:
    carry(book, sale(70_00, region="xx-fir-mill"))
    client("bill").post(f"{HERE}&level=county", {"lang": "en"})
    work = LongWork.objects.get(kind="brief")
    assert work.title == "Quay – Fir, Brief for 2020, only the level “county”"
    file = brief_now(asked(level="county"), lang="en", by=book.bill)
    assert file.name == work.file_name == "quay-fir-2020-county-brief-en.docx"
    brief = made(book.bill, level="county")
    assert brief.sheet.paragraphs[1].text == "Brief for 2020, only the level “county”"
    assert "only the level “county”" in brief.sheet.sections[0].header.paragraphs[0].text
    assert "Commitments are those of the whole pairing" in brief.text
    assert "Entries in dispute are those of the whole pairing" in brief.text
    assert "of the whole pairing" not in made(book.bill).text


def test_a_level_nobody_offers_is_refused_in_a_year_without_a_day_too(book: Cast) -> None:
    bill = client("bill")
    for year in (1990, 2020):
        csv = f"/pairings/quay-fir/scorecard.csv?year={year}&level="
        assert bill.get(f"{csv}county").status_code == 200
        assert bill.get(f"{csv}nonsense").status_code in (404, 422)
