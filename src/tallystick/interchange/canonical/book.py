"""One book as lines of canonical JSON: postings, entries with acts, balances, scorecards.

What a machine made up by chance, such as an id, is written by its place in the book instead. The
same steps on SQLite and on PostgreSQL, or on an office's machine and on a restored copy, give the
same bytes. Source: docs/formats/canonical.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length

from tallystick.entries.models import Entry, EntryAct
from tallystick.entries.queries.lists import FRAME
from tallystick.indicators.queries import scorecard
from tallystick.indicators.shapes import scorecard_json
from tallystick.journal import queries as journal
from tallystick.journal.models import Day, Seal, Transaction
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import canonical_json
from tallystick.kernel.problem import Refused
from tallystick.programme import queries as programme
from tallystick.programme.models import Pairing, Thing

VERSION = 1
BATCH = 500
# Whoever rules the machine reads the whole book there.
KEEPER = Actor.system_actor("command line")


def canonical_book(code: str, *, as_of: date | None = None, seals: bool = False) -> Iterator[str]:
    """Yield a book line by line; scorecards as known at the end of `as_of`, today when not given.

    It is the whole book, whoever may see which part of it: for whoever rules the machine, and no
    page and no API hands it out.
    `seals` adds the hashes under each posting: equal for a copy of the same book, not for the
    same steps taken twice, because ids are sealed too.
    Raises: NotFound; Refused for a pairing inside another one's book.
    """
    pairing = programme.pairing(code, actor=KEEPER)
    if pairing.parent is not None:
        book = programme.book_of(pairing).code
        raise Refused.of("not-a-book", path="book", value=code, book=book)
    sheet = _Sheet(pairing)
    yield canonical_json({"kind": "tallystick", "version": VERSION, "book": code})
    for rows in (
        sheet.transactions(seals=seals),
        sheet.entries(),
        sheet.balances(),
        sheet.scorecards(as_of),
    ):
        for row in rows:
            yield canonical_json(row)


class _Sheet:
    """A book while it is written out, and the names that stand for its made-up ids."""

    def __init__(self, book: Pairing) -> None:
        self.book = book

    @cached_property
    def places(self) -> dict[str, str]:
        """Transaction id → book and number of its seal, over all books: hand-overs cross them."""
        rows = Seal.objects.values_list("transaction_id", "book__code", "seq")
        return {id: f"{book}:{seq}" for id, book, seq in rows.iterator(BATCH)}

    @cached_property
    def hand_overs(self) -> dict[str, str]:
        """Hand-over id → the first of its postings, in the order of the books' codes."""
        rows = Transaction.objects.exclude(hand_over=None).values_list("hand_over", "id")
        found: dict[str, str] = {}
        for hand_over, id in rows:
            found[str(hand_over)] = min(found.get(str(hand_over), "~"), self.places[id])
        return found

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Entry id → number."""
        return dict(Entry.objects.filter(book=self.book).values_list("pk", "number"))

    @cached_property
    def things(self) -> dict[str, str]:
        """Subject as the journal keeps it → code of the named thing."""
        return dict(Thing.objects.values_list("key", "code"))

    def subject(self, key: str | None) -> str | None:
        """Return a subject by its thing's code; the hash of a worker stays as it is."""
        return None if key is None else self.things.get(key, key)

    def transactions(self, *, seals: bool) -> Iterator[dict[str, Any]]:
        """Yield each posting in the order of its seal, with its lines on their own edges."""
        lines: dict[str, list[journal.LineRow]] = {}
        for line in journal.lines(self.book.code):
            lines.setdefault(line.transaction, []).append(line)
        rows = Seal.objects.filter(book__code=self.book.code).select_related("transaction")
        for seal in rows.order_by("seq").iterator(BATCH):
            row = self._transaction(seal.transaction, seal.seq, lines[seal.transaction_id])
            if seals:
                row["leaf"], row["chain"] = bytes(seal.leaf).hex(), bytes(seal.chain).hex()
            yield row

    def _transaction(
        self, row: Transaction, seq: int, lines: list[journal.LineRow]
    ) -> dict[str, Any]:
        return {
            "kind": "transaction",
            "seq": seq,
            "what": row.kind,
            "valid_from": row.valid_from,
            "recorded_at": row.recorded_at,
            "reverses": self.places.get(row.reverses_id or ""),
            "one_sided": bool(row.one_sided),
            "hand_over": self.hand_overs.get(row.hand_over or ""),
            "sealed": self._sealed(json.loads(row.provenance)),
            "lines": [self._line(line) for line in lines],
        }

    def _sealed(self, provenance: dict[str, Any]) -> dict[str, Any]:
        """Return what was sealed, the entry and its other half by their numbers."""
        id = provenance.get("entry")
        said = {**provenance, "entry": self.numbers.get(id, id) if id else None}
        if half := provenance.get("other_half"):
            said["other_half"] = {**half, "entry": self.numbers.get(half["entry"], half["entry"])}
        return said

    def _line(self, line: journal.LineRow) -> list[Any]:
        edge = [line.region, line.partner, line.pipeline, line.source, line.target]
        said = [line.unit, line.cell, line.note, self.subject(line.subject)]
        return [line.n, *edge, *said, line.back, line.amount]

    def entries(self) -> Iterator[dict[str, Any]]:
        """Yield each entry with its lines, acts, files and postings, by number."""
        rows = (
            Entry.objects.filter(book=self.book)
            .select_related(*FRAME, "reverses")
            .prefetch_related("lines", "acts__user", "postings", "evidence_links__evidence")
            .order_by(Length("number"), "number")
        )
        for row in rows.iterator(BATCH):
            yield self._entry(row)

    def _entry(self, row: Entry) -> dict[str, Any]:
        files = sorted(link.evidence.sha256 for link in row.evidence_links.all())
        return {
            "kind": "entry",
            "number": row.number,
            "state": row.state,
            "version": row.version,
            "own_reference": row.own_reference,
            "pairing": row.pairing.code,
            "side": row.side,
            "region": row.region.code,
            "partner": row.partner.code,
            "pipeline": row.pipeline,
            "move": f"{row.source_stage}>{row.target_stage}",
            "statement": row.statement,
            "on": row.happened_on.isoformat(),
            "thing": row.thing.code if row.thing else None,
            "title": [row.title_en, row.title_zh],
            "reason": row.reason,
            "policy": row.policy,
            "content": row.content_hash,
            "waits_for": row.waits_for,
            "reverses": row.reverses.number if row.reverses else None,
            "postings": [[one.kind, self.places[one.transaction]] for one in row.postings.all()],
            "evidence": files,
            "lines": [[n.n, n.unit, n.amount, n.cell, n.note] for n in row.lines.all()],
            "acts": [_act(act) for act in row.acts.all()],
        }

    def balances(self) -> Iterator[dict[str, Any]]:
        """Yield what stands in each account, as a whole and for each named subject."""
        last = (
            Day.objects.filter(account=OuterRef("account"), subject=OuterRef("subject"))
            .order_by("-day")
            .values("day")[:1]
        )
        newest = Day.objects.filter(account__book__code=self.book.code, day=Subquery(last))
        fields = ("region", "partner", "pipeline", "stage", "unit", "cell")
        rows = [
            [*values[:6], self.subject(values[6] or None), values[7]]
            for values in newest.exclude(balance=0).values_list(
                *(f"account__{field}" for field in fields), "subject", "balance"
            )
        ]
        # Sorted here: the two databases order Chinese and punctuation differently.
        for row in sorted(rows, key=canonical_json):
            yield {"kind": "balance", "account": row[:6], "subject": row[6], "amount": row[7]}

    def scorecards(self, as_of: date | None) -> Iterator[dict[str, Any]]:
        """Yield the scorecard of each pairing and year of which the book holds something."""
        for pairing in self._pairings():
            for year in self._years():
                card = scorecard(pairing, year=year, actor=KEEPER, as_of=as_of)
                if card.rows:
                    yield {"kind": "scorecard", **scorecard_json(card)}

    def _pairings(self) -> list[Pairing]:
        seen = programme.pairings(KEEPER)
        return sorted(
            (one for one in seen if programme.book_of(one).pk == self.book.pk),
            key=lambda one: one.code,
        )

    def _years(self) -> range:
        days = Transaction.objects.filter(book__code=self.book.code).order_by("valid_from")
        first, last = days.first(), days.last()
        if first is None or last is None:
            return range(0)
        return range(int(first.valid_from[:4]), int(last.valid_from[:4]) + 1)


def _act(act: EntryAct) -> dict[str, Any]:
    return {
        "at": act.at.isoformat(),
        "verb": act.verb,
        "user": act.user.username if act.user else None,
        "name": act.name,
        "office": act.office,
        "role": act.role,
        "side": act.side,
        "version": act.version,
        "basis": act.basis,
        "reason": act.reason,
        "counter": act.counter,
    }
