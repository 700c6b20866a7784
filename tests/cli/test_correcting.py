"""`tallystick correct …`: a file with one slip, put right under a name of each side."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example import Installation

HEAD = (
    "invented,entry,pairing,side,region,partner,pipeline,move,statement,on,unit,amount,title,"
    "sale_mode,channel\n"
)
ROW = (
    "y,slip-{n},dalian-liupanshui,supported,cn-520281,cn-210200,sale,outside>sold,itemised,"
    "2021-05-2{n},CNY,{amount},Honey sold,bought,online\n"
)
CLERK, WEST, EAST = (
    ("--as", "luo.zhenghua"),
    ("--as", "yang.min"),
    ("--as", "chen.xiaolan"),
)
WHY = ("--why", "The column was in 万 yuan.")


@pytest.mark.long
def test_a_file_with_a_slip_is_found_and_put_right(example: Installation, tmp_path: Path) -> None:
    file = tmp_path / "may.csv"
    file.write_text(HEAD + ROW.format(n=1, amount="1200000") + ROW.format(n=2, amount="3400000"))
    numbers = example.json("import", "entries", str(file), *CLERK)["entries"]
    example.json("confirm", *numbers, *WEST)
    example.json("match", *numbers, *EAST)
    upload = example.json("correct", "uploads", *WEST)["uploads"][0]
    assert (upload["name"], upload["entries"]) == ("may.csv", 2)
    words = ("--upload", upload["id"], "--unit", "CNY", *WHY)
    made = example.json("correct", "propose", "divide", *words, *WEST)
    assert [row["after"] for row in made["rows"]] == [["120 CNY"], ["340 CNY"]]
    alone = example.json("correct", "agree", made["id"], *WEST, code=1)
    assert alone["problems"][0]["code"] == "two-names"
    done = example.json("correct", "agree", made["id"], *EAST)
    assert (done["state"], [row["state"] for row in done["rows"]]) == ("done", ["done", "done"])
    shown = example.json("correct", "show", made["id"], *EAST)
    assert shown["rows"] == done["rows"]
    assert example.json("correct", "resume", made["id"], *EAST, code=1)["problems"]
    assert example.json("correct", "drop", made["id"], *WHY, *EAST, code=1)["problems"]
    assert example.json("verify")["ok"]


def test_one_entry_is_put_right_with_its_corrected_document(
    example: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "may.csv"
    file.write_text(HEAD + ROW.format(n=3, amount="1200000"))
    numbers = example.json("import", "entries", str(file), *CLERK)["entries"]
    example.json("confirm", *numbers, *WEST)
    example.json("match", *numbers, *EAST)
    right = tmp_path / "right.pdf"
    right.write_bytes(b"%PDF-1.4\n%INVENTED\n%%EOF\n")
    words = ("--entry", numbers[0], "--unit", "CNY", *WHY, "--evidence", str(right))
    made = example.json("correct", "propose", "divide", *words, *WEST)
    assert [one["name"] for one in made["documents_new"]] == ["right.pdf"]
    assert made["documents_going_over"] == []
    assert "New: right.pdf" in example.run("correct", "show", made["id"], *EAST)
    done = example.json("correct", "agree", made["id"], *EAST)
    new = example.json("entry", "show", done["rows"][0]["replacement"], *EAST)
    assert new["evidence"] == [made["documents_new"][0]["sha256"]]
