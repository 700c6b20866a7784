"""One figure through every door that shows it. All must say the same, or there is no figure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.test import Client
from tests.cast import Cast
from typer.testing import CliRunner

from tallystick.access.models import User
from tallystick.cli.main import app
from tallystick.entries.queries import waiting_for
from tallystick.indicators.queries import explain, scorecard
from tallystick.indicators.shapes import explain_json, scorecard_json
from tallystick.kernel.actor import Actor
from tallystick.programme.queries import pairing as find

NOTHING = "None"
Told = tuple[str, str]  # matched, waiting


@dataclass(frozen=True)
class Asked:
    """Which figure, and who asks."""

    pairing: str
    year: int
    indicator: str
    reader: Actor

    @cached_property
    def said(self) -> Told:
        """What the product's own code says, for doors that show less than both figures."""
        return by_query(self)

    @property
    def query(self) -> dict[str, str]:
        """The figure as a door's parameters."""
        return {"year": str(self.year), "indicator": self.indicator}

    def client(self) -> Client:
        """Return a browser in which the reader is signed in."""
        client = Client()
        client.force_login(User.objects.get(username=self.reader.username))
        return client


def _of_rows(rows: list[dict[str, Any]], indicator: str) -> Told:
    for row in rows:
        if row["indicator"] == indicator:
            return _said(row["matched"]), _said(row["waiting"])
    return NOTHING, NOTHING


def _said(value: Any) -> str:
    return NOTHING if value in (None, "") else str(value)


def by_query(asked: Asked) -> Told:
    """Read the scorecard as the product's own code does."""
    row = find(asked.pairing, actor=asked.reader)
    card = scorecard(row, year=asked.year, actor=asked.reader)
    return _of_rows(scorecard_json(card)["rows"], asked.indicator)


def by_interface(asked: Asked) -> Told:
    """Read the scorecard by REST."""
    answer = asked.client().get(f"/api/pairings/{asked.pairing}/scorecard", asked.query)
    return _of_rows(answer.json()["rows"], asked.indicator)


def by_file(asked: Asked) -> Told:
    """Read the scorecard's CSV."""
    address = f"/pairings/{asked.pairing}/scorecard.csv"
    text = asked.client().get(address, asked.query).content.decode("utf-8-sig")
    rows = csv.DictReader(line for line in io.StringIO(text) if not line.startswith("#"))
    return _of_rows(list(rows), asked.indicator)


def by_command(asked: Asked) -> Told:
    """Read the scorecard on the command line."""
    words = ["scorecard", "--pairing", asked.pairing, "--year", str(asked.year), "--json"]
    printed = CliRunner().invoke(app, [*words, "--as", asked.reader.username])
    assert printed.exit_code == 0, printed.output
    return _of_rows(json.loads(printed.stdout)["rows"], asked.indicator)


def by_walk(asked: Asked) -> Told:
    """Walk the figure back; its lines are added up here once more, with no code of the product."""
    row = find(asked.pairing, actor=asked.reader)
    walk = explain(row, year=asked.year, indicator=asked.indicator, actor=asked.reader)
    shape = explain_json(walk)
    if walk.value is not None and walk.formula and walk.formula.count and not shape["parts"]:
        assert sum(line.line.amount for line in walk.lines) == walk.value
    return _said(shape["value"]), asked.said[1]


def by_walk_interface(asked: Asked) -> Told:
    """Walk the figure back by REST."""
    answer = asked.client().get(f"/api/pairings/{asked.pairing}/explain", asked.query)
    return _said(answer.json()["value"]), asked.said[1]


def by_pages(asked: Asked) -> Told:
    """Open the page of the scorecard and of the walk: the same figure stands on both."""
    client = asked.client()
    card = client.get(f"/pairings/{asked.pairing}/", {"year": asked.year, "rows": "all"})
    walk = client.get(f"/pairings/{asked.pairing}/{asked.year}/{asked.indicator}/")
    assert (card.status_code, walk.status_code) == (200, 200)
    shown = [
        row
        for group in card.context["page"].groups
        for row in group.rows
        if row.code == asked.indicator
    ]
    assert bool(shown) == (asked.said != (NOTHING, NOTHING))
    row = find(asked.pairing, actor=asked.reader)
    for drawn in scorecard(row, year=asked.year, actor=asked.reader).rows:
        if drawn.indicator == asked.indicator:
            # The page rounds its words; what its tally is drawn from is in minor units.
            assert [one.tally.matched for one in shown] == [max(drawn.matched or 0, 0)]
    return asked.said


DOORS: tuple[Callable[[Asked], Told], ...] = (
    by_query,
    by_interface,
    by_file,
    by_command,
    by_walk,
    by_walk_interface,
    by_pages,
)


def told(cast: Cast, indicator: str, *, year: int = 2020) -> Told:
    """Return what every door says of a figure of the pairing and of its whole book, to each side.

    Units: as printed, in the indicator's unit; `None` where nothing was heard.
    """
    asked = [
        Asked(code, year, indicator, reader)
        for reader, code in ((cast.alice, "quay-fir"), (cast.bob, "east-west"))
    ]
    heard = {
        (door.__name__, one.reader.name, one.pairing): door(one) for one in asked for door in DOORS
    }
    answers = set(heard.values())
    assert len(answers) == 1, f"the doors differ: {heard}"
    return answers.pop()


def matched(cast: Cast, indicator: str, *, year: int = 2020) -> str:
    """Return the matched figure that every door shows."""
    return told(cast, indicator, year=year)[0]


def queues(cast: Cast) -> dict[str, dict[str, list[str]]]:
    """Return whose lists hold which entries."""
    found = {}
    for actor in (cast.alice, cast.ann, cast.beth, cast.ben, cast.bob, cast.chen):
        work = waiting_for(actor)
        found[actor.username] = {
            "confirm": sorted(row.number for row in work.to_confirm),
            "match": sorted(row.number for row in work.to_match),
            "disputes": sorted(row.number for row in work.disputes),
        }
    return found
