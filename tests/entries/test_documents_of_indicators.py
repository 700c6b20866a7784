"""Whether an entry needs its document may be decided for one indicator: for all that feeds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import SYSTEM, Cast, enter, funds, head_of, sale

from tallystick.entries import services
from tallystick.entries.models import Entry, EntryEvidence, State
from tallystick.entries.queries.documents import asked_document, document_ahead, missing_document
from tallystick.entries.rules.reports import StatedLine
from tallystick.kernel.problem import Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import rules_of
from tallystick.programme.services import agree_rule, set_evidence_duty, set_matching_policy

PDF = b"%PDF-1.4\n1 0 obj\nan invented receipt\n%%EOF\n"
RECEIVED = funds("committed>received", 500)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def decide(cast: Cast, duty: str, indicator: str = "", **more: Any) -> None:
    said = {"pairing": cast.pairing, "reason": "so agreed", "by": SYSTEM, **more}
    set_evidence_duty(duty=duty, indicator=indicator, **said)


def missing(cast: Cast, report: services.Report) -> str:
    """Return the code by which a report without a document is refused; nothing where it is not."""
    try:
        enter(cast, report)
    except Refused as refused:
        return refused.code
    return ""


def test_one_indicator_requires_what_its_pipeline_only_asks_for(cast: Cast) -> None:
    decide(cast, "required", "FS_GOV_FUND")
    draft = services.draft_entry(report=RECEIVED, by=cast.alice)
    with pytest.raises(Refused) as refused:
        services.submit_entry(entry_id=draft.pk, version=1, by=cast.alice)
    assert refused.value.code == "document-missing-for"
    assert "Government" in refused.value.problems[0].sentence("en")
    assert "bank receipt" in refused.value.problems[0].sentence("en")
    assert "财政援助资金" in refused.value.problems[0].sentence("zh")
    assert "银行回单" in refused.value.problems[0].sentence("zh")
    services.attach_evidence(entry_id=draft.pk, name="a.pdf", content=PDF, by=cast.alice)
    assert (
        services.submit_entry(entry_id=draft.pk, version=1, by=cast.alice).state == State.SUBMITTED
    )
    # The control: another indicator's entries, and other moves of the same money, need none.
    assert missing(cast, sale()) == ""
    assert missing(cast, funds("received>allocated", 5)) == ""
    assert missing(cast, funds("committed>received", 0)) == ""


def test_many_are_handed_on_and_their_documents_are_looked_for_once(cast: Cast) -> None:
    decide(cast, "required", "FS_GOV_FUND")
    drafts = [
        services.draft_entry(report=funds("committed>received", n), by=cast.alice)
        for n in (500, 600, 700)
    ]
    for draft in drafts[:2]:
        services.attach_evidence(entry_id=draft.pk, name="a.pdf", content=PDF, by=cast.alice)
    with CaptureQueriesContext(connection) as asked:
        results = services.submit_many([draft.pk for draft in drafts], by=cast.alice)
    assert [result.problems[0].code if result.problems else "" for result in results] == [
        "",
        "",
        "document-missing-for",
    ]
    table = EntryEvidence._meta.db_table
    assert sum(f'FROM "{table}"' in query["sql"] for query in asked.captured_queries) == 1


def test_where_no_document_is_required_none_is_looked_for(cast: Cast) -> None:
    decide(cast, "advisory")
    draft = services.draft_entry(report=RECEIVED, by=cast.alice)
    told = asked_document(RECEIVED, draft.pairing, rules_of(draft.pairing))
    with CaptureQueriesContext(connection) as asked:
        assert told is not None
        assert missing_document(draft, told) == []
    assert not asked.captured_queries
    # The control: where one is required, it is looked for and missed.
    required = replace(told, required=True)
    assert [one.code for one in missing_document(draft, required)] == ["document-missing"]


def test_one_indicator_only_asks_for_what_its_pipeline_requires(cast: Cast) -> None:
    decide(cast, "required", pipeline="funds")
    decide(cast, "advisory", "FS_GOV_FUND")
    assert missing(cast, RECEIVED) == ""
    assert missing(cast, funds("received>paid_out", 5)) == "document-missing"


def test_the_parts_of_a_ratio_and_of_a_sum_feed_it(cast: Cast) -> None:
    decide(cast, "required", "FS_DISBURSE_RATE")
    assert missing(cast, RECEIVED) == "document-missing-for"
    assert missing(cast, funds("received>paid_out", 5)) == "document-missing-for"
    # The control: what is allocated is no part of the rate.
    assert missing(cast, funds("received>allocated", 5)) == ""
    decide(cast, "advisory", "FS_DISBURSE_RATE")
    decide(cast, "required", "FS_TOTAL_ALL")
    assert missing(cast, RECEIVED) == "document-missing-for"
    assert missing(cast, funds("received>paid_out", 6)) == ""


def test_only_the_codes_that_are_counted_fall_under_it(cast: Cast) -> None:
    decide(cast, "required", "FS_SUBPROV_FUND")
    for level, code in (("province", ""), ("city", "document-missing-for")):
        paid = StatedLine("CNY", 5, {"payer_level": level, "budget_year": "2020"}, {})
        assert missing(cast, funds("committed>received", 5, lines=(paid,))) == code


def test_where_several_indicators_decide_required_wins(cast: Cast) -> None:
    decide(cast, "advisory", "FS_GOV_FUND")
    decide(cast, "required", "FS_COUNTY_AVG", pairing=cast.book)
    asked = asked_document(RECEIVED, cast.pairing, rules_of(cast.pairing))
    assert asked is not None
    assert (asked.required, asked.indicators) == (True, ("FS_COUNTY_AVG",))
    assert missing(cast, RECEIVED) == "document-missing-for"


def test_the_pairings_own_word_goes_before_its_parents(cast: Cast) -> None:
    decide(cast, "required", "FS_GOV_FUND", pairing=cast.book)
    assert missing(cast, RECEIVED) == "document-missing-for"
    decide(cast, "advisory", pipeline="funds")
    assert missing(cast, RECEIVED) == ""
    decide(cast, "required", "FS_GOV_FUND")
    assert missing(cast, funds("committed>received", 7)) == "document-missing-for"


def test_a_rule_speaks_of_what_happens_from_its_day_on(cast: Cast) -> None:
    day = RECEIVED.happened_on
    decide(cast, "required", "FS_GOV_FUND", valid_from=date(day.year, day.month, day.day + 1))
    assert missing(cast, RECEIVED) == ""
    decide(cast, "required", "FS_GOV_FUND", valid_from=day)
    assert missing(cast, funds("committed>received", 7)) == "document-missing-for"


def test_a_stage_without_a_document_of_its_own_asks_for_one_that_shows_it(cast: Cast) -> None:
    """An enterprise that cooperates: its stage names no document."""
    report = services.Report(
        pairing="quay-fir", side="supported", region="xx-fir", partner="xx-quay",
        pipeline="enterprise", move="outside>cooperating", statement="itemised",
        happened_on=date(2020, 3, 10),
        lines=(StatedLine("enterprise", 3, {}, {}),),
    )  # fmt: skip
    decide(cast, "required", pipeline="enterprise")
    assert missing(cast, report) == ""
    decide(cast, "required", "IC_ENT_PARTNER")
    with pytest.raises(Refused) as refused:
        enter(cast, report)
    assert "Attach the document that shows it" in refused.value.problems[0].sentence("en")
    decide(cast, "advisory", "IC_ENT_PARTNER")
    assert asked_document(report, cast.pairing, rules_of(cast.pairing)) is None


def test_it_holds_when_the_other_sides_head_agreed(cast: Cast) -> None:
    put = set_evidence_duty(
        pairing=cast.pairing, indicator="FS_GOV_FUND", duty="required", reason="audit",
        by=head_of("hua", "fir"),
    )  # fmt: skip
    assert missing(cast, RECEIVED) == ""
    agree_rule(rule_id=put.pk, by=head_of("hugo", "quay"))
    assert missing(cast, funds("committed>received", 7)) == "document-missing-for"


def test_each_blind_half_rests_on_a_document_of_its_own(cast: Cast) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="funds", policy="blind", reason="tried", by=SYSTEM
    )
    decide(cast, "required", "FS_GOV_FUND")
    halves = [
        services.draft_entry(report=funds("committed>received", 5, side=side), by=by)
        for side, by in (("supported", cast.alice), ("supporting", cast.beth))
    ]
    for half, by in zip(halves, (cast.alice, cast.beth), strict=True):
        with pytest.raises(Refused) as refused:
            services.submit_entry(entry_id=half.pk, version=1, by=by)
        assert refused.value.code == "document-missing-for"
        services.attach_evidence(entry_id=half.pk, name="a.pdf", content=PDF, by=by)
        assert services.submit_entry(entry_id=half.pk, version=1, by=by).state == State.SUBMITTED


def test_who_confirms_is_held_to_what_was_decided_since(cast: Cast) -> None:
    row = enter(cast, RECEIVED)
    decide(cast, "required", "FS_GOV_FUND")
    with pytest.raises(Refused) as refused:
        services.confirm_entry(entry_id=row.pk, version=1, by=cast.ann)
    assert refused.value.code == "document-missing-for"
    (result,) = services.confirm_many([(row.pk, 1)], by=cast.ann)
    assert [problem.code for problem in result.problems] == ["document-missing-for"]
    services.attach_evidence(entry_id=row.pk, name="a.pdf", content=PDF, by=cast.alice)
    services.confirm_entry(entry_id=row.pk, version=1, by=cast.ann)
    assert Entry.objects.get(pk=row.pk).state == State.CONFIRMED


def test_a_file_of_reports_is_handed_on_by_the_same_rule(cast: Cast) -> None:
    decide(cast, "required", "FS_GOV_FUND")
    made = services.take_reports([RECEIVED, sale()], by=cast.alice)
    rows = [result.entry for result in made if result.entry]
    told = services.submit_many([row.pk for row in rows], by=cast.alice)
    codes = [[problem.code for problem in one.problems] for one in told]
    assert codes == [["document-missing-for"], []]


def test_a_form_tells_ahead_what_may_be_asked(cast: Cast) -> None:
    pairing = Pairing.objects.get(pk=cast.pairing.pk)
    blank = funds("committed>received", 0)
    asked = document_ahead(blank, pairing, rules_of(pairing))
    assert asked is not None
    assert (asked.required, asked.perhaps) == (False, False)
    decide(cast, "required", "FS_SUBPROV_FUND")
    asked = document_ahead(blank, pairing, rules_of(pairing))
    assert asked is not None
    assert (asked.required, asked.perhaps, asked.indicators) == (True, True, ("FS_SUBPROV_FUND",))
    assert asked.because.label("en")
    stated = document_ahead(RECEIVED, pairing, rules_of(pairing))
    assert stated is not None
    assert not stated.perhaps
