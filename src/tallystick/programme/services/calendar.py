"""Set the reporting calendar: working days of a country, and what is due in a pairing by when."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Pairing, ReportingDuty, WorkingYearText
from tallystick.programme.policy import ROWS
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.reporting import Duty, duty_problems
from tallystick.programme.rules.working_days import WorkingDays, read_working_days, year_text


@transaction.atomic
def load_working_days(*, source: bytes, by: Actor) -> WorkingDays:
    """Load the working days of a country; each year in the file replaces the one known before.

    Deadlines that are worked out from now on follow them; nothing that happened is changed.
    Raises: Refused with everything that is wrong with the file; Forbidden.
    """
    _require_set_up(by)
    try:
        found = read_working_days(source.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise Refused.of("working-days-unread", value="UTF-8") from fault
    for year in found.years.values():
        WorkingYearText.objects.update_or_create(
            country=found.country,
            year=year.year,
            defaults={"text": year_text(found, year.year), "loaded_at": timezone.now()},
        )
    after = {"years": sorted(found.years), "sources": [y.source for y in found.years.values()]}
    record_act("programme.load_working_days", "country", found.country, by=by, after=after)
    return found


@transaction.atomic
def set_duty(*, pairing: Pairing, duty: Duty, by: Actor, why: str = "") -> ReportingDuty:
    """Say how often a pipeline is reported on in a pairing, by whom and by when.

    Raises: Refused with every fault at once; Forbidden.
    """
    _require_set_up(by)
    problems = duty_problems(duty)
    if duty.pipeline and duty.pipeline not in pipelines():
        params = {"what": "pipeline", "code": duty.pipeline}
        problems.append(Problem("not-found", "pipeline", params, duty.pipeline))
    if problems:
        raise Refused(problems)
    said = {
        "cadence": duty.cadence,
        "reporter": duty.reporter,
        "report_days": duty.report_days,
        "match_days": duty.match_days,
        "since": duty.since,
    }
    before = ReportingDuty.objects.filter(pairing=pairing, pipeline=duty.pipeline).first()
    row, _ = ReportingDuty.objects.update_or_create(
        pairing=pairing, pipeline=duty.pipeline, defaults=said
    )
    record_act(
        "programme.set_duty",
        "pairing",
        pairing.code,
        by=by,
        before={"cadence": before.cadence, "report_days": before.report_days} if before else None,
        after={"pipeline": duty.pipeline, **said, "since": duty.since.isoformat()},
        why=why,
    )
    return row


def _require_set_up(by: Actor) -> None:
    if not by.system:
        require(by, ROWS["programme.set_up"])
