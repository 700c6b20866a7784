"""Writes: lay files under what was done, and open one again under a name that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.entries.rules.files import examine, plain_name
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.evidence import keep_file, read_file
from tallystick.exchanges.models import Fulfilment, FulfilmentFile
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.fulfilling import fulfilling_sides
from tallystick.exchanges.queries.logged.commitments import file_of
from tallystick.exchanges.rules.fulfilments import Sent, sent_file_problems
from tallystick.exchanges.services.commitments import hold_open
from tallystick.exchanges.services.parties import require_file_reader
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Refused
from tallystick.kernel.words import Words


@transaction.atomic
def add_fulfilment_files(
    *, fulfilment: Fulfilment, files: Sequence[Sent], by: Actor, at: datetime | None = None
) -> list[FulfilmentFile]:
    """Lay more files under what one's own office wrote, while nobody has answered.

    Raises: Forbidden; Refused without a file, for each that is empty, too large or of no readable
    type, and for too many; Conflict where one lies there already, or somebody answered meanwhile.
    """
    made = fulfilment.commitment
    row = ROWS["exchanges.report_fulfilment"]
    require(by, row, fulfilling_sides(made), scope=Words.name_of(made.owner))
    hold_open(made.pk)
    fulfilment.refresh_from_db()
    if fulfilment.state != Fulfilment.State.WRITTEN:
        raise Conflict.of("changed-meanwhile", state="answered")
    if not files:
        raise Refused.of("fulfilment-file-none", path="evidence")
    if problems := sent_file_problems(files, fulfilment.files.count()):
        raise Refused(problems)
    return lay_files(fulfilment, files, Desk(by, at))


def lay_files(made: Fulfilment, files: Sequence[Sent], desk: Desk) -> list[FulfilmentFile]:
    """Keep files that were looked through under a record whose commitment is held.

    Raises: Conflict where one lies there already.
    """
    invented, kept = made.commitment.pairing.programme.invented, []
    first = made.files.count() + 1
    for n, (name, content) in enumerate(files, first):
        called = plain_name(name)
        file = keep_file(called, content, examine(called, content).media_type, desk, invented)
        if there := made.files.filter(file=file).first():
            raise Conflict.of("fulfilment-file-there", path="evidence", name=there.name)
        row = FulfilmentFile.objects.create(
            fulfilment=made, n=n, name=called, file=file, added_by_id=desk.by.user_id,
            added_at=desk.at,
        )  # fmt: skip
        record_act(
            "exchanges.add_fulfilment_file", "commitment", made.commitment.code, by=desk.by,
            after={"record": made.n, "file": n, **file_of(row)}, at=desk.at,
        )  # fmt: skip
        kept.append(row)
    return kept


def open_fulfilment_file(*, file: FulfilmentFile, by: Actor) -> bytes:
    """Return a file under what was done to who may read it, and keep that she did.

    Raises: Forbidden without a fitting role on either side; Refused where it was erased or is
    damaged.
    """
    require_file_reader(by, file.fulfilment.commitment.pairing)
    return read_file(file.file, file.name, Desk(by, None))
