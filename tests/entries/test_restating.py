"""A slip found before it is posted: put right by the office that reported it, two names again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.cast import Cast, carry, confirm, enter, sale, seated_at
from tests.entries.test_many import WHY, agree, propose, sold

from tallystick.entries import services
from tallystick.entries.models import BulkCorrection, Entry, State
from tallystick.entries.queries.many import (
    correction_json,
    correction_rows,
    corrections,
    put_right,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused

AT = datetime(2020, 4, 2, 3, 0, tzinfo=UTC)


def states(made: BulkCorrection, actor: Actor) -> list[str]:
    return [row["state"] for row in correction_json(made, actor)["rows"]]


def test_what_is_not_posted_is_put_right_by_its_own_side(cast: Cast) -> None:
    submitted = enter(cast, sale(1_000_000_00, own_reference="a"))
    confirmed = confirm(cast, sale(2_000_000_00, own_reference="b"))
    draft = services.draft_entry(report=sale(3_000_000_00, own_reference="c"), by=cast.alice)
    made = propose(cast, [submitted, confirmed, draft], by=cast.alice)
    # Only a second person there who confirms may agree: not the other side, not she herself.
    for somebody in (cast.alice, cast.bob, cast.amy):
        with pytest.raises(Forbidden) as refused:
            services.agree_correction(correction_id=made.pk, by=somebody)
        assert refused.value.problems[0].code == "correction-own-names"
    done = services.agree_correction(correction_id=made.pk, by=cast.ann)
    assert states(done, cast.ann) == ["done", "done", "done"]
    for row in (submitted, confirmed, draft):
        row.refresh_from_db()
    assert (submitted.state, submitted.lines.get().amount) == (State.SUBMITTED, 100_00)
    assert (draft.state, draft.lines.get().amount) == (State.DRAFT, 300_00)
    # What the other side could read already is taken back, and waits for it anew.
    new = Entry.objects.get(own_reference="b~2")
    # A file that brings the old row once more would enter it twice: its reference stays taken.
    again = services.draft_entry(report=sale(2_000_000_00, own_reference="b"), by=cast.alice)
    assert again.pk == confirmed.pk
    assert (confirmed.state, new.state) == (State.WITHDRAWN, State.CONFIRMED)
    assert new.lines.get().amount == 200_00
    assert sold(cast) == 0
    services.match_entry(entry_id=new.pk, version=1, basis="own_record", by=cast.bob)
    assert sold(cast) == 200_00


def test_what_is_not_posted_is_taken_back_by_its_own_side(cast: Cast) -> None:
    rows = [enter(cast, sale(1)), confirm(cast, sale(2))]
    made = propose(cast, rows, rule="reverse", unit="", factor=1, by=cast.ann)
    with pytest.raises(Forbidden):
        services.agree_correction(correction_id=made.pk, by=cast.ann)
    with pytest.raises(Forbidden):  # a second confirmer answers, not the clerk
        services.agree_correction(correction_id=made.pk, by=cast.alice)
    made = propose(cast, rows, rule="reverse", unit="", factor=1, by=cast.alice)
    services.agree_correction(correction_id=made.pk, by=cast.ann)
    assert {row.state for row in Entry.objects.all()} == {State.WITHDRAWN}


def test_a_file_half_posted_is_put_right_as_a_whole(cast: Cast) -> None:
    posted = carry(cast, sale(1_000_000_00, own_reference="a"), AT)
    hidden = enter(cast, sale(2_000_000_00, own_reference="b"))
    made = propose(cast, [posted, hidden], by=cast.ann)
    # The other side agrees to what it may read; what is not confirmed stays out of its sight.
    shown = correction_json(made, cast.bob)
    assert ([row["entry"] for row in shown["rows"]], shown["rows_not_shown"]) == (
        [posted.number],
        1,
    )
    done = agree(cast, made)
    assert states(done, cast.ann) == ["done", "done"]
    hidden.refresh_from_db()
    assert (hidden.state, hidden.lines.get().amount) == (State.SUBMITTED, 200_00)
    assert sold(cast) == 100_00


def test_a_correction_of_what_one_side_keeps_to_itself_is_not_shown(cast: Cast) -> None:
    made = propose(cast, [enter(cast, sale(1_000_000_00))], by=cast.alice)
    assert list(corrections(cast.bob)) == []
    assert list(corrections(cast.ann)) == [made]
    assert correction_rows(made, cast.bob).count() == 0


def test_the_other_side_puts_nothing_right_that_is_not_posted(cast: Cast) -> None:
    rows = [confirm(cast, sale(1_000_000_00))]
    for other in (cast.beth, cast.ben, cast.bob):
        with pytest.raises(Forbidden) as refused:
            propose(cast, rows, by=other)
        assert refused.value.code == "correction-own-names"
    propose(cast, rows, by=cast.alice)


def test_a_county_puts_nothing_right_that_the_city_said(cast: Cast) -> None:
    posted = carry(cast, sale(1_000_000_00, region="xx-fir-mill", own_reference="a"), AT)
    city = confirm(cast, sale(2_000_000_00, own_reference="b"))
    made = propose(cast, [posted, city], by=seated_at("xx-fir-mill", mia="confirmer"))
    done, refused = correction_json(agree(cast, made), cast.ann)["rows"]
    assert (done["state"], refused["state"]) == ("done", "refused")
    assert [problem["code"] for problem in refused["problems"]] == ["two-names"]


def test_what_stands_in_its_place_is_told_to_who_sees_it(cast: Cast) -> None:
    posted = carry(cast, sale(1_000_000_00, own_reference="a"), AT)
    waiting = confirm(cast, sale(2_000_000_00, own_reference="b"))
    agree(cast, propose(cast, [posted, waiting], by=cast.ann))
    waiting.refresh_from_db()
    new = Entry.objects.get(own_reference="b~2")
    # One name of its own side put it right: it waits there for a second one.
    assert (waiting.state, new.state) == (State.WITHDRAWN, State.SUBMITTED)
    assert put_right(waiting, cast.ann).after == new
    assert put_right(waiting, cast.bob).after is None


def test_new_figures_replace_the_stated_ones(cast: Cast) -> None:
    posted = carry(cast, sale(1_000_000_00, own_reference="a"), AT)
    same = carry(cast, sale(5_00, own_reference="b"), AT)
    said = {"rule": "replace", "unit": "", "factor": 1}
    figures = {posted.pk: {1: 70_00}, same.pk: {1: 5_00}}
    made = propose(cast, [posted, same], **said, figures=figures)
    codes = [[p["code"] for p in r["problems"]] for r in correction_json(made, cast.ann)["rows"]]
    assert codes == [[], ["correction-same-figures"]]
    agree(cast, made)
    assert sold(cast) == 70_00 + 5_00


def test_a_review_writes_nothing(cast: Cast) -> None:
    rows = [enter(cast, sale(1_000_000_00))]
    said = {"entry_ids": [rows[0].pk], "rule": "divide", "unit": "CNY", "factor": 10_000}
    found = services.review_correction(**said, reason=WHY, by=cast.alice)  # type: ignore[arg-type]
    assert (found[0].before, found[0].after) == ([["CNY", 1_000_000_00]], [["CNY", 100_00]])
    assert not BulkCorrection.objects.exists()
    with pytest.raises(Refused):
        services.review_correction(**said, reason="", by=cast.alice)  # type: ignore[arg-type]


def test_what_was_taken_back_is_left_out(cast: Cast) -> None:
    entry, other = enter(cast, sale(1_000_000_00)), enter(cast, sale(2_000_000_00))
    services.withdraw_entry(entry_id=entry.pk, version=1, reason="twice", by=cast.alice)
    with pytest.raises(Refused) as refused:
        propose(cast, [entry], by=cast.alice)
    assert refused.value.code == "correction-over"
    made = propose(cast, [entry, other], by=cast.alice)
    left_out = correction_json(made, cast.ann)["rows"][0]
    assert left_out["problems"][0]["code"] == "correction-over"


def test_an_entry_that_was_amended_meanwhile_is_not_overwritten(cast: Cast) -> None:
    entry = enter(cast, sale(1_000_000_00))
    made = propose(cast, [entry], by=cast.alice)
    services.amend_entry(
        entry_id=entry.pk, version=1, report=sale(7_00), reason="recounted", by=cast.alice
    )
    done = services.agree_correction(correction_id=made.pk, by=cast.ann)
    assert states(done, cast.ann) == ["refused"]
    assert entry.lines.get().amount == 7_00
    with pytest.raises(Conflict):
        services.agree_correction(correction_id=made.pk, by=cast.ann)
