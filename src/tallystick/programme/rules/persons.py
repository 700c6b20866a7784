"""Persons in a record: how long a name is kept, and that it stands nowhere in clear."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from tallystick.kernel.problem import Problem
from tallystick.programme.rules.records import Fields

# What a key is: the pseudonym that `access` gives.
_KEY = re.compile("[0-9a-f]{32}")
# A name outlives its term by two years, in which the term is appraised and audited; where that
# is over, or no end is known, it is kept for a year from now.
AFTER_TERM, AT_LEAST = timedelta(days=731), timedelta(days=366)
WITHHELD = "…"


def is_person_key(text: object) -> bool:
    """Return whether a text is a pseudonym and no name.

    >>> is_person_key("0f" * 16), is_person_key("Ma Lan")
    (True, False)
    """
    return isinstance(text, str) and _KEY.fullmatch(text) is not None


def name_kept_until(term_until: object, today: date) -> date:
    """Return the day after which the name of a person in post is erased.

    >>> name_kept_until("2020-12-31", date(2020, 1, 1))
    datetime.date(2023, 1, 1)
    >>> name_kept_until(None, date(2020, 1, 1)), name_kept_until("2000-01-01", date(2020, 1, 1))
    (datetime.date(2021, 1, 1), datetime.date(2021, 1, 1))
    """
    try:
        after_term = date.fromisoformat(str(term_until)) + AFTER_TERM
    except (ValueError, OverflowError):
        after_term = date.min
    return max(after_term, today + AT_LEAST)


def without_names(fields: Fields, values: Mapping[str, object]) -> dict[str, object]:
    """Return a record in which a person is her key, and anything else in its place is withheld.

    >>> from tallystick.programme.rules.pipelines import pipelines
    >>> without_names(pipelines()["secondment"].record.thing, {"person": "Ma Lan", "post": "Head"})
    {'person': '…', 'post': 'Head'}
    """
    return {
        code: WITHHELD if _is_person(fields, code) and not is_person_key(value) else value
        for code, value in values.items()
    }


def _is_person(fields: Fields, code: str) -> bool:
    return code in fields and fields[code].kind == "person"


def names_in_clear(
    name: str, fields: Fields, record: Mapping[str, object], words: Mapping[str, str]
) -> list[Problem]:
    """Return a problem for each text of a record, and each of `words`, that says a person's name.

    >>> [p.path for p in names_in_clear("Ma Lan", {}, {}, {"name_en": "Post of ma lan"})]
    ['name_en']
    """
    texts = {f"record.{code}": v for code, v in record.items() if not _is_person(fields, code)}
    return [
        Problem("person-name-in-clear", path)
        for path, text in {**words, **texts}.items()
        if isinstance(text, str) and name.casefold() in text.casefold()
    ]
