"""How a step reached the book: by the person herself, in a workbook, or on paper."""

from __future__ import annotations

from dataclasses import dataclass

PAGE, FILE, PAPER = "page", "file", "paper"


@dataclass(frozen=True)
class Carried:
    """The way a step came, and who carried it where that was somebody else.

    Units: `channel` page | file | paper; `by` names as people read them; `paper` the code of the
    printed list and `scan` the SHA-256 of what came back signed.
    """

    channel: str = PAGE
    by: str = ""
    paper: str = ""
    scan: str = ""

    def told(self) -> dict[str, str]:
        """Return what is sealed of it; nothing where the person acted herself.

        >>> Carried().told(), Carried(FILE, "Luo Fang").told()
        ({}, {'channel': 'file', 'carried_by': 'Luo Fang'})
        """
        if self.channel == PAGE:
            return {}
        found = {"channel": self.channel, "carried_by": self.by}
        return {**found, "list": self.paper, "scan": self.scan} if self.paper else found


IN_PERSON = Carried()
