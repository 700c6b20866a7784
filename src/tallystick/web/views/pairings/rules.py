"""How a pairing works: what holds, who decided it and why, and the form of who may decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Pairing, PairingRule
from tallystick.programme.queries import (
    evidence_duty,
    matching_rule,
    other,
    rule_in_force,
    rules_of,
)
from tallystick.programme.queries.deciding import deciding_side, may_agree_for
from tallystick.programme.queries.sealed_rules import SealedRule, sealed_rules
from tallystick.programme.rules.catalogue import WORKSTREAMS, indicators
from tallystick.programme.rules.fed import measures_of
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.services import agree_rule, set_evidence_duty, set_matching_policy
from tallystick.web.contexts.pairings import HeldRule, RuleRow, RulesPage
from tallystick.web.contexts.shared import Choice, ChoiceGroup, Link
from tallystick.web.figures import day_text
from tallystick.web.views.pairings.pairing import find_or_404
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import apart, language, names_signed, pairing_name

Kind, Value = PairingRule.Kind, PairingRule.Value
# Nobody decides how these are matched, or on what they rest.
UNRULED = ("report", "target")
CHOICES = (
    (Kind.MATCHING, Value.BOTH),
    (Kind.MATCHING, Value.BLIND),
    (Kind.MATCHING, Value.SINGLE),
    (Kind.EVIDENCE, Value.REQUIRED),
    (Kind.EVIDENCE, Value.ADVISORY),
)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def pairing_rules(request: HttpRequest, code: str) -> HttpResponse:
    """Show what holds; a posted form decides, proposes or agrees."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    if request.method != "POST":
        return show(request, "rules", _page(row, actor))
    try:
        rule = _act(row, request.POST, actor)
    except Refused as refused:
        page = _page(row, actor, request.POST, refused.problems)
        return show(request, "rules", page, status=form_status(refused))
    words = str(Value(rule.value).label)
    said = _("Decided: %(rule)s.") if rule.decided_at else _("Proposed: %(rule)s.")
    messages.success(request, said % {"rule": words})
    return redirect(reverse("pairing-rules", args=[row.code]))


def _act(row: Pairing, form: Mapping[str, str], by: Actor) -> PairingRule:
    """Do what the form asks for.

    Raises: Refused.
    """
    number = form.get("number", "")
    if form.get("act") == "agree" and number.isdecimal():
        return agree_rule(rule_id=int(number[:9]), by=by)
    kind, _dot, value = form.get("rule", "").partition(".")
    pipeline, indicator = _read_scope(form.get("scope"))
    since = _day(form.get("from", ""))
    frame = {
        "pairing": row,
        "pipeline": pipeline,
        "reason": form.get("reason", ""),
        "valid_from": since,
        "by": by,
    }
    if kind == Kind.EVIDENCE:
        return set_evidence_duty(duty=value, indicator=indicator, **frame)  # type: ignore[arg-type]
    if indicator:
        raise Refused.of("matching-not-by-indicator", path="scope", value=indicator)
    return set_matching_policy(policy=value, **frame)  # type: ignore[arg-type]


def _read_scope(text: str | None) -> tuple[str, str]:
    """Return the pipeline and the indicator that were chosen; both empty: all the others.

    Raises: Refused for what the list does not offer: nothing may be decided for all by a slip.
    """
    offered = {choice.value for group in _scopes("") for choice in group.choices}
    if text is None or text not in offered:
        raise Refused.of("rule-scope-unknown", path="scope", value=(text or "")[:60])
    scope, _dot, code = text.partition(".")
    return (code, "") if scope == "pipeline" else ("", code)


def _day(text: str) -> date | None:
    """Return a day that was typed; nothing is from the beginning.

    Raises: Refused for what is no day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused.of("no-day", path="from", value=text[:20]) from None


def _page(
    row: Pairing,
    actor: Actor,
    typed: Mapping[str, str] | None = None,
    problems: tuple[Problem, ...] = (),
) -> RulesPage:
    given = typed or {}
    rules, side = rules_of(row), deciding_side(row, actor)
    sealed = sealed_rules({rule.pairing.code for rule in rules}) if rules else {}
    return RulesPage(
        section="pairings",
        title=_("How this pairing works"),
        invented=row.programme.invented,
        foot=foot_of(row),
        label=Link(pairing_name(row), reverse("pairing", args=[row.code])),
        holds=_holds(row, rules),
        rows=_rows(rules, row, actor, sealed),
        decides="" if side is None else "proposes" if side else "alone",
        rules=tuple(
            _choice(f"{kind.value}.{value.value}", str(value.label), given.get("rule"))
            for kind, value in CHOICES
        ),
        scopes=_scopes(given.get("scope", "")),
        since=given.get("from", timezone.localdate().isoformat()),
        reason=given.get("reason", ""),
        problems=tuple(problem.sentence(language()) for problem in problems),
    )


def _choice(value: str, words: str, given: str | None) -> Choice:
    return Choice(value, words, given == value)


def _scopes(given: str) -> tuple[ChoiceGroup, ...]:
    """Return what a rule may speak of: all, one pipeline, or what feeds one indicator."""
    lang, found = language(), indicators()
    streams: dict[str, list[Choice]] = {}
    for code, one in found.items():
        if measures_of(code):
            choice = _choice(f"indicator.{code}", one.name(lang), given)
            streams.setdefault(one.workstream, []).append(choice)
    kinds = [
        _choice(f"pipeline.{code}", pipeline.label(lang), given)
        for code, pipeline in pipelines().items()
        if code not in UNRULED
    ]
    only = _("Documents for the indicator · %(workstream)s")
    return (
        ChoiceGroup("", (Choice("", _("all that have no rule of their own"), not given),)),
        ChoiceGroup(_("Pipeline"), tuple(kinds)),
        *(
            ChoiceGroup(only % {"workstream": WORKSTREAMS[code].label(lang)}, tuple(choices))
            for code, choices in streams.items()
        ),
    )


def _holds(row: Pairing, rules: list[PairingRule]) -> tuple[HeldRule, ...]:
    """Return what holds today: for all pipelines, and for the pipelines and indicators that
    differ from it."""
    today = timezone.localdate()

    def held(pipeline: str, label: str) -> HeldRule:
        policy, reason = matching_rule(rules, row, pipeline, today)
        required = evidence_duty(rules, row, pipeline, today).required
        duty = Value.REQUIRED if required else Value.ADVISORY
        return HeldRule(label, apart((str(Value(policy).label), str(duty.label))), reason)

    common = held("", _("All pipelines"))
    own = [
        held(code, pipeline.label(language()))
        for code, pipeline in pipelines().items()
        if code not in UNRULED
    ]
    differ = (one for one in own if (one.rule, one.why) != (common.rule, common.why))
    return (common, *differ, *_held_for_indicators(row, rules, today))


def _held_for_indicators(
    row: Pairing, rules: list[PairingRule], today: date
) -> tuple[HeldRule, ...]:
    """Return the indicators that have a rule of their own, in the order of the catalogue."""
    spoken = {rule.indicator for rule in rules}
    held = ((code, rule_in_force(rules, row, Kind.EVIDENCE, "", today, code)) for code in
            indicators() if code in spoken)  # fmt: skip
    return tuple(
        HeldRule(_indicator(code), str(Value(rule.value).label), rule.reason)
        for code, rule in held
        if rule is not None and rule.indicator
    )


def _indicator(code: str) -> str:
    return _("Indicator: %(name)s") % {"name": indicators()[code].name(language())}


def _rows(
    rules: list[PairingRule], row: Pairing, actor: Actor, sealed: Mapping[int, SealedRule]
) -> tuple[RuleRow, ...]:
    called = names_signed(name for rule in rules for name in (rule.set_by, rule.agreed_by))
    return tuple(_rule(rule, row, actor, sealed.get(rule.pk), _who(rule, called)) for rule in rules)


def _who(rule: PairingRule, called: Callable[[str, datetime], str]) -> str:
    one = called(rule.set_by, rule.set_at)
    if not rule.agreed_by:
        return one
    other = called(rule.agreed_by, rule.decided_at or rule.set_at)
    return _("%(one)s, agreed by %(other)s") % {"one": one, "other": other}


def _rule(
    rule: PairingRule, row: Pairing, actor: Actor, sealed: SealedRule | None, who: str
) -> RuleRow:
    open_ = rule.decided_at is None and rule.pairing_id == row.pk and rule.set_side
    may_agree = open_ and may_agree_for(row, other(rule.set_side), actor)
    return RuleRow(
        what=_scope(rule),
        value=str(Value(rule.value).label),
        since=day_text(rule.valid_from, language()) if rule.valid_from else _("always"),
        who=who,
        reason=rule.reason,
        state=_("decided") if rule.decided_at else _("waits for the other head"),
        agree=rule.pk if may_agree else None,
        record=str(sealed.last.seq) if sealed else "",
        proof=sealed.last.leaf_hex if sealed else "",
    )


def _scope(rule: PairingRule) -> str:
    if rule.indicator:
        return _indicator(rule.indicator)
    pipeline = pipelines().get(rule.pipeline)
    return pipeline.label(language()) if pipeline else _("All pipelines")
