"""No Chinese sentence leaves a space between a figure or a day and the words around it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.web.catalogue import kept

import tallystick
from tallystick.programme.rules.catalogue import indicators

ROOT = Path(tallystick.__file__).parent
# The name of a column is no figure.
FIGURE = r"(?:%\((?!column\))\w+\)[sd]|\d)"
MEASURE = (
    r"(?:人(?!员)|项(?!目(?!标))|行(?!为)|日(?!期)|年(?!份)"
    r"|[个笔条篇份处列位次天元号步版级家期场页张秒组类种名轮])"
)
# A day, a year or a bound is closed up with the words around it: 截至2020-10-31, 1996至2021年.
DAY = (
    r"%\((?:day|end|start|until|since|at|when|held_on|valid_from|earliest|today"
    r"|first|last|most|largest|least|years?)\)s"
)
APART = re.compile(rf"{FIGURE} {MEASURE}|第 {FIGURE}|[一-鿿”）] {DAY}|{DAY} [一-鿿“（]|\d 至|至 \d")
# A comma or semicolon of the other script, between Chinese signs or behind one.
FOREIGN = re.compile(r"[一-鿿”）][,;](?! [a-z])|[,;][一-鿿]")


def faults(text: str) -> list[str]:
    return [found.group() for found in APART.finditer(text)]


@pytest.mark.parametrize(
    "bad", ["共 %(n)s 项", "14 人", "第 3行", "%(days)s 天", "截至 %(day)s", "1996 至 2021"]
)
def test_a_figure_set_apart_is_found(bad: str) -> None:
    assert faults(bad)


@pytest.mark.parametrize(
    "good", ["共%(n)s项", "14人", "%(pairing)s 项目不在", "%(who)s 人员", "20 MB", "截至%(day)s"]
)
def test_what_is_no_figure_keeps_its_space(good: str) -> None:
    assert not faults(good)


def test_no_message_of_the_pages_sets_a_figure_apart() -> None:
    said = [m.string if isinstance(m.string, str) else " / ".join(m.string) for m in kept()]
    assert [text for text in said if text and faults(text)] == []


@pytest.mark.parametrize("file", sorted(ROOT.rglob("problems.yaml")), ids=lambda p: p.parent.name)
def test_no_sentence_of_a_problem_sets_a_figure_apart(file: Path) -> None:
    said = re.findall(r'^ +zh: "(.*)"$', file.read_text("utf-8"), re.M)
    assert said
    assert [text for text in said if faults(text)] == []


def test_no_definition_of_an_indicator_has_marks_of_the_other_script() -> None:
    found = {code: one.definition("zh") for code, one in indicators().items()}
    assert {code: text for code, text in found.items() if FOREIGN.search(text)} == {}
    assert FOREIGN.search('"第24次会议"是序号,不是期内次数。')
