"""One entry from the command line: hand it on, lay files under it, speak, dispute and settle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    Said,
    acting,
    lang,
    minute_of,
    print_json,
    print_problems,
    problem_json,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.entries import state_words, tell_states
from tallystick.cli.wording import amounts, in_words, label, minor_amount, who

if TYPE_CHECKING:
    from tallystick.entries.models import Entry
    from tallystick.entries.queries.documents import AskedDocument
    from tallystick.kernel.actor import Actor

app = typer.Typer(no_args_is_help=True, help="One entry: its halves, its files, its thread.")
Number = Annotated[str, typer.Argument(help="An entry number such as E-2019-0001.")]
Reason = Annotated[str, typer.Option(help="Why; the other side reads it.")]
Figures = Annotated[
    list[str],
    typer.Option("--figure", help="LINE=AMOUNT in the line's own unit, such as 1=480 or 1=2.5万."),
]
NO_FIGURES: list[str] = []


@app.command("show")
def show(number: Number, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show an entry with its thread, its files and what looks odd about it."""
    start_django()
    from tallystick.entries.queries import entry, entry_json, named, waiting_problem, warnings_for
    from tallystick.entries.queries.documents import document_of

    with refusals(as_json):
        actor = acting(user)
        row = entry(named(actor, [number])[0].pk, actor)
        odd, asked = warnings_for([row], actor).get(row.pk, ()), document_of(row)
    shape = {
        **entry_json(row),
        "warnings": [problem_json(problem) for problem in odd],
        "evidence": [link.evidence.sha256 for link in row.evidence_links.all()],
        "document_asked": _asked(asked),
        "acts": [_act(act) for act in row.acts.all()],
        "thread": [
            {"at": said.at.isoformat(), "name": said.name, "side": said.side, "text": said.text}
            for said in row.remarks.all()
        ],
    }
    if as_json:
        print_json(shape)
        return
    say(
        "%(entry)s  %(state)s  %(amounts)s  %(title)s",
        entry=row.number, state=state_words(row.state), amounts=amounts(shape["lines"]),
        title=in_words(row.title_en, row.title_zh),
    )  # fmt: skip
    if waits := waiting_problem(row):
        say("  waits: %(what)s", what=waits.sentence(lang()))
    if asked is not None:
        _tell_asked(asked)
    for one in row.acts.all():
        _tell_act(one)
    for remark in row.remarks.all():
        say(
            "  %(time)s  %(name)s: %(text)s",
            time=minute_of(remark.at.isoformat()), name=_name(remark), text=remark.text,
        )  # fmt: skip
    print_problems(list(odd))


def _asked(asked: AskedDocument | None) -> dict[str, Any] | None:
    if asked is None:
        return None
    document = {"document_en": asked.document.en, "document_zh": asked.document.zh}
    return {**document, "required": asked.required, "indicators": list(asked.indicators)}


def _tell_asked(asked: AskedDocument) -> None:
    told = {"document": asked.document.label(lang()), "names": asked.because.label(lang())}
    if asked.required and asked.indicators:
        say("  needs: %(document)s, by the rule for “%(names)s”", **told)
    elif asked.required:
        say("  needs: %(document)s", **told)
    else:
        say("  asked for, not required: %(document)s", **told)


def _name(act: Any) -> str:
    """Return who acted or spoke, under the name she had then."""
    return who(act.name, act.user.chinese_at(act.at) if act.user else "")


def _tell_act(act: Any) -> None:
    from tallystick.entries.models import EntryAct

    named, before = _figures_told(act)
    parts = [label(EntryAct.Verb, act.verb), *named, *before, act.reason]
    say(
        "  %(time)s  %(name)s: %(text)s",
        time=minute_of(act.at.isoformat()), name=_name(act), text="  ".join(filter(None, parts)),
    )  # fmt: skip


def _figures_told(act: Any) -> tuple[list[str], list[Said]]:
    """Return the figures that a step named, and those it replaced, in words."""
    units = {line.n: line.unit for line in act.entry.lines.all()}
    named = [(units[n["n"]], n["amount"]) for n in act.counter or () if n["n"] in units]
    told = [minor_amount(n, unit) for unit, n in named]
    old = [
        said("before: %(amount)s", amount=minor_amount(n, unit)) for unit, n in act.replaced or ()
    ]
    return told, old


def _act(act: Any) -> dict[str, Any]:
    return {
        "at": act.at.isoformat(),
        "verb": act.verb,
        "name": act.name,
        "side": act.side,
        "basis": act.basis,
        "reason": act.reason,
        "counter": act.counter,
        "replaced": act.replaced,
        "figures": _figures_of(act),
    }


def _figures_of(act: Any) -> str:
    """Return the figures of a step in words of the lines' units: named, and replaced."""
    from tallystick.kernel.quantity import show_minor
    from tallystick.programme.rules.pipelines import unit_scale

    units = {line.n: line.unit for line in act.entry.lines.all()}
    named = [(units[n["n"]], n["amount"]) for n in act.counter or () if n["n"] in units]
    told = [f"{show_minor(n, unit_scale(unit))} {unit}" for unit, n in named]
    old = [f"{show_minor(n, unit_scale(unit))} {unit}" for unit, n in act.replaced or ()]
    return ", ".join(told) + (f"before: {', '.join(old)}" if old else "")


@app.command("submit")
def submit(
    number: Number,
    reason: Annotated[
        str, typer.Option(help="Why it comes now, where its period was closed.")
    ] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Hand a draft to the second person of your side."""
    start_django()
    from tallystick.entries.services import submit_entry

    def step(row: Entry, by: Actor) -> object:
        return submit_entry(entry_id=row.pk, version=row.version, by=by, reason=reason)

    _step(number, step, as_json, user)


@app.command("attach")
def attach(
    number: Number,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Lay a file under an entry as evidence."""
    start_django()
    from tallystick.entries.services import attach_evidence

    def step(row: Entry, by: Actor) -> object:
        return attach_evidence(
            entry_id=row.pk, name=file.name, content=file.read_bytes(), by=by,
            invented=row.pairing.programme.invented,
        )  # fmt: skip

    _step(number, step, as_json, user)


@app.command("roster")
def roster(
    number: Number,
    sha256: Annotated[str, typer.Argument(help="The SHA-256 of the roster your office keeps.")],
    persons: Annotated[int, typer.Argument(help="How many persons are on it.")],
    name: Annotated[str, typer.Option(help="What the file is called.")] = "roster",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Name a roster of persons by its hash and count; the file stays in your office."""
    start_django()
    from tallystick.entries.services import note_roster

    def step(row: Entry, by: Actor) -> object:
        return note_roster(entry_id=row.pk, name=name, sha256=sha256, persons=persons, by=by)

    _step(number, step, as_json, user)


@app.command("remark")
def remark(
    number: Number,
    text: Annotated[str, typer.Argument(help="What you say; it stays.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say something in the thread of an entry."""
    start_django()
    from tallystick.entries.services import add_remark

    _step(number, lambda row, by: add_remark(entry_id=row.pk, text=text, by=by), as_json, user)


@app.command("dispute")
def dispute(
    number: Number,
    reason: Reason,
    figure: Figures,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say that your half shows another figure."""
    start_django()
    from tallystick.entries.services import dispute_entry

    def step(row: Entry, by: Actor) -> object:
        return dispute_entry(
            entry_id=row.pk, version=row.version, counter=_counter(row, figure), reason=reason,
            by=by,
        )  # fmt: skip

    _step(number, step, as_json, user)


@app.command("settle")
def settle(
    number: Number,
    reason: Reason,
    figure: Figures = NO_FIGURES,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Name the figures that end a dispute; none upholds. The other side's same word posts them."""
    start_django()
    from tallystick.entries.services import settle_dispute

    def step(row: Entry, by: Actor) -> object:
        return settle_dispute(
            entry_id=row.pk, version=row.version, figures=_figures(row, figure), reason=reason,
            by=by,
        )  # fmt: skip

    _step(number, step, as_json, user)


@app.command("amend")
def amend(
    number: Number,
    reason: Reason,
    figure: Figures,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say the amounts anew; the entry is confirmed and matched from the beginning."""
    start_django()
    from tallystick.entries.queries.reported import amended
    from tallystick.entries.services import amend_entry

    def step(row: Entry, by: Actor) -> object:
        return amend_entry(
            entry_id=row.pk, version=row.version, report=amended(row, _stated(row, figure)),
            reason=reason, by=by,
        )  # fmt: skip

    _step(number, step, as_json, user)


@app.command("withdraw")
def withdraw(number: Number, reason: Reason, as_json: AsJson = False, user: AsUser = "") -> None:
    """Take back an entry of your side that is not posted."""
    start_django()
    from tallystick.entries.services import withdraw_entry

    def step(row: Entry, by: Actor) -> object:
        return withdraw_entry(entry_id=row.pk, version=row.version, reason=reason, by=by)

    _step(number, step, as_json, user)


def post_waiting(
    book: Annotated[str, typer.Argument(help="The code of the top-level pairing.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Post every matched entry of a book whose missing step stands by now."""
    start_django()
    from tallystick.entries import services
    from tallystick.entries.queries import entry_json

    with refusals(as_json):
        rows = services.post_waiting(book=book, by=acting(user, writing=True))
        posted = [entry_json(row) for row in rows]
    if as_json:
        print_json({"entries": posted})
        return
    tell_states(posted)
    if not posted:
        say("Nothing that waits can be posted yet.")


def _step(number: str, step: Callable[[Entry, Actor], object], as_json: bool, user: str) -> None:
    """Take one step of one entry and tell what became of it."""
    from tallystick.entries.queries import entry_json, named, warnings_for

    with refusals(as_json):
        actor = acting(user, writing=True)
        step(named(actor, [number])[0], actor)
        row = named(actor, [number])[0]
        odd = warnings_for([row], actor).get(row.pk, ())
    if as_json:
        print_json({**entry_json(row), "warnings": [problem_json(problem) for problem in odd]})
    else:
        say("%(entry)s: %(state)s", entry=row.number, state=state_words(row.state))
        print_problems(list(odd))


def _figures(row: Entry, given: list[str]) -> list[tuple[int, int]]:
    return [(n, stated.amount) for n, stated in _stated(row, given).items()]


def _counter(row: Entry, given: list[str]) -> list[tuple[int, int]]:
    """Return the figures that stand against the stated ones."""
    from tallystick.entries.rules.blind import as_counter

    said = _stated(row, given)
    lines = [line for line in row.lines.all() if line.n in said]
    return [(line.n, as_counter(line.amount, line.precision, said[line.n])) for line in lines]


def _stated(row: Entry, given: list[str]) -> dict[int, Any]:
    """Read LINE=AMOUNT in each line's own unit.

    Raises: Refused for a line that is not there, or an amount that is none.
    """
    from tallystick.entries.queries.reported import read_figures

    return read_figures(row, [pair.partition("=")[::2] for pair in given])
