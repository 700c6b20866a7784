"""An announcement is kept as it was printed, with what was read in it; once, and said by whom."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.exchanges.announcing import FIR, QUAY, RECIPE, keep, name_places, number

from tallystick.access.models import Act
from tallystick.exchanges.models import Readout
from tallystick.exchanges.queries.proposals import proposals
from tallystick.exchanges.queries.readouts import readout, readouts
from tallystick.exchanges.rules.readouts import ITEM_KINDS
from tallystick.exchanges.rules.saying import FIELDS
from tallystick.exchanges.services import (
    decide_item,
    keep_readout,
    pin_item,
    set_aside_readout,
    take_up_readout,
)
from tallystick.kernel.problem import Conflict, Forbidden, Refused


@pytest.fixture(autouse=True)
def _names(cast: Cast) -> None:
    name_places()


def test_every_piece_is_pinned_to_its_words_in_the_order_of_the_text(cast: Cast) -> None:
    made = keep(cast)
    found = readout(made.code, actor=cast.alice)
    assert (made.code, found.title) == ("quay-fir-r2021-1", "Quay and Fir hold a joint meeting")
    assert (found.lang, found.published_on, found.source_kind) == ("en", "2021-05-07", "official")
    assert found.added_by is not None
    assert found.added_by.username == "beth"
    items = list(found.items.all())
    assert all(QUAY[one.start : one.end] == one.words for one in items)
    assert [one.n for one in items] == list(range(1, len(items) + 1))
    assert [one.start for one in items] == sorted(one.start for one in items)
    assert [one.kind for one in items][:4] == ["event", "person", "person", "commitment"]
    figure = found.items.get(words="12.5 million yuan")
    assert (figure.read["value"], figure.read["period"]) == ("12500000", "2020")
    act = Act.objects.get(action="exchanges.keep_readout")
    assert (act.thing_id, act.after["items"]) == (made.code, len(items))


def test_what_accepting_would_keep_is_proposed_in_the_words_of_the_book(cast: Cast) -> None:
    made = keep(cast)
    proposed = proposals(made)
    assert proposed[number(made, "event")] == {
        "kind": "signing", "date": "2021-05-06", "place": "xx-quay",
        "title_en": "Quay and Fir hold a joint meeting", "title_zh": "",
    }  # fmt: skip
    assert proposed[number(made, "person", "Li Hua")] == {
        "name": "Li Hua", "post": "vice mayor of Fir", "side": "supported",
    }  # fmt: skip
    money = proposed[number(made, "figure", "12.5")]
    assert (money["start"], money["end"], money["as_of"]) == ("2020-01-01", "2020-12-31", "")
    assert (money["indicator"], money["status"]) == ("FS_GOV_FUND", "actual")
    # Twenty doctors who will be sent are no figure that was reached.
    assert proposed[number(made, "figure", "20 doctors")]["status"] == "planned"
    assert all(tuple(values) == FIELDS[made.items.get(n=n).kind] for n, values in proposed.items())
    assert FIELDS.keys() == set(ITEM_KINDS)


def test_a_text_of_another_kind_is_kept_without_items_or_refused_on_demand(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        keep(cast, RECIPE, ours_only=True)
    assert refused.value.code == "readout-other-genre"
    assert not Readout.objects.exists()
    made = keep(cast, RECIPE, url="https://cooks.example.org/", published="", side="other")
    assert not made.items.exists()
    assert (made.source_kind, made.published_on) == ("media", "")


def test_the_same_text_twice_names_the_first(cast: Cast) -> None:
    first = keep(cast)
    with pytest.raises(Conflict) as refused:
        keep(cast, by=cast.alice)
    assert refused.value.code == "readout-known"
    assert first.code in str(refused.value)
    # Another pairing may keep it too, and a text that differs is another.
    assert keep(cast, QUAY + "Photo: Quay Daily.").code == "quay-fir-r2021-2"


def test_every_fault_is_told_at_once(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        keep(
            cast, " ", side="both", lang="fr", published="7 May", url="ftp://x", source_kind="blog",
            title="x" * 301, file_name="a\u202eb",
        )  # fmt: skip
    assert {(one.code, one.path) for one in refused.value.problems} == {
        ("unknown-side", "side"), ("announcement-missing", "text"), ("not-in-list", "lang"),
        ("not-in-list", "source_kind"), ("readout-no-date", "published"), ("not-a-link", "url"),
        ("text-too-long", "title"), ("text-control-sign", "file_name"),
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        keep(cast, side="")
    assert [(one.code, one.path) for one in refused.value.problems] == [("press-unsaid", "side")]
    with pytest.raises(Refused) as refused:
        keep(cast, "a " * 500_001)
    assert refused.value.code == "readout-text-too-long"


def test_only_the_two_sides_keep_and_decide(cast: Cast) -> None:
    for nobody in (cast.chen, cast.bob, cast.ann):
        with pytest.raises(Forbidden):
            keep_readout(pairing=cast.pairing, text=QUAY, by=nobody)
    made = keep(cast)
    keep(cast, FIR, by=cast.amy, side="supported")
    assert not readouts(cast.chen).exists()
    calls = (
        lambda: decide_item(readout=made, n=1, decision="accepted", by=cast.chen),
        lambda: pin_item(readout=made, kind="framework", words="Fir", by=cast.chen),
        lambda: set_aside_readout(readout=made, reason="Ours.", by=cast.chen),
        lambda: take_up_readout(readout=made, by=cast.chen),
    )
    for call in calls:
        with pytest.raises(Forbidden):
            call()


def test_words_that_were_passed_over_are_pinned_by_hand(cast: Cast) -> None:
    made = keep(cast)
    last = made.items.count()
    pinned = pin_item(readout=made, kind="framework", words="medical cooperation", by=cast.alice)
    assert (pinned.n, pinned.read, pinned.confidence) == (last + 1, {}, 100)
    assert QUAY[pinned.start : pinned.end] == "medical cooperation"
    with pytest.raises(Conflict) as refused:
        pin_item(readout=made, kind="framework", words="medical cooperation", by=cast.beth)
    assert refused.value.code == "words-pinned"
    second = QUAY.index("Fir", 20)
    assert pin_item(readout=made, kind="person", words="Fir", start=second, by=cast.alice)
    with pytest.raises(Refused) as wrong:
        pin_item(readout=made, kind="song", words="nowhere", by=cast.alice)
    assert [one.code for one in wrong.value.problems] == ["unknown-item-kind", "words-not-in-text"]
    with pytest.raises(Refused):
        pin_item(readout=made, kind="person", words="Fir", start=1, by=cast.alice)


def test_what_is_set_aside_says_why_and_is_taken_up_again(cast: Cast) -> None:
    made = keep(cast)
    with pytest.raises(Refused) as refused:
        set_aside_readout(readout=made, reason=" ", by=cast.alice)
    assert refused.value.code == "readout-needs-reason"
    with pytest.raises(Conflict) as refused:
        take_up_readout(readout=made, by=cast.alice)
    assert refused.value.code == "readout-not-aside"
    set_aside_readout(readout=made, reason="A copy of another.", by=cast.alice)
    with pytest.raises(Conflict) as refused:
        decide_item(readout=made, n=1, decision="rejected", by=cast.beth)
    assert refused.value.code == "readout-set-aside"
    assert readouts(cast.bob, state="aside").count() == 1
    take_up_readout(readout=made, by=cast.beth)
    decide_item(readout=made, n=2, decision="accepted", by=cast.beth)
    decide_item(readout=made, n=number(made, "figure"), decision="accepted", by=cast.beth)
    with pytest.raises(Conflict) as refused:
        set_aside_readout(readout=made, reason="Too late.", by=cast.alice)
    assert refused.value.code == "readout-in-use"
