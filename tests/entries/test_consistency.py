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
from tests.cast import Cast, confirm, enter, sale

from tallystick.entries import services
from tallystick.entries.evidence import path_of
from tallystick.entries.models import Entry, EntryAct, EntryLine, EntryPosting, Evidence
from tallystick.entries.queries.consistency import entry_problems

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
    path = path_of(kept.sha256)
    before = path.read_bytes()
    path.write_bytes(flipped(before))
    assert {problem.code for problem in entry_problems()} == {"evidence-changed"}
    path.write_bytes(before)
    assert list(entry_problems()) == []


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
