"""Filled pages one meets first: signing in, Today, what went wrong; all invented but places."""

from __future__ import annotations

from datetime import date

from tests.web.samples.frame import COMMON, NOW

from tallystick.web.contexts import (
    Change,
    ErrorPage,
    Glance,
    GlanceRow,
    Link,
    Mark,
    SignInPage,
    Task,
    TaskGroup,
    TodayPage,
    WaitingFor,
)
from tallystick.web.tally import Tally


def sign_in() -> SignInPage:
    return SignInPage(
        title="Sign in",
        invented=True,
        username="chen.xiaolan",
        next_address="/pairings/",
        error="The user name and password do not match. 4 tries left.",
    )


def today(lang: str = "en") -> TodayPage:
    return TodayPage(
        section="today",
        title="Today",
        today=date(2020, 11, 23),
        office="Dalian office",
        side="supporting side",
        groups=(
            TaskGroup(
                "to_match",
                "To match",
                14,
                "oldest 19 days",
                (
                    Task(
                        Mark("disputed", "Differ by 14"),
                        "October placements, Shuicheng",
                        "/entries/E-2020-1103/",
                        "They answered your counter-figure on Friday",
                        "62 / 48",
                        "persons",
                        "Answer",
                    ),
                    Task(
                        Mark("waiting", "Waiting 19 days"),
                        "Cold store, Panzhou: paid out",
                        "/entries/E-2020-1077/",
                        "Entered by Liupanshui 4 Nov · 2 receipts",
                        "5.20",
                        "million yuan",
                        "Match",
                    ),
                ),
                Link("All 14", "/entries/"),
            ),
            TaskGroup(
                "to_confirm",
                "To confirm in your office",
                1,
                "a second person must sign",
                (
                    Task(
                        Mark("submitted", "Needs a second name"),
                        "School desks given to Liuzhi",
                        "/entries/E-2020-1110/",
                        "Entered by Wang Lei, your office, 20 Nov",
                        "0.36",
                        "million yuan",
                        "Confirm",
                    ),
                ),
            ),
        ),
        changes=(
            Change(NOW, Mark("posted", "Posted"), "School roof, Liuzhi", "/entries/1/", "+8.31 m"),
            Change(NOW, Mark("reversed", "Reversed"), "Training counted twice, Panzhou", "", "−86"),
        ),
        glances=(
            Glance(
                "Dalian – Liupanshui",
                "/pairings/dalian-liupanshui/",
                "since 1996",
                (
                    GlanceRow("Funds", Tally(2486, 2600, waiting=80), "248.6 / 260.0"),
                    GlanceRow("Jobs", Tally(3612, 4000, waiting=86, differs=14), "3,612 / 4,000"),
                ),
            ),
        ),
        waiting_for=(
            WaitingFor("Liupanshui", "Waiting 11 working days", 4, "/entries/?state=confirmed"),
        ),
        glance_note="to 31 Oct, matched of target",
        **COMMON,
    )


def error() -> ErrorPage:
    return ErrorPage(
        title="There is no such page",
        what="It was never here, or it is not open to you.",
        way_out="Check the address, or go back to Today.",
        link=Link("Go to Today", "/"),
        code="404",
    )
