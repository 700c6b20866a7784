"""Attach files to an entry, and open them again under a name that is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tallystick.access.services import record_act
from tallystick.entries import evidence as drawer
from tallystick.entries.models import (
    OPEN_FOR_FILES,
    CorrectionEvidence,
    Entry,
    EntryEvidence,
    Evidence,
    State,
)
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.acts import may_read_evidence
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.queries.papers import entries_printed, paper_list
from tallystick.entries.rules.files import examine, plain_name, roster_problems
from tallystick.entries.rules.photographs import PHOTOGRAPHS, Unshowable, bare_copy
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.thread import speaking_seat
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.kernel.text import visible

# What is posted is sealed with the files it rested on; a later file would not be in the seal.


@transaction.atomic
def attach_evidence(
    *,
    entry_id: str,
    name: str,
    content: bytes,
    by: Actor,
    at: datetime | None = None,
    invented: bool = False,
) -> Evidence:
    """Keep a file under an entry; the same file again, here or elsewhere, is kept once.

    The reporting side's clerk attaches; while it is disputed whoever speaks for either side does.
    Raises: Refused for a file that is empty, too large or of no readable type; Forbidden for who
    does not enter for this side; Conflict when the entry is posted or ended.
    """
    desk = Desk(by, at)
    entry = desk.open(entry_id)
    side = _attaching_side(entry, desk)
    known = plain_name(name)
    examined = examine(known, content)
    if examined.problems:
        raise Refused(examined.problems)
    _hold_open(entry)
    file = keep_file(known, content, examined.media_type, desk, invented)
    _lay_under(entry, file, side, known, desk)
    return file


@transaction.atomic
def note_roster(
    *, entry_id: str, name: str, sha256: str, persons: int, by: Actor, at: datetime | None = None
) -> Evidence:
    """Lay a roster of persons under an entry by its hash and count; the file stays in the office.

    Units: `sha256` of the file as the office keeps it; `persons` the number of names on it.
    Raises: Refused where persons are not counted, or hash or count do not fit; as
    `attach_evidence` else.
    """
    desk = Desk(by, at)
    entry = desk.open(entry_id)
    side = _attaching_side(entry, desk)
    problems = list(roster_problems(entry.pipeline, sha256, persons))
    if problems:
        raise Refused(problems)
    _hold_open(entry)
    called = plain_name(name)
    known = {
        "name": called, "media_type": "", "size": 0, "withheld": True,
        "persons": persons, "added_at": desk.at,
    }  # fmt: skip
    _require_same_count(sha256, persons, by)
    # Where such a file lies already, this link neither opens it nor tells that it is there.
    file, _ = Evidence.objects.get_or_create(sha256=sha256, defaults=known)
    _, made = EntryEvidence.objects.get_or_create(
        entry=entry,
        evidence=file,
        defaults={
            "side": side,
            "noted": True,
            "name": called,
            "noted_persons": persons,
        },
    )
    if made:
        _record_attached(entry, sha256, called, desk)
    return file


def _require_same_count(sha256: str, persons: int, by: Actor) -> None:
    """Refuse another count of one roster; only counts that this person sees are held against."""
    said = EntryEvidence.objects.filter(
        Entry.objects.visible_to(by).holds("entry"), evidence__sha256=sha256, noted=True
    )
    other = said.exclude(noted_persons=persons).values_list("noted_persons", flat=True).first()
    if other is not None:
        raise Refused.of("roster-counted-otherwise", path="persons", value=str(other))


def _attaching_side(entry: Entry, desk: Desk) -> str:
    if entry.state == State.DISPUTED:
        return speaking_seat(entry, desk, "entries.remark")[0]
    desk.seat("entries.report", entry, entry.side)
    return entry.side


def _lay_under(entry: Entry, file: Evidence, side: str, name: str, desk: Desk) -> None:
    link, made = EntryEvidence.objects.get_or_create(
        entry=entry, evidence=file, defaults={"side": side, "name": name}
    )
    if link.noted:
        # Now the file itself lies here, from somebody who holds it.
        EntryEvidence.objects.filter(pk=link.pk).update(noted=False, name=name)
        made = True
    if made:
        _record_attached(entry, file.sha256, name, desk)


def _record_attached(entry: Entry, sha256: str, name: str, desk: Desk) -> None:
    after = {"evidence": sha256, "name": name}
    record_act("entries.attach", "entry", entry.pk, by=desk.by, after=after, at=desk.at)


def keep_file(name: str, content: bytes, media_type: str, desk: Desk, invented: bool) -> Evidence:
    """Return the row of a file, and write the file if the row is new.

    The row comes first: of two first uploads one waits here until the other is done, and finds
    its row, so that the file always lies under the key that its row holds.
    """
    sha256 = sha256_hex(content)
    key, wrapped = drawer.new_key(sha256)
    known = {"name": name, "media_type": media_type, "size": len(content)}
    file, made = Evidence.objects.get_or_create(
        sha256=sha256,
        defaults={**known, "wrapped_key": wrapped, "invented": invented, "added_at": desk.at},
    )
    if file.withheld:
        # The office hands over what it had only named by its hash.
        Evidence.objects.filter(pk=file.pk).update(**known, wrapped_key=wrapped, withheld=False)
        file.refresh_from_db()
        made = True
    if made:
        drawer.put_away(content, sha256, key)
    elif file.wrapped_key is None:
        raise Refused.of("evidence-erased", path="evidence", name=name)
    return file


def _hold_open(entry: Entry) -> None:
    """Keep an entry from being sealed until this file lies under it.

    Raises: Conflict when it was posted or ended since it was looked up. SQLite needs no lock:
    whoever writes there holds the whole database.
    """
    held = Entry.objects.select_for_update().filter(pk=entry.pk)
    state = held.values_list("state", flat=True).get()
    if state not in OPEN_FOR_FILES:
        raise Conflict.of("changed-meanwhile", state=state)


def open_evidence(*, sha256: str, by: Actor, at: datetime | None = None) -> bytes:
    """Return a file to who may read it, and keep that she did.

    An auditor reads the original bytes; anybody else a photograph without what the camera wrote.
    Raises: NotFound when no entry she sees rests on it; Forbidden without a fitting role; Refused
    when the file was erased or is damaged, or only its original could be shown.
    """
    desk, visible = Desk(by, at), Entry.objects.visible_to(by)
    links = EntryEvidence.objects.filter(visible.holds("entry"), evidence__sha256=sha256)
    frames = links.select_related("evidence", *(f"entry__{part}" for part in FRAME))
    seen = list(frames.order_by("noted", "pk")[:20])
    if not seen:
        return _open_proposed(sha256, desk)
    laid = [link for link in seen if not link.noted]
    _require_reader([link.entry for link in laid or seen], desk)
    file = seen[0].evidence
    if not laid or file.withheld:
        raise Refused.of("evidence-withheld", name=seen[0].name)
    return read_file(file, laid[0].name, desk)


def _open_proposed(sha256: str, desk: Desk) -> bytes:
    """Return a document that lies under no entry yet: whoever is to agree reads it before."""
    seen = Entry.objects.visible_to(desk.by)
    found = CorrectionEvidence.objects.filter(
        evidence__sha256=sha256, correction__rows__entry__in=seen
    )
    one = found.select_related("evidence", "correction").order_by("pk").first()
    if one is None:
        raise NotFound.of("not-found", what="evidence", code=sha256)
    under = seen.filter(pk__in=one.correction.rows.values("entry")).select_related(*FRAME)
    _require_reader(list(under), desk)
    return read_file(one.evidence, one.name, desk)


def open_scan(*, code: str, by: Actor, at: datetime | None = None) -> tuple[Evidence, bytes]:
    """Return the scan of a printed list to who may read it, and keep that she did.

    Raises: NotFound where there is no scan she may see; Forbidden without a fitting role; Refused
    as `open_evidence`.
    """
    desk, paper = Desk(by, at), paper_list(code, by)
    if paper.scan is None:
        raise NotFound.of("not-found", what="evidence", code=code)
    _require_reader(entries_printed(paper), desk)
    return paper.scan, read_file(paper.scan, paper.code, desk)


def read_file(file: Evidence, name: str, desk: Desk) -> bytes:
    """Return a file's bytes, drawn again where the reader is no auditor; the reading is kept.

    `name`: what it is called where she reads it.
    """
    by, sha256 = desk.by, file.sha256
    if file.wrapped_key is None:
        raise Refused.of("evidence-erased", name=name)
    # The act is written before the bytes are handed over: nobody reads unseen.
    # Whatever a file was called when it came, its name does not keep it shut.
    read = {"sha256": sha256, "name": visible(name)}
    record_act("entries.read_evidence", "evidence", str(file.pk), by=by, after=read, at=desk.at)
    try:
        content = drawer.unseal(sha256, bytes(file.wrapped_key))
    except drawer.Unreadable as fault:
        raise Refused.of("evidence-damaged", name=name) from fault
    if file.media_type not in PHOTOGRAPHS or by.system or "auditor" in by.roles:
        return content
    try:
        return bare_copy(content, file.media_type)
    except Unshowable as fault:
        raise Refused.of("evidence-only-original", name=name) from fault


def _require_reader(under: list[Entry], desk: Desk) -> None:
    """Refuse who holds no fitting role near any of the entries that rest on a file."""
    if not any(may_read_evidence(entry, desk.by) for entry in under):
        roles = ", ".join(sorted(ROWS["entries.read_evidence"].roles))
        raise Forbidden.of("not-allowed", who=desk.by.called, roles=roles, scope="this evidence")


def lay_again(new: Entry, old: Entry) -> None:
    """Let an entry rest on the documents of the one whose place it takes.

    Between the two there is no later moment to attach them.
    """
    EntryEvidence.objects.bulk_create(
        EntryEvidence(
            entry=new,
            evidence_id=link.evidence_id,
            side=link.side,
            noted=link.noted,
            name=link.name,
            noted_persons=link.noted_persons,
        )
        for link in old.evidence_links.all()
    )


def lay_carried(new: Entry, documents: Iterable[CorrectionEvidence], desk: Desk) -> None:
    """Lay the documents that came with a correction under the entry it makes, before its seal."""
    for one in documents:
        _lay_under(new, one.evidence, one.side, one.name, desk)
