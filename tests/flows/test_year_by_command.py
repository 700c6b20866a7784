"""A whole year from the command line, from an empty database, each act under its own person's name.

Places are real, everything else is invented: the offices, the people, the gifts and the figures.
What the scorecard must say at the end is worked out by hand beside each step.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import timezone
from tests.databases import CommittedDatabase
from tests.interchange.test_workbook_matching import answer
from tests.interchange.workbooks import TOP, fill
from typer.testing import CliRunner

from tallystick.cli.main import app
from tallystick.interchange.excel.waiting import FIRST

pytestmark = pytest.mark.flow

PDF = b"%PDF-1.4\n1 0 obj\nan invented receipt\n%%EOF\n"
PAIR, YEAR = "dalian-liupanshui", "2025"
PLACE = ("cn-520281", "cn-210200")  # Panzhou and Dalian
EAST = {"ella": "clerk", "ed": "confirmer", "emma": "matcher", "earl": "signatory"}
WEST = {"wendy": "clerk", "will": "confirmer", "wanda": "matcher", "walt": "signatory"}
SAFEGUARDS = {
    "consent": "yes", "consent_proof": "form 7", "contract": "yes", "contract_proof": "copy 7",
    "no_fee": "yes", "free_to_leave": "yes", "papers_withheld": "no", "quota": "no", "minors": 0,
    "wage_agreed": "3200", "hours_agreed": 44, "costs_paid_by": "employer", "wage_paid": "yes_",
    "complaint_channel": "12333", "complaints_open": 0, "complaints_closed": 0, "refusals": 2,
    "through": "public_office", "employer": "an invented works", "employer_checked": "not_yet",
}  # fmt: skip


@dataclass
class Desk:
    """The command line of one installation, and a folder of files beside it."""

    folder: Path

    def run(self, *words: object, by: str = "", code: int = 0) -> Any:
        """Run a command under somebody's name and return what it printed as JSON."""
        said = [str(word) for word in words]
        done = CliRunner().invoke(app, [*said, *(("--as", by) if by else ()), "--json"])
        assert done.exit_code == code, f"{said}: {done.output}"
        return json.loads(done.stdout)

    def refused(self, *words: object, by: str = "") -> list[str]:
        """Run a command that must be refused; return the codes of what was wrong."""
        return [one["code"] for one in self.run(*words, by=by, code=1)["problems"]]

    def rows(self, name: str, *rows: dict[str, object]) -> Path:
        """Write the CSV of one office's entries; what a row leaves out is about Panzhou."""
        filled = [
            {"entry": f"{name}-{n}", "pairing": PAIR, "region": PLACE[0], "partner": PLACE[1],
             "statement": "itemised", "title": "Invented", "evidence": "receipt.pdf", **row}
            for n, row in enumerate(rows, 1)
        ]  # fmt: skip
        columns = list(dict.fromkeys(column for row in filled for column in row))
        lines = [",".join(str(row.get(column, "")) for column in columns) for row in filled]
        file = self.folder / f"{name}.csv"
        file.write_text("\n".join([",".join(columns), *lines]) + "\n", "utf-8")
        return file

    def take(self, name: str, *rows: dict[str, object], by: str) -> list[str]:
        """Import entries and return their numbers."""
        file = self.rows(name, *rows)
        words = ("import", "entries", file, "--evidence", self.folder)
        numbers: list[str] = self.run(*words, by=by)["entries"]
        return numbers

    def carry(self, name: str, *rows: dict[str, object], by: str) -> list[str]:
        """Import entries of a side, confirm them there, and match them on the other side."""
        numbers = self.take(name, *rows, by=by)
        own, other = ("ed", "wanda") if by == "ella" else ("will", "emma")
        self.run("confirm", *numbers, by=own)
        self.run("match", *numbers, by=other)
        return numbers

    def card(self, pairing: str = PAIR, *words: str) -> dict[str, dict[str, Any]]:
        """Return the year's scorecard by indicator."""
        rows = self.run("scorecard", "--pairing", pairing, "--year", YEAR, *words)["rows"]
        return {row["indicator"]: row for row in rows}


@pytest.fixture
def desk(committed_db: CommittedDatabase, settings: Any, tmp_path: Path) -> Desk:
    """An installation of nobody's yet, in which the places of China are known."""
    settings.EVIDENCE_DIR, settings.ROLLUP_DIR = tmp_path / "evidence", tmp_path / "rollup"
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "receipt.pdf").write_bytes(PDF)
    one = Desk(folder)
    one.run("init")
    return one


def set_up(desk: Desk) -> None:
    """Day one: the machine makes the administrator, she opens the rest, heads seat their own."""
    desk.run("people", "add", "root", "--name", "Root")
    desk.run("offices", "open", "centre", "--region", "cn", "--name", "Centre")
    desk.run("people", "grant", "root", "--office", "centre", "--role", "administrator")
    desk.run("programmes", "create", "aid", "--name", "Aid", "--country", "cn", by="root")
    since = ("--since", "2013-02-04", "--source", "Invented decision", "--programme", "aid")
    desk.run("pairings", "create", "liaoning-guizhou", "--supporting", "cn-210000", "--supported",
             "cn-520000", "--level", "province", *since, by="root")  # fmt: skip
    desk.run("pairings", "create", PAIR, "--supporting", "cn-210200", "--supported", "cn-520200",
             "--level", "city", "--parent", "liaoning-guizhou", *since, by="root")  # fmt: skip
    for side, place, head, team in (
        ("east", "cn-210200", "eve", EAST), ("west", "cn-520200", "wade", WEST)
    ):  # fmt: skip
        desk.run("people", "add", head, "--name", head.title(), by="root")
        desk.run("offices", "open", side, "--region", place, "--name", side.title(), "--head", head,
                 by="root")  # fmt: skip
        for name, role in team.items():
            desk.run("people", "add", name, "--name", name.title(), by=head)
            desk.run("people", "grant", name, "--office", side, "--role", role, by=head)
    assert desk.refused("people", "grant", "will", "--office", "east", "--role", "matcher",
                        by="eve")  # fmt: skip


def sign(desk: Desk) -> None:
    """The yearly agreement: both sides sign one text, which makes its targets count."""
    desk.run("agreements", "record", "a-2025", "--pairing", PAIR, "--year", YEAR, "--title",
             "Agreement", by="ella")  # fmt: skip
    text = desk.run(
        "agreements", "propose", "a-2025", "--on", "2025-02-10", "--target", "LC_TOTAL=400",
        "--target", "FS_SOCIAL_CASH=300000", "--clause", "1|Open a station|west|2025-09-30",
        by="ella",
    )["text"]  # fmt: skip
    for party, who in (("cn-210200", "earl"), ("cn-520200", "walt")):
        last = desk.run("agreements", "sign", "a-2025", "--version", 1, "--party", party, "--text",
                        text, by=who)  # fmt: skip
    assert last["state"] == "signed"
    waits = ("rules", "matching", "blind", "--pairing", PAIR, "--pipeline", "sale", "--reason",
             "Both keep a list of sales.", "--from", "2025-01-01")  # fmt: skip
    proposed = desk.run(*waits, by="eve")
    assert desk.run("rules", "agree", proposed["id"], by="wade")["decided"]


def money(move: str, on: str, amount: int) -> dict[str, object]:
    """Return a row about the city's money of the year."""
    return {"side": "supporting", "pipeline": "funds", "move": move, "on": on, "unit": "CNY",
            "amount": amount, "payer_level": "city", "budget_year": YEAR}  # fmt: skip


def gift(move: str, on: str, amount: int) -> dict[str, object]:
    """Return a row about an enterprise's gift of money."""
    return {"side": "supported", "pipeline": "donation", "move": move, "on": on, "unit": "CNY",
            "amount": amount, "form": "cash", "donor_type": "enterprise"}  # fmt: skip


def placed(on: str, persons: int) -> dict[str, object]:
    """Return a row about people placed in the partner's province, with their safeguards."""
    record = {f"record.{field}": said for field, said in SAFEGUARDS.items()}
    return {"side": "supported", "pipeline": "placement", "move": "outside>placed", "on": on,
            "unit": "person", "amount": persons, "place": "partner", "post_kind": "market",
            **record}  # fmt: skip


def sold(side: str, amount: int) -> dict[str, object]:
    """Return one side's half of the sales of June."""
    return {"side": side, "pipeline": "sale", "move": "outside>sold", "on": "2025-06-30",
            "unit": "CNY", "amount": amount, "sale_mode": "bought",
            "channel": "online"}  # fmt: skip


def project(move: str, on: str, thing: str, **at: str) -> dict[str, object]:
    """Return a row about a project's next stage."""
    return {"side": "supported", "pipeline": "project", "move": move, "on": on, "unit": "project",
            "amount": 1, "thing": thing, **at}  # fmt: skip


def spring(desk: Desk) -> None:
    """Money, gifts and people of the first half-year, each entered, confirmed and matched."""
    desk.carry("funds", money("outside>committed", "2025-03-01", 9_000_000),
               money("committed>received", "2025-05-06", 6_000_000), by="ella")  # fmt: skip
    desk.carry("pledges", gift("outside>promised", "2025-03-09", 350_000), by="wendy")
    desk.carry("gifts", gift("promised>received", "2025-03-20", 120_000),
               gift("promised>received", "2025-04-11", 80_000), by="wendy")  # fmt: skip
    desk.carry("people", placed("2025-04-30", 150), placed("2025-05-31", 120), by="wendy")
    (alone,) = desk.take("alone", placed("2025-06-20", 9), by="wendy")
    assert desk.refused("confirm", alone, by="wanda")  # her own side's matcher is no second person
    assert desk.run("entry", "withdraw", alone, "--reason", "Counted in May.", by="wendy")


def named(desk: Desk) -> None:
    """A project under its own name: signed in spring, landed in autumn, and the same one found."""
    words = ("things", "name", "--kind", "project", "--region", PLACE[0], "--name")
    record = ("--record", "enterprise=Kiwi Works", "--record", "counterparty=Panzhou Farms")
    code = desk.run(*words, "Kiwi cold store", *record, by="wendy")["code"]
    assert "thing-likely-same" in desk.refused(*words, "Kiwi cold-store", *record, by="wendy")
    desk.carry("signed", project("outside>signed", "2025-04-18", code, level="city"), by="wendy")
    listed = desk.run("lists", "unlanded", by="emma")["rows"]
    assert [row["code"] for row in listed] == [code]
    desk.carry("landed", project("signed>landed", "2025-09-30", code), by="wendy")
    assert desk.run("lists", "unlanded", by="emma")["rows"] == []


def disagree(desk: Desk) -> None:
    """One number is disputed and settled at a third, under a name of each side."""
    (number,) = desk.take("june", placed("2025-06-30", 40), by="wendy")
    desk.run("confirm", number, by="will")
    desk.run("entry", "dispute", number, "--reason", "Our list has 33.", "--figure", "1=33",
             by="emma")  # fmt: skip
    assert desk.card()["LC_TOTAL"]["matched"] == 270
    desk.run("entry", "remark", number, "Two came in July.", by="wendy")
    end = ("entry", "settle", number, "--reason", "35 by both lists.", "--figure", "1=35")
    assert desk.run(*end, by="emma")["state"] == "disputed"
    assert desk.run(*end, by="will")["state"] == "posted"


def blind(desk: Desk) -> None:
    """Both sides state the sales of June without seeing the other's figure; equal halves post."""
    west = desk.take("sales-west", sold("supported", 500_000), by="wendy")
    desk.run("confirm", *west, by="will")
    assert "SC_SALES" not in desk.card() or desk.card()["SC_SALES"]["matched"] is None
    east = desk.take("sales-east", sold("supporting", 500_000), by="ella")
    desk.run("confirm", *east, by="ed")
    states = {row["number"]: row["state"] for row in desk.run("entries", by="emma")["entries"]}
    assert {states[west[0]], states[east[0]]} == {"posted", "paired"}


def by_workbook(desk: Desk) -> None:
    """September's training goes in by workbook and is answered by workbook."""
    file = desk.folder / "september.xlsx"
    desk.run("workbook", "entries-out", "--pairing", PAIR, "--side", "supported", "--period",
             "2025-09", "--pipeline", "training", "--out", file, by="wendy")  # fmt: skip
    book = openpyxl.load_workbook(file)
    fill(book["Training"], TOP, move="Held", region="Panzhou", partner="Dalian",
         on="2025-09-12", statement="This movement",
         person_time=60, audience="Teachers", title="Invented course",
         evidence="receipt.pdf")  # fmt: skip
    book.save(file)
    numbers = desk.run("workbook", "entries-in", file, "--evidence", desk.folder, by="wendy")[
        "entries"
    ]
    desk.run("confirm", *numbers, by="will")
    waiting = desk.folder / "waiting.xlsx"
    desk.run("workbook", "match-out", "--pairing", PAIR, "--side", "supporting", "--out", waiting,
             by="emma")  # fmt: skip
    book = openpyxl.load_workbook(waiting)
    answer(book, FIRST + 1, answer="Agree", basis="Our own record says the same")
    book.save(waiting)
    assert desk.run("workbook", "match-in", waiting, by="emma")["matched"] == 1


def on_paper(desk: Desk) -> None:
    """A gift is agreed to on a signed list; one clerk records it, the matcher checks the scan."""
    numbers = desk.take("paper", gift("promised>received", "2025-10-08", 50_000), by="wendy")
    desk.run("confirm", *numbers, by="will")
    drawn = desk.run("paper", "list", "--pairing", PAIR, "--side", "supporting", by="ella")
    assert drawn["entries"] == numbers
    desk.run("paper", "record", drawn["list"], "--scan", desk.folder / "receipt.pdf", "--signer",
             "Zhou Wen", "--post", "Deputy head", "--on", timezone.localdate(), "--agree",
             numbers[0], by="ella")  # fmt: skip
    checked = desk.run("paper", "check", drawn["list"], by="emma")
    assert [row["state"] for row in checked["entries"]] == ["posted"]


def slip(desk: Desk) -> None:
    """A file in 万 is taken for yuan, and put right as a whole under a name of each side."""
    desk.carry("slip", gift("outside>promised", "2025-10-20", 1_500_000),
               gift("outside>promised", "2025-10-21", 2_500_000), by="wendy")  # fmt: skip
    upload = desk.run("correct", "uploads", by="will")["uploads"][0]["id"]
    made = desk.run("correct", "propose", "divide", "--upload", upload, "--unit", "CNY", "--why",
                    "The column was in ten thousands.", by="will")  # fmt: skip
    assert [row["after"] for row in made["rows"]] == [["150 CNY"], ["250 CNY"]]
    done = desk.run("correct", "agree", made["id"], by="emma")
    assert [row["state"] for row in done["rows"]] == ["done", "done"]


def close(desk: Desk) -> None:
    """The first half-year is closed by two heads; what still comes for it is counted as late."""
    act = desk.run("periods", "close", "2025-06", "--pairing", PAIR, "--why", "Complete.", by="eve")
    desk.run("periods", "agree", act["id"], by="wade")
    late = placed("2025-06-29", 4)
    desk.carry("late", {**late, "reason": "Found in the town's own list."}, by="wendy")
    (closed,) = desk.run("periods", "list", by="emma")["periods"]
    assert (closed["state"], closed["recorded_later"]) == ("agreed", 1)


def amend(desk: Desk) -> None:
    """The target is lowered by an amendment that both sides sign; the signed text stays."""
    text = desk.run("agreements", "amend", "a-2025", "--on", "2025-11-03", "--target",
                    "LC_TOTAL=320", by="ella")["text"]  # fmt: skip
    assert desk.card()["LC_TOTAL"]["target"] == 400
    for party, who in (("cn-210200", "earl"), ("cn-520200", "walt")):
        desk.run("agreements", "sign", "a-2025", "--version", 2, "--party", party, "--text", text,
                 by=who)  # fmt: skip
    texts = desk.run("agreements", "show", "a-2025", by="wanda")["texts"]
    assert [one["state"] for one in texts] == ["signed", "signed"]
    assert desk.card()["LC_TOTAL"]["target"] == 320


def pair_anew(desk: Desk) -> None:
    """From the new year another city supports: the old figures stay where they were."""
    before = desk.card()
    desk.run("pairings", "re-pair", PAIR, "--new", "shenyang-liupanshui", "--supporting",
             "cn-210100", "--on", "2026-01-01", "--source", "Invented decision", "--parent",
             "liaoning-guizhou", by="root")  # fmt: skip
    assert desk.card() == before
    desk.run("agreements", "record", "a-2026", "--pairing", PAIR, "--year", "2026", "--title", "x",
             by="ella")  # fmt: skip
    after = ("agreements", "propose", "a-2026", "--on", "2026-02-10", "--target", "LC_TOTAL=1")
    assert desk.refused(*after, by="ella") == ["no-new-targets-in"]


def test_a_year_is_run_from_the_command_line(desk: Desk) -> None:
    set_up(desk)
    sign(desk)
    spring(desk)
    named(desk)
    disagree(desk)
    blind(desk)
    by_workbook(desk)
    on_paper(desk)
    slip(desk)
    close(desk)
    amend(desk)
    pair_anew(desk)
    card = desk.card()
    worked = {
        "FS_GOV_FUND": 6_000_000,  # what came, of 9,000,000 committed
        "FS_SOCIAL_CASH": 250_000,  # 120,000 and 80,000 in spring, 50,000 on paper
        "LC_TOTAL": 309,  # 150, 120, 35 by both lists, and 4 that came late
        "TS_TRAIN_TOTAL": 60,
        "IC_PROJECTS_SIGNED": 1,
        "IC_PROJECTS_LANDED": 1,
    }
    assert {code: card[code]["matched"] for code in worked} == worked
    assert (card["LC_TOTAL"]["target"], card["FS_SOCIAL_CASH"]["target"]) == (320, 300_000)
    walk = desk.run("explain", "--pairing", PAIR, "--year", YEAR, "--indicator", "LC_TOTAL")
    assert sorted(line["amount"] for line in walk["lines"]) == [4, 35, 120, 150]
    assert all(line["evidence"] for line in walk["lines"])
    assert {line["matched_by"] for line in walk["lines"]} == {"Emma"}
    report = desk.run("verify")
    assert (report["ok"], report["problems"]) == (True, [])
