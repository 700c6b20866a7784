"""Matching on paper: printed, signed and sealed, recorded by one person, checked by another.

Of `draw_list`, `record_paper` and `check_paper`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.cast import SYSTEM, Cast, colleague, confirm, sale, seat_people, seated_at

from tallystick.access.models import Seat, User
from tallystick.entries.models import Entry, PaperList, State
from tallystick.entries.queries import (
    may_check_paper,
    papers_waiting,
)
from tallystick.entries.queries.logged import log_problems
from tallystick.entries.queries.papers import WaitingPapers
from tallystick.entries.rules.papers import list_hash
from tallystick.entries.services import (
    PaperAnswer,
    amend_entry,
    check_paper,
    confirm_entry,
    dispute_entry,
    draw_list,
    open_scan,
    record_paper,
    return_paper,
)
from tallystick.journal.models import Transaction
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused

MILL = "xx-fir-mill"
pytestmark = [pytest.mark.journal, pytest.mark.usefixtures("cast")]
SCAN = b"%PDF-1.4\n%INVENTED: a list, signed and sealed\n%%EOF\n"
PRINTED = datetime(2020, 4, 1, 2, tzinfo=UTC)
BACK = datetime(2020, 4, 20, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    # A folder of its own: a test beside this one keeps the same scan under another key.
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def printed(cast: Cast, *amounts: int) -> PaperList:
    """Print what Fir reported and waits for Quay."""
    for amount in amounts:
        confirm(cast, sale(amount))
    return draw_list(pairing="quay-fir", side="supporting", by=cast.beth, at=PRINTED)


def recorded(cast: Cast, paper: PaperList, *answers: PaperAnswer, **changes: Any) -> PaperList:
    said = {"name": "list.pdf", "scan": SCAN, "signer": "Zhou Wen", "signer_post": "Deputy head"}
    said |= {"signed_on": date(2020, 4, 15), "by": cast.beth, "at": BACK}
    return record_paper(**{**said, "code": paper.code, "answers": answers, **changes})


def offered(paper: PaperList, who: str) -> bool:
    """Tell whether a person's page of a list has the form by which it is recorded."""
    client = Client()
    client.force_login(User.objects.get(username=who))
    return 'name="signer"' in client.get(f"/entries/paper/{paper.code}/").content.decode()


def numbers(paper: PaperList) -> list[str]:
    return [row["number"] for row in paper.rows]


def test_a_list_counts_once_a_second_person_held_it_against_the_scan(cast: Cast) -> None:
    paper = printed(cast, 100_00, 200_00, 300_00)
    first, second, third = numbers(paper)
    recorded(
        cast,
        paper,
        PaperAnswer(first, "agree"),
        PaperAnswer(second, "differ", ((1, 190_00),), "Our own sheet says 190"),
    )
    assert {e.state for e in Entry.objects.all()} == {State.CONFIRMED}
    results = check_paper(code=paper.code, by=cast.bob, at=BACK)
    assert [result.problems for result in results] == [(), ()]
    states = dict(Entry.objects.values_list("number", "state"))
    assert states == {first: State.POSTED, second: State.DISPUTED, third: State.CONFIRMED}
    entry = Entry.objects.get(number=first)
    act = entry.acts.get(verb="matched")
    assert (act.name, act.user, act.basis, act.channel) == (
        "Zhou Wen, Deputy head", None, "paper", "paper",
    )  # fmt: skip
    assert (act.carried_by, act.side) == ("Beth; Bob", "supporting")
    sealed = json.loads(Transaction.objects.get(pk=entry.transaction).provenance)["matched"]
    assert (sealed["channel"], sealed["list"]) == ("paper", paper.code)
    paper.refresh_from_db()
    assert paper.scan is not None
    assert sealed["scan"] == paper.scan.sha256


def test_the_printed_list_is_known_again_by_its_hash(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    assert paper.code == "L-2020-0001"
    assert paper.sha256 == list_hash(paper.code, "quay-fir", "supporting", paper.rows)
    changed = [{**paper.rows[0], "version": 2}]
    assert paper.sha256 != list_hash(paper.code, "quay-fir", "supporting", changed)


def test_who_recorded_it_does_not_check_it_and_it_is_checked_once(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"), by=cast.bob)
    with pytest.raises(Forbidden) as refused:
        check_paper(code=paper.code, by=cast.bob)
    assert refused.value.code == "paper-second-person"
    check_paper(code=paper.code, by=cast.ben)
    with pytest.raises(Conflict):
        check_paper(code=paper.code, by=cast.ben)
    with pytest.raises(Conflict):
        recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"))


def test_the_reporting_side_records_only_where_the_other_has_nobody_to_match(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    answer = PaperAnswer(numbers(paper)[0], "agree")
    for who in (cast.alice, cast.ann):
        with pytest.raises(Forbidden) as refused:
            recorded(cast, paper, answer, by=who)
        assert refused.value.code == "own-entry"
    away, second = colleague("una", "fir", "clerk"), colleague("uri", "fir", "confirmer")
    with pytest.raises(Forbidden) as refused:
        recorded(cast, paper, answer, by=away)
    assert refused.value.code == "paper-not-needed"
    Seat.objects.filter(user__username="bob", role="matcher").update(valid_to=date(2020, 1, 31))
    recorded(cast, paper, answer, by=away)
    check_paper(code=paper.code, by=second, at=BACK)
    assert Entry.objects.get().state == State.POSTED


def test_a_stranger_sees_no_list_and_an_empty_one_is_not_printed(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        printed(cast)
    assert refused.value.code == "nothing-to-print"
    paper = printed(cast, 100_00)
    for act in (
        lambda: draw_list(pairing="quay-fir", side="supporting", by=cast.chen),
        lambda: recorded(cast, paper, by=cast.chen),
        lambda: check_paper(code=paper.code, by=cast.chen),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(Refused) as refused:
        draw_list(pairing="quay-fir", side="left", by=cast.beth)
    assert refused.value.code == "not-a-side"


def test_every_fault_of_a_record_is_told_at_once(cast: Cast) -> None:
    paper = printed(cast, 100_00, 200_00)
    with pytest.raises(Refused) as refused:
        recorded(
            cast,
            paper,
            PaperAnswer("E-1-1", "agree"),
            PaperAnswer(numbers(paper)[0], "perhaps"),
            PaperAnswer(numbers(paper)[1], "differ", ((1, 200_00),)),
            signer=" ",
            signed_on=date(2020, 3, 1),
        )
    assert [problem.code for problem in refused.value.problems] == [
        "paper-incomplete", "paper-day-unfit", "not-on-the-list", "paper-answer-unknown",
        "counter-missing", "reason-missing",
    ]  # fmt: skip
    with pytest.raises(Refused):
        recorded(cast, paper, scan=b"MZ not a document")


def test_only_who_may_answer_records_a_list_and_nobody_records_it_over(cast: Cast) -> None:
    """paper-unanswered"""
    paper = printed(cast, 100_00)
    answer = PaperAnswer(numbers(paper)[0], "agree")
    reader = colleague("eva", "quay", "evaluator")
    with pytest.raises(Forbidden):
        recorded(cast, paper, by=reader)
    with pytest.raises(Refused) as refused:
        recorded(cast, paper)
    assert refused.value.code == "paper-unanswered"
    recorded(cast, paper, answer)
    with pytest.raises(Conflict):
        recorded(cast, paper, answer, by=cast.bob)
    recorded(cast, paper, answer, signer="Zhou Wenyi")
    for who in (reader, cast.alice):
        with pytest.raises(Forbidden):
            check_paper(code=paper.code, by=who)
    paper.refresh_from_db()
    assert (paper.state, paper.signer) == (PaperList.State.RECORDED, "Zhou Wenyi")


def test_who_stands_for_the_recorder_does_not_check_for_her(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"))
    seats = tuple(replace(seat, stands_for=cast.beth.user_id) for seat in cast.bob.seats)
    with pytest.raises(Forbidden) as refused:
        check_paper(code=paper.code, by=replace(cast.bob, seats=seats))
    assert refused.value.code == "paper-second-person"


def test_an_entry_that_changed_since_it_was_printed_is_not_matched(cast: Cast) -> None:
    paper = printed(cast, 100_00, 200_00)
    first, second = numbers(paper)
    changed = Entry.objects.get(number=first)
    recorded(cast, paper, PaperAnswer(first, "agree"), PaperAnswer(second, "agree"))
    dispute_entry(entry_id=changed.pk, version=1, counter=[(1, 5)], reason="No", by=cast.bob)
    amend_entry(entry_id=changed.pk, version=1, report=sale(5), reason="A slip", by=cast.alice)
    confirm_entry(entry_id=changed.pk, version=2, by=cast.ann)
    results = check_paper(code=paper.code, by=cast.bob, at=BACK)
    assert [[p.code for p in result.problems] for result in results] == [["changed-meanwhile"], []]
    assert dict(Entry.objects.values_list("number", "state")) == {
        first: State.CONFIRMED, second: State.POSTED,
    }  # fmt: skip


def test_a_list_is_signed_on_no_day_before_it_was_drawn_where_the_office_is(cast: Cast) -> None:
    confirm(cast, sale(100_00))
    evening = datetime(2020, 4, 14, 20, tzinfo=UTC)  # the 15th in Shanghai
    paper = draw_list(pairing="quay-fir", side="supporting", by=cast.beth, at=evening)
    answer = PaperAnswer(numbers(paper)[0], "agree")
    with pytest.raises(Refused) as refused:
        recorded(cast, paper, answer, signed_on=date(2020, 4, 14))
    assert refused.value.code == "paper-day-unfit"
    recorded(cast, paper, answer, signed_on=date(2020, 4, 15))


def test_name_and_post_together_fit_under_a_figure(cast: Cast) -> None:
    """paper-name-long"""
    paper = printed(cast, 100_00)
    answer = PaperAnswer(numbers(paper)[0], "agree")
    with pytest.raises(Refused) as refused:
        recorded(cast, paper, answer, signer="Z" * 80, signer_post="D" * 79)
    assert refused.value.code == "paper-name-long"
    recorded(cast, paper, answer, signer="Z" * 80, signer_post="D" * 78)
    check_paper(code=paper.code, by=cast.bob, at=BACK)
    assert len(Entry.objects.get().acts.get(verb="matched").name) == 160


def test_the_list_after_9999_is_10000(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    for n in (9999, 10000):
        PaperList.objects.filter(pk=paper.pk).update(code=f"L-2020-{n}")
        again = draw_list(pairing="quay-fir", side="supporting", by=cast.beth, at=PRINTED)
        assert again.code == f"L-2020-{n + 1}"
        again.delete()


def test_who_has_no_user_draws_no_list(cast: Cast) -> None:
    confirm(cast, sale(100_00))
    with pytest.raises(Forbidden):
        draw_list(pairing="quay-fir", side="supporting", by=SYSTEM, at=PRINTED)


def test_the_second_person_sends_back_what_does_not_agree_with_the_scan(cast: Cast) -> None:
    paper = printed(cast, 100_00, 200_00)
    first, second = numbers(paper)
    recorded(cast, paper, PaperAnswer(first, "agree"), PaperAnswer(second, "agree"))
    with pytest.raises(Forbidden):  # not who recorded it
        return_paper(code=paper.code, reason="Wrong.", by=cast.beth, at=BACK)
    with pytest.raises(Refused):
        return_paper(code=paper.code, reason=" ", by=cast.bob, at=BACK)
    assert [one.code for one in papers_waiting(cast.bob).to_check] == [paper.code]
    assert papers_waiting(cast.beth).to_check == ()
    back = return_paper(code=paper.code, reason="Row 2 says 190.", by=cast.bob, at=BACK)
    assert (back.state, back.returned_reason) == ("returned", "Row 2 says 190.")
    assert papers_waiting(cast.bob).to_check == ()
    assert [one.code for one in papers_waiting(cast.beth).to_mend] == [paper.code]
    with pytest.raises(Conflict):
        check_paper(code=paper.code, by=cast.bob, at=BACK)
    assert {e.state for e in Entry.objects.all()} == {State.CONFIRMED}
    # It is recorded anew with the scan that is kept, and then counts.
    differs = PaperAnswer(second, "differ", ((1, 190_00),), "Our own sheet says 190")
    mended = recorded(cast, paper, PaperAnswer(first, "agree"), differs, scan=None)
    assert (mended.state, mended.scan) == ("recorded", back.scan)
    check_paper(code=paper.code, by=cast.bob, at=BACK)
    states = dict(Entry.objects.values_list("number", "state"))
    assert states == {first: State.POSTED, second: State.DISPUTED}


def test_a_list_needs_a_scan_the_first_time(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    with pytest.raises(Refused) as refused:
        recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"), scan=None)
    assert refused.value.code == "scan-missing"


def test_a_check_waits_only_for_who_may_do_it(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    paper = recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"))
    # The reporting side does not check while the other has a matcher; Ann confirmed it besides.
    may = {who: may_check_paper(paper, getattr(cast, who)) for who in ("alice", "ann", "bob")}
    assert may == {"alice": False, "ann": False, "bob": True}
    assert not may_check_paper(paper, colleague("uri", "fir", "confirmer"))


def test_a_list_waits_for_nobody_of_another_pair(cast: Cast) -> None:
    """Who confirms and matches elsewhere is told nothing, and may check nothing."""
    paper = printed(cast, 100_00)
    paper = recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"))
    far = seat_people(
        {"far": "xx-far"}, {"fay": ("far", ("confirmer", "matcher"))}, date(2020, 1, 1)
    )["fay"]
    assert not may_check_paper(paper, far)
    assert [one.code for one in papers_waiting(cast.bob).to_check] == [paper.code]
    assert papers_waiting(far) == WaitingPapers()
    with pytest.raises(NotFound):
        check_paper(code=paper.code, by=far, at=BACK)


def test_a_list_sent_back_waits_no_more_for_who_left_the_pair(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"))
    return_paper(code=paper.code, reason="Row 1 says 90.", by=cast.bob, at=BACK)
    assert [one.code for one in papers_waiting(cast.beth).to_mend] == [paper.code]
    gone = replace(cast.beth, seats=cast.chen.seats)
    assert papers_waiting(gone) == WaitingPapers()


def test_where_nobody_matches_the_check_waits_for_the_reporting_side_alone(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    paper = recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"))
    Seat.objects.filter(user__username="bob", role="matcher").update(valid_to=date(2020, 1, 31))
    assert may_check_paper(paper, colleague("uri", "fir", "confirmer"))
    for nobody in (seated_at("xx-far", fay="matcher"), colleague("eva", "fir", "evaluator")):
        assert not may_check_paper(paper, nobody)


def test_a_list_is_drawn_by_who_records_it_and_of_what_she_sees(cast: Cast) -> None:
    confirm(cast, sale(100_00, region=MILL, side="supporting"))
    drawn = {"pairing": "quay-fir", "side": "supported", "at": PRINTED}
    with pytest.raises(Forbidden):
        draw_list(**drawn, by=colleague("eva", "fir", "evaluator"))  # type: ignore[arg-type]
    ford = seated_at("xx-fir-ford", fred="clerk")
    with pytest.raises(Refused) as nothing:
        draw_list(**drawn, by=ford)  # type: ignore[arg-type]
    assert nothing.value.code == "nothing-to-print"
    mill = seated_at(MILL, mia="clerk")
    assert len(draw_list(**drawn, by=mill).rows) == 1  # type: ignore[arg-type]


def test_another_county_records_and_checks_nothing_of_a_list(cast: Cast) -> None:
    """She sees the pairing, and none of the entries on the list."""
    confirm(cast, sale(100_00, region=MILL))
    paper = draw_list(pairing="quay-fir", side="supporting", by=cast.beth, at=PRINTED)
    answer = PaperAnswer(numbers(paper)[0], "agree")
    clerk, second = seated_at("xx-fir-ford", fred="clerk"), seated_at("xx-fir-ford", fay="matcher")

    def refused(act: Callable[[], object]) -> None:
        with pytest.raises(Forbidden) as why:
            act()
        # Nothing of the entry is told to her, not even its number.
        assert why.value.code == "not-allowed"

    refused(lambda: recorded(cast, paper, answer, by=clerk))
    assert not offered(paper, "fred")
    Seat.objects.filter(user__username="bob", role="matcher").update(valid_to=date(2020, 1, 31))
    refused(lambda: recorded(cast, paper, answer, by=clerk))
    waits = recorded(cast, paper, answer, by=colleague("una", "fir", "clerk"))
    assert not may_check_paper(waits, second)
    refused(lambda: check_paper(code=paper.code, by=second, at=BACK))
    check_paper(code=paper.code, by=colleague("uri", "fir", "confirmer"), at=BACK)
    assert Entry.objects.get().state == State.POSTED


def test_the_form_of_a_list_is_shown_to_who_may_record_it(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    colleague("eva", "quay", "evaluator")
    assert (offered(paper, "beth"), offered(paper, "eva")) == (True, False)


def test_an_entry_said_anew_is_neither_told_by_its_list_nor_keeps_it_shut(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    (number,) = numbers(paper)
    entry = Entry.objects.get()
    dispute_entry(entry_id=entry.pk, version=1, counter=[(1, 5)], reason="No", by=cast.bob)
    amend_entry(entry_id=entry.pk, version=1, report=sale(5), reason="A slip", by=cast.alice)
    # Ours alone until it is confirmed: that the counter-figure is the new one is not told.
    recorded(cast, paper, PaperAnswer(number, "differ", ((1, 5),), "Our own sheet says 5"))
    assert open_scan(code=paper.code, by=cast.bob)[1] == SCAN
    with pytest.raises(Forbidden):
        open_scan(code=paper.code, by=colleague("eva", "quay", "evaluator"))
    (row,) = check_paper(code=paper.code, by=cast.bob, at=BACK)
    assert [problem.code for problem in row.problems] == ["not-found"]


def test_a_list_is_held_to_the_act_log_from_the_print_to_the_check(cast: Cast) -> None:
    paper = printed(cast, 100_00, 200_00)
    first, second = numbers(paper)
    assert not list(log_problems())
    recorded(cast, paper, PaperAnswer(first, "agree"))
    return_paper(code=paper.code, reason="the second row differs", by=cast.bob, at=BACK)
    assert not list(log_problems())
    differs = PaperAnswer(second, "differ", ((1, 190_00),), "Our own sheet says 190")
    recorded(cast, paper, PaperAnswer(first, "agree"), differs)
    assert not list(log_problems())
    check_paper(code=paper.code, by=cast.bob, at=BACK)
    assert not list(log_problems())


@pytest.mark.parametrize(
    "change",
    [
        {"answers": None},
        {"signer": "Zhou Wu"},
        {"signer_post": "Head"},
        {"signed_on": date(2020, 4, 16)},
        {"scan": None},
        {"state": "printed"},
        {"recorded_by": None},
        {"sha256": "0" * 64},
        {"rows": []},
        {"code": "L-2020-0009"},
    ],
)
def test_a_list_that_was_changed_past_the_product_is_found(
    cast: Cast, change: dict[str, Any]
) -> None:
    paper = printed(cast, 100_00)
    recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"))
    assert PaperList.objects.filter(pk=paper.pk).update(**change) == 1
    assert {problem.code for problem in log_problems()} == {"paper-unlike-log"}


def test_a_list_whose_answers_and_print_were_changed_with_their_hash_is_found(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    rows = [{**paper.rows[0], "version": 2}]
    sha256 = list_hash(paper.code, "quay-fir", "supporting", rows)
    PaperList.objects.filter(pk=paper.pk).update(rows=rows, sha256=sha256)
    [problem] = log_problems()
    assert (problem.code, problem.path) == ("paper-unlike-log", paper.code)
    PaperList.objects.all().delete()
    [gone] = log_problems()
    assert (gone.code, gone.path) == ("paper-unlike-log", paper.code)
