"""Help: what the words mean, where each job is done, which keys there are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.web.contexts.help import HelpPage, Job, TermRow
from tallystick.web.contexts.shared import Link
from tallystick.web.glossary import glossary
from tallystick.web.views.help.tour import tour_lines
from tallystick.web.views.shared import invented_here
from tallystick.web.views.showing import show
from tallystick.web.wording import in_chinese, language

# Who comes, what she wants, and (words, name of the address) of the pages, in order.
JOBS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("Clerk of a county office"),
        N_("Enter once a month what happened."),
        (
            (N_("See what is due"), "deadlines"),
            (N_("Report something"), "entry-pick"),
            (N_("Or fill the workbook"), "workbooks"),
            (N_("See what became of it"), "entries"),
        ),
    ),
    (
        N_("Counterpart in the other region"),
        N_("See the same figure, match it or say what is different."),
        (
            (N_("What waits for me"), "today"),
            (N_("Match one after the other"), "review"),
            (N_("Look at all entries"), "entries"),
        ),
    ),
    (
        N_("Head of an office"),
        N_("Know where the year stands, what was promised and by when."),
        (
            (N_("Scorecards of my pairings"), "pairings"),
            (N_("Compare side by side"), "compare"),
            (N_("Commitments, what is late first"), "commitments"),
            (N_("Meetings"), "meetings"),
        ),
    ),
    (
        N_("Auditor"),
        N_("Take any figure to its entries, its evidence and the two names under it."),
        (
            (N_("Choose a pairing and press a figure"), "pairings"),
            (N_("Find an entry, a project or a place"), "search"),
            (N_("Claims compared with the book"), "claims"),
        ),
    ),
    (
        N_("Programme office"),
        N_("Roll up all pairings, and see what is signed and not landed."),
        (
            (N_("All pairings"), "pairings"),
            (N_("Compare side by side"), "compare"),
            (N_("How each indicator is made"), "catalogue"),
            (N_("Offices and what they owe"), "office-list"),
        ),
    ),
    (
        N_("Researcher"),
        N_("Read figures with their definitions, and take them along."),
        (
            (N_("How each indicator is made"), "catalogue"),
            (N_("Published figures with their source"), "claims"),
        ),
    ),
)
KEYS = (
    ("/", N_("to the search")),
    ("Tab", N_("to the next field or link")),
    ("Enter", N_("open, or send the form")),
    ("J K", N_("down and up the pieces of a readout")),
    ("A X", N_("accept or reject the piece")),
    ("C", N_("correct the piece")),
    ("Esc", N_("close what was opened")),
)


@require_safe
@guard(SIGNED_IN)
def help_page(request: HttpRequest) -> HttpResponse:
    """Show the words, the jobs and the keys on one page."""
    page = HelpPage(
        section="help",
        title=_("Help"),
        invented=invented_here(),
        jobs=_jobs(request),
        terms=tuple(
            TermRow(
                term.code,
                term.word.label(language()),
                term.word.en if in_chinese() else term.word.zh,
                term.meaning.label(language()),
            )
            for term in glossary().values()
        ),
        keys=tuple((keys, _(words)) for keys, words in KEYS),
        catalogue=reverse("catalogue"),
    )
    return show(request, "help", page)


def _jobs(request: HttpRequest) -> tuple[Job, ...]:
    """Return the job of each of the six people with its tour, the reader's own first."""
    tours = {line.title: line for line in tour_lines(request)}
    order = list(tours)
    jobs = (
        Job(
            who=_(who),
            wants=_(wants),
            steps=tuple(Link(_(words), reverse(name)) for words, name in steps),
            tour=tours.get(_(who)),
        )
        for who, wants, steps in JOBS
    )
    return tuple(sorted(jobs, key=lambda job: order.index(job.who) if job.who in tours else 99))
