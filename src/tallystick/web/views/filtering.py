"""By what a list is narrowed: selects of its filter form, so that the address keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from tallystick.web.contexts.shared import Choice, Filter

# A parameter of the address, its label, and what can be chosen: value and words.
Narrowing = tuple[str, str, Sequence[tuple[str, str]]]


def filter_of(name: str, label: str, rows: Sequence[tuple[str, str]], chosen: str) -> Filter:
    """Return one select; its first choice lets all by."""
    return Filter(
        name,
        label,
        (
            Choice("", _("all"), not chosen),
            *(Choice(value, words, value == chosen) for value, words in rows),
        ),
    )


def filters_of(choices: Iterable[Narrowing], given: Mapping[str, str]) -> tuple[Filter, ...]:
    """Return the selects of a list, with what the address chose in each."""
    return tuple(filter_of(name, label, rows, given[name]) for name, label, rows in choices)
