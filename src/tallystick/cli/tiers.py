"""Tiers of funds: what each is, which county stands in which, and the funds of a year by tier."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    print_json,
    print_table,
    problem_json,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import NOTHING, figure, in_words, who
from tallystick.kernel.problem import NotFound, Refused

if TYPE_CHECKING:
    from tallystick.kernel.actor import Actor
    from tallystick.programme.models import CountyTier, FundTier, Pairing
    from tallystick.programme.rules.tiers import Years
    from tallystick.regions.models import Region

app = typer.Typer(no_args_is_help=True, help="Tiers of funds: what a county is due in a year.")
In = Annotated[str, typer.Option("--pairing", help="The pairing's code; its book has the tiers.")]
From = Annotated[int, typer.Option("--from", help="First budget year.")]
Until = Annotated[int | None, typer.Option("--until", help="Last budget year; none is open.")]
Source = Annotated[str, typer.Option(help="Where one can read it.")]
Why = Annotated[str, typer.Option(help="Why it is put otherwise than before.")]


@app.command("list")
def list_tiers(pairing: In, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show what was stated about tiers and counties; the last about a year holds."""
    start_django()
    from tallystick.indicators.tier_shapes import tiers_json
    from tallystick.programme.queries.tiers import overlaps, tier_book

    with refusals(as_json):
        book = tier_book(_pairing(pairing, acting(user)))
        met = [problem_json(problem) for problem in overlaps(book)]
        found = {**tiers_json(book), "overlaps": met}
    if as_json:
        print_json(found)
        return
    tiers, counties = found["tiers"], found["counties"]
    print_table(
        counted("%(n)s statement on tiers", "%(n)s statements on tiers", len(tiers)),
        columns("Tier!", "Name", "Yuan a county>", "Years!", "Source", "By?", "Why?"),
        [
            [
                *(r["tier"], in_words(r["name_en"], r["name_zh"]) or said("no such tier")),
                *(figure(r["each"]), _years(r), r["source"], who(r["stated_by"]), r["why"]),
            ]
            for r in tiers
        ],
    )
    print_table(
        counted("%(n)s statement on counties", "%(n)s statements on counties", len(counties)),
        columns("County!", "Tier!", "Years!", "Source", "By?", "Why?"),
        [
            [
                *(r["region"], r["tier"] or said("in no tier"), _years(r)),
                *(r["source"], who(r["stated_by"]), r["why"]),
            ]
            for r in counties
        ],
    )
    for problem in met:
        say("- %(problem)s", problem=problem["message"])


@app.command("set")
def set_one(
    code: Annotated[str, typer.Argument(help="The tier's code, such as first.")],
    pairing: In,
    name_en: Annotated[str, typer.Option(help="Its name in English.")],
    since: From,
    source: Source,
    name_zh: Annotated[str, typer.Option(help="Its name in Chinese.")] = "",
    yuan: Annotated[str, typer.Option(help="Yuan a county and year; none is not known.")] = "",
    until: Until = None,
    why: Why = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """State what a tier is in some budget years; nothing stated for others changes."""
    start_django()
    from tallystick.programme.rules.tiers import read_each
    from tallystick.programme.services import set_tier
    from tallystick.programme.services.tiers import TierText

    def state(row: Pairing, by: Actor) -> FundTier:
        amount, unread = read_each(yuan)
        return set_tier(
            pairing=row, tier=TierText(code, name_en, name_zh, amount), years=_span(since, until),
            source=source, by=by, why=why, unread=unread,
        )  # fmt: skip

    _state(state, pairing, as_json, user)


@app.command("end")
def end_one(
    code: Annotated[str, typer.Argument(help="The tier's code.")],
    pairing: In,
    since: From,
    why: Annotated[str, typer.Option(help="Why there is no such tier.")],
    until: Until = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say that there is no such tier from a budget year on; no county may stand in it then."""
    start_django()
    from tallystick.programme.services import end_tier

    def state(row: Pairing, by: Actor) -> FundTier:
        return end_tier(pairing=row, code=code, years=_span(since, until), by=by, why=why)

    _state(state, pairing, as_json, user)


@app.command("place")
def place_one(
    region: Annotated[str, typer.Argument(help="The county's code.")],
    tier: Annotated[str, typer.Argument(help="The tier's code.")],
    pairing: In,
    since: From,
    source: Source,
    until: Until = None,
    why: Why = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """State in which tier a county stands in some budget years."""
    start_django()
    from tallystick.programme.services import place_county

    def state(row: Pairing, by: Actor) -> CountyTier:
        return place_county(
            pairing=row, region=_region(region), tier=tier, years=_span(since, until),
            source=source, by=by, why=why,
        )  # fmt: skip

    _state(state, pairing, as_json, user)


@app.command("release")
def release_one(
    region: Annotated[str, typer.Argument(help="The county's code.")],
    pairing: In,
    since: From,
    why: Annotated[str, typer.Option(help="Why it stands in none.")],
    until: Until = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say that a county stands in no tier in some budget years."""
    start_django()
    from tallystick.programme.services import release_county

    def state(row: Pairing, by: Actor) -> CountyTier:
        return release_county(
            pairing=row, region=_region(region), years=_span(since, until), by=by, why=why
        )

    _state(state, pairing, as_json, user)


@app.command("show")
def show_funds(
    pairing: In,
    year: Annotated[int, typer.Option(help="The budget year of the money.")],
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As known at the end of a day.")
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Show the funds of a budget year by tier, and by county against what its tier is due."""
    start_django()
    from tallystick.indicators.queries.tiers import funds_by_tier
    from tallystick.indicators.tier_shapes import funds_json
    from tallystick.programme.rules.tiers import years_problems

    day: date | None = as_of.date() if as_of else None
    with refusals(as_json):
        if problems := years_problems(_span(year, None)):
            raise Refused(problems)
        row = _pairing(pairing, acting(user))
        found = funds_json(funds_by_tier(row, year=year, as_of=day))
    if as_json:
        print_json(found)
    else:
        _print_funds(found)


FIGURES = ("due", "committed", "received", "allocated", "paid_out", "returned", "waiting")


def _print_funds(found: dict[str, Any]) -> None:
    rows = [*found["tiers"], found["whole"]]
    names = [*(_tier_name(row) for row in found["tiers"]), said("Together")]
    known = {row["tier"]: name for row, name in zip(found["tiers"], names, strict=False)}
    year = found["budget_year"]
    print_table(
        said("Funds of budget year %(year)s by tier, in yuan", year=year),
        columns(
            "Tier", "Counties>", "Amount due>", "Committed>", "Received>", "Allocated>",
            "Paid out>", "Returned>", "Waiting>", "A county>", "Paid ÷ received>",
        ),
        [
            [
                name, row["counties"], *(figure(row[key]) for key in FIGURES),
                figure(row["county_average"]), _percent(row),
            ]
            for name, row in zip(names, rows, strict=True)
        ],
        invented=found["invented"],
    )  # fmt: skip
    print_table(
        said("By county"),
        columns(
            "County!", "Tier", "Amount due>", "Committed>", "Received>", "Allocated>", "Paid out>",
            "Returned>", "Waiting>", "Beside what is due>", "Paid ÷ received>",
        ),
        [
            [
                row["region"], known[row["tier"]], *(figure(row[key]) for key in FIGURES),
                figure(row["beside_due"]), _percent(row),
            ]
            for row in found["counties"]
        ],
        invented=found["invented"],
    )  # fmt: skip
    received = found["received_in_year"]
    say(
        "Received in %(year)s: %(own)s yuan of this budget year and %(others)s of others.",
        year=year, own=figure(received["of_this_budget_year"]),
        others=figure(received["of_other_budget_years"]),
    )  # fmt: skip


def _tier_name(row: dict[str, Any]) -> str:
    if not row["tier"]:
        return said("no tier stated")
    return in_words(row["name_en"], row["name_zh"]) or row["tier"]


def _percent(row: dict[str, Any]) -> str:
    return NOTHING if row["rate_percent"] is None else f"{row['rate_percent']}%"


def _years(row: dict[str, Any]) -> str:
    return _span(row["from_year"], row["until_year"]).written()


def _span(first: int, last: int | None) -> Years:
    from tallystick.programme.rules.tiers import Years

    return Years(first, last)


def _pairing(code: str, actor: Actor) -> Pairing:
    from tallystick.programme.queries import pairing

    return pairing(code, actor=actor)


def _region(code: str) -> Region:
    from tallystick.regions.models import Region

    found = Region.objects.filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", path="region", what="region", code=code)
    return found


def _state(
    state: Callable[[Pairing, Actor], FundTier | CountyTier],
    pairing: str,
    as_json: bool,
    user: str,
) -> None:
    """Make a statement as the person named, and tell what was stated."""
    from tallystick.indicators.tier_shapes import stated_json
    from tallystick.programme.queries.tiers import require_may_set

    with refusals(as_json):
        actor = acting(user, writing=True)
        at = _pairing(pairing, actor)
        require_may_set(at, actor)
        row = stated_json(state(at, actor))
    if as_json:
        print_json(row)
        return
    what = row.get("region") or row["tier"]
    held = row.get("held", bool(row["tier"]))
    if not held:
        say("%(what)s: no tier in %(years)s.", what=what, years=_years(row))
    elif "region" in row:
        say("%(what)s: tier %(tier)s in %(years)s.", what=what, tier=row["tier"], years=_years(row))
    else:
        say(
            "%(what)s: %(yuan)s yuan a county in %(years)s.",
            what=what, yuan=figure(row["each"]), years=_years(row),
        )  # fmt: skip
