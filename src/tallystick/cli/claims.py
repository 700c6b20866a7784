"""Published figures: list them, compare them, read what each side's press says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tallystick.cli.door import (
    YEARS,
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    lang,
    one_of,
    print_json,
    print_table,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import NOTHING, called
from tallystick.indicators.rules.comparing.reasons import Reason, reasons
from tallystick.indicators.rules.comparing.verdicts import VERDICTS
from tallystick.kernel.problem import NotFound

if TYPE_CHECKING:
    from tallystick.indicators.queries.comparing import ComparedClaim
    from tallystick.indicators.rules.comparing.said import Said
    from tallystick.regions.models import Region

app = typer.Typer(invoke_without_command=True)


@app.callback()
def list_claims(
    context: typer.Context,
    pairing: Annotated[str, typer.Option(help="Only claims about this pairing.")] = "",
    indicator: Annotated[str, typer.Option(help="Only this indicator.")] = "",
    unresolved: Annotated[bool, typer.Option(help="Only claims with an unknown party.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10000)] = 50,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List figures published elsewhere, as printed; or compare them."""
    if context.invoked_subcommand:
        return
    start_django()
    from tallystick.indicators.queries import claims as read
    from tallystick.indicators.shapes import claim_json
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user)
        if pairing:
            find(pairing, actor=actor)
        _known(indicator)
        found = read(actor, pairing=pairing, indicator=indicator, unresolved_only=unresolved)
        shown = list(found[:limit])
        rows = [claim_json(claim) for claim in shown]
        total = found.count()
    if as_json:
        print_json({"total": total, "claims": rows})
        return
    print_table(
        counted("%(shown)s of %(n)s claim", "%(shown)s of %(n)s claims", total, shown=len(rows)),
        columns(
            "Supporting side", "Supported side", "Indicator!", "As printed", "Value>", "Unit?",
            "Period?", "Source?",
        ),
        [
            [
                _party(claim.supporting, claim.supporting_text),
                _party(claim.supported, claim.supported_text),
                row["indicator"],
                row["printed"],
                row["value"] or "",
                _claimed_unit(row["unit"]),
                f"{row['period_start'] or '…'} – {row['period_end'] or '…'}",
                _source(row["source_kind"]),
            ]
            for row, claim in zip(rows, shown, strict=True)
        ],
    )  # fmt: skip


@app.command("compare")
def compare_claims(
    pairing: Annotated[str, typer.Option(help="Only claims about this pairing.")] = "",
    indicator: Annotated[str, typer.Option(help="Only this indicator.")] = "",
    year: Annotated[
        int | None, typer.Option(help="Only those that end in this year.", **YEARS)
    ] = None,
    verdict: Annotated[
        str,
        typer.Option(help=f"{', '.join(VERDICTS)}.", callback=one_of(lambda: VERDICTS)),
    ] = "",
    reason: Annotated[
        str,
        typer.Option(
            help="Only this reason, such as other_stage or contradiction.",
            callback=one_of(lambda: tuple(reasons())),
        ),
    ] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Hold claims to the book and to one another; say why they differ."""
    start_django()
    from tallystick.indicators.comparing_shapes import compared_list_json
    from tallystick.indicators.queries import compared_claims
    from tallystick.indicators.queries.comparing import with_claims
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user)
        if pairing:
            find(pairing, actor=actor)
        _known(indicator)
        found = compared_claims(
            actor, pairing=pairing, indicator=indicator, year=year, verdict=verdict,
            reason=reason, most_readings=1000,
        )  # fmt: skip
        rows = with_claims(found.rows, actor)
    if as_json:
        print_json(compared_list_json(found, rows))
        return
    print_table(
        counted("%(n)s compared claim", "%(n)s compared claims", len(found.rows)),
        columns("Claim>", "Indicator!", "As printed", "Verdict", "Reason", "Why?"),
        [_line(row) for row in rows],
    )


@app.command("press")
def what_the_press_says(
    pairing: Annotated[str, typer.Option("--pairing", help="Code such as dalian-liupanshui.")],
    year: Annotated[int, typer.Option(**YEARS)],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Print what each side's press says of a pairing's year, with the book beside it."""
    start_django()
    from tallystick.indicators.comparing_shapes import press_json
    from tallystick.indicators.queries import press_view
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user)
        view = press_view(find(pairing, actor=actor), year=year, actor=actor)
    if as_json:
        print_json(press_json(view))
        return
    print_table(
        said("What the press says of %(pairing)s %(year)s", pairing=pairing, year=year),
        columns(
            "Indicator!", "Supporting side's press", "Supported side's press", "Others",
            "The book>", "Verdict", "Reason",
        ),
        [
            [
                row.indicator,
                *("; ".join(one.claim.printed for one in cell) or NOTHING for cell in row.said),
                _book(row.book),
                verdict_words(row.verdict),
                Reason(row.reason).label.label(lang()),
            ]
            for row in view.rows
        ],
    )  # fmt: skip
    for row in view.rows:
        if row.telling and row.verdict == "differs":
            say("%(indicator)s: %(why)s", indicator=row.indicator,
                why=row.telling.reason.sentence(lang()))  # fmt: skip


def verdict_words(verdict: str) -> str:
    """Return a verdict in the reader's language."""
    words = {
        "agrees": said("agrees"),
        "differs": said("differs"),
        "cannot_tell": said("cannot tell"),
    }
    return words[verdict]


def _line(row: ComparedClaim) -> list[object]:
    telling = row.telling
    return [
        row.claim.pk,
        row.claim.indicator,
        row.claim.printed,
        verdict_words(row.verdict),
        Reason(row.reason).label.label(lang()),
        telling.reason.sentence(lang()) if telling else NOTHING,
    ]


def _book(figure: Said | None) -> str:
    return figure.words.label(lang()) if figure else NOTHING


def _known(indicator: str) -> None:
    from tallystick.interchange.csv.claims import OTHER
    from tallystick.programme.rules.catalogue import indicators

    if indicator and indicator not in (OTHER, *indicators()):
        raise NotFound.of(
            "not-found", path="--indicator", value=indicator, what="indicator", code=indicator
        )


def _claimed_unit(unit: str) -> str:
    from tallystick.programme.rules.catalogue import SHOWN_UNITS

    return SHOWN_UNITS[unit].label(lang()) if unit in SHOWN_UNITS else unit


def _party(region: Region | None, printed: str) -> str:
    """Return a party by the name of its place; one that is not resolved stands as printed."""
    return called(region) if region else printed


def _source(kind: str) -> str:
    """Return what kind of source a claim was printed in, in the words of the pages."""
    words = {
        "official": said("official"),
        "official yearbook": said("official yearbook"),
        "media": said("media"),
    }
    return words.get(kind, kind)
