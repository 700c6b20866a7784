"""Addresses that show the sample pages, and no database behind them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import get_language
from tests.web.samples import empty_samples, samples

from tallystick.access.policy import PUBLIC, guard
from tallystick.web.contexts import Frame, NavItem, Who
from tallystick.web.frame import PLACES, other_languages


@guard(PUBLIC)
def sample(request: HttpRequest, name: str, **_given: str) -> HttpResponse:
    """Show one sample page, as a signed-in reader sees it."""
    pages = empty_samples() if "empty" in request.GET else samples(get_language() or "en")
    nav = tuple(NavItem(n, str(words), icon, f"/{n}/") for n, words, icon in PLACES)
    frame = Frame(nav, Who("Chen Xiaolan", "Dalian office", "left"), other_languages())
    return render(request, f"web/{name}.html", {"page": pages[name], "frame": frame})


urlpatterns = [
    path("sign-in/", sample, {"name": "sign_in"}, name="sign-in"),
    path("session/", sample, {"name": "today"}, name="session"),
    path("kept/", sample, {"name": "today"}, name="keep"),
    path("sign-out/", sample, {"name": "sign_in"}, name="sign-out"),
    path("language/", sample, {"name": "today"}, name="set-language"),
    path("code/", sample, {"name": "use_code"}, name="use-code"),
    path("sign-in/house/", sample, {"name": "sign_in"}, name="to-house"),
    path("sign-in/second/", sample, {"name": "ask_factor"}, name="ask-factor"),
    path("profile/second-factor/", sample, {"name": "second_factor"}, name="second-factor"),
    path("profile/", sample, {"name": "profile"}, name="profile"),
    path("set-up/", sample, {"name": "set_up"}, name="set-up"),
    path("set-up/offices/", sample, {"name": "offices"}, name="offices"),
    path("help/components/", sample, {"name": "components"}, name="components"),
    path("tour/end/", sample, {"name": "today"}, name="tour-end"),
    path("help/", sample, {"name": "help"}, name="help"),
    path("indicators/", sample, {"name": "catalogue"}, name="catalogue"),
    path("indicators/<str:code>/", sample, {"name": "method"}, name="method"),
    path("views/", sample, {"name": "saved_views"}, name="saved-views"),
    path("compare.csv", sample, {"name": "compare"}, name="compare-csv"),
    path("compare/", sample, {"name": "compare"}, name="compare"),
    path("pairings/", sample, {"name": "pairings"}, name="pairings"),
    path("brief/", sample, {"name": "brief"}, name="pairing-brief"),
    path("search/", sample, {"name": "search"}, name="search"),
    path("entries/review/", sample, {"name": "review"}, name="review"),
    path("entries/corrections/", sample, {"name": "corrections"}, name="corrections"),
    path("correcting/", sample, {"name": "correction_form"}, name="correction-new"),
    path("entries/", sample, {"name": "entries"}, name="entries"),
    path("commitments/", sample, {"name": "commitments"}, name="commitments"),
    path("meetings/new/", sample, {"name": "record"}, name="meeting-new"),
    path("readouts/", sample, {"name": "readouts"}, name="readouts"),
    path("announcements/", sample, {"name": "announcements"}, name="announcements"),
    path("meetings/", sample, {"name": "meetings"}, name="meetings"),
    path("practices/", sample, {"name": "practices"}, name="practices"),
    path("tags/", sample, {"name": "meeting"}, name="tag"),
    path("frameworks/", sample, {"name": "frameworks"}, name="frameworks"),
    path("meeting-calendar/", sample, {"name": "month"}, name="meeting-calendar"),
    path("carries/", sample, {"name": "carries"}, name="carries"),
    path("long-work/", sample, {"name": "long_work_list"}, name="long-work-list"),
    path("workbooks/", sample, {"name": "workbooks"}, name="workbooks"),
    path("blank/", sample, {"name": "workbooks"}, name="workbook-blank"),
    path("waiting/", sample, {"name": "workbooks"}, name="workbook-waiting"),
    path("draw/", sample, {"name": "workbooks"}, name="paper-draw"),
    path("", sample, {"name": "today"}, name="today"),
    path("<slug:name>/", sample),
]
