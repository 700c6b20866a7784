"""The document of its stage lies under an entry before it is handed on; the draft waits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cast import SYSTEM, Cast, confirm, enter, funds, placed, sale

from tallystick.entries import services
from tallystick.entries.models import Entry, EntryEvidence, Evidence, State
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.programme.services import set_evidence_duty

PDF = b"%PDF-1.4\n1 0 obj\nan invented receipt\n%%EOF\n"
HASH = sha256_hex(b"a roster that stays in the office")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def strict(cast: Cast) -> Cast:
    set_evidence_duty(pairing=cast.book, pipeline="", duty="required", reason="audit", by=SYSTEM)
    return cast


def test_without_its_document_an_entry_stays_a_draft(strict: Cast) -> None:
    draft = services.draft_entry(report=sale(), by=strict.alice)
    with pytest.raises(Refused) as refused:
        services.submit_entry(entry_id=draft.pk, version=draft.version, by=strict.alice)
    assert refused.value.code == "document-missing"
    assert "invoice or platform statement" in refused.value.problems[0].sentence("en")
    assert "发票或平台对账单" in refused.value.problems[0].sentence("zh")
    assert Entry.objects.get(pk=draft.pk).state == State.DRAFT
    services.attach_evidence(entry_id=draft.pk, name="a.pdf", content=PDF, by=strict.alice)
    assert (
        services.submit_entry(entry_id=draft.pk, version=draft.version, by=strict.alice).state
        == State.SUBMITTED
    )


@pytest.mark.parametrize(
    "report",
    [sale(0), funds("outside>committed", 5), funds("carried>received", 5, reason="a list")],
)
def test_zero_a_promise_and_an_opening_need_none(strict: Cast, report: services.Report) -> None:
    assert enter(strict, report).state == State.SUBMITTED


def test_a_pairing_may_only_ask_for_it(strict: Cast) -> None:
    set_evidence_duty(
        pairing=strict.pairing, pipeline="sale", duty="advisory", reason="no scanner", by=SYSTEM
    )
    assert enter(strict, sale()).state == State.SUBMITTED
    with pytest.raises(Refused):
        enter(strict, funds("committed>received", 5))


def test_a_roster_is_named_by_its_hash_and_count(strict: Cast) -> None:
    draft = services.draft_entry(report=placed({"in_province": 12}), by=strict.alice)
    roster = services.note_roster(
        entry_id=draft.pk, name="roster.xlsx", sha256=HASH, persons=12, by=strict.alice
    )
    assert (roster.withheld, roster.persons, roster.wrapped_key) == (True, 12, None)
    assert (
        services.submit_entry(entry_id=draft.pk, version=draft.version, by=strict.alice).state
        == State.SUBMITTED
    )
    with pytest.raises(Refused) as refused:
        services.open_evidence(sha256=HASH, by=strict.alice)
    assert refused.value.code == "evidence-withheld"
    with pytest.raises(Refused) as other:
        services.note_roster(
            entry_id=draft.pk, name="roster.xlsx", sha256=HASH, persons=13, by=strict.alice
        )
    assert other.value.code == "roster-counted-otherwise"


def test_an_office_may_hand_over_later_what_it_had_named(cast: Cast) -> None:
    draft = services.draft_entry(report=placed({"in_province": 12}), by=cast.alice)
    told = {"entry_id": draft.pk, "by": cast.alice}
    services.note_roster(name="r.pdf", sha256=sha256_hex(PDF), persons=12, **told)
    services.attach_evidence(name="r.pdf", content=PDF, **told)
    assert Evidence.objects.get().withheld is False
    assert services.open_evidence(sha256=sha256_hex(PDF), by=cast.alice) == PDF


def test_who_names_a_file_by_its_hash_neither_opens_it_nor_learns_that_it_lies_there(
    cast: Cast,
) -> None:
    theirs = services.draft_entry(report=sale(), by=cast.alice)
    file = services.attach_evidence(
        entry_id=theirs.pk, name="secret.pdf", content=PDF, by=cast.alice
    )
    report = placed({"in_province": 3}, side="supporting")
    own = services.draft_entry(report=report, by=cast.beth)
    for sha256 in (file.sha256, HASH):
        services.note_roster(entry_id=own.pk, name="r.pdf", sha256=sha256, persons=3, by=cast.beth)
        for actor in (cast.beth, cast.ben):
            with pytest.raises(Refused) as refused:
                services.open_evidence(sha256=sha256, by=actor)
            assert refused.value.code == "evidence-withheld"
            assert refused.value.problems[0].params["name"] == "r.pdf"
    assert {link.name for link in EntryEvidence.objects.filter(entry=own)} == {"r.pdf"}
    # The control: who laid it down opens it, and so does she once she hands it over herself.
    assert services.open_evidence(sha256=file.sha256, by=cast.alice) == PDF
    services.attach_evidence(entry_id=own.pk, name="r.pdf", content=PDF, by=cast.beth)
    assert services.open_evidence(sha256=file.sha256, by=cast.beth) == PDF


@pytest.mark.parametrize(
    ("report", "sha256", "persons", "code"),
    [
        (sale(), HASH, 3, "roster-not-here"),
        (placed({"in_province": 1}), "abc", 3, "roster-hash-unfit"),
        (placed({"in_province": 1}), HASH, 0, "roster-empty"),
    ],
)
def test_a_roster_that_cannot_be_is_refused(
    cast: Cast, report: services.Report, sha256: str, persons: int, code: str
) -> None:
    draft = services.draft_entry(report=report, by=cast.alice)
    with pytest.raises(Refused) as refused:
        services.note_roster(
            entry_id=draft.pk, name="r", sha256=sha256, persons=persons, by=cast.alice
        )
    assert refused.value.code == code


def test_in_a_dispute_either_side_lays_down_what_it_has(cast: Cast) -> None:
    entry = confirm(cast, sale())
    their = {"entry_id": entry.pk, "name": "bank.pdf", "content": PDF, "by": cast.bob}
    with pytest.raises(Forbidden):
        services.attach_evidence(**their)  # type: ignore[arg-type]
    services.dispute_entry(
        entry_id=entry.pk, version=1, counter=[(1, 1)], reason="we hold 1", by=cast.bob
    )
    services.attach_evidence(**their)  # type: ignore[arg-type]
    assert EntryEvidence.objects.get().side == "supporting"
