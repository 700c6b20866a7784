"""Print scorecards, explain a figure, list claims, verify the book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    mark,
    out,
    print_json,
    print_table,
    problem_json,
    refusals,
    require_set_up,
    start_django,
)
from tallystick.indicators.rules.flags import NULL_REASONS
from tallystick.kernel.problem import NotFound, Refused

if TYPE_CHECKING:
    from tallystick.indicators.rules.rows import ScoreRow

PairingCode = Annotated[str, typer.Option("--pairing", help="Code such as dalian-liupanshui.")]
Year = Annotated[int, typer.Option(min=1900, max=2200)]
AsOf = Annotated[
    str, typer.Option("--as-of", help="As recorded by the end of this day, YYYY-MM-DD.")
]


def scorecard(
    pairing: PairingCode, year: Year, as_of: AsOf = "", as_json: AsJson = False, user: AsUser = ""
) -> None:
    """Print target, matched, waiting and claimed for each indicator of a pairing and year."""
    start_django()
    with refusals(as_json):
        show_scorecard(
            pairing=pairing, year=year, as_of=_day(as_of), as_json=as_json, username=user
        )


def show_scorecard(
    *, pairing: str, year: int, as_of: date | None, as_json: bool = False, username: str = ""
) -> None:
    """Print one scorecard; shared with `demo`."""
    from tallystick.indicators.queries import scorecard as read
    from tallystick.indicators.shapes import scorecard_json
    from tallystick.programme.queries import pairing as find

    actor = acting(username)
    card = read(find(pairing, actor=actor), year=year, actor=actor, as_of=as_of)
    shape = scorecard_json(card)
    if as_json:
        print_json(shape)
        return
    print_table(
        f"{pairing} {year}, as of {shape['as_of']}{mark(shape['invented'])}",
        ["Indicator!", "Unit?", "Target>", "Matched>", "Waiting>", "Claimed>?", "%>", "First?"],
        [
            [row["indicator"], row["unit"], *map(_cell, _numbers(row)), _first_remark(full)]
            for row, full in zip(shape["rows"], card.rows, strict=True)
        ],
    )


def explain(
    pairing: PairingCode,
    year: Year,
    indicator: Annotated[str, typer.Option(help="Code such as LC_TOTAL.")],
    as_of: AsOf = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Walk a figure back to its lines, entries and evidence."""
    start_django()
    with refusals(as_json):
        from tallystick.indicators.queries import explain as read
        from tallystick.indicators.shapes import explain_json
        from tallystick.programme.queries import pairing as find

        actor = acting(user)
        shape = explain_json(
            read(
                find(pairing, actor=actor),
                year=year,
                indicator=indicator,
                actor=actor,
                as_of=_day(as_of),
            )
        )
    if as_json:
        print_json(shape)
        return
    print_table(
        f"{indicator} of {pairing} {year}: {_cell(shape['value'])} {shape['unit']}"
        f"{mark(shape['invented'])}",
        ["Line>", "Amount>", "Entry!", "Confirmed by", "Matched by", "Evidence"],
        [
            [
                str(line["seq"]),
                _cell(line["amount"]),
                line["entry"] or "",
                line["confirmed_by"] or "",
                line["matched_by"] or "",
                " ".join(sha[:8] for sha in line["evidence"]),
            ]
            for line in shape["lines"]
        ],
    )


def claims(
    pairing: Annotated[str, typer.Option(help="Only claims about this pairing.")] = "",
    indicator: Annotated[str, typer.Option(help="Only this indicator.")] = "",
    unresolved: Annotated[bool, typer.Option(help="Only claims with an unknown party.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10000)] = 50,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List figures published elsewhere, as printed."""
    start_django()
    from tallystick.indicators.queries import claims as read
    from tallystick.indicators.shapes import claim_json
    from tallystick.interchange.csv.claims import OTHER
    from tallystick.programme.queries import pairing as find
    from tallystick.programme.rules.catalogue import indicators

    with refusals(as_json):
        actor = acting(user)
        if pairing:
            find(pairing, actor=actor)
        if indicator and indicator not in (OTHER, *indicators()):
            raise NotFound.of(
                "not-found", path="--indicator", value=indicator, what="indicator", code=indicator
            )
        found = read(actor, pairing=pairing, indicator=indicator, unresolved_only=unresolved)
        rows = [claim_json(claim) for claim in found[:limit]]
        total = found.count()
    if as_json:
        print_json({"total": total, "claims": rows})
        return
    print_table(
        f"{len(rows)} of {total} claims",
        [
            "Supporting",
            "Supported",
            "Indicator!",
            "Printed",
            "Value>",
            "Unit?",
            "Period?",
            "Source?",
        ],
        [
            [
                row["supporting"],
                row["supported"],
                row["indicator"],
                row["printed"],
                row["value"],
                row["unit"],
                f"{row['period_start'] or '…'} – {row['period_end'] or '…'}",
                row["source_kind"],
            ]
            for row in rows
        ],
    )


def verify(as_json: AsJson = False) -> None:
    """Re-derive every seal and balance of the book from its lines."""
    start_django()
    from tallystick.access.queries import seat_problems
    from tallystick.entries.queries.consistency import entry_problems
    from tallystick.indicators.export import check_export
    from tallystick.journal.queries import books
    from tallystick.journal.verify import verify as check
    from tallystick.programme.queries.sealed_rules import rule_problems
    from tallystick.programme.queries.sealed_texts import signed_text_problems

    with refusals(as_json, ok=False, transactions=0, lines=0, records=0):
        require_set_up()
        report = check()
        # What people read beside the journal, and what was exported from it, hold to it too.
        beside = [*seat_problems(), *rule_problems(), *signed_text_problems()]
        beside += entry_problems()
        beside += [p for book in books() for p in check_export(book)]
    problems = [problem_json(problem) for problem in (*report.problems, *beside)]
    if as_json:
        print_json(
            {
                "ok": not problems,
                "transactions": report.transactions,
                "lines": report.lines,
                "records": report.records,
                "problems": problems,
            }
        )
    else:
        word = "DOES NOT HOLD" if problems else "holds"
        out.print(
            f"The book {word}: {report.transactions} transactions, {report.lines} lines,"
            f" {report.records} sealed records, every seal and balance derived anew."
            " Keep the chain of each book's last posting elsewhere: only that shows an end cut off"
            " together with its entries."
        )
        for problem in problems:
            out.print(f"- {problem['message']}")
    if problems:
        raise typer.Exit(1)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused.of("no-date", path="--as-of", value=text) from None


def _numbers(row: dict[str, Any]) -> list[Any]:
    keys = ("target", "matched", "waiting", "claimed", "completion_percent")
    return [row[key] for key in keys]


def _first_remark(row: ScoreRow) -> str:
    """Return the gravest thing to know about a row; that a column is empty one sees."""
    plain = {*NULL_REASONS, "no_target", "no_claim"}
    said = [flag for flag in row.flags if not flag.about and flag.code not in plain]
    return said[0].sentence() if said else ""


def _cell(value: int | str | None) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else str(value)
