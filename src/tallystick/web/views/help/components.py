"""The living page: every component that pages are made of, drawn by its own template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.web import showcase
from tallystick.web.contexts.components import BadInput, ComponentsPage
from tallystick.web.contexts.programmes import Field, Form, PastRow
from tallystick.web.contexts.shared import Choice, Filter, Link, PostedDay
from tallystick.web.contexts.stages import StageBar
from tallystick.web.figures import day_text
from tallystick.web.lists import COMMITMENTS
from tallystick.web.showcase import DAY, HERE
from tallystick.web.views.showing import show
from tallystick.web.wording import colon, language


@require_safe
@guard(SIGNED_IN)
def components(request: HttpRequest) -> HttpResponse:
    """Show one of everything; nothing on it leads anywhere."""
    return show(request, "components", _page())


def _page() -> ComponentsPage:
    lang = language()
    return ComponentsPage(
        section="help",
        title=_("Components"),
        invented=True,
        states=showcase.states(),
        tallies=showcase.tallies(),
        halves=(
            (_("Both halves are equal"), 62, 62),
            (_("Halves differ"), 48, 62),
            (_("The other half is asked for"), None, 62),
        ),
        hollows=showcase.hollows(),
        colours=showcase.colours(),
        icons=showcase.ICONS,
        fields=showcase.fields(),
        forms=(
            Form("look", _("A small form"), _("Keep it"), (Field("name", _("Name"), ""),), True),
        ),
        seats=showcase.seats(),
        past=(PastRow(_("An earlier name"), None, DAY), PastRow(_("The name today"), DAY)),
        commitments=showcase.commitments(),
        commitment_table=COMMITMENTS.table(),
        judged=showcase.judged(),
        files=showcase.files(),
        preview=showcase.preview(),
        tags=showcase.tags(),
        bar=showcase.commitments()[0].bar,
        stage=StageBar("100", "60", "25", late=True),
        bands=showcase.bands(),
        lanes=showcase.lanes(lang),
        atlas=showcase.atlas(),
        chart=showcase.chart(lang),
        group=showcase.task_group(),
        glance=showcase.glance(),
        next_step=Link(_("Go on"), HERE),
        told=(_("What is wrong, and the way out."),),
        heading=_("Scorecard"),
        months_heading=_("This year"),
        groups=showcase.score_groups(),
        tabs=(Link(_("Scorecard"), HERE, current=True), Link(_("Stages"), HERE)),
        filters=(
            Filter("year", _("Year"), (Choice("2020", "2020", True), Choice("2019", "2019"))),
        ),
        posted=_posted(lang),
        newer=Link(_("Newer"), HERE),
        older=Link(_("Older"), HERE),
        problems=(BadInput(_("A figure is missing. Write it."), "#f-amount"),),
        in_place_of=(_("It stands in place of an earlier one."),),
    )


def _posted(lang: str) -> tuple[PostedDay, ...]:
    """Return today and one day before it by which the book had grown."""
    day, postings = day_text(DAY, lang), ngettext("%(n)s posting", "%(n)s postings", 12) % {"n": 12}
    today = PostedDay(_("today"), "", HERE, True, _("today"))
    return (today, PostedDay(day, postings, HERE, said=colon(day, postings)))
