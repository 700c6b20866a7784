"""The funds of a budget year in the reader's words: one sentence, a drawing, three tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.indicators.queries.funds import FundsOfYear
from tallystick.indicators.rules.funds import ENDS, Purpose
from tallystick.indicators.rules.tiers import PIPELINE, UNIT
from tallystick.programme.models import Pairing
from tallystick.programme.rules.pipelines import CARRIED, dimensions, unit_scale
from tallystick.regions.queries import names as region_names
from tallystick.web.addresses import address
from tallystick.web.bands import Band, Bands, Node, draw_bands
from tallystick.web.contexts.funds import FundStep, FundTable
from tallystick.web.contexts.shared import Link
from tallystick.web.figures import Measure, day_text, measure
from tallystick.web.views.pairings.stage_doors import StageDoors
from tallystick.web.views.pairings.stage_figures import share_words, thing_name
from tallystick.web.wording import (
    code_words,
    colon,
    in_chinese,
    language,
    rounded_note,
    unit_name,
)

# So many named things are told apart in the drawing; the table names all.
MOST_THINGS = 8
OTHERS = Purpose(thing="*")
Key = TypeVar("Key")


@dataclass
class FundsTold:
    """The funds of a year in the reader's words."""

    row: Pairing
    found: FundsOfYear

    def __post_init__(self) -> None:
        funds = self.found.funds
        received, amounts = funds.received, (funds.received, *funds.amounts)
        self.scale: Measure = measure(
            amounts, unit_name(UNIT, received), UNIT, scale=unit_scale(UNIT), lang=language()
        )
        self.places = region_names({place for _payer, place in funds.paid}, language())
        self.sizes: Counter[Purpose] = Counter()
        for (_place, purpose), amount in funds.put.items():
            self.sizes[purpose] += amount
        self.purposes = sorted(self.sizes, key=lambda one: (one.open, -self.sizes[one], one))
        things = [one for one in self.purposes if one.thing]
        self.beyond = frozenset(things[MOST_THINGS:]) if len(things) > MOST_THINGS + 1 else ()

    def payer(self, code: str) -> str:
        if code == CARRIED:
            return _("From before this book")
        return code_words("payer_level", code)

    def place(self, code: str) -> str:
        return self.places.get(code, code)

    def purpose(self, one: Purpose) -> str:
        if one == OTHERS:
            return _("%(n)s other projects") % {"n": len(self.beyond)}
        if one.thing:
            thing = self.found.things.get(one.thing)
            return thing_name(thing) if thing else _("A project you may not see")
        return _("Not allocated") if one.open else code_words("use", one.use)

    def end(self, code: str) -> str:
        words = {
            "paid_out": _("Paid out"),
            "allocated": _("Allocated, not paid out"),
            "received": _("Received, not allocated"),
            "returned": _("Returned"),
            "carried": _("Handed to another book"),
        }
        return words[code]

    def said(self, amount: int) -> str:
        return self.scale.with_unit(self.scale.show(amount))

    def share(self, amount: int) -> str:
        return share_words(amount, self.found.funds.received)

    def findings(self) -> str:
        """Return the page in one sentence or two, for a reader who sees no drawing."""
        funds = self.found.funds
        if not funds.received:
            return ""
        paid = funds.at_end("paid_out")
        words = [
            _("Of %(received)s received, %(paid)s (%(share)s) is paid out.")
            % {"received": self.said(funds.received), "paid": self.said(paid),
               "share": self.share(paid)}
        ]  # fmt: skip
        biggest = next((one for one in self.purposes if not one.open), None)
        if biggest is not None:
            put = self.sizes[biggest]
            words.append(
                _("Most was put to %(purpose)s: %(amount)s (%(share)s).")
                % {"purpose": self.purpose(biggest), "amount": self.said(put),
                   "share": self.share(put)}
            )  # fmt: skip
        if idle := funds.at_end("received"):
            words.append(_("%(amount)s is not allocated yet.") % {"amount": self.said(idle)})
        return ("" if in_chinese() else " ").join(words)

    def notes(self, query: dict[str, str]) -> tuple[Link, ...]:
        day = day_text(self.found.as_of, language())
        words = _("Matched only; money of the budget year, whenever it moved until %(day)s.") % {
            "day": day
        }
        notes, doors = [Link(words, "")], self._doors(query)
        if rounded := rounded_note(self.scale):
            notes.append(Link(rounded, ""))
        for purpose, amount in sorted(self.found.funds.over.items()):
            words = (
                _("%(amount)s was allocated for something else and paid for this: %(purpose)s.")
                % {"amount": self.said(amount), "purpose": self.purpose(purpose)}
            )  # fmt: skip
            notes.append(Link(words, self._purpose_door(doors, purpose)))
        return tuple(notes)

    def _doors(self, query: dict[str, str]) -> StageDoors:
        asked = {"budget": query["year"], "as_of": query["as_of"], "unit": UNIT}
        return StageDoors(self.row.code, PIPELINE, asked)

    def drawn(self) -> Bands:
        """Return the drawing; what is told together is one band."""
        funds = self.found.funds
        sums: Counter[tuple[str, str]] = Counter()
        places: Counter[str] = Counter()
        for (payer, place), amount in funds.paid.items():
            sums[f"payer {payer}", f"place {place}"] += amount
            places[place] += amount
        for (place, purpose), amount in funds.put.items():
            sums[f"place {place}", f"to {self._shown(purpose)}"] += amount
        for (purpose, end), amount in funds.became.items():
            sums[f"to {self._shown(purpose)}", f"end {end}"] += amount
        bands = [Band(source, target, amount) for (source, target), amount in sums.items()]
        return self._with_amounts(draw_bands(self._nodes(places), bands))

    def _with_amounts(self, drawn: Bands) -> Bands:
        """Return the drawing with each block's amount behind its words."""
        blocks = [
            replace(one, words=f"{one.words} {self.scale.show(one.amount)}") for one in drawn.blocks
        ]
        ribbons = [
            replace(one, target=colon(one.target, self.said(one.amount))) for one in drawn.ribbons
        ]
        return replace(drawn, blocks=tuple(blocks), ribbons=tuple(ribbons))

    def _shown(self, purpose: Purpose) -> Purpose:
        return OTHERS if purpose in self.beyond else purpose

    def _nodes(self, places: Mapping[str, int]) -> list[Node]:
        order = [*(dimensions()["payer_level"].codes or ()), "-", CARRIED]
        payers = sorted({payer for payer, _place in self.found.funds.paid}, key=order.index)
        largest = sorted(places, key=lambda one: (-places[one], one))
        shown = dict.fromkeys(self._shown(one) for one in self.purposes)
        named = sorted(shown, key=lambda one: one.open)
        return [
            *(Node(f"payer {one}", 0, self.payer(one), "ts-pays") for one in payers),
            *(Node(f"place {one}", 1, self.place(one), "ts-place") for one in largest),
            *(
                Node(f"to {one}", 2, self.purpose(one), "ts-open" if one.open else "ts-use")
                for one in named
            ),
            *(
                Node(f"end {one}", 3, self.end(one), "ts-paid" if one == "paid_out" else "ts-open")
                for one in ENDS
            ),
        ]

    def tables(self, query: dict[str, str]) -> tuple[FundTable, ...]:
        funds = self.found.funds
        pipeline = reverse("pipeline", args=[self.row.code, PIPELINE])

        doors = self._doors(query)

        def at(place: str) -> str:
            return address(pipeline, {**query, "region": place})

        paid = [
            self._row(
                self.payer(payer),
                self.place(place),
                amount,
                target_href=at(place),
                href=self._paid_door(doors, payer, place),
            )
            for (payer, place), amount in _largest(funds.paid)
        ]
        put = [
            self._row(
                self.place(place), self.purpose(purpose), amount,
                source_href=at(place), target_href=self._thing_href(purpose),
                href=self._purpose_door(doors, purpose, at=place),
            )
            for (place, purpose), amount in _largest(funds.put)
        ]  # fmt: skip
        became = [
            self._row(
                self.purpose(purpose), self.end(end), amount,
                source_href=self._thing_href(purpose), href=self._purpose_door(doors, purpose),
            )
            for (purpose, end), amount in _largest(funds.became)
        ]  # fmt: skip
        steps = (
            (_("Who paid, and to which place"), (_("Level of payer"), _("Place")), paid),
            (_("What each place put it to"), (_("Place"), _("Purpose")), put),
            (_("What became of it"), (_("Purpose"), _("What became of it")), became),
        )
        return tuple(FundTable(title, heads, tuple(rows)) for title, heads, rows in steps if rows)

    def lines(self) -> list[tuple[str, str, str, int]]:
        """Return every band as (step, from, to, fen), in the order of the tables."""
        funds = self.found.funds
        paid = [("paid", self.payer(a), self.place(b), n) for (a, b), n in _largest(funds.paid)]
        put = [("put", self.place(a), self.purpose(b), n) for (a, b), n in _largest(funds.put)]
        became = [
            ("became", self.purpose(a), self.end(b), n) for (a, b), n in _largest(funds.became)
        ]
        return [*paid, *put, *became]

    def _row(
        self,
        source: str,
        target: str,
        amount: int,
        *,
        source_href: str = "",
        target_href: str = "",
        href: str = "",
    ) -> FundStep:
        share, shown = self.share(amount), self.scale.show(amount)
        return FundStep(source, target, shown, share, source_href, target_href, href)

    def _paid_door(self, doors: StageDoors, payer: str, place: str) -> str:
        if payer == CARRIED:
            return doors.to("received", "moved", at=place)
        return doors.to("received", "ever", at=place, **{"by": "payer_level", "is": payer})

    def _purpose_door(self, doors: StageDoors, one: Purpose, *, at: str = "") -> str:
        """Return the lines behind what a purpose got: they are traced, so they are no plain sum."""
        thing = self.found.things.get(one.thing)
        more = {"thing": thing.code} if thing else {"by": "use", "is": one.use} if one.use else {}
        return doors.to("", "moved", at=at, **more)

    def _thing_href(self, purpose: Purpose) -> str:
        thing = self.found.things.get(purpose.thing)
        return reverse("thing", args=[thing.code]) if thing else ""


def _largest(amounts: Mapping[Key, int]) -> list[tuple[Key, int]]:
    return sorted(amounts.items(), key=lambda one: -one[1])
