"""Writes: keep a document of a meeting, and open it again under a name that is kept."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from tallystick.access.services import record_act
from tallystick.entries.rules.files import examine, plain_name
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.evidence import keep_file, read_file
from tallystick.exchanges.models import Meeting, MeetingDocument
from tallystick.exchanges.queries.logged.meetings import document_of
from tallystick.exchanges.rules.documents import document_problems
from tallystick.exchanges.services.parties import require_file_reader, require_party
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Refused


@transaction.atomic
def add_document(
    *, meeting: Meeting, kind: str, title: str, lang: str, name: str, content: bytes, by: Actor
) -> MeetingDocument:
    """Keep a file of a meeting, looked at and encrypted as evidence is.

    Raises: Forbidden; Refused for a file that is empty, too large or of no readable type, and for
    what describes it; Conflict where the same file lies there already.
    """
    require_party(by, meeting.pairing)
    called = plain_name(name)
    examined = examine(called, content)
    problems = [*document_problems(kind, title, lang), *examined.problems]
    if problems:
        raise Refused(problems)
    desk = Desk(by, None)
    # Two who add at once come one after the other.
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    file = keep_file(called, content, examined.media_type, desk, meeting.pairing.programme.invented)
    there = MeetingDocument.objects.filter(meeting=meeting)
    if there.filter(file=file).exists():
        raise Conflict.of("document-there", path="evidence", title=there.get(file=file).title)
    made = MeetingDocument.objects.create(
        meeting=meeting, n=(there.aggregate(last=Max("n"))["last"] or 0) + 1, kind=kind,
        title=title.strip(), lang=lang, name=called, file=file, added_by_id=by.user_id,
        added_at=desk.at,
    )  # fmt: skip
    after = document_of(made)
    record_act("exchanges.add_document", "meeting", meeting.code, by=by, after=after)
    return made


def open_document(*, document: MeetingDocument, by: Actor) -> bytes:
    """Return a document to who may read it, and keep that she did.

    Raises: Forbidden without a fitting role on either side; Refused where it was erased or is
    damaged.
    """
    require_file_reader(by, document.meeting.pairing)
    return read_file(document.file, document.name, Desk(by, None))
