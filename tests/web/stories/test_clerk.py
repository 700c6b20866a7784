"""The clerk enters what happened: by form, with its evidence; and in a workbook with a bad cell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect
from tests.interchange.workbooks import TOP, fill
from tests.web.roles import CLERK, Site
from tests.web.stories.conftest import Coming
from tests.web.stories.telling import Person

from tallystick.programme.rules.reporting import period_days

pytestmark = pytest.mark.e2e
PANZHOU = "cn-520281"
LAST_MONTH = datetime.now(UTC).date().replace(day=1) - timedelta(days=1)
# What is answered of the workers: how, and what. All of it is invented.
CHOSEN = {
    "consent": "yes", "contract": "yes", "no_fee": "yes", "free_to_leave": "yes",
    "papers_withheld": "no", "quota": "no", "costs_paid_by": "shared", "wage_paid": "yes_",
    "through": "public_office", "employer_checked": "clean",
}  # fmt: skip
TYPED = {
    "consent_proof": "county archive, placements", "contract_proof": "county archive, contracts",
    "minors": "0", "wage_agreed": "3200", "hours_agreed": "44", "complaints_open": "0",
    "complaints_closed": "1", "refusals": "2", "complaint_channel": "county labour desk",
    "employer": "Pearl Seafood Works (invented)",
}  # fmt: skip


def test_the_month_is_entered_with_its_evidence(
    comes: Coming, own_site: Site, tmp_path: Path
) -> None:
    receipt, roster = document(tmp_path, "receipt.pdf"), document(tmp_path, "roster.pdf")
    with comes(own_site, CLERK.username) as she:
        with she.job("clerk: reports funds that arrived"):
            she.follow(she.say("Enter"), ".ts-task")
            she.follow(she.say("Funds that arrived"))
            she.choose("region", PANZHOU)
            she.choose("r1.payer_level", "province")
            she.fill("r1.CNY", "1250000")
            she.fill("title_en", "Panzhou: third tranche received")
            she.fill("title_zh", "盘州：第三批资金到账")
            she.attach("evidence", receipt)
            she.press("Keep as a draft")
            she.sees(she.either("1.25 million yuan", "125万元"))
            she.sees(receipt.name)
            she.follow(she.say("Edit the draft"))
            she.fill("own_reference", "2026-41")
            she.press("Hand it to the second person")
            she.sees("E-2026-", "#messages")
        with she.job("clerk: reports people placed for the first time"):
            she.go("Today")
            she.follow(she.say("Enter"), ".ts-task")
            she.follow(she.say("People placed in work"))
            she.fill("on", f"{LAST_MONTH:%Y-%m-%d}")
            she.choose("region", PANZHOU)
            she.choose("r1.place", "partner")
            she.fill("r1.person", "30")
            answers(she)
            she.attach("evidence", roster)
            she.press("Hand it to the second person")
            she.sees("E-2026-", "#messages")
        with she.job("clerk: reports people placed in work"):
            she.go("Today")
            she.follow(she.say("As last time"), "#again-list")
            she.sees(she.say("as last time"), "form.ts-form")
            she.fill("r1.person", "34")
            for name in ("minors", "complaints_open", "complaints_closed", "refusals"):
                she.fill(f"record.{name}", "0")
            she.click(she.page.locator("[name=asked_again]"))
            she.attach("evidence", roster)
            she.press("Hand it to the second person")
            she.sees("E-2026-", "#messages")


def answers(she: Person) -> None:
    """Answer what protects the workers."""
    for name, value in CHOSEN.items():
        she.choose(f"record.{name}", value)
    for name, words in TYPED.items():
        she.fill(f"record.{name}", words)


def document(folder: Path, name: str) -> Path:
    """Return an invented paper to attach."""
    path = folder / name
    path.write_bytes(b"%PDF-1.4\n% invented: " + name.encode() + b"\n%%EOF\n")
    return path


def test_a_workbook_is_filled_in_sent_and_mended(
    comes: Coming, own_site: Site, tmp_path: Path
) -> None:
    with comes(own_site, CLERK.username) as she:
        with she.job("clerk: downloads her workbook"):
            she.go("Entries")
            she.follow(she.say("Workbooks"))
            she.choose("where", "zhongshan-liupanshui:supported")
            she.choose("sheet", "sale")
            book = she.download(she.say("Download the workbook"), tmp_path)
        typed(she, book, "12.5万人")
        with she.job("clerk: sends it with a bad cell, and sends it mended"):
            she.attach("file", book)
            she.press("Check the file")
            she.sees("12.5万人")
            expect(she.page.locator("main")).to_contain_text("!")
            typed(she, book, "125000")
            she.attach("file", book)
            she.press("Check the mended file")
            she.sees(she.say("Since the file before"))
            she.sees("125,000")
            she.click(she.page.locator("[name=act][value=take]"))
            she.sees("E-2026-")


def typed(she: Person, path: Path, amount: str) -> None:
    """Type one sale into the workbook, as a spreadsheet would keep it: of a day it is for."""
    held = period_days(path.stem.partition("supported-")[2])
    assert held is not None
    cells = {
        "region": she.either("Panzhou", "盘州市"),
        "statement": she.say("This movement"),
        "sale_mode": she.say("Bought"),
        "channel": she.say("Online"),
    }
    book = openpyxl.load_workbook(path)
    fill(book[she.say("Sale")], TOP, **cells, on=f"{held.start}", CNY=amount, title="猕猴桃")
    book.save(path)
