"""Commitments from the command line: undertaken, listed, settled by the head of their office."""

from __future__ import annotations

from pathlib import Path

from tests.example import Installation

PAIRING = ("--pairing", "dalian-liupanshui")
# That pairing has ended: what was said at a meeting before its end may still be written down.
MEETING = (*PAIRING, "--meeting", "shenyang-2021-05-06")
WORDS = ("--text", "Open a station.", "--text-zh", "设立站点。", "--due", "2031-06-30")


def test_a_commitment_is_undertaken_listed_and_settled(example: Installation) -> None:
    kept = example.json("commitments", "list", *PAIRING, "--stands", "kept")
    # The oil mill opened under Zhongshan, two months after the pairing had passed on.
    assert [
        (r["code"], r["standing"], r["settled_on"], r["meeting"]) for r in kept["commitments"]
    ] == [
        ("carry-through-signed-projects", "kept", "2021-09-06", "shenyang-2021-05-06"),
        ("publish-idle-workshops", "kept", "2021-06-18", "shenyang-2021-05-06"),
    ]
    (projects, record) = kept["commitments"]
    assert (projects["done"], projects["by_movements"], projects["kept_by"]) == (3, True, None)
    assert record["fulfilment"]["answered_by"] == "Chen Xiaolan"
    made = example.json(
        "commitments", "undertake", *MEETING, "--owner", "dalian-office", *WORDS,
        "--as", "sun.bo",
    )  # fmt: skip
    assert (made["standing"], made["due_on"], made["invented"]) == ("open", "2031-06-30", True)
    settle = ("commitments", "settle", made["code"], "dropped", "--reason", "Not wanted.")
    refused = example.json(*settle, "--as", "tian.hui", code=1)
    assert refused["problems"][0]["code"] == "not-allowed"
    done = example.json(*settle, "--on", "2021-12-01", "--as", "sun.bo")
    assert (done["standing"], done["settled_on"], done["reason"]) == (
        "dropped", "2021-12-01", "Not wanted.",
    )  # fmt: skip
    listed = example.run("commitments", "list", *PAIRING, "--order", "newest")
    assert listed.index(made["code"]) < listed.index("carry-through-signed-projects")
    assert "INVENTED" in listed


def test_what_is_no_way_to_end_or_to_ask_is_refused(example: Installation) -> None:
    code = "carry-through-signed-projects"
    settle = ("commitments", "settle", code, "dropped", "--reason", "Late.", "--as", "sun.bo")
    assert example.json(*settle, code=1)["problems"][0]["code"] == "kept-by-movements"
    example.run("commitments", "settle", code, "forgotten", "--reason", "x", code=2)
    example.run("commitments", "list", "--stands", "somehow", code=2)
    unknown = ("commitments", "undertake", *PAIRING, "--owner", "nobody", *WORDS)
    assert example.json(*unknown, "--as", "sun.bo", code=1)["problems"][0]["code"] == "not-found"


def test_a_meeting_is_recorded_with_its_guests_and_what_was_undertaken(
    example: Installation,
) -> None:
    record = (
        "meetings", "record", *PAIRING, "--kind", "visit", "--on", "2020-11-05",
        "--title", "An invented visit", "--guest", "supported|田慧|副市长",
        "--agreed", "liupanshui-office|2020-11-30|Publish the list of idle workshops.",
        "--as", "sun.bo",
    )  # fmt: skip
    made = example.json(*record)
    assert made["code"] == "dalian-liupanshui-2020-11-05-1"
    assert made["guests"] == [
        {"side": "supported", "name": "田慧", "post": "副市长", "leads": False}
    ]
    (undertaken,) = made["commitments"]
    listed = example.json("meetings", "list", *PAIRING, "--year", "2020")
    assert [row["code"] for row in listed["meetings"]] == [made["code"]]
    assert "An invented visit" in example.run("meetings", "list", "--kind", "visit")
    at = example.json("commitments", "list", "--meeting", made["code"], "--stands", "late")
    assert [row["code"] for row in at["commitments"]] == [undertaken]
    wrong = example.json(
        *record[:-4], "--guest", "nobody", "--agreed", "office|soon|words", *record[-2:], code=1
    )
    assert [one["value"] for one in wrong["problems"]] == ["nobody", "office|soon|words"]


def test_a_commitment_is_linked_and_a_link_taken_off(example: Installation) -> None:
    made = example.json(
        "commitments", "undertake", *PAIRING, "--owner", "dalian-office", *WORDS,
        "--kind", "build", "--words", "设立劳务工作站", "--as", "sun.bo",
    )  # fmt: skip
    assert (made["kind"], made["words"]) == ("build", "设立劳务工作站")
    link = ("commitments", "link", made["code"])
    example.json(*link, "--thing", "tea-works", "--stage", "operating", "--as", "sun.bo")
    example.json(*link, "--indicator", "FS_GOV_FUND", "--amount", "1,000.5", "--as", "sun.bo")
    example.json(*link, "--indicator", "LC_TOTAL", "--period", "2020", "--as", "sun.bo")
    wrong = example.json(
        *link, "--indicator", "FS_GOV_FUND", "--amount", "much", "--as", "sun.bo", code=1
    )
    assert wrong["problems"][0]["code"] == "link-amount-missing"
    unlink = ("commitments", "unlink", made["code"], "1", "--as", "sun.bo")
    example.json(*unlink, "--reason", "It is another works.")
    gone = example.json(*unlink, "--reason", "Again.", code=1)
    assert gone["problems"][0]["code"] == "not-found"
    linked = example.json("commitments", "list", *PAIRING, "--linked", "yes", "--kind", "build")
    (row,) = [one for one in linked["commitments"] if one["code"] == made["code"]]
    assert [(one["n"], one["kind"], one["done"]) for one in row["links"]][-1][:2] == (3, "target")
    shown = example.run("commitments", "show", made["code"])
    assert "FS_GOV_FUND" in shown
    assert "LC_TOTAL dalian-liupanshui 2020" in shown
    assert example.json("commitments", "show", made["code"])["done"] in (0, 1)
    before = ("commitments", "list", *PAIRING, "--as-of", "2021-06-01", "--side", "supporting")
    then = {row["code"]: row["standing"] for row in example.json(*before)["commitments"]}
    assert then == {"carry-through-signed-projects": "open"}


def test_what_no_entry_shows_is_written_and_acknowledged(example: Installation) -> None:
    made = example.json(
        "commitments", "undertake", *MEETING, "--owner", "dalian-office", *WORDS,
        "--as", "sun.bo",
    )  # fmt: skip
    done = ("commitments", "done", made["code"], "--on", "2026-01-09", "--text", "It is open.")
    own, other = ("--as", "wang.lei"), ("--as", "tian.hui")
    written = example.json(*done, *own)["fulfilment"]
    assert (written["state"], written["text"]) == ("written", "It is open.")
    row = example.json("commitments", "withdraw", made["code"], "1", *own)
    assert row["fulfilment"] is None
    example.json(*done, *own)
    why = ("--reason", "Nobody saw it.")
    row = example.json("commitments", "refuse", made["code"], "2", *why, *other)
    assert row["standing"] == "open"
    assert example.json(*done, *own)["fulfilment"]["n"] == 3
    row = example.json("commitments", "acknowledge", made["code"], "3", *other)
    assert (row["standing"], row["settled_on"], row["by_movements"]) == (
        "kept", "2026-01-09", True,
    )  # fmt: skip
    again = example.json(
        "commitments", "acknowledge", made["code"], "9", "--as", "tian.hui", code=1
    )
    assert again["problems"][0]["code"] == "not-found"


def test_files_come_with_what_was_done_and_are_taken_out(
    example: Installation, tmp_path: Path
) -> None:
    made = example.json(
        "commitments", "undertake", *MEETING, "--owner", "dalian-office", *WORDS,
        "--as", "sun.bo",
    )  # fmt: skip
    own, other = ("--as", "wang.lei"), ("--as", "tian.hui")
    one, two = tmp_path / "一.pdf", tmp_path / "two.pdf"
    one.write_bytes(b"%PDF-1.4 one")
    two.write_bytes(b"%PDF-1.4 two")
    on = ("--on", "2026-01-09", "--text", "It is open.", "--file", str(one))
    row = example.json("commitments", "done", made["code"], *on, *own)
    assert [file["name"] for file in row["fulfilment"]["files"]] == ["一.pdf"]
    attach = ("commitments", "attach", made["code"], "1", str(two), *own)
    assert [file["n"] for file in example.json(*attach)["fulfilment"]["files"]] == [1, 2]
    assert example.json(*attach, code=1)["problems"][0]["code"] == "fulfilment-file-there"
    assert "file 2: two.pdf" in example.run("commitments", "show", made["code"])
    out = tmp_path / "out.pdf"
    take = ("commitments", "take", made["code"], "1")
    assert example.json(*take, "2", "--out", str(out), *other)["name"] == "two.pdf"
    assert out.read_bytes() == two.read_bytes()
    assert "is written to" in example.run(*take, "1", "--out", str(out), *other)
    gone = example.json(*take, "9", "--out", str(out), *other, code=1)
    assert gone["problems"][0]["code"] == "not-found"
