"""Two hundred random steps of a seed: half of them sensible, the rest what people also try."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from tests.model.choosing import Outcome
from tests.model.decisions import Decisions
from tests.model.said import OPEN, Person, Said
from tests.model.world import attempt, report

from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.kernel.actor import Actor

PDF = b"%PDF-1.4\n1 0 obj\nan invented receipt\n%%EOF\n"
# How often each step is tried, of about two hundred.
OFTEN = {
    "enter": 44, "attach": 8, "submit": 36, "confirm": 36, "match": 32, "match_many": 1,
    "dispute": 6, "settle": 8, "amend": 7, "withdraw": 4, "reverse": 8, "decide": 3, "close": 6,
    "reopen": 3, "agree_period": 6, "drop_period": 1, "split": 1, "re_pair": 1, "carry": 3,
    "hand_over": 3, "agree_passing": 5, "withdraw_passing": 1,
}  # fmt: skip
VERBS = tuple(OFTEN)
WEIGHTS = tuple(OFTEN.values())


class Run(Decisions):
    """One seed, step by step."""

    def step(self) -> Outcome:
        """Take one random step on both sides; the clock must stand at `now`."""
        (verb,) = self.random.choices(VERBS, WEIGHTS)
        outcome: Outcome = getattr(self, f"_{verb}")()
        return outcome

    def _enter(self, row: Said | None = None) -> Outcome:
        row = row or self._fresh()
        who = self._speaker(row, row.side, "clerk")
        refused, made = self._in_model(lambda: self.book.enter(row, who, self.now))
        done, entry = attempt(lambda: services.draft_entry(report=report(row), by=self._as(who)))
        product = f"{entry.number} {entry.state} {entry.policy}" if entry else "refused"
        model = "refused" if refused else f"{made.number} {made.state} {made.policy}"
        if entry and not refused and not made.documents and self.chance(0.85):
            self.book.attach(made, who)
            self._file(made, who)
        return Outcome(f"{who.name} enters {row} ({refused or done})", product, model)

    def _as(self, who: Person) -> Actor:
        return self.world.actors[who.name]

    def _file(self, row: Said, who: Person) -> Entry:
        services.attach_evidence(
            entry_id=self.world.id_of(row.number), name="receipt.pdf",
            content=PDF + f"{row.number} {row.documents}".encode(), by=self._as(who),
        )  # fmt: skip
        return self.world.entry(row.number)

    def _attach(self) -> Outcome:
        row = self._pick("draft", "submitted", "disputed")
        if row is None:
            return self._enter()
        side = row.side if row.state != "disputed" or self.chance(0.5) else None
        who = self._speaker(row, side or self.book.other(row.side), "clerk" if side else "matcher")
        return self._both(
            f"{who.name} lays a file under {row.number}",
            lambda: self.book.attach(row, who),
            lambda: self._file(row, who),
            row,
        )

    def _submit(self) -> Outcome:
        row = self._pick("draft")
        if row is None:
            return self._enter()
        who = self._speaker(row, row.side, "clerk")
        frame = self._frame(row, who)
        return self._both(
            f"{who.name} submits {row.number}",
            lambda: self.book.submit(row, who, frame["version"]),
            lambda: services.submit_entry(**frame),
            row,
        )

    def _confirm(self) -> Outcome:
        row = self._pick("submitted")
        if row is None:
            return self._submit()
        who = self._speaker(row, row.side, "confirmer", second=True)
        frame = self._frame(row, who)
        return self._both(
            f"{who.name} confirms {row.number}",
            lambda: self.book.confirm(row, who, frame["version"], self.now),
            lambda: services.confirm_entry(**frame),
            row,
        )

    def _frame(self, row: Said, who: Person) -> dict[str, Any]:
        """Return on which entry, on which version she saw of it, and as whom a step is taken."""
        version = row.version + (1 if self.chance(0.04) else 0)
        return {"entry_id": self.world.id_of(row.number), "version": version, "by": self._as(who)}

    def _match(self) -> Outcome:
        row = self._pick("confirmed")
        if row is None:
            return self._confirm()
        if row.covered and self.chance(0.8):
            return self._enter(self._other_half(row))
        who = self._speaker(row, self.book.other(row.side), "matcher", second=True)
        frame = self._frame(row, who)
        # On which basis changes nothing.
        basis = ("own_record", "document_seen", "not_contested")[len(row.lines) % 3]
        return self._both(
            f"{who.name} matches {row.number}",
            lambda: self.book.match(row, who, frame["version"], self.now),
            lambda: services.match_entry(**frame, basis=basis),
            row,
        )

    def _match_many(self) -> Outcome:
        """Match everything that waits for one person, in one call; the model one by one."""
        who = self.random.choice([self.people[name] for name in ("bob", "ann", "pia")])
        rows = [row for row in self.book.said.values() if row.state == "confirmed"]
        chosen = [(self.world.id_of(row.number), row.version) for row in rows]
        for row in rows:
            self._in_model(partial(self.book.match, row, who, row.version, self.now))
        services.match_many(chosen, basis="own_record", by=self._as(who))
        states = {row.number: row.state for row in rows}
        found = {row.number: self.world.entry(row.number).state for row in rows}
        return Outcome(f"{who.name} matches {len(rows)} at once", str(found), str(states))

    def _dispute(self) -> Outcome:
        row = self._pick("confirmed")
        if row is None:
            return self._confirm()
        who = self._speaker(row, self.book.other(row.side), "matcher", second=True)
        frame, differs = self._frame(row, who), self.chance(0.9)
        first = next(iter(row.lines.values()))
        counter = [(1, first + 1 if differs else first)]
        return self._both(
            f"{who.name} disputes {row.number}",
            lambda: self.book.dispute(row, who, frame["version"], differs=differs),
            lambda: services.dispute_entry(**frame, counter=counter, reason="we hold another"),
            row,
        )

    def _settle(self) -> Outcome:
        """Say which figure stands: the stated one, or the one a little above it."""
        row = self._pick("disputed")
        if row is None:
            return self._dispute()
        own = row.side in row.upheld or self.chance(0.5)
        side = self.book.other(row.side) if own else row.side
        who = self._speaker(row, side, "matcher" if own else "confirmer", second=own)
        frame = self._frame(row, who)
        said = [figures for _, figures in row.upheld.values()]
        more = {1: next(iter(row.lines.values())) + 1}
        figures = said[0] if said and self.chance(0.7) else self.random.choice(({}, more))
        return self._both(
            f"{who.name} settles {row.number} with {figures}",
            lambda: self.book.settle(row, who, frame["version"], figures, self.now),
            lambda: services.settle_dispute(
                **frame, figures=list(figures.items()), reason="it stands"
            ),
            row,
        )

    def _amend(self) -> Outcome:
        row = self._pick("draft", "submitted", "disputed", "disputed", "paired")
        if row is None:
            return self._enter()
        who = self._speaker(row, row.side, "clerk")
        frame, fresh = self._frame(row, who), self._said_anew(row)
        return self._both(
            f"{who.name} amends {row.number}: {fresh.lines} on {fresh.on}, {fresh.reason!r}",
            lambda: self.book.amend(row, fresh, who, frame["version"], self.now),
            lambda: services.amend_entry(**frame, report=report(fresh), reason="said anew"),
            row,
        )

    def _said_anew(self, row: Said) -> Said:
        """Return what an entry might say instead; of a joined half, mostly what the other says."""
        partner = self.book.partner(row)
        if partner is not None and self.chance(0.6):
            return replace(row, lines=dict(partner.lines), step=1, reason="as they say")
        other = self._said_of(replace(row, lines={}))
        lines = dict(row.lines) if row.pipeline == "project" else other.lines
        day = row.on if self.chance(0.4) else self._day()
        return replace(row, on=day, reason=other.reason, lines=lines, step=other.step)

    def _withdraw(self) -> Outcome:
        row = self._pick(*OPEN, "paired")
        if row is None:
            return self._enter()
        who = self._speaker(row, row.side, self.random.choice(("clerk", "confirmer")))
        frame = self._frame(row, who)
        return self._both(
            f"{who.name} withdraws {row.number}",
            lambda: self.book.withdraw(row, who, frame["version"]),
            lambda: services.withdraw_entry(**frame, reason="ours no more"),
            row,
        )

    def _reverse(self) -> Outcome:
        row = self._pick("posted")
        if row is None:
            return self._match()
        one = self._speaker(row, row.side, "confirmer")
        two = self._speaker(row, self.book.other(row.side), "matcher")
        if self.chance(0.5):
            one, two = two, one
        fresh = self._instead(row) if row.pipeline != "project" and self.chance(0.5) else None
        told = f"{one.name} and {two.name} reverse {row.number}"
        id = self.world.id_of(row.number)
        outcome = self._both(
            told + (f", saying {fresh.lines} on {fresh.on}" if fresh else ""),
            lambda: self.book.reverse(row, one, two, self.now, fresh) and None,
            lambda: services.reverse_entry(
                entry_id=id, reason="counted twice", by=self._as(one), second=self._as(two),
                replacement=report(fresh) if fresh else None,
            ),
            row,
        )  # fmt: skip
        if fresh and fresh.number:
            outcome.model += f" {fresh.number} {fresh.state}"
            if stands := Entry.objects.filter(number=fresh.number).first():
                outcome.product += f" {stands.number} {stands.state}"
        return outcome

    def _instead(self, row: Said) -> Said:
        """Return what is posted in place of a reversed entry."""
        other = self._said_of(replace(row, lines={}))
        return Said(
            "", row.side, *row.place, row.source, row.target, row.statement,
            self._day() if self.chance(0.3) else row.on, other.lines, reason=other.reason,
            pairing=row.pairing,
        )  # fmt: skip
