"""Random decisions beside the entries: rules, periods, the map, and what passes on."""

from __future__ import annotations

from datetime import date, timedelta

from tests.cast import A
from tests.model.carrying import Account, Passing
from tests.model.choosing import Outcome
from tests.model.periods import CLOSERS, Act
from tests.model.reports import Reports
from tests.model.said import FED, SUPPORTED, SUPPORTING, Pairing, Person, Rule
from tests.model.world import BOOK, HEIRS, MILL, PAIRING, PIER, SUCCESSOR

from tallystick.entries import services
from tallystick.entries.models import CarryProposal, PeriodAct
from tallystick.entries.queries.standing import LiveBalance
from tallystick.entries.services import Plan, Share
from tallystick.journal.rules import Account as Place
from tallystick.programme.models import Pairing as PairingRow
from tallystick.programme.services import (
    agree_map_change,
    re_pair,
    set_evidence_duty,
    set_matching_policy,
    split_region,
)
from tallystick.regions.services.changes import NewPlace

RULED = ("", "sale", "funds", "placement", "job", "project", "donation")
INDICATORS = sorted({code for codes in FED.values() for code in codes})
MATCHING = ("both", "both", "blind", "single")


class Decisions(Reports):
    """What offices decide beside their entries."""

    def _row(self, code: str) -> PairingRow:
        return PairingRow.objects.select_related("programme", "parent").get(code=code)

    def _pairing(self) -> str:
        return self.random.choice([code for code in self.book.pairings if code != BOOK])

    def _office(self) -> Person:
        """Return the programme office; now and then somebody else."""
        return self._who(lambda who: any(role == "programme_office" for role, _ in who.seats))

    # --- rules ----------------------------------------------------------------------------------
    def _decide(self) -> Outcome:
        """Decide how entries are matched, or whether they need a document."""
        who, code = self._office(), self.random.choice(list(self.book.pairings))
        if any(role == "head" for role, _ in who.seats):
            who = self.people["chen"]  # a head proposes, which decides nothing yet
        pipeline, indicator = self.random.choice(RULED), ""
        since = self.today - timedelta(self.random.randint(0, 60)) if self.chance(0.7) else None
        by = self.world.actors[who.name]
        if self.chance(0.5):
            kind, value = "evidence", self.random.choice(("required", "advisory"))
            if self.chance(0.4):
                pipeline, indicator = "", self.random.choice(INDICATORS)
        else:
            kind, value = "matching", self.random.choice(MATCHING)
        said = {"pairing": self._row(code), "pipeline": pipeline, "valid_from": since}

        def product() -> object:
            if kind == "evidence":
                return set_evidence_duty(
                    **said, indicator=indicator, duty=value, reason="so be it", by=by
                )
            return set_matching_policy(**said, policy=value, reason="so be it", by=by)

        rule = Rule(kind, code, pipeline, value, since, indicator)
        return self._decided(
            f"{who.name} decides {rule}", lambda: self.book.decide(rule, who), product
        )

    # --- periods --------------------------------------------------------------------------------
    def _close(self) -> Outcome:
        return self._propose("close")

    def _reopen(self) -> Outcome:
        return self._propose("reopen")

    def _propose(self, kind: str) -> Outcome:
        """Propose to close a period, or to open one that is closed."""
        closed = [act for act in self.book.acts if act.kind == "close"]
        if kind == "reopen" and closed and self.chance(0.8):
            last = self.random.choice(closed)
            act = Act(kind, last.pairing, last.pipeline, last.period, "", "")
        else:
            code = BOOK if self.chance(0.2) else self._pairing()
            act = Act(kind, code, self.random.choice(("", "", "sale", "funds", "job")),
                      self._period(), "", "")  # fmt: skip
        tops = [self.book.pairings[act.pairing].top(side) for side in (SUPPORTED, SUPPORTING)]
        who = self._who(lambda who: who.holds(CLOSERS, tops))
        act.by = who.name

        def product() -> PeriodAct:
            made = services.propose_period(
                kind=kind, pairing=act.pairing, pipeline=act.pipeline, period=act.period,
                reason="the year goes on", by=self.world.actors[who.name],
            )  # fmt: skip
            self.world.acts[act.pairing, act.pipeline, act.period] = made.pk
            return made

        return self._decided(
            f"{who.name} proposes to {kind} {act.period} {act.pipeline or 'of all'} in"
            f" {act.pairing}",
            lambda: self.book.propose(act, who, self.now),
            product,
        )

    def _period(self) -> str:
        """Return a month, a quarter or a year that is mostly over."""
        day = self.today - timedelta(self.random.randint(5, 150))
        return self.random.choice(
            (f"{day:%Y-%m}", f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", "2019")
        )

    def _act(self) -> tuple[Act, str] | None:
        """Return a proposal on a period, mostly an open one, and its id in the product."""
        rows = self.book.proposed
        fit = [act for act in rows if act.state == "proposed"]
        chosen = rows if self.chance(0.1) else fit
        if not chosen:
            return None
        act = self.random.choice(chosen)
        if act.state == "proposed":
            return act, self.world.acts[act.pairing, act.pipeline, act.period]
        return act, self.world.past_act(act.kind, act.pairing, act.pipeline, act.period, act.state)

    def _agree_period(self) -> Outcome:
        found = self._act()
        if found is None:
            return self._close()
        act, id = found
        top = self.book.pairings[act.pairing].top(self.book.other(act.side))
        who = self._who(lambda who: who.holds(CLOSERS, [top]))
        return self._decided(
            f"{who.name} agrees to {act.kind} {act.period} {act.pipeline} in {act.pairing}",
            lambda: self.book.agree(act, who, self.now),
            lambda: services.agree_period(act_id=id, by=self.world.actors[who.name]),
        )

    def _drop_period(self) -> Outcome:
        found = self._act()
        if found is None:
            return self._close()
        act, id = found
        top = self.book.pairings[act.pairing].top(act.side)
        who = self._who(lambda who: who.holds(CLOSERS, [top]))
        by = self.world.actors[who.name]
        return self._decided(
            f"{who.name} drops {act.kind} {act.period}",
            lambda: self.book.drop(act, who),
            lambda: services.drop_period(act_id=id, reason="not now", by=by),
        )

    # --- the map and the pairings ---------------------------------------------------------------
    def _since(self) -> date:
        """Return a first day: mostly of late, seldom one to come."""
        return self.today + timedelta(3 if self.chance(0.1) else -self.random.randint(0, 40))

    def _split(self) -> Outcome:
        """Split the mill; its seats decide figures, so the head of its side agrees first."""
        who, on = self._office(), self._since()
        by, heirs = self.world.actors[who.name], [NewPlace(code, code.title()) for code in HEIRS]

        def product() -> object:
            put = split_region(region=MILL, into=heirs, on=on, by=by).proposal
            assert put is not None, "it was split without anybody's word"
            return agree_map_change(number=put.seq, by=self.world.actors["amy"])

        return self._decided(
            f"{who.name} splits {MILL} from {on} on",
            lambda: self.book.split(MILL, HEIRS, on, who, self.today),
            product,
        )

    def _re_pair(self) -> Outcome:
        who, on = self._office(), self._since()
        new = Pairing(SUCCESSOR, PIER, A, on, parent=BOOK)
        return self._decided(
            f"{who.name} lets {SUCCESSOR} succeed from {on} on",
            lambda: self.book.re_pair(PAIRING, new, who),
            lambda: re_pair(
                pairing=self._row(PAIRING), code=SUCCESSOR, supporting=PIER, on=on,
                source="a letter", by=self.world.actors[who.name], parent=BOOK,
            ),
        )  # fmt: skip

    # --- what passes on -------------------------------------------------------------------------
    def _carrier(self, pairing: str, sides: tuple[str, ...] = (SUPPORTED, SUPPORTING)) -> Person:
        tops = [
            self.book.pairings[pairing].top(side)
            for side in sides
            if pairing in self.book.pairings
        ]  # fmt: skip
        return self._who(lambda who: who.holds(("confirmer", "matcher"), tops))

    def _carry(self) -> Outcome:
        """Propose who inherits what stands at the place that was split."""
        if MILL not in self.book.ended and self.chance(0.1):
            return self._split()
        code = self._pairing()
        who = self._carrier(code)
        first = self.book.began.get(HEIRS[0], self.today)
        on = first + timedelta(self.random.choice((0, 0, 0, 5, -1)))
        one = Passing(code, MILL, on, "", "", {}, rest=self.random.choice(HEIRS))
        rows = services.standing_at(self._row(code), MILL, on=on)
        stands = {self._account(row): row.amount for row in rows}
        for n, row in enumerate(rows, 1):
            if row.subject:
                one.heirs[self.world.thing(row.subject)] = self.random.choice(HEIRS)
            elif row.account.unit == "CNY" and self.chance(0.5):
                share = abs(row.amount) if self.chance(0.3) else self.random.randint(1, 900)
                one.shares.append((self._account(rows[n - 1]), self.random.choice(HEIRS), share))
        numbers = {self._account(row): n for n, row in enumerate(rows, 1)}
        shares = tuple(Share(numbers[at], heir, amount) for at, heir, amount in one.shares)
        plan = Plan(one.rest, shares, dict(one.heirs))
        outcome = self._decided(
            f"{who.name} proposes to carry {len(rows)} rows of {MILL} on {on}: {plan}",
            lambda: self.book.propose_passing(one, who),
            lambda: services.propose_carry(
                pairing=code, region=MILL, plan=plan, on=on, by=self.world.actors[who.name]
            ),
        )
        here = self.book.standing(MILL, on)
        outcome.product += f" {sorted(map(str, stands.items()))}"
        outcome.model += f" {sorted(map(str, here.items()))}"
        return outcome

    def _account(self, row: LiveBalance) -> Account:
        at: Place = row.account
        cell = self.world.word(at.cell)
        thing = self.world.thing(row.subject) if row.subject else ""
        return Account(at.region, at.partner, at.pipeline, at.stage, cell, at.unit, thing)

    def _hand_over(self) -> Outcome:
        """Propose that the successor takes over what lives with the old pairing."""
        if SUCCESSOR not in self.book.pairings and self.chance(0.1):
            return self._re_pair()
        found = self.book.pairings.get(SUCCESSOR)
        who = self._carrier(SUCCESSOR)
        on = found.since if found else self.today
        one = Passing(SUCCESSOR, "", on, "", "", {})
        by = self.world.actors[who.name]
        return self._decided(
            f"{who.name} proposes that {SUCCESSOR} takes over on {on}",
            lambda: self.book.propose_passing(one, who),
            lambda: services.propose_hand_over(pairing=SUCCESSOR, on=on, by=by),
        )

    def _passing(self) -> tuple[Passing, CarryProposal] | None:
        rows = [one for one in self.book.passings if one.state == "proposed"]
        if not rows:
            return None
        one = self.random.choice(rows)
        region = {"region__code": one.region} if one.region else {"region": None}
        row = CarryProposal.objects.get(pairing__code=one.pairing, state="proposed", **region)
        return one, row

    def _agree_passing(self) -> Outcome:
        found = self._passing()
        if found is None:
            return self.random.choice((self._carry, self._hand_over))()
        one, row = found
        who = self._carrier(one.pairing, (self.book.other(one.side),))
        by = self.world.actors[who.name]
        return self._decided(
            f"{who.name} agrees that {one.region or 'what lives'} passes on, on {one.on}",
            lambda: self.book.agree_passing(one, who, self.now),
            lambda: services.agree_carry(proposal=row, content_hash=row.content_hash, by=by),
        )

    def _withdraw_passing(self) -> Outcome:
        found = self._passing()
        if found is None:
            return self._carry()
        one, row = found
        who = self._carrier(one.pairing)
        by = self.world.actors[who.name]
        return self._decided(
            f"{who.name} takes {one.region or 'the hand-over'} off the table",
            lambda: self.book.withdraw_passing(one, who),
            lambda: services.withdraw_carry(proposal=row, reason="not so", by=by),
        )
