"""List what was entered; confirm and match it under a person's own name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    lang,
    one_of,
    print_json,
    print_problems,
    print_table,
    problem_json,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import amounts, figure, in_words, label, movement, pipeline

if TYPE_CHECKING:
    from tallystick.entries.models import Entry
    from tallystick.kernel.actor import Actor

Numbers = Annotated[list[str], typer.Argument(help="Entry numbers such as E-2019-0001.")]
# None: those that wait are meant.
Chosen = Annotated[list[str] | None, typer.Argument(help="Entry numbers such as E-2019-0001.")]
Waiting = Annotated[
    bool, typer.Option("--waiting", help="All that waits for you, beside the numbers given.")
]
Review = Annotated[
    bool, typer.Option("--review", help="Show what would be decided and its totals; do nothing.")
]


def _states() -> list[str]:
    start_django()
    from tallystick.entries.models import State

    return list(State.values)


def _bases() -> list[str]:
    start_django()
    from tallystick.entries.services.matching import BASES

    return [str(basis) for basis in BASES]


InState = Annotated[
    str, typer.Option("--state", help="Only entries in this state.", callback=one_of(_states))
]


def list_entries(pairing: str, state: str, limit: int, as_json: bool, user: str) -> None:
    """List entries, newest change first."""
    start_django()
    from tallystick.entries.queries import entries, entry_json, warnings_for
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user)
        if pairing:
            find(pairing, actor=actor)
        found = entries(actor, pairing=pairing, state=state)
        shown = list(found[:limit])
        odd = warnings_for(shown, actor)
        rows = [
            {**entry_json(row), "warnings": [problem_json(p) for p in odd.get(row.pk, ())]}
            for row in shown
        ]
        total = found.count()
    if as_json:
        print_json({"total": total, "entries": rows})
        return
    print_table(
        counted("%(shown)s of %(n)s entry", "%(shown)s of %(n)s entries", total, shown=len(rows)),
        columns("Number!", "State", "Where?", "Movement?", "Day!", "Amounts", "Title", "To check?"),
        [
            [
                *(
                    r["number"],
                    state_words(r["state"]),
                    one.region.name_on(one.happened_on, lang()),
                ),
                *(movement(r["pipeline"], r["move"]), r["on"], amounts(r["lines"])),
                *(in_words(one.title_en, one.title_zh), len(r["warnings"]) or ""),
            ]
            for r, one in zip(rows, shown, strict=True)
        ],
        invented=any(r["invented"] for r in rows),
    )


def state_words(state: str) -> str:
    """Return what the state of an entry is called."""
    from tallystick.entries.models import State

    return label(State, state)


def tell_states(done: list[dict[str, Any]]) -> None:
    """Print what became of each entry."""
    for row in done:
        say("%(entry)s: %(state)s", entry=row["number"], state=state_words(row["state"]))


def confirm(
    numbers: Chosen = None,
    waiting: Waiting = False,
    review: Review = False,
    reason: Annotated[
        str, typer.Option(help="Why they come now, where their period was closed.")
    ] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Confirm entries of your own side as its second person."""
    wanted = Wanted(waiting, review)
    _decide("confirm", numbers or [], "", wanted, user, as_json, reason=reason)


def match(
    numbers: Chosen = None,
    basis: Annotated[
        str,
        typer.Option(help="own_record, document_seen or not_contested.", callback=one_of(_bases)),
    ] = "own_record",
    waiting: Waiting = False,
    review: Review = False,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Match entries of the other side; what is matched is posted."""
    _decide("match", numbers or [], basis, Wanted(waiting, review), user, as_json)


@dataclass(frozen=True)
class Wanted:
    """Whether all that waits is meant, and whether it is only to be looked at."""

    waiting: bool
    review: bool


def _chosen(verb: str, numbers: list[str], wanted: Wanted, actor: Actor) -> list[Entry]:
    from tallystick.entries.queries import named, waiting_for

    rows = named(actor, numbers)
    if wanted.waiting:
        work = waiting_for(actor)
        rows.extend(work.to_confirm if verb == "confirm" else work.to_match)
    return list({row.pk: row for row in rows}.values())


def _review(rows: list[Entry], actor: Actor, as_json: bool) -> None:
    """Show what a decision would cover: each entry with what is odd about it, and the totals."""
    from tallystick.entries.queries import entry_json, totals_of, warnings_for
    from tallystick.kernel.quantity import show_minor
    from tallystick.programme.rules.pipelines import unit_scale

    odd = warnings_for(rows, actor)
    shapes = [
        {**entry_json(row), "warnings": [problem_json(p) for p in odd.get(row.pk, ())]}
        for row in rows
    ]
    totals = [
        {
            "pipeline": total.pipeline,
            "move": total.move,
            "statement": total.statement,
            "unit": total.unit,
            "amount": show_minor(total.amount, unit_scale(total.unit)),
            "entries": total.entries,
        }
        for total in totals_of(rows)
    ]
    if as_json:
        print_json({"total": len(rows), "entries": shapes, "totals": totals})
        return
    print_table(
        counted(
            "%(n)s entry, nothing decided yet", "%(n)s entries, nothing decided yet", len(rows)
        ),
        columns("Number!", "Movement?", "Day!", "Amounts", "Title", "To check"),
        [
            [
                *(s["number"], movement(s["pipeline"], s["move"]), s["on"], amounts(s["lines"])),
                in_words(one.title_en, one.title_zh),
                " ".join(w["message"] for w in s["warnings"]),
            ]
            for s, one in zip(shapes, rows, strict=True)
        ],
    )
    for total in totals:
        say(
            "  %(pipeline)s, %(movement)s: %(amount)s; entries: %(n)s",
            pipeline=pipeline(str(total["pipeline"])),
            movement=movement(str(total["pipeline"]), str(total["move"])),
            amount=amounts([total]), n=figure(total["entries"]),
        )  # fmt: skip


def _decide(
    verb: str,
    numbers: list[str],
    basis: str,
    wanted: Wanted,
    user: str,
    as_json: bool,
    *,
    reason: str = "",
) -> None:
    if not numbers and not wanted.waiting:
        start_django()
        raise typer.BadParameter(said("Give entry numbers, or --waiting."))
    start_django()
    from tallystick.entries.queries import entry_json
    from tallystick.entries.services import confirm_many, match_many

    with refusals(as_json):
        actor = acting(user, writing=True)
        rows = _chosen(verb, numbers, wanted, actor)
        if wanted.review:
            _review(rows, actor, as_json)
            return
        chosen = [(entry.pk, entry.version) for entry in rows]
        results = (
            confirm_many(chosen, by=actor, reason=reason)
            if verb == "confirm"
            else match_many(chosen, basis=basis, by=actor)
        )
    problems = [problem for result in results for problem in result.problems]
    done = [entry_json(result.entry) for result in results if result.entry is not None]
    if as_json:
        print_json({"entries": done, "problems": [problem_json(p) for p in problems]})
    else:
        tell_states(done)
        print_problems(problems)
    if problems:
        raise typer.Exit(1)
