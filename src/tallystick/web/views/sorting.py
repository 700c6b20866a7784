"""By what a list is sorted: a select of its filter form, so that the address keeps it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tallystick.web.contexts.shared import Choice, Filter


def sort_filter(sorts: Mapping[str, str], chosen: str, blank: str) -> Filter:
    """Return the select of a list's orders; `blank` says in what order it stands without."""
    return Filter(
        "sort",
        _("Sorted by"),
        (
            Choice("", blank, chosen not in sorts),
            *(Choice(code, words, code == chosen) for code, words in sorts.items()),
        ),
    )
