"""The correction of one entry carries the corrected document; those of the old one go over too.

Of `CorrectionEvidence`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.cast import SYSTEM, Cast, carry, confirm, enter, sale

from tallystick.entries import services
from tallystick.entries.models import BulkCorrection, CorrectionEvidence, Entry, Evidence, State
from tallystick.entries.queries.consistency import entry_problems
from tallystick.entries.queries.many import correction_json
from tallystick.journal.queries import lines
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import NotFound, Refused
from tallystick.programme.services import set_evidence_duty

pytestmark = pytest.mark.flow
AT = datetime(2020, 4, 2, 3, 0, tzinfo=UTC)
OLD = b"%PDF-1.4\nan invented receipt over 100 yuan\n%%EOF\n"
RIGHT = b"%PDF-1.4\nan invented receipt over 70 yuan\n%%EOF\n"
DOCUMENTS = [("right.pdf", RIGHT)]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def posted(cast: Cast, **more: Any) -> Entry:
    """Return a posted sale over 100 yuan with its receipt."""
    draft = services.draft_entry(report=sale(100_00, **more), by=cast.alice)
    services.attach_evidence(entry_id=draft.pk, name="old.pdf", content=OLD, by=cast.alice)
    services.submit_entry(entry_id=draft.pk, version=1, by=cast.alice)
    services.confirm_entry(entry_id=draft.pk, version=1, by=cast.ann)
    services.match_entry(entry_id=draft.pk, version=1, basis="own_record", by=cast.bob)
    return Entry.objects.get(pk=draft.pk)


def propose(cast: Cast, *rows: Entry, **changes: Any) -> BulkCorrection:
    figures = {row.pk: {1: 70_00} for row in rows}
    said = {"rule": "replace", "reason": "It was 70.", "figures": figures, "by": cast.ann}
    ids = [row.pk for row in rows]
    return services.propose_correction(
        **{"entry_ids": ids, "documents": DOCUMENTS, **said, **changes}
    )


def names(row: Entry) -> list[str]:
    return sorted(row.evidence_links.values_list("name", flat=True))


def test_the_entry_in_its_place_rests_on_the_old_document_and_the_corrected_one(
    cast: Cast,
) -> None:
    row = posted(cast)
    made = propose(cast, row)
    assert names(row) == ["old.pdf"]
    services.agree_correction(correction_id=made.pk, by=cast.bob)
    new = Entry.objects.get(reverses=row)
    assert (names(row), names(new), new.state) == (
        ["old.pdf"], ["old.pdf", "right.pdf"], State.POSTED,
    )  # fmt: skip
    right = new.evidence_links.get(name="right.pdf")
    assert (right.side, right.evidence.invented) == ("supported", True)
    # The posting is sealed over both.
    assert list(entry_problems()) == []
    assert sum(line.amount for line in lines("east-west") if line.target == "sold") == 70_00


def test_the_second_person_reads_it_before_agreeing_and_a_stranger_never(cast: Cast) -> None:
    propose(cast, posted(cast))
    sha256 = sha256_hex(RIGHT)
    assert services.open_evidence(sha256=sha256, by=cast.bob) == RIGHT
    assert services.open_evidence(sha256=sha256, by=cast.ann) == RIGHT
    with pytest.raises(NotFound):
        services.open_evidence(sha256=sha256, by=cast.chen)


def test_both_lists_are_told_apart(cast: Cast) -> None:
    made = propose(cast, posted(cast))
    shown = correction_json(made, cast.bob)
    assert [one["name"] for one in shown["documents_going_over"]] == ["old.pdf"]
    assert shown["documents_new"] == [{"name": "right.pdf", "sha256": sha256_hex(RIGHT)}]


def test_where_a_document_is_required_the_corrected_one_makes_it_ready(cast: Cast) -> None:
    bare = carry(cast, sale(100_00), AT)
    set_evidence_duty(pairing=cast.book, pipeline="", duty="required", reason="audit", by=SYSTEM)
    without = propose(cast, bare, documents=())
    done = services.agree_correction(correction_id=without.pk, by=cast.bob)
    (row,) = correction_json(done, cast.ann)["rows"]
    assert [problem["code"] for problem in row["problems"]] == ["document-missing"]
    made = propose(cast, bare)
    done = services.agree_correction(correction_id=made.pk, by=cast.bob)
    (row,) = correction_json(done, cast.ann)["rows"]
    assert row["state"] == "done"
    assert names(Entry.objects.get(reverses=bare)) == ["right.pdf"]


def test_the_other_side_may_bring_it_and_it_is_laid_down_in_its_name(cast: Cast) -> None:
    row = posted(cast)
    made = propose(cast, row, by=cast.bob)
    services.agree_correction(correction_id=made.pk, by=cast.ann)
    new = Entry.objects.get(reverses=row)
    assert new.evidence_links.get(name="right.pdf").side == "supporting"


def test_what_is_not_posted_rests_on_it_too(cast: Cast) -> None:
    submitted = enter(cast, sale(100_00, own_reference="s"))
    waiting = confirm(cast, sale(100_00, own_reference="w"))
    for row in (submitted, waiting):
        made = propose(cast, row, by=cast.alice)
        services.agree_correction(correction_id=made.pk, by=cast.ann)
        done = made.rows.get()
        assert done.state == "done", done.problems
        assert names(done.replacement or done.entry) == ["right.pdf"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"documents": [("a.exe", b"MZ")]}, ["evidence-type-unread"]),
        ({"documents": [("a.pdf", b""), ("b.exe", b"MZ")]},
         ["evidence-empty", "evidence-type-unread"]),
        ({"rule": "reverse", "figures": None}, ["correction-documents-nowhere"]),
    ],
)  # fmt: skip
def test_what_is_no_document_or_would_lie_nowhere_is_refused_and_nothing_kept(
    cast: Cast, changes: dict[str, Any], codes: list[str]
) -> None:
    row = posted(cast)
    with pytest.raises(Refused) as refused:
        propose(cast, row, **changes)
    assert [problem.code for problem in refused.value.problems] == codes
    assert not BulkCorrection.objects.exists()
    assert Evidence.objects.count() == 1


def test_of_many_entries_the_documents_go_over_as_they_are(cast: Cast) -> None:
    one, two = (posted(cast, own_reference=f"r{n}") for n in (1, 2))
    with pytest.raises(Refused) as refused:
        propose(cast, one, two)
    assert [problem.code for problem in refused.value.problems] == ["correction-documents-one"]
    made = propose(cast, one, two, documents=())
    services.agree_correction(correction_id=made.pk, by=cast.bob)
    assert [names(Entry.objects.get(reverses=row)) for row in (one, two)] == [["old.pdf"]] * 2
    assert not CorrectionEvidence.objects.exists()
