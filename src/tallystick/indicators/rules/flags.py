"""What a reader must know before she uses a figure: a code, the field it is about, its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from tallystick.kernel.shipped import read_shipped
from tallystick.kernel.words import Words

# Why a figure is null. They come twice: as they are, and with the field they are about.
NULL_REASONS = ("not_reported", "not_due", "not_applicable")


@dataclass(frozen=True)
class Flag:
    """One remark on a row. `about` names a field where the remark is not on the whole row.

    A parameter that is `Words`, or several, is said in the reader's language.

    >>> Flag("not_applicable", about="target").text, Flag("composite").sentence()
    ('target:not_applicable', 'Composite: do not add it to its parts.')
    """

    code: str
    about: str = ""
    params: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def text(self) -> str:
        """How it is written in JSON."""
        return f"{self.about}:{self.code}" if self.about else self.code

    @property
    def tone(self) -> str:
        """Return red (figures differ), amber (someone's turn, or a date) or nothing."""
        return str(_table()[self.code]["tone"])

    @property
    def gravity(self) -> int:
        """Where it stands in the order of what to read first; 0 is the gravest."""
        return list(_table()).index(self.code)

    def sentence(self, lang: str = "en") -> str:
        """Return its sentence in `en` or `zh`."""
        words = str(_table()[self.code]["zh" if lang.startswith("zh") else "en"])
        return words % {name: _said(value, lang) for name, value in self.params.items()}


def _said(value: Any, lang: str) -> Any:
    """Return a parameter as it is read.

    >>> _said((Words("a", "甲"), Words("b", "乙")), "zh-hans"), _said(3, "en")
    ('甲、乙', 3)
    """
    if isinstance(value, Words):
        return value.label(lang)
    if isinstance(value, tuple):
        return ("、" if lang.startswith("zh") else ", ").join(_said(v, lang) for v in value)
    return value


def gravest_first(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return the flags in the order in which they should be read, each once.

    >>> [f.text for f in gravest_first([Flag("composite"), Flag("waiting"), Flag("waiting")])]
    ['waiting', 'composite']
    """
    once = dict.fromkeys(flags)
    return tuple(sorted(once, key=lambda flag: (flag.gravity, flag.about)))


def null_flags(about: str, reason: str) -> tuple[Flag, Flag]:
    """Return the two flags of a null: the reason, and the reason with its field.

    >>> [flag.text for flag in null_flags("target", "not_applicable")]
    ['not_applicable', 'target:not_applicable']
    """
    return Flag(reason), Flag(reason, about)


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    source = files("tallystick.indicators") / "flags.yaml"
    return dict(read_shipped(source.read_text("utf-8")))
