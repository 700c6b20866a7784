"""The forms of an agreement: what the reader may do, and what a posted form asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from tallystick.exchanges.services import sign_agreement
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Problem, Refused
from tallystick.programme.models import Agreement, AgreementVersion
from tallystick.programme.queries.agreements import (
    agreement_version,
    signable_parties,
    speaks_for,
    standing_text,
)
from tallystick.programme.services import (
    amend_agreement,
    propose_version,
    revise_version,
    withdraw_version,
)
from tallystick.programme.services.texts import Changes
from tallystick.web.contexts.agreements import AgreementForms
from tallystick.web.contexts.shared import Choice
from tallystick.web.views.promises.agreement_text import Form, read_text, text_form
from tallystick.web.wording import place

# What a form does that writes a text.
PUTTING = ("propose", "amend", "revise")


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
    mine = bool(side) and (open_text is None or side == open_text.proposer_side)
    stands = open_text or standing_text(texts)
    return AgreementForms(
        version=open_text.number if open_text else 0,
        text=open_text.content_hash if open_text else "",
        parties=tuple(
            Choice(party.region.code, place(party.region))
            for party in signable_parties(open_text, actor)
        )
        if open_text
        else (),
        may_withdraw=mine and open_text is not None,
        put=("revise" if open_text else "amend" if stands else "propose") if mine else "",
        form=text_form(found, stands, typed) if mine else None,
        open=bool(typed.get("more")) or typed.get("act") in PUTTING,
        problems=problems,
    )


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
    """Put the first text, or an amendment of the signed one, to both sides."""
    base = standing_text(found.versions.all())
    _require_same(base, form)
    said = _read(base, base, form)
    whole: dict[str, Any] = {
        "agreement": found,
        "signed_on": said.signed_on,
        "note": said.note,
        "by": by,
    }
    if base is None:
        made = propose_version(targets=said.targets, clauses=said.clauses, **whole)
    else:
        made = amend_agreement(
            targets=said.targets, dropped=said.dropped, clauses=said.clauses,
            dropped_clauses=said.dropped_clauses, **whole,
        )  # fmt: skip
    return _("Version %(number)s waits for the signatures of both sides.") % {"number": made.number}


def _revise(found: Agreement, form: Form, by: Actor) -> str:
    """Say the open text anew; names that were given under the old one are void."""
    version = _version(found, form, by)
    _require_same(version, form)
    said = _read(version, version.amends, form)
    revise_version(
        version=version, content_hash=form.get("text", ""), signed_on=said.signed_on,
        targets=said.targets, dropped=said.dropped, clauses=said.clauses,
        dropped_clauses=said.dropped_clauses, note=said.note, by=by,
    )  # fmt: skip
    return _("Version %(number)s reads anew and waits for every signature.") % {
        "number": version.number
    }


def _read(stands: AgreementVersion | None, base: AgreementVersion | None, form: Form) -> Changes:
    problems: list[Problem] = []
    said = read_text(stands, base, form, problems)
    if problems:
        raise Refused(problems)
    return said


def _require_same(base: AgreementVersion | None, form: Form) -> None:
    """Refuse what was typed over another text than the one that stands now.

    Raises: Conflict.
    """
    if base is not None and form.get("base", base.content_hash) != base.content_hash:
        raise Conflict.of("text-changed", agreement=base.agreement.code, number=base.number)


ACTS: Mapping[str, Callable[[Agreement, Form, Actor], str]] = {
    "sign": _sign,
    "withdraw": _withdraw,
    "propose": _put,
    "amend": _put,
    "revise": _revise,
}
