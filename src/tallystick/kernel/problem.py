"""What is wrong with an input, as a value: a code, a place and its words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Self

from tallystick.kernel.shipped import read_shipped
from tallystick.kernel.words import Words

# Each room keeps its sentences beside its rules; a code stands in one file only.
ROOMS = (
    "kernel",
    "extraction",
    "journal",
    "regions",
    "access",
    "programme",
    "entries",
    "indicators",
    "exchanges",
    "interchange",
    "cli",
    "api",
    "web",
)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input. `path` says where (a field, or `row 7, column amount`).

    >>> Problem("not-found", params={"what": "pairing", "code": "x"}).sentence("en")
    'There is no pairing with the code x. Check the spelling.'
    >>> office = {"who": "Alice", "roles": "head, programme_office", "scope": "Fir"}
    >>> Problem("not-allowed", params=office).sentence("en")
    'Alice may not do this here: it takes the role of head, programme office for Fir.'
    >>> read = {"name": "a.exe", "types": "PDF, PNG"}
    >>> "PDF、PNG" in Problem("evidence-type-unread", params=read).sentence("zh")
    True
    """

    code: str
    path: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    value: str = ""

    def sentence(self, lang: str = "en") -> str:
        """Return the sentence of this problem in `en` or `zh`."""
        said = {"value": self.value, **{k: _said(v, lang) for k, v in self.params.items()}}
        if not lang.startswith("zh"):
            if "roles" in said:
                said["roles"] = str(said["roles"]).replace("_", " ")
            return sentences()[self.code]["en"] % said
        named = {name: _in_chinese(said[name]) for name in _NAMING & said.keys()}
        named |= {name: str(said[name]).replace(", ", "、") for name in _LISTING & said.keys()}
        return sentences()[self.code]["zh"] % {**said, **named}

    def kept(self) -> dict[str, Any]:
        """Return this problem as JSON keeps it; `told` reads it again, for either language."""
        params = {name: _kept(value) for name, value in self.params.items()}
        return {"code": self.code, "path": self.path, "params": params, "value": self.value}

    @classmethod
    def told(cls, kept: Mapping[str, Any]) -> Self:
        """Return a problem that was kept.

        >>> Problem.told(Problem("not-found", "row 2", {"what": "pairing", "code": "x"}).kept())
        Problem(code='not-found', path='row 2', params={'what': 'pairing', 'code': 'x'}, value='')
        """
        params = {name: _told(value) for name, value in kept["params"].items()}
        return cls(kept["code"], kept.get("path", ""), params, kept.get("value", ""))


def _kept(value: Any) -> Any:
    label = getattr(value, "label", None)
    if callable(label):
        return {"en": label("en"), "zh": label("zh")}
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _told(value: Any) -> Any:
    return Words(**value) if isinstance(value, dict) else value


def _said(value: Any, lang: str) -> Any:
    """Return a parameter in the reader's language, where it has words of its own in each."""
    label = getattr(value, "label", None)
    return label(lang) if callable(label) else value


# Parameters that name things by a word of ours, or by several with commas between them.
_NAMING = frozenset({"what", "who", "roles", "scope", "side", "state"})

# Parameters that list several things, with commas between them.
_LISTING = frozenset(
    {
        *("types", "choices", "rules", "moves", "fed", "units", "open", "fields", "kinds", "langs"),
        *("workstreams", "states", "sides", "hows", "stages", "known", "rows", "keys"),
    }
)


def _in_chinese(words: Any) -> str:
    """Return words of ours in Chinese; what is no word of ours stays as it is.

    >>> _in_chinese("pairing"), _in_chinese("confirmer, head"), _in_chinese("xx-quay")
    ('结对', '复核人、负责人', 'xx-quay')
    """
    return "、".join(words_in_chinese().get(word, word) for word in str(words).split(", "))


@cache
def words_in_chinese() -> dict[str, str]:
    """Return the words by which problems name things, English → Chinese."""
    source = files("tallystick.kernel") / "words.yaml"
    return dict(read_shipped(source.read_text("utf-8")))


class Refused(Exception):
    """A person asked for something the rules do not allow; carries every problem at once."""

    def __init__(self, problems: Problem | tuple[Problem, ...] | list[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(" ".join(problem.sentence() for problem in self.problems))

    @classmethod
    def of(cls, code: str, /, *, path: str = "", value: str = "", **params: Any) -> Self:
        """Return a refusal with one problem."""
        return cls(Problem(code, path, params, value))

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code


class Forbidden(Refused):
    """The actor's role or side does not allow it."""


class Conflict(Refused):
    """Somebody else changed the thing in the meantime."""


class NotFound(Refused):
    """There is no such thing, or the actor may not see it: the two are not told apart."""


# Kind of refusal → HTTP status; the first that fits.
_STATUS: tuple[tuple[type[Refused], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (Conflict, 409),
    (Refused, 422),
)


def status_of(refused: Refused) -> int:
    """Return the HTTP status by which every door on the web answers a refusal.

    >>> status_of(Conflict.of("changed-meanwhile", state="open"))
    409
    """
    return next(status for kind, status in _STATUS if isinstance(refused, kind))


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Return code → {en, zh} over all rooms.

    Raises: ValueError when a code stands in two rooms.
    """
    table: dict[str, dict[str, str]] = {}
    for room in ROOMS:
        source = files("tallystick") / room / "problems.yaml"
        if not source.is_file():
            continue
        for code, words in (read_shipped(source.read_text("utf-8")) or {}).items():
            if code in table:
                raise ValueError(f"problem code {code} stands in two rooms")
            table[code] = words
    return table
