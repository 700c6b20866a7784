"""Announcements and documents of meetings from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.example import Installation

MEETING, HEAD = "liupanshui-2021-12-08", ("--as", "tian.hui")
PDF = b"%PDF-1.4\n1 0 obj\nminutes of an invented meeting\n%%EOF\n"


def test_an_announcement_is_drafted_edited_published_and_corrected(
    example: Installation, tmp_path: Path
) -> None:
    made = example.json("announcements", "draft", MEETING, "--side", "supported", *HEAD)
    code = made["code"]
    assert "郑凯" in made["body_zh"]
    body = tmp_path / "body.txt"
    body.write_text("They met.\n\nThey will meet again.", "utf-8")
    edit = ("announcements", "edit", code, "--title", "A visit", "--body", str(body), "--refresh")
    assert example.json(*edit, *HEAD)["body_en"].startswith("They met.")
    other = example.json("announcements", "publish", code, "--as", "zheng.kai", code=1)
    assert other["problems"][0]["code"] == "not-found"
    done = example.json("announcements", "publish", code, *HEAD)
    assert (done["state"], done["intact"], done["version"]) == ("published", True, 1)
    again = example.json("announcements", "edit", code, "--title", "No", *HEAD, code=1)
    assert again["problems"][0]["code"] == "changed-meanwhile"
    second = example.json("announcements", "correct", code, "--reason", "A name.", *HEAD)
    assert (second["version"], second["corrects"]) == (2, code)
    listed = example.json("announcements", "list", "--meeting", MEETING)
    assert [row["version"] for row in listed["announcements"]] == [1, 2]
    assert "A visit" in example.run("announcements", "list")
    found = ("announcements", "list", "--side", "supported", "--year", "2021", "--sort", "title_en")
    told = example.json(*found, "--state", "published", "--search", "meet again")
    assert [row["code"] for row in told["announcements"]] == [code]
    assert example.json(*found, "--state", "corrected")["total"] == 0
    example.run("announcements", "list", "--state", "lost", code=2)
    assert "They will meet again." in example.run("announcements", "show", code)
    unread = ("announcements", "draft", MEETING, "--side", "supported", "--figure", "LC_TOTAL")
    assert example.json(*unread, *HEAD, code=1)["problems"][0]["code"] == "option-unread"


def test_a_document_is_kept_listed_and_taken_out(example: Installation, tmp_path: Path) -> None:
    file, out = tmp_path / "a.pdf", tmp_path / "b.pdf"
    file.write_bytes(PDF)
    add = ("meetings", "add-document", MEETING, str(file), "--kind", "minutes", "--title", "纪要")
    assert example.json(*add, *HEAD)["n"] == 1
    assert example.json(*add, *HEAD, code=1)["problems"][0]["code"] == "document-there"
    (row,) = example.json("meetings", "documents", MEETING)["documents"]
    assert (row["kind"], row["title"], row["name"]) == ("minutes", "纪要", "a.pdf")
    assert "纪要" in example.run("meetings", "documents", MEETING)
    example.run("meetings", "take-document", MEETING, "1", "--out", str(out), *HEAD)
    assert out.read_bytes() == PDF


def test_the_example_has_one_published_announcement_and_its_correction(
    example: Installation,
) -> None:
    told = example.json("announcements", "list", "--pairing", "dalian-liupanshui")["announcements"]
    first, second = told
    assert (first["version"], first["state"], first["intact"]) == (1, "published", True)
    assert (second["version"], second["corrects"]) == (2, first["code"])
    assert first["corrected_by"] == second["code"]
    assert "Luo Shan" in second["body_en"]
    assert "罗珊" in second["body_zh"]
    assert "罗珊" not in first["body_zh"]
    (figure,) = first["figures"]
    assert (figure["value_en"], figure["as_of"]) == ("248,600,000 yuan", "2019-10-18")
