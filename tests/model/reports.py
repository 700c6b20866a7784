"""Random reports: what an office may say, and what it also says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.cast import A, B
from tests.model.choosing import Choosing
from tests.model.said import SUPPORTED, SUPPORTING, Said
from tests.model.world import BOOK, FORD, HEIRS, MILL, PAIRING, SUCCESSOR, THINGS

PROJECT = (
    ("outside", "signed"), ("signed", "landed"), ("landed", "started"), ("started", "completed"),
    ("completed", "operating"), ("operating", "idle"), ("idle", "operating"),
    ("signed", "cancelled"), ("operating", "closed"),
)  # fmt: skip
FUNDS = (
    ("outside", "committed"), ("committed", "received"), ("committed", "received"),
    ("received", "allocated"), ("received", "paid_out"), ("allocated", "paid_out"),
    ("received", "returned"),
)  # fmt: skip
PIPELINES = (
    "sale", "sale", "sale", "funds", "funds", "placement", "job", "job", "project", "donation",
)  # fmt: skip


class Reports(Choosing):
    """What is said; now and then out of its ground, ahead of its day, or without a reason."""

    def _places(self) -> list[str]:
        """Return where it may have happened; once Mill is split, its heirs mostly."""
        if MILL in self.book.ended:
            return [A, A, *HEIRS, FORD, MILL]
        return [A, A, MILL, MILL, FORD]

    def _fresh(self) -> Said:
        """Return a random report, or the other half of one that stands covered."""
        alone = [row for row in self.book.said.values() if row.covered and row.state == "confirmed"]
        if alone and self.chance(0.2):
            return self._other_half(self.random.choice(alone))
        pairing = PAIRING
        if SUCCESSOR in self.book.pairings and self.chance(0.7):
            pairing = SUCCESSOR
        partner = self.book.pairings[pairing].supporting if pairing in self.book.pairings else B
        if self.chance(0.02):
            partner = B
        if self.chance(0.04):
            pairing = BOOK
        base = Said(
            "", SUPPORTED if self.chance(0.7) else SUPPORTING, self.random.choice(self._places()),
            partner, self.random.choice(PIPELINES), "", "", "itemised", self._day(), {},
            pairing=pairing,
        )  # fmt: skip
        made = self._said_of(base)
        if self.chance(0.2):
            self.made += 1
            made.reference = f"r{self.random.choice((self.made, max(1, self.made - 1)))}"
        return made

    def _said_of(self, row: Said) -> Said:
        """Return a random report of a pipeline, with a reason as often as not."""
        made: Said = getattr(self, f"_a_{row.pipeline}")(row)
        made.reason = "counted anew" if self.chance(0.5) else ""
        return made

    def _other_half(self, row: Said) -> Said:
        """Return what the other side says of a movement: the same, or not quite."""
        side = self.book.other(row.side)
        lines = dict(row.lines)
        # One office writes the last of the month, the other the day before.
        day = row.on - timedelta(1) if self.chance(0.2) else row.on
        made = Said(
            "", side, *row.place, row.source, row.target, row.statement, day, lines,
            thing=row.thing, reason="our own record", pairing=row.pairing, step=row.step,
        )  # fmt: skip
        how = self.random.random()
        if how < 0.25:
            made.lines[self.random.choice(list(lines))] += self.random.choice((1, 40, 2_000))
        elif how < 0.5:
            made.step = self.random.choice((1, 100, 1_000))
        return made

    def _money(self, *cells: str) -> dict[tuple[str, str], int]:
        chosen = self.random.sample(cells, self.random.randint(1, len(cells)))
        return {(c, "CNY"): self.random.choice((0, 1, 7_00, 500_00, 12_345_67)) for c in chosen}

    def _a_sale(self, row: Said) -> Said:
        lines = self._money("bought/online", "helped/shop")
        step = self.random.choice((1, 1, 1, 100, 1_000))
        return replace(row, source="outside", target="sold", lines=lines, step=step)

    def _a_donation(self, row: Said) -> Said:
        lines = {("cash/person", "CNY"): self.random.choice((0, 5_00, 99_00))}
        return replace(row, source="promised", target="received", lines=lines)

    def _a_funds(self, row: Said) -> Said:
        source, target = self.random.choice(FUNDS)
        lines = self._money("city/2020", "county/2020")
        return replace(row, source=source, target=target, lines=lines)

    def _a_placement(self, row: Said) -> Said:
        cells = self.random.sample(("partner", "in_province"), self.random.randint(1, 2))
        lines = {}
        for cell in cells:
            persons = self.random.randint(0, 90)
            lines[cell, "person"] = lines[cell, "placement"] = persons
            if self.chance(0.5):
                lines[cell, "person/out_of_poverty"] = self.random.randint(0, 92)
        reason = "counted anew" if self.random.random() < 0.5 else ""
        return replace(
            row, source="outside", target="placed", statement="year_to_date", lines=lines,
            reason=reason,
        )  # fmt: skip

    def _a_job(self, row: Said) -> Said:
        cells = self.random.sample(("enterprise", "workshop"), self.random.randint(1, 2))
        lines = {}
        for cell in cells:
            persons = self.random.randint(0, 60)
            lines[cell, "person"] = persons
            lines[cell, "person/rural"] = self.random.randint(0, persons)
        return replace(row, source="outside", target="employed", statement="level", lines=lines)

    def _a_project(self, row: Said) -> Said:
        source, target = self.random.choice(PROJECT)
        thing = self.random.choice(THINGS)
        region = row.region if thing == "kiln" and self.chance(0.5) else A
        lines = {("", "project"): 1}
        return replace(
            row, source=source, target=target, lines=lines, thing=thing, region=region
        )  # fmt: skip
