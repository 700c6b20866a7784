"""The documents that come with the correction of one entry, kept until it is agreed to."""

from __future__ import annotations

from collections.abc import Sequence

from tallystick.entries.models import BulkCorrection, CorrectionEvidence, Entry
from tallystick.entries.rules.files import examine, plain_name
from tallystick.entries.rules.many import REVERSE
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.evidence import keep_file
from tallystick.entries.services.restating import own_seat
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.queries import other

# A file as it was sent: its name and its bytes.
Document = tuple[str, bytes]


def require_documents(documents: Sequence[Document], rule: str, entries: int) -> None:
    """Look documents through before anything of a correction is kept.

    Raises: Refused with every document that is none, and where no one entry takes them.
    """
    if not documents:
        return
    problems = []
    if entries != 1:
        problems.append(Problem("correction-documents-one", "evidence", value=str(entries)))
    if rule == REVERSE:
        problems.append(Problem("correction-documents-nowhere", "evidence"))
    for name, content in documents:
        problems += examine(plain_name(name), content).problems
    if problems:
        raise Refused(problems)


def keep_documents(
    made: BulkCorrection, entry: Entry, documents: Sequence[Document], desk: Desk
) -> list[str]:
    """Keep documents beside a proposed correction, in the name of the side that proposes.

    Shape: the SHA-256 of each.
    """
    side = entry.side if own_seat(entry, desk, desk.by) else other(entry.side)
    kept = []
    for name, content in documents:
        called = plain_name(name)
        media_type = examine(called, content).media_type
        file = keep_file(called, content, media_type, desk, made.pairing.programme.invented)
        CorrectionEvidence.objects.get_or_create(
            correction=made, evidence=file, defaults={"side": side, "name": called}
        )
        kept.append(file.sha256)
    return kept
