"""A draft on its own page: what its clerk may do with it, and what it still lacks."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from tallystick.entries.models import Entry, State
from tallystick.entries.queries.closings import asks_why
from tallystick.entries.queries.documents import AskedDocument, missing_document
from tallystick.entries.queries.reportable import reportable
from tallystick.entries.queries.reported import lacking
from tallystick.kernel.actor import Actor
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.recorded import say_value
from tallystick.web.contexts.entries import DraftPanel
from tallystick.web.contexts.shared import Fact
from tallystick.web.wording import language


def draft_of(
    row: Entry, actor: Actor, typed: Mapping[str, str], asked: AskedDocument | None
) -> DraftPanel | None:
    """Return what a clerk of the reporting side may do with a draft; None for anything else.

    `asked`: the document that it does not rest on yet.
    """
    if row.state != State.DRAFT:
        return None
    reach = reportable(row.pairing, actor)
    if reach is None or reach.side != row.side:
        return None
    late = asks_why(row)
    return DraftPanel(
        edit=reverse("entry-edit", args=[row.number]),
        version=row.version,
        lacking=tuple(
            problem.sentence(language())
            for problem in (*lacking(row), *missing_document(row, asked))
        ),
        late=late.sentence(language()) if late else "",
        reason=typed.get("reason", ""),
    )


def record_facts(row: Entry) -> list[Fact]:
    """Return the record of an entry, in the order it is declared."""
    return [
        Fact(
            one.label(language()),
            say_value(one, row.details[code]).label(language()),
            typed=one.kind == "text",
        )
        for code, one in pipelines()[row.pipeline].record.entry.items()
        if code in row.details
    ]
