"""Print scorecards, explain a figure, list claims, verify the book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    YEARS,
    AsJson,
    AsUser,
    acting,
    columns,
    lang,
    print_json,
    print_table,
    problem_json,
    refusals,
    require_set_up,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import figure, in_words
from tallystick.indicators.rules.flags import NULL_REASONS
from tallystick.kernel.problem import Refused

if TYPE_CHECKING:
    from tallystick.entries.queries.proofs import EntryProof
    from tallystick.indicators.rules.rows import ScoreRow

PairingCode = Annotated[str, typer.Option("--pairing", help="Code such as dalian-liupanshui.")]
Year = Annotated[int, typer.Option(**YEARS)]
AsOf = Annotated[
    str, typer.Option("--as-of", help="As recorded by the end of this day, YYYY-MM-DD.")
]
Level = Annotated[
    str, typer.Option("--level", help="Only what is of places of this level: city, county, …")
]
Framework = Annotated[
    str, typer.Option("--framework", help="Only indicators that speak to this framework.")
]


def scorecard(
    pairing: PairingCode,
    year: Year,
    as_of: AsOf = "",
    level: Level = "",
    framework: Framework = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Print target, matched, waiting and claimed for each indicator of a pairing and year."""
    start_django()
    with refusals(as_json):
        show_scorecard(
            pairing=pairing,
            year=year,
            as_of=day_asked(as_of),
            level=level,
            framework=framework,
            as_json=as_json,
            username=user,
        )


def show_scorecard(
    *,
    pairing: str,
    year: int,
    as_of: date | None,
    level: str = "",
    framework: str = "",
    as_json: bool = False,
    username: str = "",
) -> None:
    """Print one scorecard; shared with `demo`."""
    from tallystick.indicators.queries.cards import narrowed_scorecard
    from tallystick.indicators.shapes import scorecard_json
    from tallystick.programme.queries import pairing as find

    actor = acting(username)
    found = find(pairing, actor=actor)
    card = narrowed_scorecard(
        found, year=year, actor=actor, as_of=as_of, level=level, framework=framework
    )
    shape = scorecard_json(card)
    if as_json:
        print_json(shape)
        return
    print_table(
        said("%(pairing)s %(year)s, as of %(day)s", pairing=pairing, year=year, day=shape["as_of"]),
        columns(
            "Indicator!", "Unit?", "Target>", "Matched>", "Waiting>", "Claimed>?", "%>",
            "To know first?",
        ),
        [
            [row["indicator"], _unit(full), *map(figure, _numbers(row)), _first_remark(full)]
            for row, full in zip(shape["rows"], card.rows, strict=True)
        ],
        invented=shape["invented"],
    )  # fmt: skip


def explain(
    pairing: PairingCode,
    year: Year,
    indicator: Annotated[str, typer.Option(help="Code such as LC_TOTAL.")],
    as_of: AsOf = "",
    level: Level = "",
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
        walk = read(
            find(pairing, actor=actor),
            year=year,
            indicator=indicator,
            actor=actor,
            as_of=day_asked(as_of),
            level=level,
        )
        shape = explain_json(walk)
    if as_json:
        print_json(shape)
        return
    print_table(
        said(
            "%(indicator)s of %(pairing)s %(year)s: %(figure)s %(unit)s",
            indicator=indicator, pairing=pairing, year=year,
            figure=figure(shape["value"]), unit=_unit(walk.row),
        ),
        columns("Line>", "Amount>", "Entry!", "Confirmed by", "Matched by", "Evidence"),
        [
            [
                line["seq"],
                figure(line["amount"]),
                line["entry"] or "",
                *_signed(walked.proof),
                " ".join(sha[:8] for sha in line["evidence"]),
            ]
            for line, walked in zip(shape["lines"], walk.lines, strict=True)
        ],
        invented=shape["invented"],
    )  # fmt: skip
    if words := walk.words(lang()):
        say("%(indicator)s: %(formula)s", indicator=_name(indicator), formula=words)


def verify(as_json: AsJson = False) -> None:
    """Re-derive every seal and balance of the book from its lines."""
    start_django()
    from tallystick.interchange.services import verify_book

    with refusals(as_json, ok=False, transactions=0, lines=0, records=0, acts=0):
        require_set_up()
        found = verify_book()
    report, acts, acts_chain = found.journal, found.acts, found.acts_chain
    problems = [problem_json(problem) for problem in found.problems]
    if as_json:
        print_json(
            {
                "ok": not problems,
                "transactions": report.transactions,
                "lines": report.lines,
                "records": report.records,
                "acts": acts,
                "acts_chain": acts_chain,
                "problems": problems,
            }
        )
    else:
        if problems:
            say("The book DOES NOT HOLD.")
        else:
            say("The book holds.")
        say(
            "%(transactions)s transactions, %(lines)s lines and %(records)s sealed records were"
            " read, every seal and balance derived anew. Keep the chain of each book's last posting"
            " elsewhere: only that shows an end cut off together with its entries.",
            transactions=report.transactions, lines=report.lines, records=report.records,
        )  # fmt: skip
        say(
            "%(acts)s acts of the log were held to their chain, which ends in %(chain)s: keep that"
            " elsewhere too.",
            acts=acts, chain=acts_chain,
        )  # fmt: skip
        for problem in problems:
            say("- %(problem)s", problem=problem["message"])
    if problems:
        raise typer.Exit(1)


def day_asked(text: str) -> date | None:
    """Return the day typed, or None where none is. Raises: Refused for what is no day."""
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
    grave = [flag for flag in row.flags if not flag.about and flag.code not in plain]
    return grave[0].sentence(lang()) if grave else ""


def _name(indicator: str) -> str:
    from tallystick.programme.rules.catalogue import indicators

    return indicators()[indicator].name(lang())


def _unit(row: ScoreRow) -> str:
    """Return what an indicator is counted in, as the pages print it."""
    from tallystick.programme.rules.catalogue import indicators

    return indicators()[row.indicator].shown_unit.label(lang())


def _signed(proof: EntryProof | None) -> list[str]:
    """Return who confirmed and who matched what a line rests on."""
    if proof is None:
        return ["", ""]
    return [
        in_words(proof.confirmed_by, proof.confirmed_by_zh),
        in_words(proof.matched_by, proof.matched_by_zh),
    ]
