"""A label in both languages: the one form in which words of ours and names people keep are said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, Self


class Named(Protocol):
    """Whatever is kept with a name in both languages."""

    @property
    def name_en(self) -> str:
        """The name in English."""

    @property
    def name_zh(self) -> str:
        """The name in Chinese."""


@dataclass(frozen=True)
class Words:
    """One label in both languages; a blank one is said as the other.

    >>> Words("Wang Lei", "王磊").label("zh-hans"), Words("Wang Lei", "").label("zh")
    ('王磊', 'Wang Lei')
    """

    en: str
    zh: str

    def label(self, lang: str = "en") -> str:
        """Return the label in `en` or `zh`."""
        return (self.zh or self.en) if lang.startswith("zh") else (self.en or self.zh)

    @classmethod
    def listed(cls, all_of: Iterable[Words]) -> Self:
        """Return several labels as one, with the marks of each language between them.

        >>> Words.listed([Words("Fir", "枞"), Words("Quay", "埠")])
        Words(en='Fir, Quay', zh='枞、埠')
        """
        found = list(all_of)
        return cls(", ".join(w.label() for w in found), "、".join(w.label("zh") for w in found))

    @classmethod
    def name_of(cls, named: Named) -> Self:
        """Return the name of a thing."""
        return cls(named.name_en, named.name_zh)
