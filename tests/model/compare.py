"""Holding the product to the model: balances, lists, scorecards, and what was known on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.model.figures import Card, balances, queue
from tests.model.periods import today_of
from tests.model.steps import Run
from tests.model.world import BOOK

from tallystick.entries.models import Entry
from tallystick.entries.queries import waiting_for
from tallystick.indicators.queries import scorecard
from tallystick.journal.models import Day
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Thing
from tallystick.programme.queries import pairing as find

READER = Actor.system_actor("model")


def differences(run: Run, chance: Random) -> Iterator[str]:
    """Yield each difference between the product and the model as they stand now."""
    today = today_of(run.now)
    yield from _states(run)
    yield from _balances(run, today)
    yield from _balances(run, today - timedelta(chance.randint(1, 200)))
    yield from _queues(run)
    for code in run.book.pairings:
        yield from _cards(run, code, today.year, today, today)
    code = chance.choice(list(run.book.pairings))
    yield from _cards(run, code, 2020, today - timedelta(chance.randint(1, 300)), today)


def _unlike(what: str, product: Mapping[Any, Any], model: Mapping[Any, Any]) -> Iterator[str]:
    for key in sorted({*product, *model}, key=str):
        if product.get(key) != model.get(key):
            yield f"{what}, {key}: product {product.get(key)}, model {model.get(key)}"


def _states(run: Run) -> Iterator[str]:
    rows = Entry.objects.values_list("number", "state", "version")
    product = {number: (state, version) for number, state, version in rows}
    model = {row.number: (row.state, row.version) for row in run.book.said.values()}
    yield from _unlike("entries", product, model)


def _balances(run: Run, until: date) -> Iterator[str]:
    things = dict(Thing.objects.values_list("key", "code"))
    fields = ("region", "partner", "pipeline", "stage", "unit", "cell")
    rows = Day.objects.filter(account__book__code=BOOK, day__lte=until.isoformat())
    product: dict[tuple[str, ...], int] = {}
    for row in rows.order_by("day").values_list(
        *(f"account__{name}" for name in fields), "subject", "balance"
    ):
        if row[2] != "report":
            key = (*row[:5], run.world.word(row[5]), things.get(row[6], row[6]))
            product[key] = row[7]
    kept = {key: n for key, n in product.items() if n}
    yield from _unlike(f"balance by {until}", kept, balances(run.book, until))


def _queues(run: Run) -> Iterator[str]:
    for name, who in run.people.items():
        work = waiting_for(run.world.actors[name])
        product = {
            "confirm": sorted(row.number for row in work.to_confirm),
            "match": sorted(row.number for row in work.to_match),
            "disputes": sorted(row.number for row in work.disputes),
        }
        yield from _unlike(f"list of {name}", product, queue(run.book, who))


def _cards(run: Run, code: str, year: int, as_of: date, today: date) -> Iterator[str]:
    model = Card(run.book, code, year, as_of, today).rows()
    card = scorecard(find(code, actor=READER), year=year, actor=READER, as_of=as_of, all=True)
    found = {row.indicator: row for row in card.rows}
    product: dict[str, dict[str, int | None]] = {}
    for indicator, figures in model.items():
        row = found[indicator]
        product[indicator] = {name: getattr(row, name) for name in figures}
        if as_of < today:
            # Whether silence was broken then also depends on what waited then, and is gone by now.
            model[indicator] = {name: n or 0 for name, n in figures.items()}
            product[indicator] = {name: n or 0 for name, n in product[indicator].items()}
    yield from _unlike(f"scorecard of {code} {year} as of {as_of}", product, model)
