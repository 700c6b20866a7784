"""How matches reached the book: figures matched by file or on paper are counted apart."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, F

from tallystick.entries.models import EntryAct


def matched_by_channel(entry_ids: Sequence[str]) -> dict[str, int]:
    """Return channel → how many of these entries were matched that way; one query."""
    acts = EntryAct.objects.filter(
        entry__in=list(entry_ids), verb=EntryAct.Verb.MATCHED, version=F("entry__version")
    )
    rows = acts.order_by().values_list("channel").annotate(n=Count("pk"))
    return dict(sorted(rows))
