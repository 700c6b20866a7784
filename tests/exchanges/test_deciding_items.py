"""A person decides what of an announcement is right, and what follows is made in the same step."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import SYSTEM, Cast, seated_at
from tests.exchanges.announcing import FIR, QUAY, RECIPE, keep, name_places, number

from tallystick.access.models import Act
from tallystick.exchanges.models import Commitment, Meeting, Readout, ReadoutItem
from tallystick.exchanges.queries.readouts import item_of, readout
from tallystick.exchanges.services import (
    accept_clear,
    decide_item,
    join_meeting,
    pin_item,
    record_meeting,
    record_meeting_told,
    reopen_item,
)
from tallystick.indicators.models import Claim
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.services import create_pairing, record_agreement

DUE = "2021-12-31"


@pytest.fixture(autouse=True)
def _names(cast: Cast) -> None:
    name_places()


def accept(cast: Cast, made: Readout, kind: str, words: str = "", **said: str) -> ReadoutItem:
    """Accept an item by Quay's clerk, with what she says of it."""
    n = number(made, kind, words)
    return decide_item(readout=made, n=n, decision="accepted", by=cast.beth, said=said)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in refused.value.problems]


def test_the_event_becomes_a_meeting_and_who_came_stands_on_its_list(cast: Cast) -> None:
    made = keep(cast)
    early = accept(cast, made, "person", "Li Hua")
    assert early.guest is None
    event = accept(cast, made, "event")
    met = Meeting.objects.get()
    assert (event.decision, event.made, made.meeting) == ("accepted", True, met)
    assert (met.held_on, met.kind, met.url) == (date(2021, 5, 6), "signing", made.url)
    assert met.place is not None
    assert met.place.code == "xx-quay"
    late = accept(cast, made, "person", "Zhang Wei")
    assert late.guest is not None
    assert [(g.side, g.name, g.post) for g in met.guests.all()] == [
        ("supported", "Li Hua", "vice mayor of Fir"), ("supporting", "Zhang Wei", "mayor of Quay"),
    ]  # fmt: skip
    assert item_of(made, early.n).guest is not None
    act = Act.objects.filter(action="exchanges.decide_item").latest("id")
    assert (act.thing_id, act.after["guest"]) == (made.code, "2")


def test_a_meeting_is_recorded_from_a_text_in_which_none_was_read(cast: Cast) -> None:
    silent, telling = keep(cast, RECIPE), keep(cast)
    given = {
        "kind": "visit", "held_on": date(2021, 5, 6), "title_en": "They cooked", "title_zh": "",
    }  # fmt: skip
    with pytest.raises(Forbidden):
        record_meeting_told(readout=silent, by=cast.chen, **given)
    with pytest.raises(Conflict) as waits:
        record_meeting_told(readout=telling, by=cast.beth, **given)
    assert waits.value.code == "event-waits"
    met = record_meeting_told(readout=silent, by=cast.beth, **given)
    assert (met.title_en, Readout.objects.get(meeting=met)) == ("They cooked", silent)
    with pytest.raises(Conflict):
        record_meeting_told(readout=silent, by=cast.beth, **given)
    assert Meeting.objects.count() == 1


def test_a_figure_becomes_a_claim_of_that_sides_press(cast: Cast) -> None:
    made = keep(cast)
    accept(cast, made, "figure", "12.5")
    claim = Claim.objects.get()
    assert (claim.printed, claim.value, claim.unit) == ("12.5 million yuan", "12500000", "CNY")
    assert (claim.period_start, claim.period_end) == (date(2020, 1, 1), date(2020, 12, 31))
    assert (claim.side, claim.indicator, claim.pairing) == (
        "supporting", "FS_GOV_FUND", cast.pairing,
    )  # fmt: skip
    accept(cast, made, "figure", "20 doctors")
    assert Claim.objects.get(printed="20 doctors").status == "planned"


def test_a_person_corrects_only_fields_of_its_kind_and_never_by_a_power_of_ten(cast: Cast) -> None:
    made = keep(cast)
    n = number(made, "figure", "12.5")
    for said, code, path in (
        ({"value": "12.5"}, "figure-slipped", "value"),
        ({"value": "125000000"}, "figure-slipped", "value"),
        # Another unit, or other digits, are no way around it.
        ({"value": "12.5", "unit": "USD"}, "figure-slipped", "value"),
        ({"value": "1250", "unit": "万元"}, "figure-slipped", "value"),
        ({"value": "12.5", "unit": ""}, "figure-slipped", "value"),
        ({"value": "12.5m"}, "said-no-number", "value"),
        ({"value": "１２５０００００"}, "said-no-number", "value"),
        ({"value": "\u0661\u0662\u0665"}, "said-no-number", "value"),
        ({"value": "012500000"}, "said-no-number", "value"),
        ({"start": "2020"}, "said-no-day", "start"),
        ({"start": "2021-01-01"}, "period-backwards", "end"),
        ({"indicator": "NONE"}, "not-found", "indicator"),
        ({"qualifier": "perhaps"}, "not-in-list", "qualifier"),
        ({"post": "mayor"}, "field-of-no-item", "post"),
        ({"pairing": "east"}, "not-found", "pairing"),
        ({"unit": "CNY\u202e"}, "text-control-sign", "unit"),
    ):
        with pytest.raises(Refused) as refused:
            decide_item(readout=made, n=n, decision="corrected", by=cast.beth, said=said)
        assert codes(refused) == [(code, path)], said
    assert item_of(made, n).decision == "waiting"
    assert not Claim.objects.exists()
    said = {"indicator": "FS_SOCIAL_TOTAL", "qualifier": "more_than", "value": "12500000"}
    item = decide_item(readout=made, n=n, decision="accepted", by=cast.alice, said=said)
    # What a person changed makes it corrected, whatever she calls it; what was read stays.
    assert (item.decision, item.said) == (
        "corrected", {"indicator": "FS_SOCIAL_TOTAL", "qualifier": "more_than"},
    )  # fmt: skip
    assert item.read["indicator"] == "FS_GOV_FUND"
    assert item.claim is not None
    assert (item.claim.indicator, item.claim.qualifier) == ("FS_SOCIAL_TOTAL", "more_than")


def test_what_was_said_of_a_pairing_above_is_kept_there_and_of_another_line_nowhere(
    cast: Cast,
) -> None:
    made = keep(cast)
    create_pairing(
        code="quay-far", programme="nowhere", supporting="xx-quay", supported="xx-far",
        level="city", by=SYSTEM,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        accept(cast, made, "figure", "12.5", pairing="quay-far")
    assert codes(refused) == [("pairing-elsewhere", "pairing")]
    item = accept(cast, made, "figure", "12.5", pairing="east-west")
    assert item.claim is not None
    assert (item.claim.pairing, item.decision) == (cast.book, "accepted")


def test_a_unit_the_catalogue_does_not_know_stays_as_printed_and_is_never_clear(
    cast: Cast,
) -> None:
    text = QUAY.replace(
        "12.5 million yuan in government assistance funds", "1,200 mu of tea gardens"
    )
    made = keep(cast, text)
    n = number(made, "figure", "1,200 mu")
    assert n not in {one.n for one in accept_clear(readout=made, by=cast.beth)}
    accept(cast, made, "figure", "1,200 mu")
    claim = Claim.objects.get(unit="mu")
    assert (claim.value, claim.indicator) == ("1200", "X_OTHER")


def test_with_owner_and_day_a_promise_becomes_a_commitment_else_it_is_noted(cast: Cast) -> None:
    made = keep(cast)
    words = "send 20 doctors"
    with pytest.raises(Refused) as refused:
        accept(cast, made, "commitment", words, owner="quay", due_on=DUE)
    assert codes(refused) == [("event-first", "")]
    accept(cast, made, "event")
    for said, code, path in (
        ({"owner": "quay"}, "commitment-dayless", "due_on"),
        ({"due_on": DUE}, "commitment-ownerless", "owner"),
        ({"owner": "none", "due_on": DUE}, "not-found", "owner"),
        ({"owner": "far", "due_on": DUE}, "owner-outside", "owner"),
        ({"owner": "quay", "due_on": "2021-05-05"}, "due-before-meeting", "due_on"),
        ({"owner": "quay", "due_on": DUE, "modality": "done"}, "done-is-no-promise", "modality"),
    ):
        with pytest.raises(Refused) as refused:
            accept(cast, made, "commitment", words, **said)
        assert codes(refused) == [(code, path)], said
    item = accept(cast, made, "commitment", words, owner="quay", due_on=DUE)
    kept = Commitment.objects.get()
    assert (item.commitment, item.decision, kept.kind) == (kept, "accepted", "send")
    assert (kept.words, kept.meeting) == ("Quay will send 20 doctors to Fir", made.meeting)
    other = keep(cast, QUAY + "Photo: Fir Daily.", side="supported", by=cast.alice)
    for said, code in (
        ({"commitment": "none"}, "not-found"),
        ({"commitment": kept.code, "owner": "quay"}, "commitment-known-and-new"),
    ):
        with pytest.raises(Refused) as refused:
            accept(cast, other, "commitment", words, **said)
        assert refused.value.code == code
    # The other side's press tells of the same promise: it is found there, not made twice.
    same = accept(cast, other, "commitment", words, commitment=kept.code)
    assert (same.commitment, same.made, same.decision) == (kept, False, "accepted")
    assert reopen_item(readout=other, n=same.n, by=cast.alice).commitment is None
    noted = accept(cast, made, "commitment", "carried through")
    done = accept(cast, made, "commitment", "12.5 million")
    assert (noted.commitment, done.commitment, noted.decision) == (None, None, "accepted")
    assert Commitment.objects.count() == 1


def test_agreements_and_frameworks_are_linked_to_what_is_known_or_noted(cast: Cast) -> None:
    made = keep(cast)
    record_agreement(
        code="clinic", pairing=cast.pairing, kind="sector", year=2021, title_en="Clinic",
        title_zh="", by=cast.beth,
    )  # fmt: skip
    with pytest.raises(NotFound):
        accept(cast, made, "agreement", agreement="none")
    # Who works in two pairings sees the agreements of both; one is no paper of the other.
    far = create_pairing(
        code="quay-far", programme="nowhere", supporting="xx-quay", supported="xx-far",
        level="city", by=SYSTEM,
    )  # fmt: skip
    record_agreement(
        code="far-away", pairing=far, kind="sector", year=2021, title_en="Far", title_zh="",
        by=cast.beth,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        accept(cast, made, "agreement", agreement="far-away")
    assert codes(refused) == [("pairing-elsewhere", "agreement")]
    assert accept(cast, made, "agreement", agreement="clinic").agreement is not None
    first = pin_item(readout=made, kind="framework", words="medical cooperation", by=cast.beth)
    with pytest.raises(NotFound):
        accept(cast, made, "framework", framework="none")
    item = accept(cast, made, "framework", framework="sdg")
    assert (item.n, item.framework, item.decision) == (first.n, "sdg", "corrected")


def test_a_framework_that_the_words_name_is_linked_unless_a_person_says_another(
    cast: Cast,
) -> None:
    made = keep(cast, QUAY + "They will serve the five revitalisations.\n")
    pin_item(readout=made, kind="framework", words="the five revitalisations", by=cast.beth)
    (item,) = made.items.filter(kind="framework", words__contains="the five")
    taken = decide_item(readout=made, n=item.n, decision="accepted", by=cast.beth, said={})
    assert taken.framework == "five-revitalisations"
    reopen_item(readout=made, n=item.n, by=cast.beth)
    none = {"framework": ""}
    taken = decide_item(readout=made, n=item.n, decision="accepted", by=cast.beth, said=none)
    assert taken.framework == ""


def test_an_achievement_without_a_number_is_a_claim_without_a_value(cast: Cast) -> None:
    made = keep(cast)
    pin_item(
        readout=made, kind="achievement", words="helped 340 rural labourers find jobs", by=cast.beth
    )
    item = accept(cast, made, "achievement", indicator="LC_TOTAL")
    assert item.claim is not None
    assert (item.claim.value, item.claim.indicator) == ("", "LC_TOTAL")


def test_all_clear_items_are_accepted_each_with_its_own_result(cast: Cast) -> None:
    made = keep(cast)
    results = accept_clear(readout=made, by=cast.beth)
    assert [one.kind for one in results] == ["event", "person", "person", *["figure"] * 3]
    assert not any(one.problems for one in results)
    assert Meeting.objects.get().guests.count() == 2
    waiting = readout(made.code, actor=cast.beth).items.filter(decision="waiting")
    assert {one.kind for one in waiting} == {"commitment", "agreement"}
    assert accept_clear(readout=made, by=cast.beth) == []
    with pytest.raises(Forbidden):
        accept_clear(readout=made, by=cast.chen)


def test_where_something_is_to_be_chosen_nothing_is_accepted_for_her(cast: Cast) -> None:
    accept_clear(readout=keep(cast), by=cast.beth)
    other = keep(cast, FIR, side="supported", by=cast.alice)
    event, *rest = accept_clear(readout=other, by=cast.alice)
    assert [(p.code, p.path) for p in event.problems] == [("meeting-known", "apart")]
    assert not any(one.problems for one in rest)
    assert accept_clear(readout=other, by=cast.alice, least=96) == []
    # She says that it was another meeting, and it is recorded.
    n = number(other, "event")
    decide_item(readout=other, n=n, decision="accepted", by=cast.alice, apart=True)
    assert Meeting.objects.count() == 2


def test_both_sides_announcements_are_joined_to_one_meeting(cast: Cast) -> None:
    first, other = keep(cast), keep(cast, FIR, side="supported", by=cast.alice)
    accept_clear(readout=first, by=cast.beth)
    met = Meeting.objects.get()
    accept(cast, other, "person", "Wang Fang")
    join_meeting(readout=other, meeting=met, by=cast.alice)
    event = item_of(other, number(other, "event"))
    assert (event.decision, event.made, other.meeting) == ("accepted", False, met)
    assert {guest.name for guest in met.guests.all()} == {"Zhang Wei", "Li Hua", "Wang Fang"}
    # Who stands on the list already is found there, not put there twice.
    twice = accept(cast, other, "person", "Zhang Wei")
    assert (twice.made, met.guests.count()) == (False, 3)
    with pytest.raises(Conflict) as refused:
        join_meeting(readout=other, meeting=met, by=cast.alice)
    assert refused.value.code == "readout-has-meeting"


def test_a_meeting_of_other_sides_is_not_joined(cast: Cast) -> None:
    made = keep(cast)
    for nobody in (cast.chen, cast.bob):
        with pytest.raises(Forbidden):
            join_meeting(readout=made, meeting=Meeting(), by=nobody)
    above = record_meeting(
        pairing=cast.book, kind="visit", held_on=date(2021, 5, 6), title_en="Above", title_zh="",
        by=seated_at("xx-east", edna="clerk"),
    )  # fmt: skip
    assert join_meeting(readout=made, meeting=above, by=cast.beth).meeting == above
    with pytest.raises(Refused) as refused:
        join_meeting(readout=keep(cast, FIR), meeting=Meeting(code="x"), by=cast.beth)
    assert refused.value.code == "meeting-elsewhere"


def test_whoever_comes_second_is_told_who_decided(cast: Cast) -> None:
    made = keep(cast)
    n = number(made, "person")
    decide_item(readout=made, n=n, decision="rejected", by=cast.alice, why="Not there.")
    with pytest.raises(Conflict) as refused:
        decide_item(readout=made, n=n, decision="accepted", by=cast.beth)
    assert refused.value.code == "item-decided"
    assert "Alice: rejected" in str(refused.value)
    item = item_of(made, n)
    assert (item.why, item.decided_by_id) == ("Not there.", cast.alice.user_id)
    for decision, said in (("maybe", {}), ("rejected", {"post": "mayor"})):
        with pytest.raises(Refused) as refused:
            decide_item(readout=made, n=n + 1, decision=decision, by=cast.beth, said=said)
        assert refused.value.code in ("unknown-decision", "rejected-with-words")


def test_nothing_is_half_made_where_what_follows_is_refused(cast: Cast) -> None:
    made = keep(cast)
    n = number(made, "event")
    with pytest.raises(Refused) as refused:
        decide_item(
            readout=made, n=n, decision="corrected", by=cast.beth, said={"place": "nowhere"}
        )
    assert codes(refused) == [("not-found", "place")]
    with pytest.raises(Refused) as refused:
        decide_item(readout=made, n=n, decision="corrected", by=cast.beth, said={"date": "2021-05"})
    assert codes(refused) == [("event-needs-day", "date")]
    with pytest.raises(Refused) as refused:
        decide_item(readout=made, n=n, decision="corrected", by=cast.beth, said={"date": ""})
    assert codes(refused) == [("event-undated", "date")]
    assert item_of(made, n).decision == "waiting"
    assert not Meeting.objects.exists()
    item = decide_item(
        readout=made, n=n, decision="corrected", by=cast.beth, said={"kind": "bulletin"}
    )
    assert (item.decision, made.meeting) == ("corrected", None)


def test_a_decision_is_taken_back_while_nothing_hangs_on_it(cast: Cast) -> None:
    made, other = keep(cast), keep(cast, FIR, side="supported", by=cast.alice)
    person, event = number(made, "person"), number(made, "event")
    with pytest.raises(Conflict) as refused:
        reopen_item(readout=made, n=person, by=cast.beth)
    assert refused.value.code == "item-waits"
    accept_clear(readout=made, by=cast.beth)
    met = Meeting.objects.get()
    for n in (event, number(made, "figure")):
        with pytest.raises(Conflict) as refused:
            reopen_item(readout=made, n=n, by=cast.beth)
        assert refused.value.code == "item-in-use"
    with pytest.raises(Forbidden):
        reopen_item(readout=made, n=person, by=cast.chen)
    item = reopen_item(readout=made, n=person, by=cast.beth, why="Misread.")
    assert (item.decision, item.guest, item.decided_at) == ("waiting", None, None)
    assert met.guests.count() == 1
    # A joined meeting is left again, once nobody of that announcement stands on its list.
    join_meeting(readout=other, meeting=met, by=cast.alice)
    accept(cast, other, "person", "Li Hua")
    n = number(other, "event")
    with pytest.raises(Conflict) as refused:
        reopen_item(readout=other, n=n, by=cast.alice)
    assert refused.value.code == "item-carries-others"
    # She was on the list before: she stays there.
    reopen_item(readout=other, n=number(other, "person", "Li Hua"), by=cast.alice)
    assert met.guests.count() == 1
    reopen_item(readout=other, n=n, by=cast.alice)
    assert Readout.objects.get(pk=other.pk).meeting is None
    assert Act.objects.filter(action="exchanges.reopen_item").count() == 3
