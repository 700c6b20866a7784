"""What becomes of a planned meeting, as forms: it is moved, called off, or said to be held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tallystick.exchanges.models import Meeting
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.meetings import recording_sides
from tallystick.exchanges.services import call_off_meeting, confirm_meeting, move_meeting
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.web.contexts.forms import FormProblem
from tallystick.web.contexts.meetings import MeetingStep
from tallystick.web.views import fields
from tallystick.web.views.deciders import named
from tallystick.web.views.fields import Typed, problems_of

DONE = {
    "held": gettext_lazy("Kept: the meeting was held."),
    "move": gettext_lazy("Kept: the meeting is moved."),
    "call_off": gettext_lazy("Kept: the meeting is called off."),
    "document": gettext_lazy("The document is kept."),
}
# Both forms ask why; each problem stands under the field of its own form.
WHY = {"move": "why", "call_off": "off"}


def take_step(one: Meeting, typed: Typed, by: Actor) -> None:
    """Do with a planned meeting what a form says.

    Raises: Refused with every fault, each under the field it is about; Forbidden; Conflict.
    """
    act = typed.get("act", "")
    if act == "held":
        confirm_meeting(meeting=one, by=by)
    elif act == "call_off":
        call_off_meeting(meeting=one, reason=typed.get("off", ""), by=by)
    elif act == "move":
        _move(one, typed, by)
    else:
        raise Refused([Problem("form-incomplete", "act")])


def _move(one: Meeting, typed: Typed, by: Actor) -> None:
    problems: list[Problem] = []
    held_on = fields.read_day(typed.get("held_on", ""), "held_on", problems)
    last = typed.get("ended_on", "")
    ended_on = fields.read_day(last, "ended_on", problems) if last else None
    begins_at = read_time(typed.get("begins_at", ""), "begins_at", problems)
    if problems or held_on is None:
        raise Refused(problems)
    move_meeting(
        meeting=one, held_on=held_on, ended_on=ended_on, begins_at=begins_at,
        reason=typed.get("why", ""), by=by,
    )  # fmt: skip


def read_time(text: str, path: str, problems: list[Problem]) -> time | None:
    """Return the hour that was typed, if any; what is none is added to `problems`."""
    text = text.strip().replace("：", ":")
    if not text:
        return None
    try:
        return time.fromisoformat(text if len(text) > 4 else f"0{text}").replace(tzinfo=None)
    except ValueError:
        problems.append(Problem("no-time", path, value=text[:20]))
        return None


def meeting_steps(
    one: Meeting, stands: str, typed: Typed, problems: Sequence[Problem]
) -> tuple[tuple[MeetingStep, ...], tuple[FormProblem, ...]]:
    """Return the forms of a planned meeting, and what was wrong with the one that was sent."""
    act = typed.get("act", "")
    names = {"reason": WHY.get(act, "why")}
    shown = {"held_on", "ended_on", "begins_at", "why"} if act == "move" else {"off"}
    errors, listed = problems_of(problems, names, shown)
    if stands not in ("planned", "unconfirmed"):
        return (), listed
    now = typed if act == "move" else _now(one)
    held = MeetingStep(
        "held", _("Was it held?"), _("It was held"),
        lead=_(
            "Its day has come. Somebody of either side says that it was held, moves it, or calls "
            "it off."
        ),
    )  # fmt: skip
    move = MeetingStep(
        "move", _("Move it"), _("Move the meeting"),
        (
            fields.text("held_on", _("New day"), now, errors, kind="day", needed=True),
            fields.text("ended_on", _("Last day"), now, errors, kind="day"),
            fields.text("begins_at", _("Begins at"), now, errors, hint=_("such as 09:30")),
            fields.text(
                "why", _("Why"), now, errors, needed=True, hint=_("both sides read it"),
                longest=fields.USUAL
            ),
        ),
        open=act == "move",
    )  # fmt: skip
    off = MeetingStep(
        "call_off", _("Call it off"), _("Call the meeting off"),
        (fields.text("off", _("Why"), typed, errors, needed=True, hint=_("both sides read it"),
                longest=fields.USUAL),),
        open=act == "call_off",
    )  # fmt: skip
    return ((held, move, off) if stands == "unconfirmed" else (move, off)), listed


def meeting_deciders(one: Meeting, stands: str) -> str:
    """Return who says of a planned meeting that it was held, moved or called off."""
    if stands not in ("planned", "unconfirmed"):
        return ""
    return named([ROWS["exchanges.record"]], recording_sides(one.pairing))


def _now(one: Meeting) -> Typed:
    return {
        "held_on": one.held_on.isoformat(),
        "ended_on": one.ended_on.isoformat() if one.ended_on else "",
        "begins_at": f"{one.begins_at:%H:%M}" if one.begins_at else "",
    }
