"""Show and decide how a pairing works: how it is matched, and whether documents are needed."""

from __future__ import annotations

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
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import indicator, label, listed, others, who

if TYPE_CHECKING:
    from tallystick.programme.models import PairingRule

app = typer.Typer(
    no_args_is_help=True, help="How a pairing works: matching policy and duty of evidence."
)
Pairing = Annotated[str, typer.Option(help="The pairing's code.")]
Pipeline = Annotated[str, typer.Option(help="Only this pipeline; none is all the others.")]
Indicator = Annotated[
    str, typer.Option(help="Only what counts towards this indicator, such as FS_GOV_FUND.")
]
Reason = Annotated[str, typer.Option(help="Why; everyone reads it.")]
Since = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], help="It speaks of what happens from this day."),
]


@app.command("list")
def list_rules(pairing: Pairing, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show what was decided and proposed, newest first."""
    start_django()
    from tallystick.programme.queries import pairing as find
    from tallystick.programme.queries import rules_of

    with refusals(as_json):
        rows = [_row(rule) for rule in rules_of(find(pairing, actor=acting(user)))]
    if as_json:
        print_json({"total": len(rows), "rules": rows})
        return
    print_table(
        counted("%(n)s decision", "%(n)s decisions", len(rows)),
        columns("No.!", "For", "Rule", "From!", "By", "Decided", "Reason"),
        [
            [
                r["id"],
                indicator(r["indicator"]) if r["indicator"] else others(r["pipeline"]),
                _value(r["value"]),
                r["valid_from"] or said("always"),
                listed(who(name) for name in (r["set_by"], r["agreed_by"]) if name),
                said("yes") if r["decided"] else said("waits for the other head"),
                r["reason"],
            ]
            for r in rows
        ],
    )


def _value(code: str) -> str:
    from tallystick.programme.models import PairingRule

    return label(PairingRule.Value, code)


@app.command("matching")
def matching(
    policy: Annotated[str, typer.Argument(help="both, blind or single.")],
    pairing: Pairing,
    reason: Reason,
    pipeline: Pipeline = "",
    since: Since = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Decide, or as the head of one side propose, how entries are matched."""
    start_django()
    from tallystick.programme.services import set_matching_policy

    _decide(
        set_matching_policy, {"policy": policy}, pairing, pipeline, reason, since, as_json, user
    )


@app.command("evidence")
def evidence(
    duty: Annotated[str, typer.Argument(help="required or advisory.")],
    pairing: Pairing,
    reason: Reason,
    pipeline: Pipeline = "",
    indicator: Indicator = "",
    since: Since = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Decide, or as the head of one side propose, whether entries need their document."""
    start_django()
    from tallystick.programme.services import set_evidence_duty

    value = {"duty": duty, "indicator": indicator}
    _decide(set_evidence_duty, value, pairing, pipeline, reason, since, as_json, user)


@app.command("agree")
def agree(
    number: Annotated[int, typer.Argument(help="The number in `rules list`.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Agree, as the head of the other side, to what was proposed."""
    start_django()
    from tallystick.programme.services import agree_rule

    with refusals(as_json):
        row = _row(agree_rule(rule_id=number, by=acting(user, writing=True)))
    _told(row, as_json)


def _decide(
    service: Any,
    value: dict[str, str],
    pairing: str,
    pipeline: str,
    reason: str,
    since: datetime | None,
    as_json: bool,
    user: str,
) -> None:
    from tallystick.programme.queries import pairing as find

    day: date | None = since.date() if since else None
    with refusals(as_json):
        actor = acting(user, writing=True)
        row = _row(
            service(
                pairing=find(pairing, actor=actor),
                pipeline=pipeline,
                reason=reason,
                valid_from=day,
                by=actor,
                **value,
            )
        )
    _told(row, as_json)


def _told(row: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(row)
    else:
        told = {"number": row["id"], "rule": _value(row["value"])}
        if row["decided"]:
            say("%(number)s: decided – %(rule)s.", **told)
        else:
            say("%(number)s: proposed to the other side's head – %(rule)s.", **told)


def _row(rule: PairingRule) -> dict[str, Any]:
    return {
        "id": rule.pk,
        "pairing": rule.pairing.code,
        "kind": rule.kind,
        "pipeline": rule.pipeline,
        "indicator": rule.indicator,
        "value": rule.value,
        "reason": rule.reason,
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
        "set_by": rule.set_by,
        "agreed_by": rule.agreed_by,
        "decided": rule.decided_at is not None,
    }
