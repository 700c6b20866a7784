"""`tallystick …`: the commands, in the order one meets them."""

from __future__ import annotations

import os
import re
import sys
import traceback
from copy import copy
from typing import Annotated, Any

import typer
from typer.main import get_command_name

from tallystick.cli import (
    acts,
    agreements,
    announcements,
    brief,
    claims,
    commitments,
    correcting,
    entries,
    entry,
    exporting,
    figures,
    following,
    frameworks,
    importing,
    lists,
    meetings,
    pairing_rules,
    paper,
    people,
    periods,
    persons,
    practices,
    programmes,
    readout,
    readouts,
    rebuilding,
    regions,
    reporting,
    setting_up,
    things,
    tiers,
    workbook,
    working,
)
from tallystick.cli.door import LANGUAGES, print_json, print_problems, problem_json
from tallystick.cli.door import lang as words
from tallystick.kernel.problem import Problem

# Bytes that are no UTF-8 come as halves of a pair of signs.
_HALF = re.compile("[\ud800-\udfff]")


class Door(typer.Typer):
    """The door itself: with `--json` a wrong call and our own failure are answered in JSON too."""

    def __call__(self, *words: Any, **ways: Any) -> Any:
        """Run one command."""
        as_json = "--json" in sys.argv
        _insist_on_words(sys.argv[1:], as_json)
        try:
            return super(Door, self if words or ways else _called(self)).__call__(*words, **ways)
        except SystemExit as end:
            if end.code == 2 and as_json:
                # What is wrong with the call stands on the error stream as well.
                _answer("called-wrongly", getattr(end.__context__, "format_message", str)())
            raise
        except Exception as fault:
            _tell_if_busy(fault, as_json)
            if not as_json:
                raise
            traceback.print_exc(file=sys.stderr)
            _answer("failed", "")
            raise SystemExit(1) from None


def _called(door: Door) -> Door:
    """Return the door with nothing behind it but the command or group that is called.

    Making all two hundred of them takes a tenth of a second; who names none of them, finds all.
    """
    asked = sys.argv[3:] if sys.argv[1:2] == ["--lang"] else sys.argv[1:]
    groups = [one for one in door.registered_groups if one.name in asked[:1]]
    commands = [
        one
        for one in door.registered_commands
        if one.callback and get_command_name(one.callback.__name__) in asked[:1]
    ]
    if not groups and not commands:
        return door
    narrow = copy(door)
    narrow.registered_groups, narrow.registered_commands = groups, commands
    return narrow


def _insist_on_words(called: list[str], as_json: bool) -> None:
    """End with a sentence where a word of the call is no text: no database can be asked for it."""
    unfit = next((word for word in called if _HALF.search(word)), None)
    if unfit is None:
        return
    problem = Problem("word-no-text", "", value=_HALF.sub("\ufffd", unfit)[:60])
    if as_json:
        print_json({"problems": [problem_json(problem)]})
    else:
        print_problems([problem])
    raise SystemExit(2)


def _tell_if_busy(fault: Exception, as_json: bool) -> None:
    """End with a sentence where others write; whatever a command was at, it is caught here."""
    from tallystick.journal.busy import busy_problem, is_busy

    if not is_busy(fault):
        return
    problem = busy_problem()
    if as_json:
        print_json({"problems": [problem_json(problem)]})
    else:
        print_problems([problem])
    raise SystemExit(1) from None


app = Door(
    name="tallystick",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def choose_language(
    lang: Annotated[
        str,
        typer.Option(envvar="TALLYSTICK_LANG", help="en or zh; else the machine's own language."),
    ] = "",
) -> None:
    """The two-sided book of record for paired-region cooperation."""
    if lang and lang not in LANGUAGES:
        problem = Problem("not-in-list", "", {"choices": ", ".join(LANGUAGES)}, lang)
        raise typer.BadParameter(problem.sentence(words()), param_hint="--lang")
    if lang:
        os.environ["TALLYSTICK_LANG"] = lang


def _answer(code: str, said: str) -> None:
    problem = Problem(code, "", {"said": said})
    print_json({"problems": [problem_json(problem)]})


app.command()(setting_up.version)
app.command()(setting_up.init)
app.command()(setting_up.demo)
app.command()(setting_up.serve)
app.command()(working.work)
app.command()(working.remind)
app.add_typer(programmes.programmes, name="programmes")
app.add_typer(programmes.pairings, name="pairings")
app.add_typer(regions.app, name="regions")
app.add_typer(agreements.app, name="agreements")
for command in (
    *(following.show, following.link, following.unlink, following.done),
    *(following.attach, following.take),
    *(following.acknowledge, following.refuse, following.withdraw),
):
    commitments.app.command()(command)
app.add_typer(commitments.app, name="commitments")
app.add_typer(meetings.app, name="meetings")
app.add_typer(announcements.app, name="announcements")
app.add_typer(frameworks.app, name="frameworks")
app.add_typer(practices.app, name="practices")
app.add_typer(importing.app, name="import")
app.add_typer(people.offices, name="offices")
app.add_typer(people.app, name="people")
app.add_typer(persons.app, name="persons")
app.add_typer(acts.app, name="acts")
app.add_typer(pairing_rules.app, name="rules")
app.add_typer(tiers.app, name="tiers")
app.add_typer(entry.app, name="entry")
app.command()(entry.post_waiting)
app.add_typer(exporting.app, name="export")
app.add_typer(workbook.app, name="workbook")
app.add_typer(reporting.app, name="entries")
app.add_typer(things.app, name="things")
app.add_typer(lists.app, name="lists")
app.add_typer(things.workers, name="workers")
app.add_typer(paper.app, name="paper")
app.command()(entries.confirm)
app.command()(entries.match)
app.add_typer(periods.app, name="periods")
app.add_typer(correcting.app, name="correct")
app.command()(figures.scorecard)
app.command()(figures.explain)
app.command()(brief.brief)
app.add_typer(claims.app, name="claims")
app.command()(figures.verify)
app.command()(readout.readout)
app.add_typer(readouts.app, name="readouts")
app.command("rebuild-balances")(rebuilding.rebuild_balances)
