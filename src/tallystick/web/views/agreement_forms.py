"""The forms of an agreement: what the reader may do, and what a posted form asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tallystick.access.models import Office
from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.exchanges.services import sign_agreement
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, Problem, Refused
from tallystick.kernel.quantity import show_minor
from tallystick.programme.models import Agreement, AgreementVersion
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import side_regions
from tallystick.programme.queries.agreements import agreement_version, speaks_for
from tallystick.programme.rules.agreements import ClauseText, TargetText
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.statements import target_minor
from tallystick.programme.services import amend_agreement, propose_version, withdraw_version
from tallystick.regions.models import Region
from tallystick.regions.queries import below
from tallystick.web.contexts.agreements import AgreementForms, TargetInput
from tallystick.web.contexts.shared import Choice
from tallystick.web.wording import language, office_name, place

# Empty rows for new targets; more are added by sending the form again.
BLANK = tuple(range(1, 7))
Form = Mapping[str, str]


def forms_of(
    found: Agreement,
    texts: Sequence[AgreementVersion],
    actor: Actor,
    problems: tuple[str, ...],
    typed: Form,
) -> AgreementForms:
    """Return what this reader may do with an agreement now."""
    open_text = next((text for text in texts if text.state == "proposed"), None)
    try:
        side = speaks_for(actor, found, "programme.record_agreement")[1]
    except Forbidden:
        side = ""
    if open_text is not None:
        return AgreementForms(
            version=open_text.number,
            text=open_text.content_hash,
            parties=tuple(_signable(found, open_text, actor)),
            may_withdraw=bool(side) and side == open_text.proposer_side,
            problems=problems,
        )
    if not side:
        return AgreementForms(problems=problems)
    signed = [text for text in texts if text.state == "signed"]
    return AgreementForms(
        put="amend" if signed else "propose",
        day=typed.get("signed_on", ""),
        note=typed.get("note", ""),
        standing=tuple(_standing(signed[-1], typed)) if signed else (),
        blank=BLANK,
        indicators=_indicators(),
        places=_places(found),
        periods=_periods(found),
        offices=_offices(found),
        next_clause=1 + max((c.number for t in signed for c in t.clauses.all()), default=0),
        problems=problems,
    )


def _signable(found: Agreement, text: AgreementVersion, actor: Actor) -> list[Choice]:
    """Return the parties this reader may still sign for."""
    done = {n.party_id for n in text.signatures.all() if n.content_hash == text.content_hash}
    return [
        Choice(party.region.code, place(party.region))
        for party in found.parties.select_related("region")
        if party.pk not in done
        and may(
            actor,
            ROWS["programme.sign"],
            Sides(side_regions(found.pairing, party.side, party.region.code)),
        )
    ]


def _standing(text: AgreementVersion, typed: Form) -> list[TargetInput]:
    rows = sorted(text.targets.all(), key=lambda t: (t.region.code, t.indicator, t.period))
    return [
        TargetInput(
            n,
            indicators()[row.indicator].name(language()),
            f"{place(row.region)} {row.period}",
            typed.get(f"figure-{n}")
            or str(show_minor(row.amount, indicators()[row.indicator].scale)),
            f"drop-{n}" in typed,
        )
        for n, row in enumerate(rows, 1)
    ]


def _indicators() -> tuple[Choice, ...]:
    return tuple(
        Choice(code, one.name(language())) for code, one in indicators().items() if one.target_unit
    )


def _places(found: Agreement) -> tuple[Choice, ...]:
    node = found.pairing.supported
    inside = Region.objects.filter(code__in=below(node.code), ended_on=None).order_by("code")
    rest = [Choice(one.code, place(one)) for one in inside if one.pk != node.pk]
    return (Choice(node.code, place(node), True), *rest[:200])


def _periods(found: Agreement) -> tuple[Choice, ...]:
    years = range(found.year, (found.last_year or found.year) + 1)
    return tuple(Choice(str(year), str(year)) for year in years)


def _offices(found: Agreement) -> tuple[Choice, ...]:
    pairing = found.pairing
    inside = below(pairing.supported.code) | below(pairing.supporting.code)
    offices = Office.objects.filter(region__code__in=inside).order_by("code")
    return tuple(Choice(office.code, office_name(office)) for office in offices)


def act_on(found: Agreement, form: Form, by: Actor) -> str:
    """Do what a posted form asks for, on the text its reader saw; return what to tell her.

    Raises: Refused with every reason why not.
    """
    act = ACTS.get(form.get("act", ""))
    if act is None:
        raise Refused.of("form-incomplete", path="act")
    return act(found, form, by)


def _version(found: Agreement, form: Form, by: Actor) -> AgreementVersion:
    given = form.get("version", "")[:9]
    if not given.isdecimal():
        raise Refused.of("form-incomplete", path="version")
    return agreement_version(found.code, int(given), actor=by)


def _sign(found: Agreement, form: Form, by: Actor) -> str:
    version = _version(found, form, by)
    done = sign_agreement(
        version=version, region=form.get("party", ""), content_hash=form.get("text", ""), by=by
    )
    if done.state == AgreementVersion.State.SIGNED:
        return _("Version %(number)s is signed by both sides; its targets count.") % {
            "number": done.number
        }
    return _("You signed version %(number)s. It counts when every party has signed.") % {
        "number": done.number
    }


def _withdraw(found: Agreement, form: Form, by: Actor) -> str:
    version = _version(found, form, by)
    withdraw_version(
        version=version,
        content_hash=form.get("text", ""),
        reason=form.get("reason", ""),
        by=by,
    )
    return _("Version %(number)s is withdrawn.") % {"number": version.number}


def _put(found: Agreement, form: Form, by: Actor) -> str:
    signed = found.versions.filter(state="signed").order_by("-number").first()
    problems: list[Problem] = []
    targets, dropped = _changed(signed, form, problems)
    targets += _added(form, problems)
    clauses = _clauses(form, problems)
    day = _day(form.get("signed_on", ""), "signed_on", problems)
    if problems or day is None:
        raise Refused(problems)
    words: dict[str, Any] = {
        "agreement": found,
        "signed_on": day,
        "targets": targets,
        "clauses": clauses,
        "note": form.get("note", "").strip(),
        "by": by,
    }
    if signed is not None:
        words["dropped"] = dropped
    made = (amend_agreement if signed else propose_version)(**words)
    return _("Version %(number)s waits for the signatures of both sides.") % {"number": made.number}


def _changed(
    signed: AgreementVersion | None, form: Form, problems: list[Problem]
) -> tuple[list[TargetText], list[tuple[str, str, str]]]:
    """Read the standing rows: those whose figure was changed, and those that were dropped."""
    targets: list[TargetText] = []
    dropped: list[tuple[str, str, str]] = []
    rows = signed.targets.select_related("region") if signed else ()
    ordered = sorted(rows, key=lambda t: (t.region.code, t.indicator, t.period))
    for n, row in enumerate(ordered, 1):
        if form.get(f"drop-{n}"):
            dropped.append((row.region.code, row.indicator, row.period))
            continue
        amount = _amount(row.indicator, form.get(f"figure-{n}", ""), f"figure-{n}", problems)
        if amount is not None and amount != row.amount:
            targets.append(TargetText(row.indicator, amount, row.region.code, row.period))
    return targets, dropped


def _added(form: Form, problems: list[Problem]) -> list[TargetText]:
    found = []
    for n in BLANK:
        code, figure = form.get(f"new-{n}-indicator", ""), form.get(f"new-{n}-figure", "").strip()
        if not code and not figure:
            continue
        amount = _amount(code, figure, f"new-{n}-figure", problems)
        if amount is not None:
            region, period = form.get(f"new-{n}-place", ""), form.get(f"new-{n}-period", "")
            found.append(TargetText(code, amount, region, period))
    return found


def _amount(code: str, text: str, path: str, problems: list[Problem]) -> int | None:
    """Read a figure in the indicator's own unit; what is no number is told and left out."""
    plain = text.strip().replace(",", "")
    if not plain:
        problems.append(Problem("target-no-number", path, {"indicator": code}, text))
        return None
    if code not in indicators():
        problems.append(Problem("not-found", path, {"what": "indicator", "code": code}, code))
        return None
    try:
        return target_minor(code, plain)
    except ValueError:
        problems.append(Problem("target-no-number", path, {"indicator": code}, text[:40]))
        return None


def _clauses(form: Form, problems: list[Problem]) -> list[ClauseText]:
    found = []
    for n in (1, 2, 3):
        words = form.get(f"clause-{n}-text", "").strip()
        if not words:
            continue
        given = form.get(f"clause-{n}-number", "")[:6]
        due = form.get(f"clause-{n}-due", "")
        day = _day(due, f"clause-{n}-due", problems) if due else None
        found.append(
            ClauseText(
                int(given) if given.isdecimal() else 0,
                words,
                words if language().startswith("zh") else "",
                owner=form.get(f"clause-{n}-owner", ""),
                due_on=day,
            )
        )
    return found


def _day(text: str, path: str, problems: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Problem("no-day", path, value=text[:20]))
        return None


ACTS: Mapping[str, Callable[[Agreement, Form, Actor], str]] = {
    "sign": _sign,
    "withdraw": _withdraw,
    "propose": _put,
    "amend": _put,
}
