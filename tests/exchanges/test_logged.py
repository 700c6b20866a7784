"""What was published, decided, answered, dropped or taken up is held to the act log by `verify`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cast import Cast
from tests.exchanges.announcing import keep, name_places, number
from tests.exchanges.test_announcements import draft
from tests.exchanges.test_commitments import meeting, promise
from tests.exchanges.test_fulfilments import done
from tests.exchanges.test_meeting_documents import PDF, add
from tests.exchanges.test_practices import TEXT, adopt, follow, record
from tests.exchanges.test_tags import put
from tests.journal import raw

from tallystick.exchanges.guards import EXCHANGES
from tallystick.exchanges.models import Announcement, Commitment
from tallystick.exchanges.queries.logged import exchange_problems
from tallystick.exchanges.services import (
    acknowledge_fulfilment,
    add_fulfilment_files,
    amend_practice,
    call_off_meeting,
    correct_announcement,
    decide_item,
    edit_announcement,
    link_commitment,
    pin_item,
    publish_announcement,
    record_meeting,
    refuse_fulfilment,
    reopen_item,
    set_aside_readout,
    settle_commitment,
    take_tag_off,
    take_up_readout,
    unlink_commitment,
)
from tallystick.exchanges.services.meetings import today_of
from tallystick.journal import guards
from tallystick.journal.guards import differing, install

pytestmark = pytest.mark.journal
DAY = date(2021, 9, 1)


@dataclass
class Told:
    """Codes of what was done on the stage."""

    announcement: str
    correction: str
    kept: str
    dropped: str
    readout: str
    practice: str
    adoption: str


def sql(text: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.rowcount


@contextmanager
def unguarded() -> Iterator[None]:
    """Let the database be changed as by one who owns it: guards down, and put back after."""
    # PostgreSQL changes no table while something waits for COMMIT.
    raw.settle()
    for name, table in guards._triggers(connection, EXCHANGES):
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        raw.sql(f"DROP TRIGGER {name}{on}")
    yield
    raw.settle()
    install(connection, EXCHANGES)


def found() -> list[tuple[str, str, str]]:
    return [(one.code, one.path, one.value) for one in exchange_problems()]


@pytest.fixture
def told(cast: Cast) -> Told:
    """Everything that this room decides, done once as it should be."""
    name_places()
    one = draft(cast)
    edit_announcement(announcement=one, texts={"title_en": "They met!"}, edit=0, by=cast.alice)
    publish_announcement(announcement=one, edit=1, by=cast.amy)
    second = correct_announcement(announcement=one, why="A name was wrong.", by=cast.alice)
    publish_announcement(announcement=second, edit=0, by=cast.amy)
    correct_announcement(announcement=second, why="Another name.", by=cast.alice)
    kept = promise(cast, words="the list", kind="build")
    refuse_fulfilment(fulfilment=done(kept, cast), reason="Nobody has seen it.", by=cast.amy)
    link = link_commitment(commitment=kept, indicator="IC_CONSUMPTION", amount=500_00, by=cast.beth)
    unlink_commitment(link=link, reason="not that one", by=cast.beth)
    again = done(kept, cast, files=[("a.pdf", PDF + b"1")])
    add_fulfilment_files(fulfilment=again, files=[("b.pdf", PDF + b"2")], by=cast.beth)
    acknowledge_fulfilment(fulfilment=again, by=cast.ann)
    other = promise(cast, code="given-up", meeting=kept.meeting)
    settle_commitment(commitment=other, state="dropped", on=DAY, reason="not wanted", by=cast.bill)
    made = decide(cast)
    met = meeting(cast, code="filed")
    add(cast, met)
    put(met, cast.alice)
    take_tag_off(tag=put(met, cast.alice, "industrial"), by=cast.alice)
    practice = record(cast)
    amend_practice(practice=practice, text=replace(TEXT, shared=True), why="asked", by=cast.alice)
    adoption = adopt(cast, practice)
    follow(cast, adoption, "trying")
    follow(cast, adoption, indicators=["IC_CONSUMPTION"])
    return Told(one.code, second.code, kept.code, other.code, made, practice.code, adoption.code)


def decide(cast: Cast) -> str:
    made = keep(cast)
    for kind, words in (("person", "Li Hua"), ("event", ""), ("person", "Zhang Wei")):
        n = number(made, kind, words)
        decide_item(readout=made, n=n, decision="accepted", by=cast.beth, apart=True)
    said = {"indicator": "FS_SOCIAL_TOTAL"}
    n = number(made, "figure", "12.5")
    decide_item(readout=made, n=n, decision="accepted", by=cast.alice, said=said)
    doctors = {"owner": "quay", "due_on": "2021-12-31"}
    n = number(made, "commitment", "doctors")
    decide_item(readout=made, n=n, decision="accepted", by=cast.beth, said=doctors)
    n = number(made, "figure", "340")
    decide_item(readout=made, n=n, decision="rejected", why="not ours", by=cast.beth)
    n = number(made, "agreement")
    decide_item(readout=made, n=n, decision="rejected", by=cast.beth)
    reopen_item(readout=made, n=n, by=cast.beth)
    pin_item(readout=made, kind="agreement", words="medical cooperation", by=cast.beth)
    return made.code


def test_what_was_done_as_it_should_be_is_as_the_log_tells(cast: Cast, told: Told) -> None:
    later = date(today_of(cast.pairing).year + 1, 3, 1)
    planned = record_meeting(
        pairing=cast.pairing, kind="visit", held_on=later, title_en="Next year", title_zh="",
        by=cast.alice,
    )  # fmt: skip
    call_off_meeting(meeting=planned, reason="Nobody can come.", by=cast.alice)
    aside = keep(cast, text="Another text altogether.")
    set_aside_readout(readout=aside, reason="not about us", by=cast.beth)
    take_up_readout(readout=aside, by=cast.beth)
    assert found() == []
    with unguarded():
        pass
    assert found() == []


TAMPERS = {
    "words of what was published": (
        "UPDATE exchanges_announcement SET body_en = body_en || ' ' WHERE code = '{announcement}'",
        "announcement", {"content"},
    ),
    "its hash with them": (
        "UPDATE exchanges_announcement SET content_hash = 'ab', why = 'x'"
        " WHERE code = '{correction}'",
        "correction", {"content", "content_hash", "why"},
    ),
    "who published": (
        "UPDATE exchanges_announcement SET published_by_id = drafted_by_id"
        " WHERE code = '{announcement}'",
        "announcement", {"published_by"},
    ),
    "a draft that is public": (
        "UPDATE exchanges_announcement SET state = 'published', published_at = drafted_at"
        " WHERE state = 'draft'",
        "", {"state"},
    ),
    "how a promise ended": (
        "UPDATE exchanges_commitment SET state = 'kept' WHERE code = '{dropped}'",
        "dropped", {"state"},
    ),
    "why it was dropped": (
        "UPDATE exchanges_commitment SET reason = 'we did it' WHERE code = '{dropped}'",
        "dropped", {"reason"},
    ),
    "what was promised": (
        "UPDATE exchanges_commitment SET due_on = '2022-12-31', text_en = 'Think of it.'"
        " WHERE code = '{kept}'",
        "kept", {"due_on", "text_en"},
    ),
    "a name under what was done": (
        "UPDATE exchanges_fulfilment SET answered_by = 'Eve' WHERE state = 'acknowledged'",
        "kept", {"record 2, answered_by"},
    ),
    "an answer": (
        "UPDATE exchanges_fulfilment SET done_on = '2021-08-01', answer = '' WHERE n = 1",
        "kept", {"record 1, answer", "record 1, done_on"},
    ),
    "a file under what was done": (
        "UPDATE exchanges_fulfilmentfile SET name = 'x', file_id ="
        " (SELECT file_id FROM exchanges_meetingdocument) WHERE n = 2",
        "kept", {"record 2, file 2, name", "record 2, file 2, sha256"},
    ),
    "a file taken away": (
        "DELETE FROM exchanges_fulfilmentfile WHERE n = 1", "kept", {"record 2, file 1, gone"},
    ),
    "a file laid under it later": (
        "INSERT INTO exchanges_fulfilmentfile (fulfilment_id, n, name, file_id, added_at)"
        " SELECT fulfilment_id, 3, name, (SELECT file_id FROM exchanges_meetingdocument), added_at"
        " FROM exchanges_fulfilmentfile WHERE n = 1",
        "kept", {"record 2, file 3, untold"},
    ),
    "a link taken off": (
        "UPDATE exchanges_commitmentlink SET unlinked_at = NULL, amount = 1",
        "kept", {"link 1, follows", "link 1, taken_off"},
    ),
    "a decision": (
        "UPDATE exchanges_readoutitem SET decision = 'accepted' WHERE decision = 'rejected'",
        "readout", {"decision"},
    ),
    "who decided": (
        "UPDATE exchanges_readoutitem SET decided_by_id = NULL WHERE decision = 'corrected'",
        "readout", {"decided_by"},
    ),
    "what was said": (
        "UPDATE exchanges_readoutitem SET said = NULL WHERE decision = 'corrected'",
        "readout", {"said"},
    ),
    "what was read": (
        "UPDATE exchanges_readoutitem SET confidence = 99 WHERE n = 1", "readout", {"read"},
    ),
    "what became of it": (
        "UPDATE exchanges_readoutitem SET commitment_id = NULL WHERE commitment_id IS NOT NULL",
        "readout", {"commitment"},
    ),
    "the text itself": (
        "UPDATE exchanges_readout SET text = text || 'x'", "readout", {"text"},
    ),
    "a practice": (
        "UPDATE exchanges_practice SET shared = NOT shared", "practice", {"shared"},
    ),
    "an adoption": (
        "UPDATE exchanges_practiceadoption SET adopted_on = '2020-01-01'", "adoption", {"on"},
    ),
    "what came of it": (
        "UPDATE exchanges_practicestep SET state = 'given_up' WHERE n = 2",
        "adoption", {"step 2, state"},
    ),
    "what it points to": (
        "DELETE FROM exchanges_practiceevidence", "adoption", {"step 2, indicators"},
    ),
    "a file of a meeting": (
        "UPDATE exchanges_meetingdocument SET title = 'x'", "", {"document 1, title"},
    ),
    "a day of a meeting": (
        "UPDATE exchanges_meeting SET held_on = '2021-05-01'", "", {"held_on"},
    ),
    "a tag": (
        "UPDATE exchanges_frameworktag SET taken_off_at = NULL", "",
        {"tag four-workstreams industrial, untold"},
    ),
    "a step gone": ("DELETE FROM exchanges_practicestep WHERE n = 1", "adoption", {"step 1, gone"}),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERS)
def test_a_row_changed_past_the_product_is_found_and_named(told: Told, what: str) -> None:
    statement, whose, fields = TAMPERS[what]
    with unguarded():
        assert sql(statement.format(**vars(told))) > 0
    problems = found()
    assert {code for code, _, _ in problems} == {"exchange-unlike-log"}
    if whose:
        assert {path for _, path, _ in problems} == {getattr(told, whose)}
    last = {value if value in fields else value.rpartition(", ")[2] for _, _, value in problems}
    assert last == fields


def test_what_is_gone_or_was_put_in_is_found(told: Told) -> None:
    with unguarded():
        sql("UPDATE exchanges_announcement SET corrects_id = NULL")
        Announcement.objects.filter(state="draft").delete()
        sql(f"DELETE FROM exchanges_announcement WHERE code = '{told.correction}'")
    named = [row for row in found() if row[1] == told.correction]
    assert named == [("exchange-unlike-log", told.correction, "gone")]
    other = Commitment.objects.get(code=told.dropped)
    other.pk, other.code = None, "never-said"
    other.save(force_insert=True)
    assert ("exchange-unlike-log", "never-said", "untold") in found()


def test_guards_that_are_down_are_named(told: Told) -> None:
    assert found() == []
    raw.settle()
    on = " ON exchanges_announcement" if connection.vendor == "postgresql" else ""
    raw.sql(f"DROP TRIGGER exchanges_announcement_no_{'change' if on else 'update'}{on}")
    assert [row[0] for row in found()] == ["row-guards-dropped"]
    install(connection, EXCHANGES)
    assert not differing(connection, EXCHANGES)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE exchanges_announcement SET title_en = 'x' WHERE state = 'published'",
        "DELETE FROM exchanges_announcement WHERE state = 'published'",
        "UPDATE exchanges_fulfilment SET answer = 'x' WHERE state = 'refused'",
        "DELETE FROM exchanges_fulfilment WHERE state = 'acknowledged'",
        "UPDATE exchanges_fulfilmentfile SET name = 'x'",
        "DELETE FROM exchanges_fulfilmentfile WHERE n = 2",
        "INSERT INTO exchanges_fulfilmentfile (fulfilment_id, n, name, file_id, added_at)"
        " SELECT fulfilment_id, 3, name, (SELECT file_id FROM exchanges_meetingdocument), added_at"
        " FROM exchanges_fulfilmentfile WHERE n = 1",
        "UPDATE exchanges_practiceadoption SET text_en = 'x'",
        "DELETE FROM exchanges_practicestep WHERE n = 2",
    ],
)
def test_the_database_refuses_to_change_what_was_said(told: Told, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        raw.sql(statement)
    # A draft is changed still.
    sql("UPDATE exchanges_announcement SET title_en = 'x' WHERE state = 'draft'")


def test_nothing_is_written_over_what_was_said(told: Told) -> None:
    columns = "id, code, meeting_id, side, state, version, why, title_en, title_zh, body_en"
    columns += ", body_zh, figures, edit, drafted_at, content_hash"
    over = f"INSERT OR REPLACE INTO exchanges_announcement ({columns}) SELECT {columns}"
    over += " FROM exchanges_announcement WHERE state = 'published' LIMIT 1"
    if connection.vendor == "postgresql":
        over = "TRUNCATE exchanges_announcement CASCADE"
        raw.settle()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        raw.sql(over)
