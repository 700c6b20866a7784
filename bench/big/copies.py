"""Copies of the story: other days, places, people and amounts, posted by the journal's own pen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from bench.big.sheet import Sheet
from bench.big.story import Template, named_things

from tallystick.access.models import Act, Office, User
from tallystick.access.rules import act_leaf
from tallystick.entries.models import (
    Entry,
    EntryAct,
    EntryLine,
    EntryPosting,
)
from tallystick.entries.rules.reports import Report, StatedLine, content_hash
from tallystick.journal.rules import Draft, Move, instant_text
from tallystick.journal.services import post
from tallystick.kernel.code import uuid7
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.rules.pipelines import stage_rules
from tallystick.regions.models import Region

BOOK_MOVES = ("report",)
_YEAR = re.compile(r'"(budget_year|period)":"(\d{4})')


@dataclass
class Ground:
    """Where copies of the story play: a pairing, its places, and who works there.

    Shape: `places` and `persons` map codes and user names of the story → those of the pairing.
    """

    pairing: Pairing
    book: Pairing
    partner: Region
    places: Mapping[str, Region]
    persons: Mapping[str, User]
    offices: Mapping[str, Office]
    words: Mapping[str, str] = field(default_factory=dict)
    # The months that have their line "we reported".
    reported: set[str] = field(default_factory=set)

    def reworded(self, text: str) -> str:
        """Return a title with the names of these places."""
        for old, new in self.words.items():
            text = text.replace(old, new)
        return text


@dataclass(frozen=True)
class Shift:
    """One copy: how many years and days later, how many times as much; `whole` or long ones."""

    number: int
    years: int
    days: int
    times: int
    whole: bool

    def day(self, day: date) -> date:
        """Return a day of the story as the copy has it."""
        try:
            moved = day.replace(year=day.year + self.years)
        except ValueError:
            moved = day.replace(year=day.year + self.years, day=28)
        return moved + timedelta(self.days)

    def instant(self, at: datetime) -> datetime:
        """Return a moment of the story as the copy has it."""
        return datetime.combine(self.day(at.date()), at.timetz())

    def codes(self, cell: str) -> str:
        """Return kept codes with their years moved.

        >>> Shift(1, 4, 0, 1, True).codes('{"budget_year":"2019","payer_level":"city"}')
        '{"budget_year":"2023","payer_level":"city"}'
        """
        return _YEAR.sub(lambda m: f'"{m[1]}":"{int(m[2]) + self.years}', cell)


class Copier:
    """Writes copies; numbers entries and counts lines as it goes."""

    def __init__(self, story: list[Template]) -> None:
        self.story, self.things = story, named_things(story)
        self.sheet = Sheet()
        self.lines = 0
        self.numbers: dict[int, int] = defaultdict(partial(int, 20_000))
        self.next_thing = Thing.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
        self.rules = stage_rules()

    def copy(self, ground: Ground, shift: Shift) -> Iterator[tuple[datetime, Any]]:
        """Yield what is to be written and when it is recorded; call it to write it."""
        things = self._things(ground, shift) if shift.whole else {}
        for one in self.story:
            if shift.whole or one.is_long:
                at = shift.instant(one.recorded_at or one.entry.changed_at)
                yield at, partial(self._entry, one, ground, shift, things, at)

    def between(self, step: Callable[[], Any]) -> None:
        """Take a step by the services, which number entries by what is written already."""
        self.sheet.write()
        step()
        for year in self.numbers:
            self.numbers[year] += len(BOOK_MOVES) + 1

    def _things(self, ground: Ground, shift: Shift) -> dict[int, Thing]:
        found = {}
        for thing in self.things:
            made = Thing(
                pk=self.next_thing,
                code=f"{thing.code}-{ground.pairing.pk}-{shift.number}",
                key=uuid7().replace("-", ""),
                region=ground.places[thing.region.code],
            )
            self.sheet.add(
                Thing, id=made.pk, code=made.code, key=made.key, pipeline=thing.pipeline,
                region_id=made.region.pk, name_en=f"{thing.name_en} {shift.number}",
                name_zh=f"{thing.name_zh}{shift.number}", details=thing.details, version=1,
            )  # fmt: skip
            self.next_thing += 1
            found[thing.pk] = made
        return found

    def _entry(
        self, one: Template, ground: Ground, shift: Shift, things: Mapping[int, Thing],
        at: datetime, floor: datetime | None = None,
    ) -> None:  # fmt: skip
        thing = things[one.entry.thing.pk] if one.entry.thing else None
        times = 1 if thing or not one.moves else shift.times
        report = _report(one.report, ground, shift, thing, times)
        said = content_hash(report)
        key, moves = uuid7(), self._moves(one, ground, shift, thing, times)
        self.numbers[report.happened_on.year] += 1
        number = f"E-{report.happened_on.year}-{self.numbers[report.happened_on.year]}"
        self._rows(one, ground, key, number, report, said, thing, shift)
        self._log(one, ground, shift, key, number, said)
        if moves:
            post(
                Draft(
                    id=key, book=ground.book.code, kind="move", valid_from=report.happened_on,
                    moves=moves, provenance=_provenance(one, ground, shift, key, said),
                ),
                rules=self.rules,
                recorded_at=max(at, floor) if floor else at,
            )  # fmt: skip
            self.lines += len(moves)

    def _moves(
        self, one: Template, ground: Ground, shift: Shift, thing: Thing | None, times: int
    ) -> tuple[Move, ...]:
        found = []
        for move in one.moves:
            cell = shift.codes(move.source.cell)
            if move.source.pipeline in BOOK_MOVES:
                named = f"{move.source.region} {cell}"
                if named in ground.reported:
                    continue
                ground.reported.add(named)
            ends = [
                replace(
                    end, cell=cell, region=ground.places[end.region].code,
                    partner=ground.partner.code,
                )
                for end in (move.source, move.target)
            ]  # fmt: skip
            amount = move.amount * (1 if move.source.pipeline in BOOK_MOVES else times)
            subject = thing.key if thing and move.subject else move.subject
            found.append(Move(*ends, amount, move.back, subject, shift.codes(move.note)))
        return tuple(found)

    def _rows(
        self, one: Template, ground: Ground, key: str, number: str, report: Report, said: str,
        thing: Thing | None, shift: Shift,
    ) -> None:  # fmt: skip
        row, add = one.entry, self.sheet.add
        add(
            Entry, id=key, number=number, own_reference=report.own_reference,
            pairing_id=ground.pairing.pk, book_id=ground.book.pk, side=row.side,
            region_id=ground.places[row.region.code].pk, partner_id=ground.partner.pk,
            pipeline=row.pipeline, source_stage=row.source_stage, target_stage=row.target_stage,
            statement=row.statement, happened_on=report.happened_on,
            thing_id=thing.pk if thing else None, title_en=report.title_en,
            title_zh=report.title_zh, reason=row.reason, details=row.details, policy=row.policy,
            pair_key="", covered=0, state=row.state, version=row.version, content_hash=said,
            transaction=key if one.moves else None,
            reported_at=shift.instant(row.reported_at), changed_at=shift.instant(row.changed_at),
        )  # fmt: skip
        for n, line in enumerate(report.lines, 1):
            told = one.lines[n - 1]
            add(
                EntryLine, entry_id=key, n=n, unit=line.unit, amount=line.amount,
                precision=line.precision, cell=shift.codes(told.cell), note=shift.codes(told.note),
            )  # fmt: skip
        for act in one.acts:
            user = ground.persons[act.user.username]
            add(
                EntryAct, entry_id=key, at=shift.instant(act.at), verb=act.verb,
                user_id=user.pk, name=user.name_en,
                office=ground.offices[act.office].code, role=act.role, side=act.side,
                version=act.version, basis=act.basis, reason=act.reason, counter=act.counter,
                replaced=act.replaced, channel=act.channel, carried_by="",
            )  # fmt: skip
        if one.moves:
            add(EntryPosting, entry_id=key, transaction=key, kind="posted")

    def _log(
        self, one: Template, ground: Ground, shift: Shift, key: str, number: str, said: str
    ) -> None:
        # A receipt lies under one entry: copies have none.
        for told in (row for row in one.log if row.action != "entries.attach"):
            at = shift.instant(told.at)
            user = ground.persons[told.username]
            after = told.after
            if after and "hash" in after:
                after = after | {"number": number, "hash": said}
            if after and "step" in after:
                step = after["step"]
                office = ground.offices[step["office"]].code
                after = after | {"step": step | {"at": instant_text(at), "office": office}}
            row = {
                "who": user.name_en, "action": told.action, "thing": "entry", "thing_id": key,
                "before": told.before, "after": after, "why": told.why,
            }  # fmt: skip
            leaf = act_leaf(at, {**row, "user": user.pk})
            self.sheet.add(Act, at=at, user_id=user.pk, leaf=leaf, **row)


def _report(
    report: Report, ground: Ground, shift: Shift, thing: Thing | None, times: int
) -> Report:
    return replace(
        report,
        pairing=ground.pairing.code,
        region=ground.places[report.region].code,
        partner=ground.partner.code,
        happened_on=shift.day(report.happened_on),
        own_reference=f"{report.own_reference}-{ground.pairing.pk}-{shift.number}",
        thing=thing.code if thing else None,
        title_en=ground.reworded(report.title_en),
        title_zh=ground.reworded(report.title_zh),
        lines=tuple(
            StatedLine(
                line.unit, line.amount * times, _codes(line.cell, shift), _codes(line.note, shift),
                line.precision,
            )
            for line in report.lines
        ),
    )  # fmt: skip


def _codes(codes: Mapping[str, str], shift: Shift) -> dict[str, str]:
    years = ("budget_year", "period")
    return {k: str(int(v) + shift.years) if k in years else v for k, v in codes.items()}


def _provenance(one: Template, ground: Ground, shift: Shift, key: str, said: str) -> dict[str, Any]:
    found = one.provenance | {"entry": key, "entry_hash": said, "evidence": []}
    for verb in ("reported", "confirmed", "matched"):
        told = found[verb]
        user = ground.persons[told["user"]]
        found[verb] = told | {
            "at": shift.instant(datetime.fromisoformat(told["at"])).isoformat(),
            "name": user.name_en,
            "user": user.username,
            "office": ground.offices[told["office"]].code,
        }
    return found
