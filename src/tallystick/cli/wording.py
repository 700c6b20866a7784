"""Records in the words of whoever reads a table: names, states, units, steps. No rule.

The words are those of the pages and of the catalogue of pipelines; JSON keeps the codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tallystick.cli.door import lang, said
from tallystick.kernel.words import Named, Words
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import (
    counted_words,
    move_words,
    pipelines,
    unit_words,
)
from tallystick.programme.rules.recorded import say_value
from tallystick.programme.rules.vocabulary import NOT_STATED, said_amount, said_words

if TYPE_CHECKING:
    from django.db.models import TextChoices

NOTHING = "–"


def in_words(english: str, chinese: str) -> str:
    """Return what is kept in both languages in the reader's, in the other where that is blank."""
    return Words(english, chinese).label(lang())


def called(one: Named) -> str:
    """Return a name in the reader's language."""
    return Words.name_of(one).label(lang())


def who(name: str, chinese: str = "") -> str:
    """Return who acted, in Chinese as her own record has it; what acts of itself has a word too."""
    machines = {
        "command line": said("command line"),
        "example": said("example"),
        "setting up": said("setting up"),
        "reminders": said("reminders"),
        "whoever holds the machine": said("whoever holds the machine"),
    }
    return machines.get(name) or in_words(name, chinese)


def meeting_standing_words(code: str) -> str:
    """Return how a meeting stands, in the reader's words."""
    words = {
        "planned": said("planned"),
        "unconfirmed": said("held?"),
        "held": said("held"),
        "called_off": said("called off"),
    }
    return words[code]


def listed(words: Iterable[str]) -> str:
    """Return words of a list with the marks of the reader's language between them."""
    return ("、" if lang() == "zh" else ", ").join(words)


def label(choices: type[TextChoices], code: str) -> str:
    """Return what a stored code is called."""
    return str(choices(code).label)


def figure(value: int | str | None) -> str:
    """Return a figure as it is read; nothing known is a dash."""
    if value is None:
        return NOTHING
    return f"{value:,}" if isinstance(value, int) else str(value)


def amount(value: int | str, unit: str) -> str:
    """Return an amount with what it counts, in the number that goes with it."""
    words = unit_words(unit) if str(value) == "1" else counted_words(unit)
    return f"{figure(value)} {words.label(lang())}"


def amounts(lines: Iterable[Mapping[str, Any]]) -> str:
    """Return the stated amounts of an entry, as its JSON has them."""
    mark = "；" if lang() == "zh" else "; "
    return mark.join(amount(line["amount"], line["unit"]) for line in lines)


def minor_amount(value: int, unit: str) -> str:
    """Return an amount in minor units with what it counts."""
    return said_amount(value, unit).label(lang())


def pipeline(code: str) -> str:
    """Return what a pipeline is called; none is every one of them."""
    return pipelines()[code].label(lang()) if code else said("everything")


def others(code: str) -> str:
    """Return what a pipeline is called where none means all that are not named."""
    return pipelines()[code].label(lang()) if code else said("all others")


def indicator(code: str) -> str:
    """Return what an indicator is called, with the code by which commands name it."""
    return f"{indicators()[code].name(lang())} ({code})"


def stage(of: str, code: str) -> str:
    """Return what a stage of a pipeline is called."""
    return pipelines()[of].stages[code].label(lang())


def movement(of: str, move: str) -> str:
    """Return what a move is called; `move` is written as its JSON has it, source>target."""
    source, _, target = move.partition(">")
    return move_words(of, source, target).label(lang())


def codes(cell: Mapping[str, str]) -> str:
    """Return the codes that tell an account apart, in words; what is not stated is left out."""
    return listed(said_words(d, c, lang()) for d, c in cell.items() if c != NOT_STATED)


def sides() -> dict[str, str]:
    """Return what each side is called."""
    return {"supporting": said("supporting side"), "supported": said("supported side")}


def record_words(of: str, record: Mapping[str, Any]) -> str:
    """Return the record of a named thing: each field with what it holds."""
    fields = pipelines()[of].record.thing
    more = {"name": said("name in English"), "name_zh": said("name in Chinese")}
    found = []
    for code, value in record.items():
        known = fields.get(code)
        name = known.label(lang()) if known else more.get(code, code)
        told = say_value(known, value).label(lang()) if known else str(value)
        found.append(said("%(what)s: %(value)s", what=name, value=told))
    return ("；" if lang() == "zh" else "; ").join(found)


def place_kind(kind: str) -> str:
    """Return what a kind of place is called; a word of one's own stays as it is."""
    words = {
        "country": said("country"),
        "province": said("province"),
        "city": said("city"),
        "prefecture": said("prefecture"),
        "county": said("county"),
        "district": said("district"),
        "township": said("township"),
        "village": said("village"),
    }
    return words.get(kind, kind)
