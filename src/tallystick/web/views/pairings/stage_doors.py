"""Where a figure of a stage opens: the address of its walk, with all that the figure is of."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse

from tallystick.web.addresses import address


@dataclass(frozen=True)
class StageDoors:
    """The doors of one page of stages; `asked` is what all its figures share."""

    pairing: str
    pipeline: str
    asked: dict[str, str] = field(default_factory=dict)

    def to(self, stage: str, part: str, **more: str) -> str:
        """Return the address of a figure's walk; `part` is one of `journal.queries.StageFigure`."""
        query = {"stage": stage, "part": part, **self.asked, **more}
        return address(reverse("stage-lines", args=[self.pairing, self.pipeline]), query)
