"""Every problem has its sentence in both languages, and no sentence is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

import pytest
from tests.architecture.source import SRC, Module, modules

from tallystick.kernel.problem import sentences

REFUSALS = {"Refused", "Forbidden", "Conflict", "NotFound"}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
Words = Mapping[str, Mapping[str, str]]


def raised(module: Module) -> Iterator[tuple[str, int, set[str] | None]]:
    """Yield each problem code a module names, its line, and its parameters where plain."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        code = node.args[0] if node.args else named.get("code")
        if not (isinstance(code, ast.Constant) and isinstance(code.value, str)):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "Problem":
            params = node.args[2] if len(node.args) > 2 else named.get("params")
            yield code.value, node.lineno, _keys(params)
        elif _is_refusal(node.func):
            given = set(named) - {None, "path", "value"}
            yield code.value, node.lineno, None if None in named else given  # type: ignore[misc]


def _is_refusal(func: ast.expr) -> bool:
    return (
        isinstance(func, ast.Attribute)
        and func.attr == "of"
        and isinstance(func.value, ast.Name)
        and func.value.id in REFUSALS
    )


def _keys(params: ast.expr | None) -> set[str] | None:
    if params is None:
        return set()
    if isinstance(params, ast.Dict) and all(isinstance(k, ast.Constant) for k in params.keys):
        return {str(k.value) for k in params.keys if isinstance(k, ast.Constant)}
    return None


def wordless(found: tuple[Module, ...], words: Words) -> Iterator[str]:
    """Yield each code that is raised without a sentence or without what its sentence names."""
    for module in found:
        for code, line, params in raised(module):
            if code not in words:
                yield f"{module.name}:{line} {code} has no sentence"
            elif params is not None:
                missing = set(PLACEHOLDER.findall(words[code]["en"])) - params - {"value"}
                if missing:
                    yield f"{module.name}:{line} {code} lacks {', '.join(sorted(missing))}"


def badly_worded(words: Words) -> Iterator[str]:
    """Yield each sentence that lacks a language, a full stop or a placeholder of the other one."""
    for code, by_language in words.items():
        if by_language.keys() != {"en", "zh"}:
            yield f"{code} is not in en and zh"
            continue
        en, zh = by_language["en"], by_language["zh"]
        if set(PLACEHOLDER.findall(en)) != set(PLACEHOLDER.findall(zh)):
            yield f"{code} has other placeholders in zh"
        if re.sub(PLACEHOLDER, "", en + zh).replace("%%", "").count("%"):
            yield f"{code} has a stray per cent sign"
        if not (en.endswith((".", "?")) and zh.endswith(("。", "?"))):
            yield f"{code} is no sentence with a full stop"


def stale(text: str, words: Words) -> list[str]:
    """Return the codes that stand in no source text."""
    return sorted(code for code in words if f'"{code}"' not in text and f"'{code}'" not in text)


def _source_text() -> str:
    sql = "".join(path.read_text("utf-8") for path in sorted(SRC.rglob("*.sql")))
    return sql + "".join(module.text for module in modules())


def test_every_problem_has_its_sentence_and_its_parameters() -> None:
    assert list(wordless(modules(), sentences())) == []


def test_every_sentence_is_whole_in_both_languages() -> None:
    assert list(badly_worded(sentences())) == []


def test_no_sentence_is_left_over() -> None:
    assert stale(_source_text(), sentences()) == []


WORDS = {"below-floor": {"en": "Only %(left)s are left.", "zh": "仅剩 %(left)s。"}}


@pytest.mark.parametrize(
    "line",
    [
        "Problem('no-such-code')",
        "Problem(code='no-such-code')",
        "raise Conflict.of('no-such-code')",
        "Problem('below-floor')",
        "Problem('below-floor', 'row 7', {'right': 1})",
        "raise Refused.of('below-floor', value='x')",
    ],
)
def test_a_problem_without_words_or_parameters_is_caught(line: str) -> None:
    assert list(wordless((Module("tallystick.entries.rules", line),), WORDS))


@pytest.mark.parametrize(
    "line",
    [
        "Problem('below-floor', params={'left': 1})",
        "Problem('below-floor', params=known)",
        "raise Refused.of('below-floor', left=1)",
        "raise Refused.of('below-floor', **known)",
    ],
)
def test_a_problem_with_words_and_parameters_passes(line: str) -> None:
    assert not list(wordless((Module("tallystick.entries.rules", line),), WORDS))


def test_bad_wording_and_left_over_sentences_are_caught() -> None:
    bad = {
        "a": {"en": "Only in English."},
        "b": {"en": "%(x)s is here.", "zh": "在此。"},
        "c": {"en": "no stop", "zh": "没有"},
        "d": {"en": "100% of it.", "zh": "全部。"},
    }
    assert len(list(badly_worded(bad))) == 4
    assert not list(badly_worded(WORDS))
    assert stale("Problem('below-floor')", {**WORDS, "gone": WORDS["below-floor"]}) == ["gone"]
