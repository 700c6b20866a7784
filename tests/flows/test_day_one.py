"""The first day, as docs/start/first-day.md tells it: from nothing to the first figure that counts.

Once in the pages, form by form, and once by the command line, each command a process of its own.
Places are real; offices, people and figures are invented.
"""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.utils import timezone
from tests.databases import CommittedDatabase
from tests.example import Installation
from tests.flows.browsing import Browser, file
from tests.interchange.workbooks import TOP, fill
from typer.testing import CliRunner

from tallystick.cli.main import app

pytestmark = pytest.mark.flow

EAST, WEST, TOWN = "cn-210200", "cn-520200", "cn-520281-hongguo"
PASSWORD = "a-stick-in-two-halves"
CODE = re.compile(r"[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}")
EASTERN = {"ella": "clerk", "ed": "confirmer", "emma": "matcher", "earl": "signatory"}
WESTERN = {"wendy": "clerk", "will": "confirmer", "wanda": "matcher", "walt": "signatory"}
# Kiwis of Panzhou bought in Dalian: 120,000 yuan of the 300,000 that were agreed on.
SALE: dict[str, Any] = {
    "region": "Panzhou", "partner": "Dalian", "statement": "This movement", "CNY": 120_000,
    "sale_mode": "Bought", "channel": "Online", "title": "Kiwis sold",
}  # fmt: skip


def today() -> str:
    return timezone.localdate().isoformat()


def filled(content: bytes) -> bytes:
    """Return a workbook with one row typed into its sheet of sales."""
    book = openpyxl.load_workbook(BytesIO(content))
    fill(book["Sale"], TOP, **SALE, on=today())
    out = BytesIO()
    book.save(out)
    return out.getvalue()


# --- in the pages ---------------------------------------------------------------------------


def machine(*words: str) -> Any:
    """Run a command on the machine itself, as whoever installed it does once."""
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def signed_in(username: str, code: str) -> Browser:
    """Set a password with a printed code, and sign in with it."""
    browser = Browser().open("/sign-in/").open("/code/")
    browser.send(username=username, code=code, password=PASSWORD)
    return browser.send(username=username, password=PASSWORD)


def code_on(browser: Browser) -> str:
    found = CODE.search(browser.words)
    assert found, browser.words
    return found[0]


@pytest.fixture
def nothing(committed_db: CommittedDatabase, settings: Any, tmp_path: Path) -> None:
    """An installation of nobody's yet, in which the places of China are known."""
    settings.EVIDENCE_DIR, settings.ROLLUP_DIR = tmp_path / "evidence", tmp_path / "rollup"
    machine("init")
    cache.clear()


def administrator() -> Browser:
    machine("people", "add", "root", "--name", "Root")
    machine("offices", "open", "centre", "--region", "cn", "--name", "Centre")
    machine("people", "grant", "root", "--office", "centre", "--role", "administrator")
    return signed_in("root", machine("people", "invite", "root")["code"])


def paired(root: Browser) -> None:
    # Nobody tells an administrator of an empty book to ask for a seat.
    assert "Open a programme, pair its regions" in root.open("/today/").words
    assert root.open("/set-up/").page.links["Places"] == "/regions/cn/"
    pages = root.open("/set-up/programmes/")
    pages.send("act=programme", code="aid", name_en="Aid", country="cn")
    for code, supporting, supported, level, parent in (
        ("liaoning-guizhou", "cn-210000", "cn-520000", "province", ""),
        ("dalian-liupanshui", EAST, WEST, "city", "liaoning-guizhou"),
    ):
        pages.send(
            "act=pairing", code=code, programme="aid", supporting=supporting, supported=supported,
            level=level, parent=parent, since="2013-02-04", source="Invented decision",
        )  # fmt: skip
    root.open("/regions/cn-520281/")
    root.send("act=add", code=TOWN, kind="township", name_en="Hongguo", name_zh="红果")


def seated(
    root: Browser, office: str, place: str, head: str, team: dict[str, str]
) -> dict[str, Browser]:
    """Open an office, name its head, and let her seat her people; return their browsers."""
    root.open("/set-up/offices/").send(code=office, region=place, name_en=f"{office} office")
    root.send("act=name-head", username=head, name_en=head.title())
    boss = signed_in(head, code_on(root))
    people = {head: boss}
    for name, role in team.items():
        boss.open(f"/set-up/offices/{office}/")
        boss.send("act=invite", username=name, name_en=name.title(), role=role)
        people[name] = signed_in(name, code_on(boss))
    return people


def agreed(people: dict[str, Browser]) -> None:
    """Both sides agree on the indicator they use and its target; documents are asked for only."""
    year = str(timezone.localdate().year)
    clerk = people["ella"].open("/pairings/dalian-liupanshui/agreements/")
    clerk.send(code="first", kind="yearly", year=year, title_en="First agreement")
    target = {"new-1-indicator": "IC_CONSUMPTION", "new-1-figure": "300000"}
    clerk.send("act=propose", signed_on=today(), **target)
    for name in ("earl", "walt"):
        people[name].open("/agreements/first/").send("act=sign")
    rules = "/pairings/dalian-liupanshui/rules/"
    people["eve"].open(rules).send("act=set", rule="evidence.advisory", reason="No scanner yet")
    people["wade"].open(rules).send("act=agree")


def test_the_first_day_in_the_pages(nothing: None) -> None:
    root = administrator()
    paired(root)
    people = seated(root, "east", EAST, "eve", EASTERN)
    people |= seated(root, "west", WEST, "wade", WESTERN)
    agreed(people)
    entered = people["wendy"].open("/entries/workbooks/")
    month = f"{timezone.localdate():%Y-%m}"
    where = {"where": "dalian-liupanshui:supported", "period": month, "lang": "en"}
    blank = entered.download(**where, sheet=["sale"])
    assert openpyxl.load_workbook(BytesIO(blank)).sheetnames.count("Sale") == 1
    entered.send(file=file("first.xlsx", filled(blank)))
    entered.send("act=take")
    [number] = set(re.findall(r"E-\d{4}-\d+", entered.words))
    people["will"].open(f"/entries/{number}/").send("act=confirm")
    people["emma"].open(f"/entries/{number}/").send("act=match", basis="own_record")
    year = str(timezone.localdate().year)
    shown = people["eve"].open(f"/pairings/dalian-liupanshui/?year={year}").words
    row = r"million yuan Consumption assistance ?: more 0\.30 0\.12 40\.0% of target"
    assert re.search(row, shown), shown
    assert machine("verify")["ok"]


# --- by the command line --------------------------------------------------------------------


def set_up(desk: Installation) -> None:
    """The machine makes the administrator; she sets up the programme, its pairs and a place."""
    desk.run("init")
    desk.run("people", "add", "root", "--name", "Root")
    desk.run("offices", "open", "centre", "--region", "cn", "--name", "Centre")
    desk.run("people", "grant", "root", "--office", "centre", "--role", "administrator")
    password(desk, "root", by="")
    desk.run("programmes", "create", "aid", "--name", "Aid", "--country", "cn", "--as", "root")
    since = ("--since", "2013-02-04", "--source", "Invented decision", "--programme", "aid")
    desk.run("pairings", "create", "liaoning-guizhou", "--supporting", "cn-210000", "--supported",
             "cn-520000", "--level", "province", *since, "--as", "root")  # fmt: skip
    desk.run("pairings", "create", "dalian-liupanshui", "--supporting", EAST, "--supported", WEST,
             "--level", "city", "--parent", "liaoning-guizhou", *since, "--as", "root")  # fmt: skip
    desk.run("regions", "add", TOWN, "--in", "cn-520281", "--kind", "township", "--name",
             "Hongguo", "--as", "root")  # fmt: skip


def password(desk: Installation, name: str, by: str) -> None:
    """Make her code, and let her set her password with it."""
    as_ = ("--as", by) if by else ()
    code = desk.json("people", "invite", name, *as_)["code"]
    desk.run("people", "use-code", name, said=f"{code}\n{PASSWORD}\n")


def staff(desk: Installation, office: str, place: str, head: str, team: dict[str, str]) -> None:
    """Open an office with its head, who seats her people."""
    desk.run("offices", "open", office, "--region", place, "--name", office, "--as", "root")
    desk.run("people", "add", head, "--name", head.title(), "--as", "root")
    desk.run("offices", "name-head", office, head, "--as", "root")
    password(desk, head, by="root")
    for name, role in team.items():
        desk.run("people", "add", name, "--name", name.title(), "--as", head)
        desk.run("people", "grant", name, "--office", office, "--role", role, "--as", head)
        password(desk, name, by=head)


@pytest.mark.long
def test_the_first_day_by_command(committed_db: CommittedDatabase, tmp_path: Path) -> None:
    desk = Installation(tmp_path / "var", committed_db.url)
    set_up(desk)
    staff(desk, "east", EAST, "eve", EASTERN)
    staff(desk, "west", WEST, "wade", WESTERN)
    pair = ("--pairing", "dalian-liupanshui")
    year = str(timezone.localdate().year)
    desk.run("agreements", "record", "first", *pair, "--year", year, "--title", "First", "--as",
             "ella")  # fmt: skip
    text = desk.json("agreements", "propose", "first", "--on", today(), "--target",
                     "IC_CONSUMPTION=300000", "--as", "ella")["text"]  # fmt: skip
    for party, who in ((EAST, "earl"), (WEST, "walt")):
        desk.run("agreements", "sign", "first", "--version", "1", "--party", party, "--text", text,
                 "--as", who)  # fmt: skip
    rule = desk.json("rules", "evidence", "advisory", *pair, "--reason", "No scanner yet", "--as",
                     "eve")["id"]  # fmt: skip
    desk.run("rules", "agree", str(rule), "--as", "wade")
    book = tmp_path / "first.xlsx"
    desk.run("workbook", "entries-out", *pair, "--side", "supported", "--period", year, "--out",
             str(book), "--as", "wendy")  # fmt: skip
    book.write_bytes(filled(book.read_bytes()))
    [number] = desk.json("workbook", "entries-in", str(book), "--as", "wendy")["entries"]
    desk.run("confirm", number, "--as", "will")
    desk.run("match", number, "--as", "emma")
    rows = desk.json("scorecard", *pair, "--year", year)["rows"]
    row = next(row for row in rows if row["indicator"] == "IC_CONSUMPTION")
    assert (row["target"], row["matched"], row["waiting"]) == (300_000, 120_000, 0)
    assert desk.json("verify")["ok"]
