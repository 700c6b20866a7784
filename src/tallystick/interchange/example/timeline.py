"""Play a timeline: each step is one act of one person on one day, through the real services."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import get_language, gettext

from tallystick.access.models import User
from tallystick.access.queries.seating import find_seat
from tallystick.access.services import delegate_seat
from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.entries.queries import waiting_for
from tallystick.exchanges.models import Commitment
from tallystick.exchanges.services import (
    acknowledge_fulfilment,
    link_commitment,
    report_fulfilment,
    sign_agreement,
)
from tallystick.interchange.csv.read_entries import read_entries
from tallystick.interchange.example import announcing, learning
from tallystick.interchange.example.moment import HOUR, ZONE, Moment, Stage
from tallystick.interchange.example.set_up import target_texts
from tallystick.interchange.sheets.take_entries import take_entries
from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.quantity import to_minor
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.rules.pipelines import unit_scale
from tallystick.programme.rules.tiers import Years
from tallystick.programme.services import (
    amend_agreement,
    place_county,
    propose_version,
    set_tier,
)
from tallystick.programme.services.tiers import TierText
from tallystick.regions.models import Region


def play(steps: Sequence[Mapping[str, Any]], stage: Stage, say: Callable[[str], None]) -> None:
    """Play the steps in the order of their days.

    Raises: Refused when a step is refused: an example that does not work is no example.
    """
    ordered = sorted(steps, key=lambda step: str(step["on"]))
    shown = ""
    for number, step in enumerate(ordered):
        day = date.fromisoformat(str(step["on"]))
        if (year := str(day.year)) != shown:
            say(gettext("the book of %(year)s") % {"year": year})
            shown = year
        if step.get("say"):
            chinese = (get_language() or "").startswith("zh")
            say(step["say_zh"] if chinese else step["say"])
        at = datetime.combine(day, time(9), ZONE) + timedelta(minutes=number % 480)
        STEPS[step["do"]](Moment(stage, step, at))


def _import(moment: Moment) -> None:
    content = (moment.stage.folder / "entries" / moment.step["file"]).read_bytes()
    report = take_entries(
        read_entries(content),
        by=moment.actor(),
        at=moment.at,
        dry_run=False,
        good_rows=False,
        evidence=moment.stage.folder / "evidence",
    )
    _insist(report.problems)


def _confirm(moment: Moment) -> None:
    actor = moment.actor()
    chosen = [(entry.pk, entry.version) for entry in waiting_for(actor).to_confirm]
    for result in services.confirm_many(chosen, by=actor, at=moment.at):
        _insist(result.problems)


def _match(moment: Moment) -> None:
    actor = moment.actor()
    left = set(moment.step.get("leave", ()))
    chosen = [
        (entry.pk, entry.version)
        for entry in waiting_for(actor).to_match
        if entry.own_reference not in left
    ]
    basis = moment.step["basis"]
    for result in services.match_many(chosen, basis=basis, by=actor, at=moment.at):
        _insist(result.problems)


def _dispute(moment: Moment) -> None:
    entry = _entry(moment.step["entry"])
    counter = [
        (line.n, moment.step["counter"][line.unit])
        for line in entry.lines.all()
        if line.unit in moment.step["counter"]
    ]
    services.dispute_entry(
        entry_id=entry.pk,
        version=entry.version,
        counter=counter,
        reason=moment.step["reason"],
        by=moment.actor(),
        at=moment.at,
    )


def _reverse(moment: Moment) -> None:
    services.reverse_entry(
        entry_id=_entry(moment.step["entry"]).pk,
        reason=moment.step["reason"],
        by=moment.actor(),
        second=moment.actor("second"),
        at=moment.at,
    )


def _agreement(moment: Moment) -> None:
    """Put a text to both sides and let each sign it; its targets come into the book with that."""
    row = moment.stage.agreements[moment.step["code"]]
    text = row["versions"][moment.step["version"] - 1]
    put = propose_version if moment.step["version"] == 1 else amend_agreement
    version = put(
        agreement=row["agreement"],
        signed_on=text["signed_on"],
        targets=target_texts(text["targets"]),
        note=text["note"],
        by=moment.actor(name=row["by"]),
        at=moment.at,
    )
    for hours, party in enumerate(row["signed_by"], 1):
        sign_agreement(
            version=version,
            region=party["party"],
            content_hash=version.content_hash,
            by=moment.actor(name=party["who"]),
            at=moment.at + timedelta(hours=hours),
        )


def _hand_over(moment: Moment) -> None:
    step = moment.step
    services.hand_over_live(
        old=step["old"],
        new=step["new"],
        pairing=step["pairing"],
        on=date.fromisoformat(str(step["day"])),
        by=moment.actor(),
        second=moment.actor("second"),
        at=moment.at,
    )


def _link(moment: Moment) -> None:
    """Say which projects show a commitment kept; from then on the book tells how far it is."""
    step = moment.step
    for code in step["things"]:
        link_commitment(
            commitment=Commitment.objects.get(code=step["commitment"]),
            thing=Thing.objects.get(code=code),
            stage=step["stage"],
            by=moment.actor(),
            at=moment.at,
        )


def _done(moment: Moment) -> None:
    """Write what was done where no entry shows it, and acknowledge it for the other side."""
    step = moment.step
    made = report_fulfilment(
        commitment=Commitment.objects.get(code=step["commitment"]),
        done_on=date.fromisoformat(step["day"]),
        text=step["text"],
        by=moment.actor(),
        at=moment.at,
    )
    acknowledge_fulfilment(fulfilment=made, by=moment.actor("second"), at=moment.at + HOUR)


def _close(moment: Moment) -> None:
    step = moment.step
    act = services.propose_period(
        kind="close",
        pairing=step["pairing"],
        pipeline=step["pipeline"],
        period=step["period"],
        reason=step["reason"],
        by=moment.actor(),
        at=moment.at,
    )
    services.agree_period(act_id=act.pk, by=moment.actor("second"), at=moment.at + HOUR)


def _delegate(moment: Moment) -> None:
    step = moment.step
    delegate_seat(
        seat=find_seat(step["by"], step["office"], step["role"]),
        to=User.objects.get(username=step["to"]),
        since=moment.at.date(),
        until=date.fromisoformat(step["until"]),
        by=moment.actor(),
        why=step["reason"],
        at=moment.at,
    )


def _correct(moment: Moment) -> None:
    """Put one slip in a whole upload right: proposed by one side, agreed by the other."""
    step = moment.step
    made = services.propose_correction(
        entry_ids=[_entry(reference).pk for reference in step["entries"]],
        rule=step["rule"],
        unit=step["unit"],
        factor=step["factor"],
        reason=step["reason"],
        by=moment.actor(),
        at=moment.at,
    )
    second = moment.actor("second")
    services.agree_correction(correction_id=made.pk, by=second, at=moment.at + HOUR)
    for row in made.rows.all():
        if row.problems:
            raise Refused([Problem.told(kept) for kept in row.problems])


def _paper(moment: Moment) -> None:
    """Print what waits for one side, and bring it back signed, sealed and scanned."""
    step = moment.step
    drawn = services.draw_list(
        pairing=step["pairing"], side=step["side"], by=moment.actor(), at=moment.at
    )
    scan = (moment.stage.folder / "evidence" / step["scan"]).read_bytes()
    services.record_paper(
        code=drawn.code,
        name=step["scan"],
        scan=scan,
        signer=step["signer"],
        signer_post=step["post"],
        signed_on=moment.at.date(),
        answers=[services.PaperAnswer(_entry(r).number, "agree") for r in step["agree"]],
        by=moment.actor(),
        at=moment.at + HOUR,
    )
    checked = services.check_paper(
        code=drawn.code, by=moment.actor("second"), at=moment.at + 2 * HOUR
    )
    for result in checked:
        _insist(result.problems)


def _tiers(moment: Moment) -> None:
    """State tiers, and which county stands in which, for some budget years."""
    step = moment.step
    pairing = Pairing.objects.get(code=step["pairing"])
    years = Years(step["from"], step.get("until"))
    said = {"pairing": pairing, "source": step["source"], "years": years, "at": moment.at}
    said |= {"why": step.get("why", ""), "by": moment.actor()}
    for code, row in step["tiers"].items():
        amount = to_minor(row["yuan"], unit_scale("CNY"))
        set_tier(tier=TierText(code, row["name_en"], row["name_zh"], amount), **said)
    for code, tier in step.get("counties", {}).items():
        place_county(region=Region.objects.get(code=code), tier=tier, **said)


STEPS: Mapping[str, Callable[[Moment], None]] = {
    "import": _import,
    "confirm": _confirm,
    "match": _match,
    "dispute": _dispute,
    "reverse": _reverse,
    "agreement": _agreement,
    "hand_over": _hand_over,
    "link": _link,
    "done": _done,
    "close": _close,
    "correct": _correct,
    "paper": _paper,
    "delegate": _delegate,
    "tiers": _tiers,
    "announce": announcing.announce,
    "tell": announcing.tell,
    "correct_words": announcing.correct,
    "framework": learning.framework,
    "tag": learning.tags,
    "practice": learning.practice,
    "adopt": learning.adopt,
    "follow": learning.follow,
}


def _entry(own_reference: str) -> Entry:
    return Entry.objects.get(own_reference=own_reference)


def _insist(problems: Sequence[Any]) -> None:
    if problems:
        raise Refused(tuple(problems))
