"""Rules that ask for another thing than what is counted are passed over; none that holds is."""

from __future__ import annotations

import pytest

from tallystick.extraction import Found
from tallystick.extraction.drafts import changed
from tallystick.extraction.figures.indicators import RULES
from tallystick.extraction.figures.rule import Look, Rule

NONE: frozenset[str] = frozenset()


def around(rule: Rule, head: frozenset[str]) -> Look:
    """Return words that are all a rule asks for, but for what is counted."""
    met = frozenset(word for _zone, need in rule._met for word in need)
    return Look(head, met, met, met, met, met, NONE)


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_passed_over_would_not_have_held(kind: str) -> None:
    heads = {NONE, *(need for rule in RULES[kind] for zone, need in rule._met if zone == 0)}
    for rule in RULES[kind]:
        held = [head for head in heads if rule.holds(around(rule, head))]
        assert [head for head in held if not rule.counts(head)] == []


def test_a_rule_that_asks_for_a_county_is_passed_over_for_a_park() -> None:
    rule = Rule("OR_PAIR_COUNTY", head="county", near="pair")
    assert rule.counts(frozenset(["county", "town"]))
    assert not rule.counts(frozenset(["park"]))
    assert Rule("OR_PAIR_COUNTY", near="pair").counts(NONE)


def test_a_piece_is_changed_in_what_it_has_alone() -> None:
    with pytest.raises(TypeError, match="Found has no colour, size"):
        changed(Found(0, 4, "aid"), size=3, colour="red", text="help")
