"""The kinds of long work: what each is called, what does it, and what is said of each step.

A kind is declared here and nowhere else. What does it is reached by its name: files are made by
the doors, which stand above this room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tallystick.kernel.actor import Actor

# For so many days a result can be fetched, and work that came to nothing be begun again.
KEPT_DAYS = 7


@dataclass(frozen=True)
class Outcome:
    """What long work came to: words kept with it, where it leads, and the file it made.

    Shape: `page` is the name of an address and its parts; `answer` is kept as JSON.
    """

    answer: Mapping[str, Any] = field(default_factory=dict)
    page: tuple[str, ...] = ()
    name: str = ""
    media_type: str = ""
    content: bytes = b""


# The last step: done in one transaction with the note that the work is done.
LastStep = Callable[[], Outcome]
# What was asked, the file or text that came with it, and who asked.
Maker = Callable[[Mapping[str, Any], bytes, Actor], LastStep]


@dataclass(frozen=True)
class WorkKind:
    """One kind of long work.

    `does` names a `Maker`: it does all that is long and writes nothing, and returns the last step.
    `steps` are the words of a step that tells how far it is; `after` what one does with the result.
    `title` is what every piece of it is called; without one it bears the name it was asked under.
    """

    does: str
    label: str | Promise
    after: str | Promise = ""
    title: str | Promise = ""
    steps: Mapping[str, str | Promise] = field(default_factory=dict)


KINDS: Mapping[str, WorkKind] = {
    "readout": WorkKind(
        does="tallystick.interchange.services.announcements.make_readout",
        label=_("reading an announcement"),
        after=_("Look at what was read"),
        steps={
            "opening": _("The file is opened"),
            "reading": _("The text is read"),
        },
    ),
    "file": WorkKind(
        does="tallystick.web.large_files.make_file",
        label=_("making a large file"),
        steps={
            "making": _("Its rows are looked up"),
            "writing": _("Row %(done)s of %(of)s is written"),
        },
    ),
    "brief": WorkKind(
        does="tallystick.web.briefs.making.make_brief",
        label=_("making a brief"),
        after=_("All briefs of this pairing"),
        steps={
            "scorecard": _("The scorecard is read"),
            "figures": _("Figure %(done)s of %(of)s is walked back"),
            "commitments": _("Commitments are looked up"),
            "differences": _("Differences are looked up"),
            "writing": _("The file is written"),
        },
    ),
    "verify": WorkKind(
        does="tallystick.interchange.services.keeping_book.make_verified",
        label=_("verifying the book"),
        title=_("Verify the whole book"),
        steps={"verifying": _("Part %(done)s of %(of)s is verified")},
    ),
    "rebuild": WorkKind(
        does="tallystick.interchange.services.keeping_book.make_rebuilt",
        label=_("working out the balances"),
        title=_("Work out the balances anew"),
    ),
}
