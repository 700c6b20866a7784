"""Policy frameworks: their elements, and the indicators that speak to each. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tallystick.kernel.code import code_problems
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems
from tallystick.kernel.words import Words
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.reading import parse_yaml, shipped

LONGEST_CODE, LONGEST_ELEMENT = 60, 40
LONGEST_NAME, LONGEST_SOURCE, LONGEST_MEANING = 300, 300, 2000
MOST_ELEMENTS = 40
NO_WORDS = Words("", "")


@dataclass(frozen=True)
class ElementText(Words):
    """One element of a framework: what it is called and means, and the indicators about it."""

    code: str
    meaning: Words = NO_WORDS
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class FrameworkText(Words):
    """One version of a framework. `scope` is empty where it is shipped, else a pairing's or a
    programme's code; `named` are the words by which texts name it."""

    code: str
    elements: tuple[ElementText, ...]
    source: str
    dated: date | None = None
    note: Words = NO_WORDS
    named: tuple[str, ...] = ()
    version: int = 1
    scope: str = ""
    # The words of a shipped one's source in Chinese; an office writes its own in one language.
    source_zh: str = ""

    @property
    def own(self) -> bool:
        """Whether an office stated it; the others are shipped."""
        return bool(self.scope)

    def element(self, code: str) -> ElementText | None:
        """Return the element of a code."""
        return next((one for one in self.elements if one.code == code), None)


def read_frameworks(text: str) -> Mapping[str, FrameworkText]:
    """Return the frameworks a registry lists, in its order.

    Raises: ValueError when an element names an indicator that the catalogue does not have.
    """
    return {code: _framework(code, row) for code, row in parse_yaml(text).items()}


def _framework(code: str, row: Mapping[str, Any]) -> FrameworkText:
    return FrameworkText(
        row["en"],
        row["zh"],
        code,
        tuple(_element(code, str(name), one) for name, one in row["elements"].items()),
        row["source"],
        row["dated"],
        Words(row.get("note_en", ""), row.get("note_zh", "")),
        tuple(row.get("named", ())),
        source_zh=row["source_zh"],
    )


def _element(framework: str, code: str, row: Mapping[str, Any]) -> ElementText:
    about = tuple(row.get("indicators", ()))
    if workstream := row.get("workstream"):
        about = tuple(one.code for one in indicators().values() if one.workstream == workstream)
    if unknown := sorted(set(about) - set(indicators())):
        raise ValueError(f"{framework} {code}: {', '.join(unknown)} is not in the catalogue")
    return ElementText(row["en"], row["zh"], code, indicators=about)


@cache
def shipped_frameworks() -> Mapping[str, FrameworkText]:
    """Return every shipped framework by its code, in the order of the registry.

    >>> [one.label("zh") for one in shipped_frameworks()["four-workstreams"].elements]
    ['资金支持', '产业合作', '劳务协作', '人才支援']
    """
    return read_frameworks(shipped("frameworks.yaml"))


def framework_named(words: str) -> str:
    """Return the code of the shipped framework that words of a text name; empty for no one.

    >>> framework_named('the task of the "five major security"'), framework_named("五大振兴")
    ('five-securities', 'five-revitalisations')
    >>> framework_named("six key tasks")
    ''
    """
    low = words.lower()
    for code, one in shipped_frameworks().items():
        if any(name.lower() in low for name in (code, one.en, one.zh, *one.named)):
            return code
    return ""


def framework_problems(text: FrameworkText, before: FrameworkText | None) -> list[Problem]:
    """Return what is wrong with a framework as an office states it, and what it said before.

    A code of an element keeps its names and its meaning through all versions, so that what is
    tagged with it stays true; another meaning takes another code.

    >>> new = FrameworkText("Ours", "", "sdg", (ElementText("", "", "a"),), "")
    >>> [(one.code, one.path) for one in framework_problems(new, None)]
    [('framework-is-shipped', 'code'), ('name-missing', 'elements.1.name_en')]
    """
    found = code_problems("code", text.code, LONGEST_CODE)
    if text.code in shipped_frameworks():
        found.append(Problem("framework-is-shipped", "code", value=text.code))
    found += _named("", text)
    found += text_problems("source", text.source, LONGEST_SOURCE)
    found += _number_problems(text.elements)
    for n, one in enumerate(text.elements, 1):
        found += _element_problems(f"elements.{n}.", one, text.elements[: n - 1])
        found += _changed(f"elements.{n}.", one, before)
    if before is not None and (text.elements, Words(text.en, text.zh), text.source) == (
        before.elements, Words(before.en, before.zh), before.source,
    ):  # fmt: skip
        found.append(Problem("framework-unchanged", "elements", {"version": before.version}))
    return found


def _number_problems(elements: Sequence[ElementText]) -> list[Problem]:
    if 1 <= len(elements) <= MOST_ELEMENTS:
        return []
    return [Problem("framework-elements-number", "elements", {"most": MOST_ELEMENTS})]


def _named(path: str, words: Words) -> list[Problem]:
    found = [] if (words.en + words.zh).strip() else [Problem("name-missing", f"{path}name_en")]
    found += text_problems(f"{path}name_en", words.en, LONGEST_NAME)
    return found + text_problems(f"{path}name_zh", words.zh, LONGEST_NAME)


def _element_problems(path: str, one: ElementText, earlier: Sequence[ElementText]) -> list[Problem]:
    found = code_problems(f"{path}code", one.code, LONGEST_ELEMENT) + _named(path, one)
    if one.code in {other.code for other in earlier}:
        found.append(Problem("element-twice", f"{path}code", value=one.code))
    found += text_problems(f"{path}meaning_en", one.meaning.en, LONGEST_MEANING)
    found += text_problems(f"{path}meaning_zh", one.meaning.zh, LONGEST_MEANING)
    return found + [
        Problem("not-found", f"{path}indicators", {"what": "indicator", "code": code[:60]}, code)
        for code in one.indicators
        if code not in indicators()
    ]


def _changed(path: str, one: ElementText, before: FrameworkText | None) -> list[Problem]:
    old = before.element(one.code) if before else None
    if old is None or (Words(one.en, one.zh), one.meaning) == (Words(old.en, old.zh), old.meaning):
        return []
    params = {"element": one.code, "name": Words(old.en, old.zh)}
    return [Problem("element-means-otherwise", f"{path}code", params, one.code)]


def read_element(text: str) -> ElementText:
    """Return an element as one line says it: code|name|Chinese name|indicators|meaning|Chinese one.

    Raises: ValueError where there is no name.

    >>> read_element("roads|Roads|道路|OUT_FACILITIES FS_PROJECTS").indicators
    ('OUT_FACILITIES', 'FS_PROJECTS')
    """
    code, name_en, *rest = (part.strip() for part in text.split("|"))
    name_zh, about, meaning_en, meaning_zh = [*rest, "", "", "", ""][:4]
    meaning = Words(meaning_en, meaning_zh)
    return ElementText(name_en, name_zh, code, meaning, tuple(about.replace(",", " ").split()))
