"""Matching on paper, for a side that never signs in: print, record, check."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    counted,
    print_json,
    print_problems,
    problem_json,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.entries import tell_states
from tallystick.cli.wording import NOTHING, label, listed, minor_amount

app = typer.Typer(no_args_is_help=True, help="Match on paper: print, record what is signed, check.")
Code = Annotated[str, typer.Argument(help="Code of the list, such as L-2020-0001.")]


@app.command("list")
def draw(
    pairing: Annotated[str, typer.Option(help="Code of the pairing.")],
    side: Annotated[str, typer.Option(help="The side that answers: supporting or supported.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Draw up the list of what waits for a side; the page Workbooks prints it."""
    start_django()
    from tallystick.entries.services import draw_list

    with refusals(as_json):
        paper = draw_list(pairing=pairing, side=side, by=acting(user, writing=True))
    if as_json:
        print_json({"list": paper.code, "sha256": paper.sha256, "entries": _numbers(paper)})
    else:
        say(
            "%(list)s: %(entries)s, SHA-256 %(sha256)s",
            list=paper.code, sha256=paper.sha256,
            entries=counted("%(n)s entry", "%(n)s entries", len(paper.rows)),
        )  # fmt: skip


def _numbers(paper: Any) -> list[str]:
    return [row["number"] for row in paper.rows]


@app.command()
def record(
    code: Code,
    scan: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="The signed list.")],
    signer: Annotated[str, typer.Option(help="Who signed, as it stands on the paper.")],
    post: Annotated[str, typer.Option(help="In what post.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day of signing.")],
    agree: Annotated[list[str] | None, typer.Option(help="Entries ticked “agree”.")] = None,
    differ: Annotated[
        list[str] | None,
        typer.Option(help="Entries ticked “differ”: NUMBER:LINE=FIGURE:REASON."),
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Record what a signed list says, with its scan; a second person then checks it."""
    start_django()
    from tallystick.entries.services import PaperAnswer, record_paper

    with refusals(as_json):
        actor = acting(user, writing=True)
        answers = [PaperAnswer(number, "agree") for number in agree or ()]
        answers += [_differs(text, code, actor) for text in differ or ()]
        paper = record_paper(
            code=code,
            name=scan.name,
            scan=scan.read_bytes(),
            signer=signer,
            signer_post=post,
            signed_on=on.date(),
            answers=answers,
            by=actor,
        )
    if as_json:
        print_json({"list": paper.code, "state": paper.state, "answers": len(answers)})


def _differs(text: str, code: str, actor: Any) -> Any:
    """Return what `NUMBER:LINE=FIGURE:REASON` says; figures in the unit of the line."""
    from tallystick.entries.queries import named
    from tallystick.entries.rules.blind import as_counter
    from tallystick.entries.services import PaperAnswer
    from tallystick.kernel.numeral import read_stated
    from tallystick.kernel.problem import Refused
    from tallystick.programme.rules.pipelines import unit_scale

    number, _colon, rest = text.partition(":")
    figure, _colon, reason = rest.partition(":")
    line, _equals, amount = figure.partition("=")
    (entry,) = named(actor, [number])
    lines = {row.n: row for row in entry.lines.all()}
    if not line.isdecimal() or int(line) not in lines:
        raise Refused.of("not-on-the-list", path=number, value=text[:60], code=code)
    row = lines[int(line)]
    said = read_stated(amount, unit_scale(row.unit))
    counter = (row.n, as_counter(row.amount, row.precision, said))
    return PaperAnswer(number, "differ", (counter,), reason)


@app.command()
def show(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show what was recorded of a list, to hold it against the scan."""
    start_django()
    from tallystick.entries.queries import paper_list

    with refusals(as_json):
        actor = acting(user)
        paper = paper_list(code, actor)
    answers = {row["entry"]: row for row in paper.answers or ()}
    rows = [{"number": row["number"], **_said(answers.get(row["entry"]))} for row in paper.rows]
    shape = {
        "list": paper.code,
        "state": paper.state,
        "signer": paper.signer,
        "signer_post": paper.signer_post,
        "signed_on": paper.signed_on.isoformat() if paper.signed_on else None,
        "scan": paper.scan.sha256 if paper.scan else None,
        "returned": paper.returned_reason or None,
        "answers": rows,
    }
    if as_json:
        print_json(shape)
        return
    _tell(paper, answers, actor)


def _tell(paper: Any, answers: dict[str, Any], actor: Any) -> None:
    """Print a list with its answers, for who holds it against the scan."""
    from tallystick.entries.models import PaperList
    from tallystick.entries.queries import named

    state = label(PaperList.State, paper.state)
    if paper.signer:
        say(
            "%(list)s: %(state)s, signed by %(signer)s, %(post)s",
            list=paper.code, state=state, signer=paper.signer, post=paper.signer_post or NOTHING,
        )  # fmt: skip
    else:
        say("%(list)s: %(state)s", list=paper.code, state=state)
    found = named(actor, [row["number"] for row in paper.rows])
    units = {one.number: {line.n: line.unit for line in one.lines.all()} for one in found}
    for row in paper.rows:
        told = _said(answers.get(row["entry"]))
        ours = [minor_amount(amount, units[row["number"]][n]) for n, amount in told["counter"]]
        parts = [_answer(told["answer"]), *ours, told["reason"]]
        say("  %(entry)s: %(answer)s", entry=row["number"], answer=listed(filter(None, parts)))


def _answer(code: str) -> str:
    """Return which box was ticked, in the words of the printed list."""
    return {
        "agree": said("Agree"),
        "differ": said("Differ"),
        "later": said("No box ticked"),
    }[code]


def _said(row: Any) -> dict[str, Any]:
    """Return an answer as it was recorded; counter-figures are in minor units, by line."""
    found = row or {"answer": "later", "counter": [], "reason": ""}
    return {key: found[key] for key in ("answer", "counter", "reason")}


@app.command("return")
def send_back(
    code: Code,
    reason: Annotated[str, typer.Option(help="What does not agree with the scan.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Send a recorded list back to who recorded it; nothing of it counts."""
    start_django()
    from tallystick.entries.services import return_paper

    with refusals(as_json):
        paper = return_paper(code=code, reason=reason, by=acting(user, writing=True))
    if as_json:
        print_json({"list": paper.code, "state": paper.state})


@app.command()
def check(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """Release a recorded list after holding it against its scan; each entry on its own."""
    start_django()
    from tallystick.entries.queries import entry_json
    from tallystick.entries.services import check_paper

    with refusals(as_json):
        results = check_paper(code=code, by=acting(user, writing=True))
    problems = [problem for result in results for problem in result.problems]
    done = [entry_json(result.entry) for result in results if result.entry is not None]
    if as_json:
        print_json({"entries": done, "problems": [problem_json(p) for p in problems]})
    else:
        tell_states(done)
        print_problems(problems)
    if problems:
        raise typer.Exit(1)
