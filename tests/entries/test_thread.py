"""Both sides speak in the thread of an entry; nobody else does, and nothing goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.cast import Cast, confirm, sale

from tallystick.entries import services
from tallystick.entries.models import EntryRemark
from tallystick.kernel.problem import Forbidden, NotFound, Refused


def test_both_sides_speak_and_all_of_it_stays(cast: Cast) -> None:
    entry = confirm(cast, sale())
    for who, words in ((cast.bob, "Which platform?"), (cast.alice, "The county's own.")):
        services.add_remark(entry_id=entry.pk, text=words, by=who)
    said = EntryRemark.objects.filter(entry=entry).values_list("name", "side", "text")
    assert list(said) == [
        ("Bob", "supporting", "Which platform?"),
        ("Alice", "supported", "The county's own."),
    ]


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_a_remark_says_something(cast: Cast, text: str) -> None:
    entry = confirm(cast, sale())
    with pytest.raises(Refused) as refused:
        services.add_remark(entry_id=entry.pk, text=text, by=cast.bob)
    assert refused.value.code == "remark-unfit"


def test_who_belongs_to_neither_side_says_nothing(cast: Cast) -> None:
    entry = confirm(cast, sale())
    with pytest.raises(NotFound):
        services.add_remark(entry_id=entry.pk, text="and me?", by=cast.chen)


def test_who_only_reads_says_nothing(cast: Cast) -> None:
    entry = confirm(cast, sale())
    reader = replace(cast.bob, seats=tuple(replace(s, role="auditor") for s in cast.bob.seats))
    with pytest.raises(Forbidden):
        services.add_remark(entry_id=entry.pk, text="odd", by=reader)
