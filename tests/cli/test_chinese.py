"""With `--lang zh` everything a command prints for people is Chinese; JSON stays as it is."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from tests import ready
from tests.architecture.source import ROOT
from tests.example import Installation
from tests.web.chinese import foreign_words

from tallystick.cli.main import app

PAIRING = ("--pairing", "dalian-liupanshui")
FIGURE = (*PAIRING, "--year", "2019", "--indicator", "FS_SOCIAL_TOTAL")
MATCHER = ("--as", "chen.xiaolan")
# What is the same in every language on a command line, beside what is so on every page.
CODES = re.compile(
    r"""
    --[a-z-]+                                   # an option
    | \{".*\}                                   # what stood before or after, as it is kept
    | \bTALLYSTICK_[A-Z_]+\b                     # a setting
    | \b(?=[0-9a-f-]*\d)[0-9a-f]{8}[0-9a-f-]*\b  # a hash or an identifier
    | \b[a-z0-9]+(?:[-._][a-z0-9]+)+\b           # a code, a user name, an act
    | \b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b         # a one-time code
    | \d{4}-\d\d-\d\dT\d\d:\d\d                 # an instant
    | \bgreenhouse\b                            # a thing
    | \b[A-Z]{3}_[A-Z_]+\b                       # an indicator
    | \bgbt2260\b | \bdocs/\S+ | \bCtrl-C\b | (?:/[\w.-]+){2,}
    """,
    re.VERBOSE,
)
PLACES = frozenset({"cn-520201", "cn-520203", "cn-520204", "cn-520281"})
READING = (
    ("scorecard", *PAIRING, "--year", "2019"),
    ("explain", *FIGURE),
    ("claims",),
    ("verify",),
    ("entries",),
    ("entry", "show", "E-2020-0029"),
    ("match", "--waiting", "--review", *MATCHER),
    ("programmes", "list"),
    ("pairings", "list"),
    ("pairings", "show", "dalian-liupanshui"),
    ("agreements", "list"),
    ("agreements", "show", "dalian-liupanshui-2019"),
    ("commitments", "list"),
    ("meetings", "list"),
    ("meetings", "show", "shenyang-2021-05-06"),
    ("readouts", "list"),
    ("regions", "list", "--in", "cn-520200"),
    ("regions", "show", "cn-520281"),
    ("regions", "standing", "cn-520281", "--pairing", "zhongshan-liupanshui", "--on", "2021-12-01"),
    ("regions", "proposals"),
    ("regions", "changes"),
    ("people", "list"),
    ("acts", "list", "--limit", "5"),
    ("people", "who-may", "entries.match", *PAIRING),
    ("offices", "list"),
    ("rules", "list", *PAIRING),
    ("things", "list"),
    ("things", "show", "walnut-oil"),
    ("lists", "unlanded"),
    ("lists", "idle"),
    ("correct", "uploads"),
    ("periods", "list"),
    ("periods", "due", "--on", "2020-02-01"),
    ("periods", "working-days"),
    ("remind", "--dry-run"),
)  # fmt: skip


@cache
def typed_texts() -> re.Pattern[str]:
    """Return what people of the example typed in English, and names kept in English alone."""
    folder = ROOT / "examples/liaoning-guizhou"
    found = {text for path in folder.glob("*.yaml") for text in _leaves(_read(path))}
    for path in (folder / "claims.csv", *folder.glob("entries/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {text for row in csv.DictReader(file) for text in row.values() if text}
    # What the calendar cites, and names of places, which a table shows in both languages.
    found |= set(_leaves(_read(ROOT / "src/tallystick/programme/data/working_days/cn.yaml")))
    with (ROOT / "src/tallystick/regions/data/regions.csv").open(encoding="utf-8") as file:
        found |= {row["name_en"] for row in csv.DictReader(file) if row["code"] in PLACES}
    english = (text for text in found if re.search("[A-Z ]", text) and re.search("[a-z]", text))
    return re.compile("|".join(map(re.escape, sorted(english, key=len, reverse=True))))


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from _leaves(part)
    elif isinstance(node, str):
        yield node


@cache
def command_names() -> re.Pattern[str]:
    """Return how commands are called: a sentence may say which comes next."""
    tree: Any = typer.main.get_command(app)
    names = [
        " ".join(filter(None, (name, *more)))
        for name, one in tree.commands.items()
        for more in ([[sub] for sub in one.commands] if hasattr(one, "commands") else [[]])
    ]
    return re.compile(
        rf"(?<![\w.-])(?:tallystick )?(?:{'|'.join(map(re.escape, names))})(?![\w.-])"
    )


def left_over(printed: str) -> list[str]:
    """Return the parts of what was printed that are neither Chinese nor the same everywhere."""
    parts = [part.strip() for line in printed.splitlines() for part in re.split("[│┃]", line)]
    for same in (typed_texts(), command_names(), CODES):
        parts = [same.sub(" ", part) for part in parts]
    return foreign_words(parts)


def spoken(home: Installation, *words: str, code: int = 0, said: str | None = None) -> str:
    """Run a command in Chinese on a wide terminal; return what it printed on both streams."""
    done = ready.run(("--lang", "zh", *words), {**home.environment, "COLUMNS": "400"}, said)
    assert done.returncode == code, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_table_is_chinese_throughout(
    loaded_example: Installation, words: tuple[str, ...]
) -> None:
    printed = spoken(loaded_example, *words)
    assert re.search("[\u4e00-\u9fff]", printed)
    assert left_over(printed) == []


def test_a_word_left_in_english_is_seen() -> None:
    assert left_over("│ E-2019-0001 │ posted │ 杨敏 │") == ["posted"]
    assert left_over("gu.ping 已添加。Next: people grant。") != []


def test_json_says_the_same_in_every_language(loaded_example: Installation) -> None:
    for words in (READING[0], ("entries", "--limit", "5"), ("lists", "idle")):
        chinese = json.loads(spoken(loaded_example, *words, "--json"))
        assert _unspoken(chinese) == _unspoken(loaded_example.json(*words))


def _unspoken(shape: Any) -> Any:
    """Return a shape without the sentences of its problems: these alone are for people."""
    if isinstance(shape, dict):
        return {key: _unspoken(value) for key, value in shape.items() if key != "message"}
    return [_unspoken(one) for one in shape] if isinstance(shape, list) else shape


CLERK, CONFIRMER = ("--as", "luo.zhenghua"), ("--as", "yang.min")
HEADS = ("--as", "sun.bo"), ("--as", "tian.hui")
OFFICE = ("--office", "dalian-office", "--role", "clerk")
ZHENG, TEXT = ("--as", "zheng.kai"), ("xieyi-2021", "--version", "1")
DAY = "2021-12-30"
# What is done one after the other, and said each time; {0} is a folder of files.
WRITING = (
    ("init",),
    ("demo", "--no-serve"),
    ("people", "add", "gu.ping", "--name", "Gu Ping", "--name-zh", "顾平", "--as", "ma.jun"),
    ("people", "grant", "gu.ping", *OFFICE, "--why", "新来", *HEADS[0]),
    ("people", "invite", "gu.ping", *HEADS[0]),
    ("people", "end", "gu.ping", *OFFICE, "--why", "离任", *HEADS[0]),
    ("people", "deactivate", "gu.ping", "--why", "离任", *HEADS[0]),
    ("rules", "matching", "blind", *PAIRING, "--reason", "试行", *HEADS[0]),
    ("rules", "agree", "5", *HEADS[1]),
    ("periods", "close", "2019-03", *PAIRING, "--pipeline", "training", "--why", "已核", *HEADS[0]),
    ("commitments", "undertake", "--pairing", "zhongshan-liupanshui", "--owner", "zhongshan-office",
     "--due", DAY, "--text-zh", "派出教师", "--code", "jiaoshi-2021", *ZHENG),
    ("commitments", "settle", "jiaoshi-2021", "dropped", "--reason", "另议", *ZHENG),
    ("meetings", "record", "--pairing", "zhongshan-liupanshui", "--kind", "visit", "--on", DAY,
     "--title-zh", "考察", "--code", "kaocha-2021", *ZHENG),
    ("meetings", "add-guests", "kaocha-2021", "--guest", "supported|田慧|副市长", "--leads", "田慧",
     "--represented", "王军|市长|greetings|田慧", *ZHENG),
    ("meetings", "show", "kaocha-2021"),
    ("agreements", "record", "xieyi-2021", "--pairing", "zhongshan-liupanshui", "--year", "2022",
     "--title", "Agreement for the rest of 2021", "--title-zh", "协议", *ZHENG),
    ("agreements", "propose", "xieyi-2021", "--on", DAY, "--target", "LC_TOTAL=400", *ZHENG),
    ("agreements", "revise", *TEXT, "--on", DAY, "--target", "LC_TOTAL=500", *ZHENG),
    ("agreements", "sign", *TEXT, "--party", "cn-442000", *ZHENG),
    ("agreements", "withdraw", *TEXT, "--reason", "再议", *ZHENG),
    ("agreements", "list"),
    ("things", "name", "--kind", "project", "--region", "cn-520281", "--name-zh", "豆腐厂",
     "--code", "doufu-chang", *CLERK),
    ("things", "edit", "doufu-chang", "--reason", "改名", "--name-zh", "豆制品厂", *CLERK),
    ("entry", "remark", "E-2020-0029", "请看名册", *MATCHER),
    ("match", "E-2020-0029", *MATCHER),
    ("entry", "dispute", "E-2020-0017", "--figure", "1=1", "--reason", "只见一家", *MATCHER),
    ("correct", "propose", "divide", "--entry", "E-2020-0014", "--unit", "CNY", "--factor", "10",
     "--why", "单位有误", *CONFIRMER),
    ("paper", "list", *PAIRING, "--side", "supporting", "--as", "wang.lei"),
    ("workbook", "entries-out", *PAIRING, "--side", "supported", "--period", "2020-11", "--out",
     "{0}/entries.xlsx", *CLERK),
    ("workbook", "match-out", *PAIRING, "--side", "supporting", "--out", "{0}/waits.xlsx",
     *MATCHER),
    ("workbook", "match-in", "{0}/waits.xlsx", "--dry-run", *MATCHER),
    ("rebuild-balances",),
    ("verify",),
)  # fmt: skip


@pytest.mark.long
def test_what_was_done_is_told_in_chinese(example: Installation, tmp_path: Path) -> None:
    told = {
        words: left_over(spoken(example, *(word.format(tmp_path) for word in words)))
        for words in WRITING
    }
    assert {words: left for words, left in told.items() if left} == {}
    # Who may not is told in Chinese which role may.
    back = spoken(example, "people", "reactivate", "gu.ping", "--why", "返岗", *HEADS[0], code=1)
    assert left_over(back) == []
