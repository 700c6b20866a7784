"""Filled pages about offices, people and oneself; all names are invented."""

from __future__ import annotations

from datetime import date

from tests.web.samples.frame import NOW, ROOT

from tallystick.web.contexts import Choice, Link, Page
from tallystick.web.contexts.access import (
    ActingSide,
    AskFactorPage,
    CodePage,
    FactorPage,
    FactorRow,
    OfficeListPage,
    OfficePage,
    OfficeRow,
    PersonForm,
    ProfilePage,
    SealedAct,
    SeatRow,
    SetUpCard,
    SetUpPage,
    Typed,
    UseCodePage,
    WhoMayActPage,
)

SEATS = (
    SeatRow(
        "01937a90-7000-7000-8000-000000000001",
        "Sun Bo",
        "sun.bo",
        "Head of office",
        date(2019, 1, 1),
        None,
        "Liu Yang",
        "12",
        "c41d" * 16,
        office="Dalian office",
    ),
    SeatRow(
        "01937a90-7000-7000-8000-000000000002",
        "Wang Lei",
        "wang.lei",
        "Matcher",
        date(2020, 11, 24),
        date(2020, 12, 4),
        "Chen Xiaolan",
        "31",
        "9be1" * 16,
        "Chen Xiaolan",
        "Dalian office",
        True,
    ),
)


TYPED = Typed("nora", "Nora", "", user="wang.lei", since="2020-12-01", why="On leave")
TODAY = date(2020, 11, 23)
PEOPLE = (Choice("sun.bo", "Sun Bo (sun.bo)", True), Choice("wang.lei", "Wang Lei (wang.lei)"))
SEAT_CHOICES = (Choice(SEATS[0].key, "Sun Bo · head of office", True),)


def people() -> dict[str, Page]:
    """Return the pages about offices, people and oneself."""
    roles = (Choice("clerk", "clerk"), Choice("matcher", "matcher", True))
    languages = (Choice("en", "English", True), Choice("zh-hans", "中文"))
    form = PersonForm("hand-on", ("Choose other days.",), TYPED)
    dalian = ActingSide("supporting", "Dalian", SEATS)
    return {
        "set_up": SetUpPage(
            section="set-up", title="Set-up", cards=(SetUpCard("Offices", "Who works.", "/o/"),)
        ),
        "offices": OfficeListPage(
            section="set-up",
            title="Offices and people",
            rows=(OfficeRow("dalian-office", "Dalian office", "/o/d/", "Dalian", "city", 4),),
            may_open=True,
            typed=Typed(code="x", region="cn"),
            problems=("Choose another code.",),
        ),
        "office": OfficePage(
            section="set-up",
            title="Dalian office",
            code="dalian-office",
            place="Dalian",
            seats=SEATS,
            people=PEOPLE,
            seat_choices=SEAT_CHOICES,
            roles=roles,
            languages=languages,
            acts=frozenset({"invite", "grant", "code", "leave", "end", "hand-on", "hand-over"}),
            form=form,
            today=TODAY,
        ),
        "code": CodePage(
            section="set-up",
            title="Code for Nora",
            name="Nora",
            username="nora",
            code="ABCD-EFGH-JKMN-PQRS",
            expires_at=NOW,
            address="http://127.0.0.1/code/",
            back=Link("Dalian office", "/o/d/"),
        ),
        "use_code": UseCodePage(title="Set your password", username="nora", problems=("No.",)),
        "profile": ProfilePage(
            section="set-up",
            title="My profile",
            name="Sun Bo",
            username="sun.bo",
            languages=languages,
            themes=(Choice("", "as my system has it", True), Choice("dark", "dark")),
            seats=SEATS,
            seat_choices=SEAT_CHOICES,
            colleagues=PEOPLE,
            form=form,
            today=TODAY,
        ),
        "second_factor": FactorPage(
            section="set-up",
            title="Second factor",
            factors=(FactorRow(1, "passkey", "Stick", NOW, NOW),),
            codes_left=9,
            codes=("12345678", "87654321"),
            secret="ABCD EFGH",
            picture="data:image/svg+xml;base64,PHN2Zy8+",
            passkey="{}",
            must=True,
            problems=("These figures do not fit.",),
        ),
        "ask_factor": AskFactorPage(title="Second factor", passkey="{}", problems=("No.",)),
        "who_may_act": WhoMayActPage(
            section="pairings",
            title="Who may act",
            pairing=Link("Dalian – Liupanshui", "/pairings/x/"),
            sides=(dalian, ActingSide("supported", "Liupanshui", ())),
            acts=(SealedAct(31, NOW, "stands in as matcher", "Wang Lei", "Sun Bo", "9be1" * 16),),
            chain=ROOT,
            newest=31,
        ),
    }
