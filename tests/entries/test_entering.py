"""A form is kept whole or not at all, and every fault of it is told at once.

Of `tallystick.entries.services.entering` and `tallystick.entries.queries.reportable`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.cast import Cast, carry, confirm, enter, placed, sale

from tallystick.entries import services
from tallystick.entries.models import Entry, EntryEvidence, State
from tallystick.entries.queries.reportable import clerk_in, reportable
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.entries.services import drafts
from tallystick.journal.queries import balance
from tallystick.journal.rules import Account
from tallystick.kernel.problem import Conflict, Forbidden, Problem, Refused
from tallystick.programme.services import add_thing
from tallystick.regions.models import Region

PDF = b"%PDF-1.4 an invented receipt"


def told(refused: Any) -> set[tuple[str, str]]:
    return {(problem.code, problem.path) for problem in refused.value.problems}


def signed(amount: int = 1, day: int = 10, **changes: Any) -> Report:
    """Return a report that the invented mill was signed on a day of March."""
    lines = (StatedLine("project", amount, {}, {}),)
    base = {"pipeline": "project", "move": "outside>signed", "thing": "mill", "lines": lines}
    return replace(sale(), **{**base, "happened_on": date(2020, 3, day), **changes})


@pytest.fixture
def mill(cast: Cast) -> Cast:
    add_thing(
        code="mill", pipeline="project", region="xx-fir-mill", name_en="Mill", name_zh="",
        record={"enterprise": "Quay Foods"}, by=cast.alice,
    )  # fmt: skip
    return cast


def test_a_form_becomes_a_draft_with_its_files(cast: Cast) -> None:
    entry = services.enter_report(report=sale(), files=[("receipt.pdf", PDF)], by=cast.alice)
    assert entry.state == State.DRAFT
    assert EntryEvidence.objects.get(entry=entry).evidence.name == "receipt.pdf"


def test_a_form_that_is_handed_on_waits_for_the_second_person(cast: Cast) -> None:
    entry = services.enter_report(report=sale(), hand_on=True, by=cast.alice)
    assert Entry.objects.get(pk=entry.pk).state == State.SUBMITTED


def test_every_fault_of_form_report_record_and_files_is_told_at_once(cast: Cast) -> None:
    bare = replace(placed({"partner": 5}), record={}, region="nowhere")
    unread = [Problem("no-date", "on", value="soon")]
    with pytest.raises(Refused) as refused:
        services.enter_report(
            report=bare, unread=unread, hand_on=True, files=[("x.exe", b"MZ")], by=cast.alice
        )
    found = told(refused)
    assert {("no-date", "on"), ("not-found", "region")} <= found
    assert ("safeguard-unproven", "record.consent") in found
    assert "evidence" in {path for _, path in found}
    assert not Entry.objects.exists()


def test_the_wrong_side_keeps_nothing(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        services.enter_report(report=sale(), by=cast.beth)
    assert not Entry.objects.exists()


def test_a_refusal_names_person_and_place_in_the_readers_words(cast: Cast) -> None:
    """not-allowed"""
    Region.objects.filter(code="xx-fir").update(name_zh="杉县")
    zhao = replace(cast.beth, name="Zhao Qing", name_zh="赵青")
    with pytest.raises(Forbidden) as refused:
        services.enter_report(report=sale(), by=zhao)
    (problem,) = refused.value.problems
    assert problem.sentence("en") == (
        "Zhao Qing may not do this here: it takes the role of clerk for Fir."
    )
    assert problem.sentence("zh") == "赵青 不能在此操作：需要 杉县 的经办人角色。"
    assert Problem.told(problem.kept()).sentence("zh") == problem.sentence("zh")
    nobody = replace(zhao, name="command line", name_zh="")
    with pytest.raises(Forbidden) as refused:
        services.enter_report(report=sale(), by=nobody)
    assert refused.value.problems[0].sentence("zh").startswith("命令行 不能")


def test_a_draft_is_edited_and_stays_a_draft(cast: Cast) -> None:
    draft = services.enter_report(report=sale(), by=cast.alice)
    services.enter_report(report=sale(7_00), draft=(draft.pk, 1), by=cast.alice)
    now = Entry.objects.get()
    assert (now.state, now.version, now.lines.get().amount) == (State.DRAFT, 2, 7_00)
    with pytest.raises(Conflict):
        services.edit_draft(entry_id=draft.pk, version=1, report=sale(), by=cast.alice)
    other_side = sale(side="supporting")
    with pytest.raises(Refused):
        services.edit_draft(entry_id=draft.pk, version=2, report=other_side, by=cast.alice)


def test_a_reference_that_names_an_entry_is_told_with_its_number(cast: Cast) -> None:
    """reference-entered, reference-reused"""
    first = services.enter_report(report=sale(own_reference="S-1"), by=cast.alice)
    draft = services.enter_report(report=sale(7_00, own_reference="S-2"), by=cast.alice)
    again = services.enter_report(
        report=sale(8_00, own_reference="S-2"), draft=(draft.pk, 1), by=cast.alice
    )
    assert again.version == 2  # its own reference is no hindrance to a draft
    for amount, code in ((500_00, "reference-entered"), (9_00, "reference-reused")):
        report = sale(amount, own_reference="S-1")
        for way in ({}, {"draft": (draft.pk, 2)}):
            with pytest.raises(Conflict) as refused:
                services.enter_report(report=report, by=cast.alice, **way)
            assert told(refused) == {(code, "own_reference")}
            assert first.number in refused.value.problems[0].sentence("zh")
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("amount", "code"), [(500_00, "reference-entered"), (9_00, "reference-reused")]
)
def test_a_reference_taken_at_the_same_moment_is_told_as_one_taken_before(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, amount: int, code: str
) -> None:
    """As if the colleague's reference had come in after it was looked for."""
    first = services.enter_report(report=sale(own_reference="S-1"), by=cast.alice)
    draft = services.enter_report(report=sale(7_00, own_reference="S-2"), by=cast.alice)
    monkeypatch.setattr(drafts, "require_new_reference", lambda *found: None)
    with pytest.raises(Conflict) as refused:
        services.edit_draft(
            entry_id=draft.pk, version=1, report=sale(amount, own_reference="S-1"), by=cast.alice
        )
    assert told(refused) == {(code, "own_reference")}
    assert first.number in refused.value.problems[0].sentence("en")
    now = Entry.objects.get(pk=draft.pk)
    assert (now.version, now.own_reference, now.lines.get().amount) == (1, "S-2", 7_00)


def test_what_is_handed_on_is_edited_no_more(cast: Cast) -> None:
    entry = enter(cast, sale())
    with pytest.raises(Conflict):
        services.edit_draft(entry_id=entry.pk, version=1, report=sale(1), by=cast.alice)


def test_the_same_project_signed_again_counts_once_and_is_evidence(mill: Cast) -> None:
    """thing-entered-before"""
    carry(mill, signed())
    with pytest.raises(Refused) as refused:
        services.enter_report(report=signed(day=20), by=mill.alice)
    assert told(refused) == {("thing-entered-before", "again")}
    again = carry(mill, signed(amount=0, day=20, title_en="Signed again on stage"))
    assert again.state == State.POSTED
    stands = Account("xx-fir", "xx-quay", "project", "signed", "project", "{}")
    assert balance("east-west", stands) == 1


def test_a_covered_half_about_a_thing_is_not_told_to_the_other_side(mill: Cast) -> None:
    theirs = confirm(mill, signed())
    again = {"report": signed(day=20, side="supporting"), "by": mill.beth}
    with pytest.raises(Refused) as refused:
        services.enter_report(**again)
    assert told(refused) == {("thing-entered-before", "again")}
    Entry.objects.filter(pk=theirs.pk).update(policy="blind", covered=True)
    assert services.enter_report(**again)


def test_a_thing_that_ended_may_come_in_anew(mill: Cast) -> None:
    carry(mill, signed())
    carry(
        mill,
        signed(move="signed>cancelled", day=12, record={"why": "the investor withdrew"}),
    )
    assert services.enter_report(report=signed(day=20), by=mill.alice).state == State.DRAFT


def test_a_named_thing_moves_as_one_or_not_at_all(mill: Cast) -> None:
    with pytest.raises(Refused) as refused:
        services.draft_entry(report=signed(amount=2), by=mill.alice)
    assert told(refused) == {("named-thing-is-one", "lines.1.amount")}


def test_a_clerk_names_her_own_places_and_a_stranger_none(cast: Cast) -> None:
    reach = reportable(cast.pairing, cast.alice)
    assert reach is not None
    assert reach.side == "supported"
    assert [region.code for region in reach.regions] == ["xx-fir", "xx-fir-ford", "xx-fir-mill"]
    assert [region.code for region in reach.partners] == ["xx-quay"]
    assert reportable(cast.pairing, cast.chen) is None
    assert reportable(cast.pairing, cast.bob) is None
    for actor in (cast.alice, cast.beth, cast.bob, cast.chen):
        mine = [one for one in (cast.book, cast.pairing) if reportable(one, actor)]
        assert clerk_in([cast.book, cast.pairing], actor) == mine
    assert clerk_in([cast.pairing], cast.beth) == [cast.pairing]
