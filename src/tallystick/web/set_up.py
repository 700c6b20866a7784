"""The cards of Set-up: each room that has something to set up adds a line here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Card:
    """One thing to set up: the name of its page, what it is called, and what one does there.

    `of_country` leads to the page of the country that the first programme, or the map, is about.
    """

    page: str
    title: str | Promise
    words: str | Promise
    of_country: bool = False


CARDS = (
    Card(
        "programmes",
        _("Programmes and pairings"),
        _("Open a programme, pair two regions, state how long they hold, re-pair them."),
    ),
    Card(
        "place",
        _("Places"),
        _("The map: add a county, rename, move, split or merge places, each on its day."),
        of_country=True,
    ),
    Card(
        "borders",
        _("Borders"),
        _("Outlines of places for the map, from a file of your own; none is brought along."),
    ),
    Card(
        "keeping-book",
        _("The whole book"),
        _("Verify every seal and balance; work out the balances anew."),
    ),
    Card(
        "offices",
        _("Offices and people"),
        _("Who works where, in which role; invitations, hand-overs, leaving."),
    ),
    Card(
        "profile",
        _("My profile"),
        _("Language, password, and whom I hand my role to while I am away."),
    ),
)
