"""Agreements: list, show, record, propose, amend, revise, sign, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    Said,
    acting,
    columns,
    counted,
    lang,
    print_json,
    print_table,
    read_each,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import called, figure, in_words, label, listed
from tallystick.kernel.problem import Refused

if TYPE_CHECKING:
    from tallystick.programme.models import Agreement, AgreementVersion, Clause
    from tallystick.programme.rules.agreements import ClauseText, TargetText

app = typer.Typer(no_args_is_help=True, help="Agreements, their texts, signatures and targets.")
Code = Annotated[str, typer.Argument(help="The agreement's code.")]
SignedOn = Annotated[
    datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day the text bears.")
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        help="INDICATOR=FIGURE in the indicator's own unit; INDICATOR@REGION/PERIOD=FIGURE for "
        "another place or period. May be given many times.",
    ),
]
Dropped = Annotated[
    list[str] | None,
    typer.Option("--drop", help="INDICATOR or INDICATOR@REGION/PERIOD that is no target any more."),
]
Clauses = Annotated[
    list[str] | None,
    typer.Option(
        "--clause",
        help="NUMBER|text|OFFICE|2020-09-30 for a commitment, NUMBER|text|INDICATOR for a target.",
    ),
]
Note = Annotated[str, typer.Option(help="What the text says beside its targets and clauses.")]
Text = Annotated[
    str, typer.Option(help="The hash of the text as you read it; none is the text as it stands.")
]
Number = Annotated[int, typer.Option("--version", min=1, help="Which version.")]


@app.command("list")
def list_agreements(
    pairing: Annotated[str, typer.Option(help="Only this pairing.")] = "",
    programme: Annotated[str, typer.Option(help="Only this programme.")] = "",
    year: Annotated[int | None, typer.Option(help="Only those that speak of this year.")] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List the agreements, newest year first."""
    start_django()
    from tallystick.programme.queries.agreements import agreements

    with refusals(as_json):
        found = list(agreements(acting(user), pairing=pairing, programme=programme, year=year))
        rows = [_frame(one) for one in found]
    if as_json:
        print_json({"total": len(rows), "agreements": rows})
        return
    from tallystick.programme.models import Agreement

    print_table(
        counted("%(n)s agreement", "%(n)s agreements", len(rows)),
        columns("Code!", "Pairing!?", "Kind", "Years!", "Versions", "Version in force>", "Title"),
        [
            [r["code"], r["pairing"], label(Agreement.Kind, r["kind"]), r["years"],
             listed(f"{v.number} {_state(v.state)}" for v in one.versions.all()),
             r["in_force"] or said("none"), in_words(one.title_en, one.title_zh)]
            for r, one in zip(rows, found, strict=True)
        ],
    )  # fmt: skip


@app.command("show")
def show(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show every version with its targets, the check below them, clauses and signatures."""
    start_django()
    from tallystick.programme.queries.agreements import agreement

    with refusals(as_json):
        found = agreement(code, actor=acting(user))
        versions = list(found.versions.order_by("number"))
        row = {**_frame(found), "texts": [_version(one) for one in versions]}
    if as_json:
        print_json(row)
        return
    from tallystick.access.queries import offices

    known = {one.code: one for one in offices(acting(user))}
    for version, text in zip(versions, row["texts"], strict=True):
        print_table(
            said(
                "%(agreement)s version %(version)s, %(state)s, of %(day)s",
                agreement=code, version=text["version"], day=text["signed_on"],
                state=_stands(text, row["in_force"]),
            ),
            columns("Indicator!", "Place!", "Period!", "Target>", "Sum below>", "Check below"),
            [
                [t["indicator"], t["region"], t["period"], figure(t["amount"]),
                 figure(t["below"]), _verdict(t["check"])]
                for t in text["targets"]
            ],
        )  # fmt: skip
        for clause in version.clauses.select_related("owner"):
            _tell_clause(clause)
        for sign in version.signatures.filter(content_hash=version.content_hash):
            say(
                "  signed for %(party)s: %(name)s, %(office)s",
                party=called(sign.party.region),
                name=in_words(sign.name, sign.user.chinese_at(sign.at) if sign.user else ""),
                office=known[sign.office].called_at(sign.at).label(lang())
                if sign.office in known
                else sign.office,
            )  # fmt: skip
        say("  text %(hash)s", hash=text["text"])


def _tell_clause(clause: Clause) -> None:
    """Print one clause with who answers for it and by when, as she signs it."""
    say(
        "  clause %(n)s: %(text)s", n=clause.number,
        text=in_words(clause.text_en, clause.text_zh),
    )  # fmt: skip
    if clause.indicator:
        say("    measured by %(indicator)s", indicator=clause.indicator)
    if clause.owner:
        say("    owner: %(owner)s", owner=called(clause.owner))
    if clause.due_on:
        say("    due on %(day)s", day=clause.due_on.isoformat())


def _stands(text: dict[str, Any], in_force: int | None) -> Said:
    """Return how a version stands among those of its agreement."""
    if text["version"] == in_force:
        return said("in force")
    return said("signed, replaced since") if text["state"] == "signed" else _state(text["state"])


def _state(state: str) -> Said:
    from tallystick.programme.models import AgreementVersion

    return Said(label(AgreementVersion.State, state))


def _verdict(code: str) -> str:
    """Return how the targets below compare with one, in the words of the pages."""
    return {
        "more": said("more than the target"),
        "less": said("less than the target"),
        "equal": said("equal to the target"),
        "not_handed_down": said("not handed down"),
    }[code]


@app.command("record")
def record(
    code: Code,
    pairing: Annotated[str, typer.Option(help="The pairing's code.")],
    year: Annotated[int, typer.Option(help="The first year it speaks of.")],
    title: Annotated[str, typer.Option(help="Its title.")],
    title_zh: Annotated[str, typer.Option(help="Its title in Chinese.")] = "",
    kind: Annotated[str, typer.Option(help="yearly, framework or sector.")] = "yearly",
    last_year: Annotated[int | None, typer.Option(help="The last year, if another.")] = None,
    above: Annotated[str, typer.Option(help="The agreement that hands targets down to it.")] = "",
    party: Annotated[
        list[str] | None, typer.Option(help="A region that signs; none: the pairing's own two.")
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Open the record of an agreement; its text is proposed next."""
    start_django()
    from tallystick.programme.queries import pairing as find
    from tallystick.programme.services import record_agreement

    with refusals(as_json):
        actor = acting(user, writing=True)
        made = record_agreement(
            code=code, pairing=find(pairing, actor=actor), kind=kind, year=year, title_en=title,
            title_zh=title_zh, last_year=last_year, above=above, parties=party or (), by=actor,
        )  # fmt: skip
        row = _frame(made)
    if as_json:
        print_json(row)
    else:
        say("%(agreement)s is recorded. Next: propose its text.", agreement=code)


@app.command("propose")
def propose(
    code: Code,
    on: SignedOn,
    target: Targets = None,
    clause: Clauses = None,
    note: Note = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Put the first text to both sides."""
    start_django()
    from tallystick.programme.services import propose_version

    _put(propose_version, code, on, target, None, clause, note, as_json, user)


@app.command("amend")
def amend(
    code: Code,
    on: SignedOn,
    target: Targets = None,
    drop: Dropped = None,
    clause: Clauses = None,
    note: Note = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Put an amendment of the signed text to both sides; what it does not name stays."""
    start_django()
    from tallystick.programme.services import amend_agreement

    _put(amend_agreement, code, on, target, drop, clause, note, as_json, user)


@app.command("revise")
def revise(
    code: Code,
    version: Number,
    on: SignedOn,
    target: Targets = None,
    drop: Dropped = None,
    clause: Clauses = None,
    note: Note = "",
    text: Text = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say a text anew that is not signed by all yet; names given under the old one are void."""
    start_django()
    from tallystick.programme.services import revise_version

    def revise_text(**of: Any) -> AgreementVersion:
        targets, clauses = read_each(("--target", _target, target), ("--clause", _clause, clause))
        return revise_version(
            signed_on=on.date(), targets=targets, dropped=[_key(one) for one in drop or []],
            clauses=clauses, note=note, **of,
        )  # fmt: skip

    row = _act_on(revise_text, code, version, text, user, as_json)
    if as_json:
        print_json(row)
    else:
        say("%(agreement)s version %(version)s reads anew; its text is %(text)s", **row)


@app.command("sign")
def sign(
    code: Code,
    party: Annotated[str, typer.Option(help="The region you sign for.")],
    version: Number,
    text: Text = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Sign a text for one party; with the last party's name its targets count."""
    start_django()
    from tallystick.exchanges.services import sign_agreement

    row = _act_on(partial(sign_agreement, region=party), code, version, text, user, as_json)
    _tell(row, as_json)


@app.command("withdraw")
def withdraw(
    code: Code,
    version: Number,
    reason: Annotated[str, typer.Option(help="Why; the other side reads it.")],
    text: Text = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take back a text that is not signed by all yet."""
    start_django()
    from tallystick.programme.services import withdraw_version

    row = _act_on(partial(withdraw_version, reason=reason), code, version, text, user, as_json)
    _tell(row, as_json)


def _act_on(
    act: Callable[..., AgreementVersion],
    code: str,
    version: int,
    text: str,
    user: str,
    as_json: bool,
) -> dict[str, Any]:
    """Do something with a version, held to the text its reader names; return what it is now."""
    from tallystick.programme.queries.agreements import agreement_version

    with refusals(as_json):
        actor = acting(user, writing=True)
        found = agreement_version(code, version, actor=actor)
        return _version(act(version=found, content_hash=text or found.content_hash, by=actor))


def _tell(row: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(row)
    else:
        say(
            "%(agreement)s version %(version)s: %(state)s",
            **{**row, "state": _state(row["state"])},
        )


def _put(
    put: Callable[..., AgreementVersion],
    code: str,
    on: datetime,
    targets: list[str] | None,
    dropped: list[str] | None,
    clauses: list[str] | None,
    note: str,
    as_json: bool,
    user: str,
) -> None:
    """Put a text to both sides by the service given, and tell its number and hash."""
    from tallystick.programme.queries.agreements import agreement

    with refusals(as_json):
        actor = acting(user, writing=True)
        more = {} if dropped is None else {"dropped": [_key(text) for text in dropped]}
        stated, said = read_each(("--target", _target, targets), ("--clause", _clause, clauses))
        version = put(
            agreement=agreement(code, actor=actor), signed_on=on.date(), targets=stated,
            clauses=said, note=note, by=actor, **more,
        )  # fmt: skip
        row = _version(version)
    if as_json:
        print_json(row)
    else:
        say("%(agreement)s version %(version)s is proposed; its text is %(text)s", **row)


def _key(text: str) -> tuple[str, str, str]:
    """Return (region, indicator, period) of INDICATOR@REGION/PERIOD."""
    rest, _, period = text.partition("/")
    indicator, _, region = rest.partition("@")
    return region, indicator, period


def _target(text: str) -> TargetText:
    from tallystick.programme.rules.agreements import TargetText
    from tallystick.programme.rules.catalogue import indicators
    from tallystick.programme.rules.statements import target_minor

    about, sign, figure = text.partition("=")
    region, indicator, period = _key(about)
    if not sign:
        raise ValueError(text)
    known = indicator in indicators()
    amount = target_minor(indicator, figure.replace(",", "")) if known else 1
    return TargetText(indicator, amount, region, period)


def _clause(text: str) -> ClauseText:
    """Read NUMBER|text|OFFICE|DAY, or NUMBER|text|INDICATOR.

    Raises: ValueError for any other shape; Refused for a code that is no indicator.
    """
    from tallystick.programme.rules.agreements import ClauseText
    from tallystick.programme.rules.catalogue import indicators

    number, words, *rest = text.split("|")
    if len(rest) == 2:
        return ClauseText(int(number), words, owner=rest[0], due_on=date.fromisoformat(rest[1]))
    (indicator,) = rest
    if indicator not in indicators():
        raise Refused.of("not-found", path="--clause", what="indicator", code=indicator)
    return ClauseText(int(number), words, indicator=indicator)


def _frame(one: Agreement) -> dict[str, Any]:
    from tallystick.programme.queries.agreements import standing_text

    stands = standing_text(one.versions.all())
    return {
        "code": one.code,
        "programme": one.pairing.programme.code,
        "pairing": one.pairing.code,
        "kind": one.kind,
        "years": f"{one.year}-{one.last_year}" if one.last_year else str(one.year),
        "title": one.title_en,
        "above": one.above.code if one.above else None,
        "parties": [party.region.code for party in one.parties.all()],
        "versions": ", ".join(f"{v.number} {v.state}" for v in one.versions.all()),
        "in_force": stands.number if stands else None,
    }


def _version(version: AgreementVersion) -> dict[str, Any]:
    from tallystick.kernel.quantity import show_minor
    from tallystick.programme.queries.agreements import target_checks
    from tallystick.programme.rules.catalogue import indicators

    def shown(amount: int, indicator: str) -> int | str:
        return show_minor(amount, indicators()[indicator].scale)

    names = version.signatures.filter(content_hash=version.content_hash)
    return {
        "agreement": version.agreement.code,
        "version": version.number,
        "state": version.state,
        "signed_on": version.signed_on.isoformat(),
        "text": version.content_hash,
        "proposed_by": version.proposer,
        "note": version.note,
        "targets": [
            {
                "indicator": check.target.indicator,
                "region": check.target.region.code,
                "period": check.target.period,
                "amount": shown(check.target.amount, check.target.indicator),
                "below": shown(check.children_sum, check.target.indicator),
                "check": check.verdict,
                "above": check.above.version.agreement.code if check.above else None,
            }
            for check in target_checks(version)
        ],
        "clauses": [
            {
                "number": clause.number,
                "text": clause.text_en,
                "indicator": clause.indicator or None,
                "owner": clause.owner.code if clause.owner else None,
                "due_on": clause.due_on.isoformat() if clause.due_on else None,
            }
            for clause in version.clauses.select_related("owner")
        ],
        "signatures": [
            {
                "party": name.party.region.code,
                "side": name.party.side,
                "name": name.name,
                "office": name.office,
                "role": name.role,
                "at": name.at.isoformat(),
            }
            for name in names.select_related("party__region")
        ],
    }
