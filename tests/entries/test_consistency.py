"""What people read beside the journal holds to what was sealed, column by column.

Not held by design: the number of an entry, when a row was written and last changed, what is
remembered of a submission, a file's name, and which side laid it down: nothing sealed says them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models, transaction
from tests.cast import SYSTEM, Cast, confirm, enter, placed, sale

from tallystick.entries import services
from tallystick.entries.evidence import path_of
from tallystick.entries.models import (
    Entry,
    EntryAct,
    EntryEvidence,
    EntryLine,
    EntryPosting,
    Evidence,
)
from tallystick.entries.queries.consistency import entry_problems
from tallystick.programme.services import set_matching_policy

pytestmark = [pytest.mark.flow, pytest.mark.django_db]
PDF = b"%PDF-1.4\n1 0 obj\nan invented receipt\n%%EOF\n"


@pytest.fixture
def posted(cast: Cast, settings: Any, tmp_path: Path) -> Entry:
    """An entry with a receipt, confirmed and matched, and another beside it."""
    # A file of its own: another test beside this one must not see it change.
    settings.EVIDENCE_DIR = tmp_path
    said = sale(own_reference="first", title_en="Tea", title_zh="茶")
    draft = services.draft_entry(report=said, by=cast.side(said)[0])
    services.attach_evidence(
        entry_id=draft.pk, name="receipt.pdf", content=PDF, by=cast.side(said)[0]
    )
    row = confirm(cast, said)
    done = services.match_entry(
        entry_id=row.pk, version=row.version, basis="document_seen", by=cast.side(said)[2]
    )
    assert done.state == "posted"
    enter(cast, sale(own_reference="second"))
    assert list(entry_problems()) == []
    return done


def flipped(value: Any) -> Any:
    """Return a value with its lowest bit flipped."""
    if isinstance(value, int):
        return value ^ 1
    if isinstance(value, datetime):
        return value + timedelta(seconds=1)
    if isinstance(value, str):
        return value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"
    if hasattr(value, "day"):
        return value.replace(day=value.day ^ 1 or 2)
    return bytes(value)[:-1] + bytes([bytes(value)[-1] ^ 1])


def found_after(rows: models.QuerySet[Any], **change: Any) -> set[str]:
    """Return the codes told after a change behind the product's back; then undo it."""
    with transaction.atomic():
        assert rows.update(**change) == 1
        codes = {problem.code for problem in entry_problems()}
        transaction.set_rollback(True)
    return codes


@pytest.mark.parametrize(
    "column",
    [
        "own_reference", "side", "pipeline", "source_stage", "target_stage", "statement",
        "happened_on", "title_en", "title_zh", "reason", "state", "version", "content_hash",
        "transaction", "covered",
    ],
)  # fmt: skip
def test_a_flipped_bit_in_a_posted_entry_is_found(posted: Entry, column: str) -> None:
    row = Entry.objects.filter(pk=posted.pk)
    assert "entry-unlike-seal" in found_after(row, **{column: flipped(getattr(posted, column))})


@pytest.mark.parametrize("column", ["unit", "amount", "cell", "note"])
def test_a_flipped_bit_in_a_stated_amount_is_found(posted: Entry, column: str) -> None:
    row = EntryLine.objects.filter(entry=posted, n=1)
    change = {column: flipped(getattr(row.get(), column))}
    assert found_after(row, **change) == {"entry-unlike-seal"}


@pytest.mark.parametrize("verb", ["reported", "confirmed", "matched"])
@pytest.mark.parametrize("column", ["name", "office", "role", "side", "at", "version", "verb"])
def test_a_flipped_bit_in_a_name_under_it_is_found(posted: Entry, verb: str, column: str) -> None:
    row = EntryAct.objects.filter(entry=posted, verb=verb)
    change = {column: flipped(getattr(row.get(), column))}
    assert found_after(row, **change) == {"entry-unlike-seal"}


def test_another_place_pairing_person_or_basis_is_found(posted: Entry, cast: Cast) -> None:
    entry = Entry.objects.filter(pk=posted.pk)
    assert found_after(entry, region=posted.partner) == {"entry-unlike-seal"}
    assert found_after(entry, partner=posted.region) == {"entry-unlike-seal"}
    other = Entry.objects.exclude(pk=posted.pk).get()
    assert found_after(entry, reverses=other) == {"entry-unlike-seal"}
    matched = EntryAct.objects.filter(entry=posted, verb="matched")
    assert found_after(matched, user_id=cast.alice.user_id) == {"entry-unlike-seal"}
    assert found_after(matched, basis="own_record") == {"entry-unlike-seal"}
    posting = EntryPosting.objects.filter(entry=posted)
    assert found_after(posting, entry=other) == {"entry-unlike-seal"}
    assert found_after(posting, kind="taken_back") == {"entry-unlike-seal"}


def test_a_receipt_that_was_changed_moved_or_redescribed_is_found(posted: Entry) -> None:
    file = Evidence.objects.filter(entry_links__entry=posted)
    kept = file.get()
    assert found_after(file, wrapped_key=flipped(kept.wrapped_key)) == {"evidence-changed"}
    assert found_after(file, size=kept.size ^ 1) == {"evidence-changed"}
    assert found_after(file, media_type="image/png") == {"evidence-changed"}
    assert "evidence-gone" in found_after(file, sha256=flipped(kept.sha256))
    other = Entry.objects.exclude(pk=posted.pk).get()
    assert found_after(posted.evidence_links.all(), entry=other) == {"entry-unlike-seal"}
    # A receipt nobody had when it was posted, and one that is said never to have been here.
    late = Evidence.objects.create(
        sha256="f" * 64,
        name="late",
        media_type="",
        size=0,
        withheld=True,
        added_at=other.changed_at,
    )
    with transaction.atomic():
        EntryEvidence.objects.create(entry=posted, evidence=late, name="late", noted=True)
        assert {problem.code for problem in entry_problems()} == {"entry-unlike-seal"}
        transaction.set_rollback(True)
    assert found_after(posted.evidence_links.all(), noted=True) == {"entry-unlike-seal"}
    path = path_of(kept.sha256)
    before = path.read_bytes()
    path.write_bytes(flipped(before))
    assert {problem.code for problem in entry_problems()} == {"evidence-changed"}
    path.write_bytes(before)
    assert list(entry_problems()) == []


def test_a_file_whose_key_was_destroyed_is_found(posted: Entry) -> None:
    file = Evidence.objects.filter(entry_links__entry=posted)
    assert found_after(file, wrapped_key=None) == {"evidence-keyless"}
    assert found_after(file, wrapped_key=None, withheld=True) == {"evidence-keyless"}
    path_of(file.get().sha256).unlink()
    assert found_after(file, wrapped_key=None) == {"evidence-keyless"}


def test_a_roster_that_stays_in_the_office_has_no_key_to_lose(posted: Entry, cast: Cast) -> None:
    draft = services.draft_entry(report=placed({"in_province": 12}), by=cast.alice)
    services.note_roster(
        entry_id=draft.pk, name="roster.xlsx", sha256="ab" * 32, persons=12, by=cast.alice
    )
    services.submit_entry(entry_id=draft.pk, version=1, by=cast.alice)
    services.confirm_entry(entry_id=draft.pk, version=1, by=cast.ann)
    done = services.match_entry(entry_id=draft.pk, version=1, basis="own_record", by=cast.bob)
    assert (done.state, list(entry_problems())) == ("posted", [])
    assert found_after(done.evidence_links.all(), noted=False) >= {
        "entry-unlike-seal", "evidence-keyless",
    }  # fmt: skip


HANDED_ON = ("submitted", "confirmed", "disputed", "matched", "paired")


@pytest.mark.parametrize("state", HANDED_ON)
def test_what_waits_is_held_to_what_was_handed_on(posted: Entry, state: str) -> None:
    other = Entry.objects.exclude(pk=posted.pk).get()
    Entry.objects.filter(pk=other.pk).update(state=state)
    assert list(entry_problems()) == []
    line = EntryLine.objects.filter(entry=other)
    assert found_after(line, amount=line.get().amount * 10) == {"entry-unlike-report"}
    assert found_after(Entry.objects.filter(pk=other.pk), title_en="Oil") == {"entry-unlike-report"}


def test_a_blind_pair_rests_on_the_files_of_both_halves(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried", by=SYSTEM
    )
    settings.EVIDENCE_DIR = tmp_path
    for side in ("supported", "supporting"):
        said = sale(side=side, own_reference=side)
        draft = services.draft_entry(report=said, by=cast.side(said)[0])
        services.attach_evidence(
            entry_id=draft.pk, name=f"{side}.pdf", content=PDF + side.encode(),
            by=cast.side(said)[0],
        )  # fmt: skip
        confirm(cast, said)
    assert list(entry_problems()) == []
    lead = Entry.objects.get(state="posted")
    half = Entry.objects.get(half_of=lead)
    with transaction.atomic():
        half.evidence_links.all().delete()
        assert {problem.code for problem in entry_problems()} == {"entry-unlike-seal"}
        transaction.set_rollback(True)


def test_a_blind_pair_that_was_reversed_holds(cast: Cast) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried", by=SYSTEM
    )
    confirm(cast, sale())
    confirm(cast, sale(side="supporting"))
    lead = Entry.objects.get(state="posted")
    services.reverse_entry(entry_id=lead.pk, reason="a slip", by=cast.ann, second=cast.bob)
    half = Entry.objects.filter(half_of=lead)
    assert (half.get().state, list(entry_problems())) == ("reversed", [])
    assert found_after(half, title_en="Oil") == {"entry-unlike-report"}
    # The control: what did post does not hide as the half of another.
    alone = Entry.objects.filter(pk=lead.pk)
    assert "entry-unlike-seal" in found_after(alone, transaction=None, half_of=half.get())


def after(*statements: str) -> set[str]:
    """Return the codes told after rows were changed with no key held to another; then undo it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for statement in statements:
                cursor.execute(statement)
        codes = {problem.code for problem in entry_problems()}
        transaction.set_rollback(True)
    return codes


def test_another_way_by_which_it_was_matched_is_found(posted: Entry) -> None:
    matched = EntryAct.objects.filter(entry=posted, verb="matched")
    assert found_after(matched, channel="paper") == {"entry-unlike-seal"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite lets keys be put off")
def test_an_entry_that_was_deleted_or_hides_behind_a_lost_key_is_found(posted: Entry) -> None:
    of_it = f"WHERE entry_id = '{posted.pk}'"
    rows = [f"DELETE FROM entries_{t} {of_it}" for t in
            ("entryact", "entryevidence", "entryline", "entryposting")]  # fmt: skip
    row = f"WHERE id = '{posted.pk}'"
    assert "entry-gone" in after(*rows, f"DELETE FROM entries_entry {row}")
    assert "entry-gone" in after(rows[3], f"UPDATE entries_entry SET state = 'withdrawn' {row}")
    hidden = f"UPDATE entries_entryline SET amount = amount * 10 {of_it}"
    for key in ("book_id", "pairing_id", "region_id", "partner_id"):
        assert "entry-unlike-seal" in after(
            hidden, f"UPDATE entries_entry SET {key} = 999999 {row}"
        )
    assert after(f"UPDATE entries_entry SET reverses_id = 'gone' {row}") == {"entry-unlike-seal"}
