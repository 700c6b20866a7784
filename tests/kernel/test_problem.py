"""A problem kept as JSON is the problem it was, in either language."""

from __future__ import annotations

import json

from tallystick.kernel.problem import Problem
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
