"""A problem kept as JSON is the problem it was, in either language."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import tallystick
from tallystick.kernel.problem import Problem, words_in_chinese
from tallystick.kernel.words import Words


def test_a_problem_that_was_kept_is_said_in_either_language_later() -> None:
    params = {"field": Words("Wages are paid", "工资发放"), "choices": Words("Yes", "是"), "row": 3}
    said = Problem("record-no-code", "row 3", params, "seen")
    again = Problem.told(json.loads(json.dumps(said.kept())))
    assert "“Wages are paid”" in again.sentence("en")
    assert "“工资发放”" in again.sentence("zh")
    for lang in ("en", "zh"):
        assert again.sentence(lang) == said.sentence(lang)
    assert (again.path, again.value, again.params["row"]) == ("row 3", "seen", 3)


def test_what_json_does_not_know_is_kept_as_it_reads() -> None:
    assert Problem("x", params={"day": 1.5, "none": None}).kept()["params"] == {
        "day": "1.5",
        "none": None,
    }


def _named(call: ast.Call) -> Iterator[str]:
    """Yield the words by which a call names what a problem is about."""
    if not (call.args and isinstance(call.func, ast.Attribute) and call.func.attr == "of"):
        return
    for given in call.keywords:
        if given.arg == "what":
            for node in ast.walk(given.value):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_whatever_a_problem_names_has_a_word_in_chinese() -> None:
    found = {
        (word, path.name)
        for path in Path(tallystick.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for word in _named(node)
    }
    assert len(found) > 30
    assert sorted(one for one in found if one[0] not in words_in_chinese()) == []


def test_a_long_work_that_is_not_there_is_named_in_chinese() -> None:
    said = Problem("not-found", params={"what": "long work", "code": "7"}).sentence("zh")
    assert said.startswith("没有代码为 7 的长时任务。")
