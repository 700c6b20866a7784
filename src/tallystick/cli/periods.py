"""Time: what is due by when, working days, and closing a period under two names."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    print_json,
    print_table,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import label, others, pipeline

app = typer.Typer(no_args_is_help=True, help="Deadlines, closings and what came in late.")

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As on this day.")]
Code = Annotated[str, typer.Option("--pairing", help="Code of the pairing.")]


@app.command("due")
def due(
    on: Day = None,
    pairing: Annotated[str, typer.Option(help="Only this pairing and those in it.")] = "",
    open_only: Annotated[bool, typer.Option("--open", help="Only what is not reported.")] = False,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List the reports that are due, and how many working days late they are."""
    start_django()
    from django.utils import timezone

    from tallystick.entries.queries import due_json, due_reports
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        day = on.date() if on else timezone.localdate()
        actor = acting(user)
        within = find(pairing, actor=actor) if pairing else None
        found = due_reports(actor, day, within=within)
        rows = [due_json(one) for one in found if one.is_open or not open_only]
    if as_json:
        print_json({"on": day.isoformat(), "reports": rows})
        return
    print_table(
        counted("%(n)s report on %(day)s", "%(n)s reports on %(day)s", len(rows), day=day),
        columns(
            "Period!", "Pairing!", "Pipeline", "By whom?", "Report by!", "Match by!", "State",
            "Working days late>",
        ),
        [
            [
                *(r["period"], r["pairing"], pipeline(r["pipeline"]), _reporter(r["reporter"])),
                *(r["report_by"], r["match_by"], _stand(r["state"])),
                r["working_days_late"] or "",
            ]
            for r in rows
        ],
    )  # fmt: skip


def _reporter(code: str) -> str:
    from tallystick.programme.models import ReportingDuty

    return label(ReportingDuty.Reporter, code)


def _stand(code: str) -> str:
    from tallystick.entries.queries import Stand

    return label(Stand, code)


@app.command("duty")
def duty(
    pairing: Code,
    cadence: Annotated[str, typer.Option(help="monthly, quarterly, yearly or none.")],
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="First day asked about.")],
    pipeline: Annotated[str, typer.Option(help="Only this one; without it, all others.")] = "",
    reporter: Annotated[str, typer.Option(help="supporting, supported or either.")] = "either",
    report_days: Annotated[int, typer.Option(help="Working days after the period.")] = 10,
    match_days: Annotated[int, typer.Option(help="Working days after the report.")] = 10,
    why: Annotated[str, typer.Option(help="Why the calendar is set so.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Set how often a pairing reports, who does, and by which working day."""
    start_django()
    from tallystick.programme.queries import pairing as find
    from tallystick.programme.rules.reporting import Duty
    from tallystick.programme.services import set_duty

    with refusals(as_json):
        actor = acting(user, writing=True)
        said = Duty(pipeline, cadence, reporter, report_days, match_days, since=since.date())
        row = set_duty(pairing=find(pairing, actor=actor), duty=said, by=actor, why=why)
    answer = {"pairing": pairing, "pipeline": row.pipeline, "cadence": row.cadence}
    if as_json:
        print_json(answer)
    else:
        say(
            "%(pairing)s, %(pipeline)s: %(cadence)s",
            pairing=pairing, pipeline=others(row.pipeline),
            cadence=label(type(row).Cadence, row.cadence),
        )  # fmt: skip


@app.command("working-days")
def working_days_of(
    country: Annotated[str, typer.Option(help="Two letters, such as cn.")] = "cn",
    file: Annotated[
        Path | None,
        typer.Option("--load", exists=True, dir_okay=False, help="Load this calendar file."),
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Show which years of working days are known and from where; or load a calendar file."""
    start_django()
    from tallystick.programme.queries import working_days
    from tallystick.programme.services import load_working_days

    with refusals(as_json):
        if file is not None:
            loaded = load_working_days(source=file.read_bytes(), by=acting(user, writing=True))
            country = loaded.country
        days = working_days(country)
    rows = [
        {"year": y.year, "holidays": len(y.off), "made_up": len(y.worked), "source": y.source}
        for y in sorted(days.years.values(), key=lambda year: year.year)
    ]
    if as_json:
        print_json({"country": days.country, "years": rows})
        return
    print_table(
        said(
            "Working days of %(country)s; other years follow their weekends alone",
            country=days.country,
        ),
        columns("Year!", "Days off>", "Days made up>", "Source"),
        [[r["year"], r["holidays"], r["made_up"], r["source"]] for r in rows],
    )


Period = Annotated[str, typer.Argument(help="2019-03, 2019-Q1 or 2019.")]
Why = Annotated[str, typer.Option("--why", help="The reason, which is sealed.")]
Pipeline = Annotated[str, typer.Option(help="Only this pipeline; without it, all.")]
Act = Annotated[str, typer.Argument(help="Id of the proposal, as `periods list` shows it.")]


@app.command("close")
def close(
    period: Period, pairing: Code, why: Why, pipeline: Pipeline = "",
    as_json: AsJson = False, user: AsUser = "",
) -> None:  # fmt: skip
    """Propose to close a period; it is closed once the other side agrees."""
    _propose("close", period, pairing, pipeline, why, as_json, user)


@app.command("reopen")
def reopen(
    period: Period, pairing: Code, why: Why, pipeline: Pipeline = "",
    as_json: AsJson = False, user: AsUser = "",
) -> None:  # fmt: skip
    """Propose to open a closed period again."""
    _propose("reopen", period, pairing, pipeline, why, as_json, user)


def _propose(
    kind: str, period: str, pairing: str, pipeline: str, why: str, as_json: bool, user: str
) -> None:
    start_django()
    from tallystick.entries.queries import act_json
    from tallystick.entries.services import propose_period

    with refusals(as_json):
        act = propose_period(
            kind=kind,
            pairing=pairing,
            pipeline=pipeline,
            period=period,
            reason=why,
            by=acting(user, writing=True),
        )
    _show_act(act_json(act), as_json)


@app.command("agree")
def agree(act: Act, as_json: AsJson = False, user: AsUser = "") -> None:
    """Agree to a proposal as the other side; it is in force and sealed."""
    start_django()
    from tallystick.entries.queries import act_json
    from tallystick.entries.services import agree_period

    with refusals(as_json):
        done = agree_period(act_id=act, by=acting(user, writing=True))
    _show_act(act_json(done), as_json)


@app.command("drop")
def drop(act: Act, why: Why, as_json: AsJson = False, user: AsUser = "") -> None:
    """Take a proposal back, or turn it down."""
    start_django()
    from tallystick.entries.queries import act_json
    from tallystick.entries.services import drop_period

    with refusals(as_json):
        done = drop_period(act_id=act, reason=why, by=acting(user, writing=True))
    _show_act(act_json(done), as_json)


@app.command("list")
def list_periods(as_json: AsJson = False, user: AsUser = "") -> None:
    """List closings and openings, newest first, with what was recorded later."""
    start_django()
    from tallystick.entries.queries import act_json, period_acts, recorded_later

    with refusals(as_json):
        found = period_acts(acting(user))
        rows = [{**act_json(act), "recorded_later": len(recorded_later(act))} for act in found]
    if as_json:
        print_json({"periods": rows})
        return
    print_table(
        counted("%(n)s closing or opening", "%(n)s closings and openings", len(rows)),
        columns(
            "Period!", "Pairing!", "Act", "Pipeline?", "State", "Posting>", "Recorded later>",
            "Identifier!",
        ),
        [
            [
                *(r["period"], r["pairing"], _kind(r["kind"]), pipeline(r["pipeline"] or "")),
                *(_state(r["state"]), r["seq"] or "", r["recorded_later"], r["id"]),
            ]
            for r in rows
        ],
    )  # fmt: skip


def _kind(code: str) -> str:
    from tallystick.entries.models import PeriodAct

    return label(PeriodAct.Kind, code)


def _state(code: str) -> str:
    from tallystick.entries.models import PeriodAct

    return label(PeriodAct.State, code)


def _show_act(row: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(row)
    else:
        say(
            "%(kind)s %(period)s, %(pairing)s: %(state)s (%(id)s)",
            **{**row, "kind": _kind(row["kind"]), "state": _state(row["state"])},
        )
