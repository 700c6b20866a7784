"""One filled context a page. Places are real; every figure, person and event is invented."""

from __future__ import annotations

from dataclasses import replace

from tests.web.samples.claims import claim_samples, claims
from tests.web.samples.compare import compare_samples
from tests.web.samples.correcting import correcting_samples
from tests.web.samples.entries import entries, entry, review
from tests.web.samples.exchanges import exchange_samples
from tests.web.samples.explain import explain
from tests.web.samples.first import error, sign_in, today
from tests.web.samples.first_day import empty_samples
from tests.web.samples.learning import learning_samples
from tests.web.samples.pairings import pairings, rules
from tests.web.samples.people import people
from tests.web.samples.readouts import readout_samples
from tests.web.samples.scorecard import pairing
from tests.web.samples.time import time_samples
from tests.web.samples.work import work_samples
from tests.web.samples.workbooks import paper, workbook_run, workbooks

from tallystick.web.contexts import Page
from tallystick.web.lists import LISTS

__all__ = ["empty_samples", "samples"]


def samples(lang: str = "en") -> dict[str, Page]:
    """Return template → a filled page for it."""
    filled: dict[str, Page] = {
        "sign_in": sign_in(),
        "today": today(lang),
        "pairings": pairings(lang),
        "pairing": pairing(lang),
        "explain": explain(lang),
        "entries": entries(lang),
        "entry": entry(lang),
        "claims": claims(lang),
        "review": review(),
        "rules": rules(),
        "error": error(),
        **compare_samples(pairing(lang).groups[0].rows),
        **time_samples(),
        **correcting_samples(),
        **exchange_samples(),
        **learning_samples(),
        **readout_samples(),
        **claim_samples(),
        **people(),
        "workbooks": workbooks(),
        "workbook_run": workbook_run(),
        **work_samples(),
        "paper": paper(),
    }
    return {name: tabled(name, page) for name, page in filled.items()}


# Templates that show a list of another name.
LISTED = {"meeting": "commitments", "catalogue": "indicators"}


def tabled(name: str, page: Page) -> Page:
    """Return a page with the columns of its list, where it is one."""
    listing = LISTS.get(LISTED.get(name, name))
    return replace(page, table=listing.table()) if listing else page
