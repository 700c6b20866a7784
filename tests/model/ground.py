"""The ground of the model: places, pairings and what was decided about them. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tests.model.said import FED, SUPPORTED, SUPPORTING, No, Pairing, Person, Rule, Said

SPEAKING = ("clerk", "confirmer", "matcher", "head", "signatory")
MAP_MAKERS = ("programme_office", "administrator")


class Ground:
    """Places that may be split, pairings that may pass to another partner, and their rules."""

    def __init__(self, parents: dict[str, str], pairings: list[Pairing]) -> None:
        self.parents = parents
        self.pairings = {one.code: one for one in pairings}
        self.rules: list[Rule] = []
        # place → its last day, and place → its first
        self.ended: dict[str, date] = {}
        self.began: dict[str, date] = {}
        self.heirs: dict[str, tuple[str, ...]] = {}
        self.said: dict[str, Said] = {}
        # The entries that were confirmed at some time: the other side knows of them.
        self.told: set[str] = set()

    # --- places and people -----------------------------------------------------------------
    def above(self, place: str) -> list[str]:
        """Return a place and everything above it."""
        found = [place]
        while parent := self.parents.get(found[-1]):
            found.append(parent)
        return found

    def lies_in(self, place: str, top: str) -> bool:
        """Whether a place is another one or lies under it."""
        return top in self.above(place)

    def line(self, pairing: str) -> list[str]:
        """Return a pairing and those above it, up to its book."""
        found = [pairing]
        while parent := self.pairings[found[-1]].parent:
            found.append(parent)
        return found

    def speaks(self, row: Said, side: str) -> list[str]:
        """Return whose offices speak for a side: the place, up to the pairing's own region."""
        line = self.above(row.region if side == SUPPORTED else row.partner)
        top = self.pairings[row.pairing].top(side)
        return line[: line.index(top) + 1] if top in line else []

    def sees(self, who: Person, row: Said) -> bool:
        """Whether an entry is in sight: on her line of regions; unconfirmed, to her own side.

        A blind half that stands alone is seen by its own side, and by whoever sits above both.
        """
        places = {place for _, place in who.seats}

        def near(node: str) -> bool:
            over = {up for place in places for up in self.above(place)}
            return bool(places & set(self.above(node))) or node in over

        told = row.state not in ("draft", "submitted", "withdrawn") or (
            row.state == "withdrawn" and row.number in self.told
        )
        own = near(row.region if row.side == SUPPORTED else row.partner)
        return own or (told and not row.covered and (near(row.region) or near(row.partner)))

    def may(self, who: Person, row: Said, side: str, *roles: str) -> None:
        """Refuse who holds none of the roles on a side."""
        if not self.sees(who, row) or not who.holds(roles, self.speaks(row, side)):
            raise No("role")

    @staticmethod
    def other(side: str) -> str:
        """Return the other half of the tally."""
        return SUPPORTING if side == SUPPORTED else SUPPORTED

    # --- what was decided ---------------------------------------------------------------------
    def rule(self, kind: str, row: Said, indicator: str = "") -> str:
        """Return what was decided for an entry's pipeline and day, or nothing."""
        best = self._best(kind, row, indicator)
        return best.value if best else ""

    def needs_document(self, row: Said) -> bool:
        """Return whether one is required: by an indicator that is fed, else by the pipeline."""
        fed = FED.get((row.pipeline, row.target), set())
        own = [self._best("evidence", row, code) for code in fed]
        said = {one.value for one in own if one and one.indicator}
        return "required" in said if said else self.rule("evidence", row) != "advisory"

    def _best(self, kind: str, row: Said, indicator: str) -> Rule | None:
        """Return the decision that holds.

        The nearer pairing goes before the one above it, the indicator's own word before the
        pipeline's, that before the one for all, the later day before the earlier, the newer
        decision before the older.
        """
        line = self.line(row.pairing)
        best: tuple[tuple[int, bool, bool, int, int], Rule] | None = None
        for n, one in enumerate(self.rules):
            fits = one.kind == kind and one.pipeline in ("", row.pipeline)
            fits = fits and one.indicator in ("", indicator)
            if not fits or one.pairing not in line or (one.since and one.since > row.on):
                continue
            since = one.since.toordinal() if one.since else 0
            near = line.index(one.pairing)
            rank = (near, one.indicator == "", one.pipeline == "", -since, -n)
            if best is None or rank < best[0]:
                best = (rank, one)
        return best[1] if best else None

    def decide(self, rule: Rule, who: Person) -> None:
        """Decide how a pairing works: the programme office, but not that one side is enough."""
        if not who.holds(["programme_office"], self._over(rule.pairing)):
            raise No("role")
        if rule.value == "single":
            raise No("role")  # both sides have heads here
        self.rules.append(rule)

    def _over(self, pairing: str) -> set[str]:
        found = self.pairings[pairing]
        return {*self.above(found.supporting), *self.above(found.supported)}

    # --- the map and the pairings change ------------------------------------------------------
    def split(self, place: str, heirs: tuple[str, ...], on: date, who: Person, today: date) -> None:
        """Let a place end the day before, and its heirs begin in the same parent."""
        if not any(role in MAP_MAKERS for role, _ in who.seats):
            raise No("role")
        if on > today or place in self.ended or on <= self.began.get(place, date.min):
            raise No("place")
        self.ended[place] = on - timedelta(1)
        self.heirs[place] = heirs
        for heir in heirs:
            self.parents[heir] = self.parents[place]
            self.began[heir] = on

    def re_pair(self, old: str, new: Pairing, who: Person) -> None:
        """End a pairing the day before, and begin its successor."""
        if not any(role in MAP_MAKERS for role, _ in who.seats):
            raise No("role")
        before = self.pairings[old]
        if new.code in self.pairings or before.until is not None or new.since <= before.since:
            raise No("re-paired")
        self.pairings[old] = replace(before, until=new.since - timedelta(1))
        self.pairings[new.code] = new

    def require_ground(self, row: Said) -> None:
        """Refuse what cannot have happened there: no such place then, or nothing new any more."""
        for place in (row.region, row.partner):
            if row.on > self.ended.get(place, date.max) or row.on < self.began.get(place, date.min):
                raise No("place")
        if not all(self.speaks(row, side) for side in (SUPPORTED, SUPPORTING)):
            raise No("outside the pairing")
        if any(self._takes(inner, row) for inner in self.inside(row.pairing)):
            raise No("nearer")
        if row.on < self.pairings[row.pairing].since:
            raise No("not begun")
        until = self.pairings[row.pairing].until
        if row.source == "outside" and until is not None and row.on > until:
            raise No("ended")

    def _takes(self, inner: str, row: Said) -> bool:
        """Return whether a pairing inside its own held both places on that day."""
        held, said = self.pairings[inner], replace(row, pairing=inner)
        return (
            inner != row.pairing
            and held.since <= row.on <= (held.until or date.max)
            and all(self.speaks(said, side) for side in (SUPPORTED, SUPPORTING))
        )

    def both_sides(self, row: Said, who: Person) -> None:
        """Refuse who speaks for both halves."""
        sides = (SUPPORTED, SUPPORTING)
        if all(who.holds(SPEAKING, self.speaks(row, side)) for side in sides):
            raise No("both sides")

    def inside(self, pairing: str) -> Iterator[str]:
        """Yield a pairing and every one inside it."""
        yield pairing
        for code, one in self.pairings.items():
            if one.parent == pairing:
                yield from self.inside(code)
