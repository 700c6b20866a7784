"""The brief of a year from the command line, on the example; its figures are invented."""

from __future__ import annotations

from pathlib import Path

from tests.example import Installation
from tests.web.reading_briefs import read_brief

ASKED = ("brief", "--pairing", "dalian-liupanshui", "--year", "2019")


def test_it_is_written_with_the_figures_of_the_scorecard(
    example: Installation, tmp_path: Path
) -> None:
    out = tmp_path / "a.docx"
    said = example.json(
        *ASKED, "--as-of", "2019-10-31", "--lang", "zh-Hans", "--out", str(out),
        "--site", "https://tally.example/",
    )  # fmt: skip
    assert (said["lang"], said["as_of"], said["invented"]) == ("zh-Hans", "2019-10-31", True)
    assert said["bytes"] == out.stat().st_size
    brief = read_brief(out.read_bytes())
    rows = {row[0].split("  ")[0]: row for row in brief.rows("指标") if len(row) == 7}
    # docs/method/example-2019.md: fiscal funds of 248.6 million yuan, of 260 agreed.
    assert [cell.split("\n")[0] for cell in rows["财政援助资金"][1:3]] == ["26,000万", "24,860万"]
    assert said["figures"] == len(rows)
    assert set(brief.links().values()) > {
        "https://tally.example/pairings/dalian-liupanshui/2019/LC_TOTAL/?as_of=2019-10-31"
    }
    told = example.run(*ASKED, "--out", str(out), "--all", "--site", "https://tally.example")
    assert "figures" in told
    assert len(read_brief(out.read_bytes()).rows("Indicator")) > 2 * len(rows)


def test_what_is_no_day_language_or_pairing_writes_no_file(
    example: Installation, tmp_path: Path
) -> None:
    out = tmp_path / "b.docx"
    to = ("--out", str(out), "--site", "https://tally.example")
    assert example.json(*ASKED, *to, "--as-of", "soon", code=1)["problems"][0]["code"] == "no-date"
    wrong = example.json(*ASKED, *to, "--lang", "fr", code=1)
    assert wrong["problems"][0]["code"] == "not-one-of"
    unseen = example.json(*ASKED, *to, "--as", "nobody.such", code=1)
    assert unseen["problems"][0]["code"] == "not-found"
    # Nothing says where the pages are.
    example.run(*ASKED, "--out", str(out), code=2)
    assert not out.exists()
