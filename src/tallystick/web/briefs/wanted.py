"""What a brief is asked for, with the pairing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from tallystick.interchange.services import BriefAsked
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import pairing


@dataclass(frozen=True, kw_only=True)
class Wanted(BriefAsked):
    """What a brief is asked for, and the pairing that its code names."""

    row: Pairing

    @classmethod
    def seen_by(cls, said: Mapping[str, Any], by: Actor) -> Self:
        """Return what long work was asked for.

        Raises: NotFound where who asked does not see the pairing any more.
        """
        asked = BriefAsked.of_json(said)
        return cls(row=pairing(asked.pairing, actor=by), **vars(asked))

    def absolute(self, href: str) -> str:
        """Return the whole address of the path of a page."""
        return f"{self.site.rstrip('/')}{href}" if href else ""


def named_apart(what: str, pairing: str, inside: Sequence[str]) -> str:
    """Return what a row is about, with the name of its pairing where a brief is of several."""
    return f"{what} · {pairing}" if len(inside) > 1 else what
