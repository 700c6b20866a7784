"""What a step of reporting is called in a clerk's words: "people placed in work"."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tallystick.programme.rules.pipelines import Pipeline, Stage

# (pipeline, stage) → what happened, as an office says it. Every step that has a form is here.
STEPS: Mapping[tuple[str, str], Promise] = {
    ("funds", "committed"): _("funds promised for the year"),
    ("funds", "received"): _("funds that arrived"),
    ("funds", "allocated"): _("funds allocated to projects"),
    ("funds", "paid_out"): _("funds paid out"),
    ("funds", "returned"): _("funds sent back"),
    ("donation", "promised"): _("donations promised"),
    ("donation", "received"): _("donations that arrived"),
    ("donation", "used"): _("donations used"),
    ("student_aid", "aided"): _("students aided"),
    ("assistance_project", "approved"): _("assistance projects approved"),
    ("assistance_project", "started"): _("assistance projects begun"),
    ("assistance_project", "completed"): _("assistance projects completed"),
    ("assistance_project", "in_use"): _("assistance projects taken into use"),
    ("assistance_project", "idle"): _("assistance projects that stand idle"),
    ("assistance_project", "cancelled"): _("assistance projects called off"),
    ("works", "budgeted"): _("works in the budget"),
    ("works", "done"): _("works done so far"),
    ("built", "built"): _("public works built"),
    ("village", "chosen"): _("villages chosen"),
    ("village", "recognised"): _("villages recognised"),
    ("village", "withdrawn"): _("villages no longer recognised"),
    ("project", "signed"): _("investment projects signed"),
    ("project", "landed"): _("investment projects that landed"),
    ("project", "started"): _("investment projects begun"),
    ("project", "completed"): _("investment projects completed"),
    ("project", "operating"): _("investment projects in operation"),
    ("project", "idle"): _("investment projects that stand idle"),
    ("project", "cancelled"): _("investment projects called off"),
    ("project", "closed"): _("investment projects closed down"),
    ("investment", "contracted"): _("investment contracted"),
    ("investment", "paid_in"): _("investment paid in"),
    ("investment", "withdrawn"): _("investment withdrawn"),
    ("investment", "lapsed"): _("contracts that lapsed"),
    ("enterprise", "cooperating"): _("enterprises that cooperate"),
    ("enterprise", "landed"): _("enterprises that landed"),
    ("enterprise", "operating"): _("enterprises in operation"),
    ("enterprise", "left"): _("enterprises that left"),
    ("facility", "planned"): _("parks, workshops and stations planned"),
    ("facility", "operating"): _("parks, workshops and stations in operation"),
    ("facility", "idle"): _("parks, workshops and stations that stand idle"),
    ("facility", "closed"): _("parks, workshops and stations closed"),
    ("sale", "sold"): _("goods sold or bought to help"),
    ("placement", "registered"): _("people who look for work"),
    ("placement", "placed"): _("people placed in work"),
    ("placement", "retained_3m"): _("people still employed after 3 months"),
    ("placement", "retained_6m"): _("people still employed after 6 months"),
    ("placement", "ended"): _("people whose work ended"),
    ("job", "employed"): _("people at work in workshops and enterprises"),
    ("job", "left"): _("people who left these jobs"),
    ("job_fair", "held"): _("job fairs held"),
    ("transport", "transported"): _("people brought to work together"),
    ("secondment", "nominated"): _("people chosen for a post"),
    ("secondment", "in_post"): _("people who took up a post"),
    ("secondment", "returned"): _("people who came back from a post"),
    ("training", "held"): _("courses held, and who came"),
    ("training", "certified"): _("people who earned a certificate"),
    ("training", "employed"): _("people employed after training"),
    ("study", "enrolled"): _("students who enrolled"),
    ("study", "graduated"): _("students who graduated"),
    ("study", "left"): _("students who left early"),
    ("technology", "introduced"): _("technologies introduced"),
    ("meeting", "planned"): _("visits and meetings planned"),
    ("meeting", "held"): _("visits and meetings held"),
    ("agreement", "signed"): _("agreements signed"),
    ("agreement", "ended"): _("agreements that ended"),
    ("twinning", "active"): _("pairs that began"),
    ("twinning", "ended"): _("pairs that ended"),
    ("commitment", "made"): _("promises made"),
    ("commitment", "kept"): _("promises kept"),
    ("commitment", "broken"): _("promises broken"),
    ("commitment", "dropped"): _("promises given up"),
    ("survey", "read"): _("a figure that was read or surveyed"),
}


def step_words(pipeline: Pipeline, stage: Stage) -> str:
    """Return what is reported at a step, in the reader's language."""
    return capfirst(str(STEPS[pipeline.code, stage.code]))
