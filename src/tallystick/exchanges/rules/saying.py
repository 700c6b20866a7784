"""What a person may say of an item, and what is wrong with it. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from tallystick.exchanges.rules.commitments import COMMITMENT_KINDS
from tallystick.exchanges.rules.meetings import LONGEST_REASON, MEETING_KINDS
from tallystick.exchanges.rules.proposing import BULLETIN, Values
from tallystick.exchanges.rules.read_figures import slipped, unit_is_known
from tallystick.exchanges.rules.readouts import DECISIONS
from tallystick.exchanges.rules.typed import EARLIEST, LATEST
from tallystick.indicators.rules.printed import HEDGES
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible

MODALITIES = ("done", "will", "hope")
# The fields of each kind, in the order of a form.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "event": ("kind", "date", "place", "title_en", "title_zh"),
    "person": ("name", "post", "side"),
    "represented": ("name", "post", "by"),
    "figure": (
        *("value", "unit", "indicator", "qualifier", "start", "end", "as_of", "cumulative"),
        *("status", "breakdown", "context", "pairing"),
    ),
    "commitment": (
        *("text_en", "text_zh", "kind", "modality", "owner", "due_on", "pairing", "commitment"),
    ),
    "agreement": ("title", "agreement"),
    "framework": ("name", "framework"),
    "achievement": ("text", "indicator", "context", "pairing"),
}
# What a person adds and no text can say; with these alone an item is accepted as it was read.
ADDED = frozenset({"owner", "due_on", "pairing", "commitment", "agreement", "framework"})
LONGEST: Mapping[str, int] = {
    **{"title_en": 200, "title_zh": 200, "name": 120, "post": 200, "by": 120, "title": 300},
    **{"value": 40, "unit": 40, "breakdown": 200, "context": 2000, "text_en": 2000},
    **{"text_zh": 2000, "text": 500},
}
_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("event", "kind"): (*MEETING_KINDS, BULLETIN),
    ("person", "side"): ("supporting", "supported", "other"),
    ("figure", "qualifier"): HEDGES,
    ("figure", "cumulative"): ("yes", "no"),
    ("figure", "status"): ("actual", "planned", "rule"),
    ("commitment", "kind"): ("", *COMMITMENT_KINDS),
    ("commitment", "modality"): MODALITIES,
}
_DAYS = frozenset({"start", "end", "as_of", "due_on"})
# One way to write a number: another would be another claim.
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,9})?")


def decision_problems(decision: str, said: Mapping[str, str], kind: str, why: str) -> list[Problem]:
    """Return what is wrong with how an item is decided, and with the fields that are named.

    >>> [(p.code, p.path) for p in decision_problems("maybe", {"mayor": "x"}, "person", "")]
    [('unknown-decision', 'decision'), ('field-of-no-item', 'mayor')]
    """
    found = []
    if decision not in DECISIONS:
        params = {"choices": ", ".join(DECISIONS)}
        found.append(Problem("unknown-decision", "decision", params, visible(decision[:40])))
    if decision == "rejected" and said:
        found.append(Problem("rejected-with-words", next(iter(said))))
    fields = FIELDS[kind]
    for name, value in said.items():
        if name not in fields:
            params = {"fields": ", ".join(fields)}
            found.append(Problem("field-of-no-item", name, params, visible(name[:40])))
        else:
            found += text_problems(name, value, LONGEST.get(name, 100))
    return found + text_problems("why", why, LONGEST_REASON)


def changed(read: Values, said: Mapping[str, str]) -> dict[str, str]:
    """Return of what a person said only what is new.

    >>> changed({"name": "Li", "post": ""}, {"name": "Li ", "post": "mayor"})
    {'post': 'mayor'}
    """
    told = {name: value.strip() for name, value in said.items()}
    return {name: value for name, value in told.items() if value != read.get(name, "")}


def value_problems(kind: str, values: Mapping[str, str], words: str) -> list[Problem]:
    """Return what is wrong with an item as it would be kept; `words` are those of the text.

    >>> figure = {"value": "3", "unit": "CNY", "qualifier": "exact", "cumulative": "no"}
    >>> [p.code for p in value_problems("figure", figure, "more than 3 million yuan")]
    ['figure-slipped']
    """
    found = []
    for name, value in values.items():
        choices = _CHOICES.get((kind, name))
        if choices is not None and value not in choices:
            params = {"choices": ", ".join(one for one in choices if one)}
            found.append(Problem("not-in-list", name, params, visible(value[:40])))
        if name in _DAYS and value and day_of(value) is None:
            found.append(Problem("said-no-day", name, value=visible(value[:40])))
    check = _CHECKS.get(kind)
    return [*found, *(check(values, words) if check else ())]


def is_clear(kind: str, values: Mapping[str, str], words: str) -> bool:
    """Return whether accepting an item takes no further word of a person.

    >>> figure = {"value": "7", "unit": "mu", "qualifier": "exact", "cumulative": "no"}
    >>> is_clear("figure", figure, "7 mu"), is_clear("framework", {}, "")
    (False, False)
    """
    if value_problems(kind, values, words):
        return False
    if kind == "person":
        return values["side"] in ("supporting", "supported")
    if kind == "figure":
        return unit_is_known(values["unit"])
    return kind in ("event", "represented")


def day_of(text: str) -> date | None:
    """Return the day an ISO text names, or None; a year that nobody means names none.

    >>> day_of("2021-05-06"), day_of("2021-05"), day_of("0201-05-06")
    (datetime.date(2021, 5, 6), None, None)
    """
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return day if day and EARLIEST <= day <= LATEST else None


def _event(values: Mapping[str, str], words: str) -> Iterator[Problem]:
    if values["kind"] == BULLETIN or day_of(values["date"]) is not None:
        return
    if not values["date"]:
        yield Problem("event-undated", "date")
    else:
        yield Problem("event-needs-day", "date", value=visible(values["date"][:40]))


def _figure(values: Mapping[str, str], words: str) -> Iterator[Problem]:
    value = values.get("value", "")
    if not value:
        return
    if not _NUMBER.fullmatch(value):
        yield Problem("said-no-number", "value", value=visible(value))
    elif (printed := slipped(words, value, values.get("unit", ""))) is not None:
        params = {"printed": visible(words)[:60], "read": f"{printed:f}"}
        yield Problem("figure-slipped", "value", params, value)


def _commitment(values: Mapping[str, str], words: str) -> Iterator[Problem]:
    owner, due_on = values.get("owner", ""), values.get("due_on", "")
    if values.get("commitment") and (owner or due_on):
        yield Problem("commitment-known-and-new", "commitment", value=visible(owner or due_on))
    elif owner and not due_on:
        yield Problem("commitment-dayless", "due_on")
    elif due_on and not owner:
        yield Problem("commitment-ownerless", "owner")
    if (owner or due_on) and values["modality"] == "done":
        yield Problem("done-is-no-promise", "modality")


_CHECKS: Mapping[str, Callable[[Mapping[str, str], str], Iterator[Problem]]] = {
    "event": _event,
    "figure": _figure,
    "commitment": _commitment,
}
