"""One slip in many entries: reviewed, agreed by both sides, put right row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.cast import Cast, carry, colleague, confirm, enter, sale
from tests.entries.test_second_person import seated

from tallystick.entries import services
from tallystick.entries.models import (
    BulkCorrection,
    BulkCorrectionRow,
    Entry,
    State,
    Upload,
    UploadEntry,
)
from tallystick.entries.queries.consistency import entry_problems
from tallystick.entries.queries.many import (
    correction,
    correction_acts,
    correction_json,
    corrections,
    upload_entries,
    uploads,
)
from tallystick.journal.queries import lines
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused

AT = datetime(2020, 4, 2, 3, 0, tzinfo=UTC)
LATER = datetime(2020, 5, 2, 3, 0, tzinfo=UTC)
WHY = "The column was in 万 yuan."


def sold(cast: Cast) -> int:
    return sum(row.amount for row in lines("east-west") if row.target == "sold") - sum(
        row.amount for row in lines("east-west") if row.source == "sold"
    )


@pytest.fixture
def slip(cast: Cast) -> list[Entry]:
    """Three rows of a file in which yuan were multiplied by ten thousand. Invented."""
    amounts = (1_000_000_00, 2_000_000_00, 3_000_000_00)
    return [
        carry(cast, sale(amount, own_reference=f"row-{n}", title_en=f"Kiwis {n}"), AT)
        for n, amount in enumerate(amounts, 1)
    ]


def propose(cast: Cast, rows: list[Entry], **changes: Any) -> BulkCorrection:
    said = {"rule": "divide", "unit": "CNY", "factor": 10_000, "reason": WHY, "by": cast.ann}
    ids = [row.pk for row in rows]
    return services.propose_correction(**{"entry_ids": ids, "at": LATER, **said, **changes})


def agree(cast: Cast, made: BulkCorrection) -> BulkCorrection:
    return services.agree_correction(correction_id=made.pk, by=cast.bob, at=LATER)


def test_a_slip_is_put_right_under_two_names(cast: Cast, slip: list[Entry]) -> None:
    made = propose(cast, slip)
    assert sold(cast) == 6_000_000_00
    done = agree(cast, made)
    assert done.state == "done"
    # docs/method/periods.md, "One slip in many entries": 600 yuan of 6 million.
    assert sold(cast) == 600_00
    rows = BulkCorrectionRow.objects.filter(correction=made)
    assert [row.state for row in rows] == ["done"] * 3
    new = Entry.objects.get(reverses=slip[0].pk)
    assert (new.own_reference, new.reason, new.state) == ("row-1~2", WHY, State.POSTED)
    assert list(entry_problems()) == []


def test_the_review_shows_before_after_and_why_not(cast: Cast, slip: list[Entry]) -> None:
    odd = carry(cast, sale(123, own_reference="odd"), AT)
    waiting = confirm(cast, sale(50_000_00, own_reference="open"), AT)
    shown = correction_json(propose(cast, [*slip, odd, waiting]), cast.ann)["rows"]
    assert (shown[0]["before"], shown[0]["after"]) == (["1000000 CNY"], ["100 CNY"])
    codes = [[p["code"] for p in row["problems"]] for row in shown]
    assert codes == [[], [], [], ["correction-not-whole"], []]


def test_a_refused_row_leaves_the_others(cast: Cast, slip: list[Entry]) -> None:
    made = propose(cast, slip)
    services.reverse_entry(
        entry_id=slip[1].pk, reason="taken back meanwhile", by=cast.ann, second=cast.bob, at=LATER
    )
    done = agree(cast, made)
    states = [row["state"] for row in correction_json(done, cast.ann)["rows"]]
    assert states == ["done", "refused", "done"]
    assert sold(cast) == 400_00


def test_what_was_interrupted_goes_on_and_does_nothing_twice(
    cast: Cast, slip: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tallystick.entries.services import many

    made, whole = propose(cast, slip), many.reverse_entry
    calls: list[str] = []

    def breaks(**said: Any) -> Entry:
        calls.append(said["entry_id"])
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(**said)

    monkeypatch.setattr(many, "reverse_entry", breaks)
    with pytest.raises(KeyboardInterrupt):
        agree(cast, made)
    assert correction(made.pk, cast.bob).state == "agreed"
    monkeypatch.setattr(many, "reverse_entry", whole)
    with pytest.raises(Forbidden):
        services.resume_correction(correction_id=made.pk, by=cast.ann)
    done = services.resume_correction(correction_id=made.pk, by=cast.bob, at=LATER)
    assert done.state == "done"
    assert sold(cast) == 600_00
    with pytest.raises(Conflict):
        services.resume_correction(correction_id=made.pk, by=cast.bob)


def test_a_file_takes_back_what_it_brought_twice(cast: Cast, slip: list[Entry]) -> None:
    agree(cast, propose(cast, slip, rule="reverse", unit="", factor=1))
    assert sold(cast) == 0
    assert {row.state for row in Entry.objects.all()} == {State.REVERSED}


def test_a_corrected_file_replaces_row_by_row(cast: Cast, slip: list[Entry]) -> None:
    right = {
        "row-1": sale(70_00, own_reference="row-1", happened_on=date(2020, 3, 11)),
        "row-2": replace(
            sale(80_00), pipeline="sale", lines=(*sale(80_00).lines, sale(1).lines[0])
        ),
    }
    made = propose(cast, slip, rule="replace", unit="", factor=1, corrected=right)
    codes = [
        [p["code"] for p in row["problems"]] for row in correction_json(made, cast.ann)["rows"]
    ]
    assert codes == [[], ["correction-other-lines"], ["correction-not-in-file"]]
    agree(cast, made)
    new = Entry.objects.get(reverses=slip[0].pk)
    assert (new.happened_on, new.lines.get().amount) == (date(2020, 3, 11), 70_00)


def test_one_side_alone_corrects_nothing(cast: Cast, slip: list[Entry]) -> None:
    made = propose(cast, slip)
    with pytest.raises(Forbidden):
        services.agree_correction(correction_id=made.pk, by=cast.ann)
    with pytest.raises(Forbidden):
        propose(cast, slip, by=cast.alice)
    with pytest.raises(NotFound):
        propose(cast, slip, by=cast.chen)
    with pytest.raises(NotFound):
        services.agree_correction(correction_id=made.pk, by=cast.chen)
    assert list(corrections(cast.chen)) == []
    assert sold(cast) == 6_000_000_00


def test_two_of_one_side_are_not_its_two_names(cast: Cast, slip: list[Entry]) -> None:
    made = propose(cast, slip)
    with pytest.raises(Forbidden) as refused:
        services.agree_correction(correction_id=made.pk, by=colleague("una", "fir", "confirmer"))
    assert refused.value.code == "two-names"
    assert agree(cast, made).state == "done"


def test_who_sits_on_both_sides_is_not_both_names(cast: Cast, slip: list[Entry]) -> None:
    both = seated("ann", "matcher", "quay")
    made = propose(cast, slip, by=both)
    with pytest.raises(Forbidden) as refused:
        services.agree_correction(correction_id=made.pk, by=both)
    assert refused.value.code == "two-names"
    assert correction(made.pk, cast.bob).state == "proposed"


def test_a_correction_is_offered_to_who_may_agree_or_drop_it(cast: Cast, slip: list[Entry]) -> None:
    made = propose(cast, slip)
    assert correction_acts(made, cast.bob) == {"agree", "drop"}
    assert correction_acts(made, cast.ann) == {"drop"}
    for nobody in (cast.alice, cast.beth, cast.ben):
        assert correction_acts(made, nobody) == frozenset()


def test_a_dropped_correction_moves_nothing(cast: Cast, slip: list[Entry]) -> None:
    made = propose(cast, slip)
    with pytest.raises(Refused):
        services.drop_correction(correction_id=made.pk, reason="", by=cast.bob)
    services.drop_correction(correction_id=made.pk, reason="It was right.", by=cast.bob)
    with pytest.raises(Conflict):
        agree(cast, made)


def test_every_fault_of_a_rule_is_told_at_once(cast: Cast, slip: list[Entry]) -> None:
    with pytest.raises(Refused) as refused:
        propose(cast, [], rule="guess", reason=" ")
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["correction-rule", "reason-missing", "correction-one-frame"]
    with pytest.raises(Refused) as refused:
        propose(cast, slip, unit="", factor=1)
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["correction-unit-missing", "correction-factor"]
    with pytest.raises(Refused) as refused:
        propose(cast, slip, unit="person")
    assert [p.code for p in refused.value.problems] == ["correction-unit-absent"] * 3
    assert not BulkCorrection.objects.exists()


def test_what_was_reversed_is_not_proposed_and_its_heir_is_named(
    cast: Cast, slip: list[Entry]
) -> None:
    agree(cast, propose(cast, slip[:1]))
    new = Entry.objects.get(reverses=slip[0].pk)
    agree(cast, propose(cast, slip[1:2], rule="reverse", unit="", factor=1))
    for rows, code in ((slip[:1], "correction-replaced"), (slip[1:2], "correction-reversed")):
        with pytest.raises(Refused) as refused:
            propose(cast, rows, rule="reverse", unit="", factor=1)
        (problem,) = refused.value.problems
        assert problem.code == code
        assert (f"Correct {new.number} instead" in problem.sentence()) == (rows == slip[:1])
    assert BulkCorrection.objects.count() == 2
    # Its control: beside one that can be done, what is over is told in its row.
    made = propose(cast, slip, rule="reverse", unit="", factor=1)
    states = [row["state"] for row in correction_json(made, cast.ann)["rows"]]
    assert states == ["refused", "refused", "waiting"]


def test_agreeing_to_what_was_reversed_meanwhile_says_so(cast: Cast, slip: list[Entry]) -> None:
    made = propose(cast, slip[:1], rule="reverse", unit="", factor=1)
    agree(cast, propose(cast, slip[:1]))
    with pytest.raises(Conflict) as refused:
        agree(cast, made)
    new = Entry.objects.get(reverses=slip[0].pk)
    assert refused.value.code == "correction-replaced"
    assert new.number in refused.value.problems[0].sentence("zh")
    dropped = services.drop_correction(correction_id=made.pk, reason="done", by=cast.bob)
    assert dropped.state == "dropped"


def test_more_rows_than_one_review_can_show_are_refused(
    cast: Cast, slip: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tallystick.entries.services.correction_review.MOST_ROWS", 2)
    with pytest.raises(Refused) as refused:
        propose(cast, slip)
    assert [p.code for p in refused.value.problems] == ["correction-too-many"]


def test_who_agreed_goes_on_and_nobody_else() -> None:
    assert Forbidden.of("correction-who-agreed", who="Ann").code == "correction-who-agreed"


def test_a_file_is_kept_with_what_it_brought(cast: Cast) -> None:
    one, two = enter(cast, sale(own_reference="a")), enter(cast, sale(own_reference="b"))
    kept = services.record_upload(
        name="march.csv", sha256="ab" * 32, rows=[(one.pk, 2), (two.pk, 3)], by=cast.alice
    )
    assert Upload.objects.get().who == "Alice"
    assert UploadEntry.objects.count() == 2
    assert [row.pk for row in upload_entries(kept.pk, cast.alice)] == [one.pk, two.pk]
    assert uploads(cast.alice).get().entries == 2  # type: ignore[attr-defined]
    # What is not confirmed is the reporting side's own business.
    assert list(uploads(cast.bob)) == []
    with pytest.raises(NotFound):
        upload_entries(kept.pk, cast.bob)
