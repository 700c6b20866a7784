"""An announcement that is long is read by the worker; a short one while its sender waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tallystick.exchanges.services import check_readout, keep_readout, read_through
from tallystick.extraction.documents.files import check_kind
from tallystick.extraction.documents.reading import FileText, read_document
from tallystick.interchange.kinds import LastStep, Outcome
from tallystick.interchange.models import LongWork
from tallystick.interchange.services.long_work import hand_over
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.kernel.progress import tell
from tallystick.programme.models import Pairing

# A text of so many signs, or a file of so many bytes, is read in a quarter of a second.
LONG_TEXT = 20_000
LONG_FILE = 60_000


def is_long(*, text: str = "", file: bytes = b"") -> bool:
    """Return whether an announcement is for the worker: it is long, and a worker is set up."""
    return bool(settings.WORKER) and (len(text) > LONG_TEXT or len(file) > LONG_FILE)


def hand_over_readout(
    *, pairing: Pairing, by: Actor, text: str = "", file: bytes = b"", **said: str
) -> LongWork:
    """Have a long announcement read and kept; its work leads to the readout.

    `said` is what `keep_readout` is told of it; what can be seen at once is refused at once.
    Raises: Forbidden; Refused with every fault.
    """
    if file:
        check_kind(file)
    told = {name: value for name, value in said.items() if name != "media_type"}
    check_readout(pairing=pairing, text=None if file else text, by=by, **told)
    title = said.get("title", "").strip() or said.get("file_name", "") or _("A pasted text")
    asked = {"pairing": pairing.code, "file": bool(file), "said": said}
    return hand_over(kind="readout", title=title, asked=asked, by=by, content=file or text.encode())


def make_readout(asked: Mapping[str, Any], content: bytes, by: Actor) -> LastStep:
    """Read an announcement; its last step keeps it with what was read in it.

    Raises: NotFound for a pairing that is not seen any more; Refused for a file without words.
    """
    pairing = Pairing.objects.visible_to(by).filter(code=asked["pairing"]).first()
    if pairing is None:
        raise NotFound.of("not-found", what="pairing", code=asked["pairing"])
    tell("opening", 0, 0)
    found = read_document(content) if asked["file"] else FileText(content.decode())
    said = dict(asked["said"])
    said["title"] = said.get("title", "").strip() or found.title
    said["published"] = said.get("published") or found.published or ""
    said["lang"] = said.get("lang") or found.lang or ""
    tell("reading", 0, 0)
    reading = read_through(found.text, lang=said["lang"], published=said["published"])

    def keep() -> Outcome:
        made = keep_readout(pairing=pairing, text=found.text, by=by, reading=reading, **said)
        return Outcome(answer={"items": made.items.count()}, page=("readout", made.code))

    return keep
