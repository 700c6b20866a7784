"""An invented year that goes wrong in every way a year does, told through the real services.

Harb helps West (counties Quern and Wold) until 30 June 2020, then Delta takes over. Quern moves
from North to South on 1 September. Entries are reported by West and matched by its partner.
Amounts are in minor units; `M(1)` is a million yuan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from typing import Any

from tests.cast import SAFEGUARDS, SYSTEM, seat_people

from tallystick.entries.models import Entry
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.exchanges.services import sign_agreement
from tallystick.journal.queries import head
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Refused
from tallystick.programme.models import Agreement, Pairing
from tallystick.programme.rules.agreements import TargetText
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.services import (
    add_thing,
    amend_agreement,
    create_pairing,
    create_programme,
    propose_version,
    record_agreement,
    set_evidence_duty,
    set_matching_policy,
    state_span,
)
from tallystick.regions.models import Region, RegionParent
from tallystick.regions.services import derive_closure

P1, P2 = "harb-west", "delta-west"
WEST, NORTH, SOUTH, QUERN, WOLD = "west", "west-north", "west-south", "west-quern", "west-wold"
PARTNERS = {P1: "harb", P2: "delta"}
YEAR = 2020
SPANS = {
    P1: (date(2016, 1, 1), date(2020, 6, 30)),
    P2: (date(2020, 7, 1), None),
}
# child, parent, from, to
TREE = (
    (NORTH, WEST, date(2000, 1, 1), None),
    (SOUTH, WEST, date(2000, 1, 1), None),
    (WOLD, NORTH, date(2000, 1, 1), None),
    (QUERN, NORTH, date(2000, 1, 1), date(2020, 8, 31)),
    (QUERN, SOUTH, date(2020, 9, 1), None),
)
THINGS = {
    **dict.fromkeys(("p1", "p2", "p3", "p4"), "project"),
    **dict.fromkeys(("a1", "a2", "a3", "a4", "a5"), "assistance_project"),
    **dict.fromkeys(("e1", "e2", "e3"), "enterprise"),
    **dict.fromkeys(
        ("course-labourer", "course-official", "course-teacher", "course-leader"), "training"
    ),
    "park1": "facility",
    "k1": "placement",
}

# What the records of things and reports must hold before anything is handed on.
THING_RECORDS: Mapping[str, Mapping[str, str]] = {
    "project": {"enterprise": "Harb Foods"},
    "assistance_project": {
        "contractor": "West Builders",
        "asset_owner": "Wold village council",
        "handed_over_on": "2020-06-01",
    },
}
MEASURED = {"method": "random_sample", "sample": "households drawn by lot"}
STAYED = {"checked_how": "payroll", "complaints_open": 0, "complaints_closed": 1}
RECORDS: Mapping[tuple[str, str], Mapping[str, str | int | bool]] = {
    ("placement", "placed"): SAFEGUARDS,
    ("placement", "retained_3m"): STAYED,
    ("placement", "retained_6m"): STAYED,
    ("donation", "received"): {"valuation_basis": "invoice", "goods": "school desks"},
    ("survey", "read"): MEASURED,
    ("meeting", "held"): {"place": "West"},
    ("funds", "returned"): {"why_returned": "left over"},
    ("assistance_project", "completed"): {"accepted_by": "acceptance group of Wold"},
    ("assistance_project", "idle"): {"why": "no tenant"},
    ("assistance_project", "cancelled"): {"why": "no land"},
    ("project", "idle"): {"why": "no orders"},
    ("project", "cancelled"): {"why": "the investor withdrew"},
    ("project", "closed"): {"why": "the lease ended"},
    ("investment", "withdrawn"): {"why": "the investor withdrew"},
    ("investment", "lapsed"): {"why": "never paid in"},
    ("enterprise", "left"): {"why_left": "moved away"},
    ("facility", "idle"): {"why": "no orders"},
    ("facility", "closed"): {"why": "the lease ended"},
    ("built", "built"): {"what": "classrooms"},
    ("twinning", "ended"): {"why_ended": "handed over"},
    ("village", "withdrawn"): {"why_withdrawn": "fell short"},
    ("commitment", "kept"): {"outcome": "done"},
    ("commitment", "broken"): {"outcome": "not done"},
    ("commitment", "dropped"): {"outcome": "no longer wanted"},
}

Qty = Mapping[str, int]
Codes = Mapping[str, str]


def Y(yuan: float) -> int:
    """Return yuan in minor units."""
    return round(yuan * 100)


def M(millions: float) -> int:
    """Return millions of yuan in minor units."""
    return round(millions * 10**8)


@dataclass
class Year:
    """The story as it is told, and what it left behind."""

    services: ModuleType
    clerk: Actor
    west: Actor
    partners: Mapping[str, Actor]
    signatories: Mapping[str, Actor]
    pairings: Mapping[str, Pairing]
    now: datetime = datetime(2021, 1, 4, 1, tzinfo=UTC)
    # name → how the book answered what must not be: a problem code, or `waits: code`
    answers: dict[str, str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    # name → sequence number of the first book at that moment of the story
    marks: dict[str, int] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)

    def at(self) -> datetime:
        """Return the next minute; everything is recorded in January 2021, long after."""
        self.now += timedelta(minutes=1)
        return self.now

    def mark(self, name: str) -> None:
        """Remember what was known at this moment; the rest is recorded on later days."""
        self.marks[name] = head(P1).seq
        self.days[name] = self.now.date()
        self.now += timedelta(days=1)

    # --- one report ---------------------------------------------------------------------------
    def report(
        self, book: str, region: str, pipeline: str, move: str, rows: Sequence[tuple[Codes, Qty]],
        on: str, *, statement: str = "itemised", thing: str | None = None, reason: str = "",
    ) -> Report:  # fmt: skip
        """Return a report; `rows` pair codes, kept and noted together, with amounts by unit."""
        found = pipelines()[pipeline]
        lines = tuple(
            StatedLine(
                unit,
                amount,
                {d: c for d, c in codes.items() if d in found.kept},
                {d: c for d, c in codes.items() if d not in found.kept},
            )
            for codes, qty in rows
            for unit, amount in qty.items()
        )
        return Report(
            pairing=book,
            side="supported",
            region=region,
            partner=PARTNERS[book],
            pipeline=pipeline,
            move=move,
            statement=statement,
            happened_on=date.fromisoformat(on),
            lines=lines,
            thing=thing,
            title_en=f"{pipeline} {move}",
            reason=reason,
            record=RECORDS.get((pipeline, move.partition(">")[2]), {}),
        )

    def confirmed(self, report: Report) -> Entry:
        """Enter, submit and confirm a report."""
        entry = self.services.draft_entry(report=report, by=self.clerk, at=self.at())
        self.services.submit_entry(
            entry_id=entry.pk, version=entry.version, by=self.clerk, at=self.at()
        )
        return self.services.confirm_entry(
            entry_id=entry.pk, version=1, by=self.west, at=self.at()
        )  # fmt: skip

    def matched(self, report: Report) -> Entry:
        """Carry a report all the way."""
        entry = self.confirmed(report)
        return self.services.match_entry(
            entry_id=entry.pk, version=1, basis="own_record",
            by=self.partners[report.pairing], at=self.at(),
        )  # fmt: skip

    def post(self, *args: Any, **words: Any) -> Entry:
        """Carry a report all the way and insist that it is posted."""
        entry = self.matched(self.report(*args, **words))
        if entry.state != "posted":
            raise AssertionError(f"{args} waits for {entry.waits_for}")
        return entry

    def refused(self, name: str, *args: Any, **words: Any) -> None:
        """Try what must not be, keep how the book answered, and withdraw what was entered."""
        before = set(Entry.objects.values_list("pk", flat=True))
        try:
            entry = self.matched(self.report(*args, **words))
            waits = entry.waits_for
            self.answers[name] = f"waits: {waits['code']}" if waits else entry.state
        except Refused as refused:
            self.answers[name] = refused.code
        for entry in Entry.objects.exclude(pk__in=before).exclude(state="posted"):
            self.services.withdraw_entry(
                entry_id=entry.pk, version=1, reason="a try", by=self.clerk, at=self.at()
            )

    # --- short forms --------------------------------------------------------------------------
    def move(self, book: str, region: str, pipeline: str, move: str, qty: Qty, on: str,
             codes: Codes | None = None, thing: str | None = None) -> Entry:  # fmt: skip
        """Post one movement."""
        return self.post(book, region, pipeline, move, [(codes or {}, qty)], on, thing=thing)

    def opening(self, book: str, region: str, pipeline: str, stage: str, qty: Qty, on: str,
                codes: Codes | None = None, thing: str | None = None) -> Entry:  # fmt: skip
        """Post an opening balance."""
        move, source = f"carried>{stage}", "list of the office, invented"
        return self.post(
            book, region, pipeline, move, [(codes or {}, qty)], on, thing=thing, reason=source
        )

    def level(self, book: str, region: str, pipeline: str, codes: Codes, qty: Qty, on: str,
              thing: str | None = None) -> Entry:  # fmt: skip
        """State what stands on a day."""
        rise = pipelines()[pipeline].rise
        return self.post(
            book, region, pipeline, rise, [(codes, qty)], on, statement="level", thing=thing
        )

    def year_sum(self, book: str, region: str, rows: Sequence[tuple[Codes, Qty]], on: str,
                 reason: str = "") -> Entry:  # fmt: skip
        """State the people placed since the later of New Year and the pairing's start."""
        return self.post(
            book, region, "placement", "outside>placed", rows, on,
            statement="year_to_date", reason=reason,
        )  # fmt: skip

    def target(self, book: str, region: str, code: str, amount: int, on: str) -> None:
        """Agree on a target of the year at one place; again is an amendment."""
        name = f"{book}-{region}"
        found = Agreement.objects.filter(code=name).first() or record_agreement(
            code=name, pairing=self.pairings[book], kind="yearly", year=YEAR, title_en=name,
            title_zh="", by=self.clerk,
        )  # fmt: skip
        text = {
            "signed_on": date.fromisoformat(on),
            "targets": [TargetText(code, amount, region)],
            "by": self.clerk,
            "at": self.at(),
        }
        put = amend_agreement if found.versions.exists() else propose_version
        version = put(agreement=found, **text)  # type: ignore[arg-type]
        for party in (WEST, PARTNERS[book]):
            sign_agreement(
                version=version, region=party, content_hash=version.content_hash,
                by=self.signatories[party], at=self.at(),
            )  # fmt: skip


def tell(services: ModuleType) -> Year:
    """Tell the whole year through the services of the entries room."""
    year = _stage(services)
    for chapter in CHAPTERS:
        chapter(year)
    return year


def _stage(services: ModuleType) -> Year:
    places = {
        code: Region.objects.create(code=code, kind="area", country="xx", name_en=code.title())
        for code in ("harb", "delta", WEST, NORTH, SOUTH, QUERN, WOLD)
    }
    RegionParent.objects.bulk_create(
        RegionParent(region=places[c], parent=places[p], valid_from=since, valid_to=until)
        for c, p, since, until in TREE
    )
    derive_closure()
    create_programme(
        code="invented-year", name_en="An invented year", name_zh="", country="xx",
        invented=True, by=SYSTEM,
    )  # fmt: skip
    pairings = {}
    for code, partner in PARTNERS.items():
        pairings[code] = create_pairing(
            code=code, programme="invented-year", supporting=partner, supported=WEST,
            level="province", by=SYSTEM,
        )  # fmt: skip
        since, until = SPANS[code]
        state_span(
            pairing=pairings[code], valid_from=since, valid_to=until, source="invented",
            preferred=True, by=SYSTEM,
        )  # fmt: skip
        set_evidence_duty(
            pairing=pairings[code], pipeline="", duty="advisory", reason="no papers", by=SYSTEM
        )
    for code, pipeline in THINGS.items():
        add_thing(code=code, pipeline=pipeline, region=WOLD, name_en=code, name_zh="",
                  record=THING_RECORDS.get(pipeline), by=SYSTEM)  # fmt: skip
    people = seat_people(
        {"west": WEST, "harb": "harb", "delta": "delta"},
        {
            "wren": ("west", ("clerk",)),
            "wade": ("west", ("confirmer", "matcher")),
            "hale": ("harb", ("confirmer", "matcher")),
            "dove": ("delta", ("confirmer", "matcher")),
            "wynn": ("west", ("signatory",)),
            "haze": ("harb", ("signatory",)),
            "dawn": ("delta", ("signatory",)),
        },
        date(2020, 1, 1),
    )
    return Year(
        services, people["wren"], people["wade"],
        {P1: people["hale"], P2: people["dove"]},
        {WEST: people["wynn"], "harb": people["haze"], "delta": people["dawn"]}, pairings,
    )  # fmt: skip


# --- The chapters, in the order in which they became known ------------------------------------
WORKSHOP = {"facility_kind": "workshop"}
PROVINCE = {"payer_level": "province", "budget_year": "2020"}
CITY = {"payer_level": "city", "budget_year": "2020"}
OUT, IN_PARK = {"guided": "yes_", "in_park": "no_"}, {"guided": "yes_", "in_park": "yes_"}
UNGUIDED = {"guided": "no_", "in_park": "no_"}
EAST = {"place": "partner", "post_kind": "market"}
HOME = {"place": "in_province", "post_kind": "market"}
ELSEWHERE = {"place": "elsewhere", "post_kind": "market"}
PUBLIC = {"place": "in_province", "post_kind": "public"}


def people(n: int, poor: int, times: int = 0) -> Qty:
    """Return people placed, of whom out of poverty, and the placements they took up."""
    return {"person": n, "person/out_of_poverty": poor, "placement": times or n}


def opening_balances(year: Year) -> None:
    """What stood on the day the book begins."""
    for region, operating, idle in ((WOLD, 12, 2), (QUERN, 5, 0)):
        for stage, n in (("operating", operating), ("idle", idle)):
            if n:
                year.opening(P1, region, "facility", stage, {"facility": n}, "2020-01-01", WORKSHOP)
        pairs = {"pair": 1 + (region == WOLD), "supported_member": 1, "supporting_member": 1}
        year.opening(P1, region, "twinning", "active", pairs, "2019-12-31", {"twin_kind": "county"})
    park = {"facility_kind": "park"}
    year.opening(P1, WOLD, "facility", "operating", {"facility": 1}, "2020-01-01", park, "park1")
    year.opening(P1, WOLD, "enterprise", "landed", {"enterprise": 30}, "2020-01-01", UNGUIDED)
    year.opening(P1, WOLD, "investment", "paid_in", {"CNY": M(500)}, "2020-01-01", UNGUIDED)
    old = {"payer_level": "province", "budget_year": "2019"}
    year.opening(P1, WOLD, "funds", "received", {"CNY": M(5)}, "2019-12-31", old)


def pairs_and_stations(year: Year) -> None:
    """Twinned schools as they come, other pairs and stations as what stands."""
    schools = {"pair": 4, "supported_member": 4, "supporting_member": 3}
    year.move(
        P1, WOLD, "twinning", "outside>active", schools, "2020-02-02", {"twin_kind": "school"}
    )
    for twins, qty in (
        ("town", {"pair": 7}),
        ("village", {"pair": 9}),
        ("enterprise_village", {"pair": 6, "supporting_member": 5, "supported_member": 6}),
        ("social_organisation", {"pair": 4, "supporting_member": 3}),
        ("hospital", {"pair": 3, "supporting_member": 2, "supported_member": 3}),
    ):
        year.level(P1, QUERN, "twinning", {"twin_kind": twins}, qty, "2020-03-31")
    station = {"facility_kind": "labour_station"}
    year.level(P1, QUERN, "facility", station, {"facility": 2}, "2020-03-31")


def targets(year: Year) -> None:
    """Targets read at their node; the prefecture's own is not the sum of its counties'."""
    for region, code, amount in (
        (WOLD, "LC_TOTAL", 400),
        (QUERN, "LC_TOTAL", 300),
        (NORTH, "LC_TOTAL", 900),
        (WOLD, "FS_GOV_FUND", M(50)),
        (WOLD, "FS_DISBURSE_RATE", 9000),
        (WEST, "IC_WORKSHOPS", 20),
    ):
        year.target(P1, region, code, amount, "2019-12-20")
    year.target(P1, QUERN, "LC_TOTAL", 260, "2020-05-10")
    year.target(P2, WOLD, "LC_TOTAL", 150, "2020-07-20")
    year.target(P2, WOLD, "IC_CONSUMPTION", M(1), "2020-07-20")


def money(year: Year) -> None:
    """A promise exceeded, last year's money paid this year, a payment after the pairing ended."""
    funds: Callable[..., Entry] = lambda region, move, n, on, codes, book=P1, thing=None: year.move(  # noqa: E731
        book, region, "funds", move, {"CNY": M(n)}, on, codes, thing
    )
    for codes, committed, received in ((PROVINCE, 30, 30), (CITY, 20, 22)):
        funds(WOLD, "outside>committed", committed, "2020-01-15", codes)
        funds(WOLD, "committed>received", received, "2020-02-10", codes)
    industry, roads = {"use": "industry"}, {"use": "infrastructure"}
    allocated = funds(WOLD, "received>allocated", 26, "2020-03-05", {**PROVINCE, **industry})
    funds(WOLD, "received>allocated", 14, "2020-03-05", {**CITY, **roads})
    funds(WOLD, "allocated>paid_out", 18, "2020-06-20", {**PROVINCE, **industry}, thing="a1")
    old = {"payer_level": "province", "budget_year": "2019"}
    funds(WOLD, "received>paid_out", 5, "2020-02-20", old)
    funds(WOLD, "allocated>paid_out", 6, "2020-08-12", {**CITY, **roads}, thing="a2")
    try:
        year.services.reverse_entry(
            entry_id=allocated.pk, reason="a try", by=year.west, second=year.partners[P1],
            at=year.at(),
        )  # fmt: skip
    except Refused as refused:
        year.answers["reverse an allocation already paid out"] = refused.code
    tries: tuple[tuple[str, str, int, str, Codes], ...] = (
        ("a back-dated move that makes a past day negative", "received>returned", 1, "2020-01-20",
         PROVINCE),
        ("pay out more than allocated", "allocated>paid_out", 9, "2020-08-13", CITY),
        ("new money after the end", "outside>committed", 1, "2020-08-13", CITY),
    )  # fmt: skip
    for name, move, n, on, codes in tries:
        year.refused(name, P1, WOLD, "funds", move, [(codes, {"CNY": M(n)})], on)
    funds(QUERN, "committed>received", 12, "2020-09-01", PROVINCE, book=P2)


def gifts(year: Year) -> None:
    """One gift reversed, one disputed, one waiting, one known only after the quarter's close."""

    def gift(form: str, yuan: int, on: str) -> Report:
        codes = {"form": form, "donor_type": "enterprise"}
        move = "promised>received"
        return year.report(P1, WOLD, "donation", move, [(codes, {"CNY": Y(yuan)})], on)

    year.matched(gift("cash", 1_000_000, "2020-02-14"))
    year.matched(gift("goods", 200_000, "2020-03-09"))
    wrong = year.matched(gift("cash", 500_000, "2020-03-05"))
    year.mark("close_q1")
    year.matched(gift("cash", 40_000, "2020-03-20"))
    year.entries["reversed gift"] = year.services.reverse_entry(
        entry_id=wrong.pk, reason="the same gift was entered twice", by=year.west,
        second=year.partners[P1], at=year.at(),
    )  # fmt: skip
    disputed = year.confirmed(gift("cash", 300_000, "2020-05-05"))
    year.entries["disputed gift"] = year.services.dispute_entry(
        entry_id=disputed.pk, version=1, counter=[(1, Y(200_000))], reason="we gave 200,000",
        by=year.partners[P1], at=year.at(),
    )  # fmt: skip
    year.entries["waiting gift"] = year.confirmed(gift("cash", 70_000, "2020-05-06"))


def projects(year: Year) -> None:
    """Assistance projects and works; investment projects that come, go idle and come again."""
    industry = {"use": "industry"}
    one = {"project": 1}
    assist = "assistance_project"
    for thing, region in (("a1", WOLD), ("a2", WOLD), ("a3", WOLD), ("a4", QUERN), ("a5", QUERN)):
        year.move(P1, region, assist, "outside>approved", one, "2020-02-01", industry, thing)
        if thing != "a5":
            year.move(P1, region, assist, "approved>started", one, "2020-03-10", industry, thing)
    year.refused(
        "complete before start", P1, QUERN, assist, "started>completed", [(industry, one)],
        "2020-06-01", thing="a5",
    )  # fmt: skip
    budget = {"budget_year": "2020"}
    year.move(P1, WOLD, "works", "outside>budgeted", {"CNY": M(40)}, "2020-03-10", budget, "a1")
    year.move(P1, WOLD, "works", "budgeted>done", {"CNY": M(30)}, "2020-06-25", budget, "a1")

    def steps(thing: str, *taken: tuple[str, str]) -> None:
        for move, on in taken:
            year.move(P1, WOLD, "project", move, one, f"2020-{on}", None, thing)

    steps("p1", ("outside>signed", "01-20"), ("signed>landed", "03-01"),
          ("landed>started", "04-01"), ("started>completed", "06-10"))  # fmt: skip
    for name, move, on, thing in (
        ("sign the same project again", "outside>signed", "2020-04-18", "p1"),
        ("start what never landed", "landed>started", "2020-01-01", "p2"),
    ):
        year.refused(name, P1, WOLD, "project", move, [({}, one)], on, thing=thing)
    steps("p2", ("outside>signed", "01-20"), ("signed>landed", "02-01"),
          ("landed>started", "02-10"), ("started>completed", "05-01"),
          ("completed>operating", "05-20"))  # fmt: skip
    steps("p3", ("outside>signed", "02-01"), ("signed>cancelled", "05-01"),
          ("outside>signed", "06-01"))  # fmt: skip


def contract(year: Year, thing: str, millions: int, on: str, codes: Codes, book: str = P1) -> None:
    """State what a project has contracted; again is the difference."""
    year.level(book, WOLD, "investment", codes, {"CNY": M(millions)}, on, thing)


def investment(year: Year) -> None:
    """Signed again at 300 after 80 of 250 were paid: 50 more, neither 300 nor 130."""
    contract(year, "p1", 250, "2020-01-20", OUT)
    contract(year, "p2", 100, "2020-01-20", IN_PARK)
    paid = "contracted>paid_in"
    year.move(P1, WOLD, "investment", paid, {"CNY": M(80)}, "2020-03-02", OUT, "p1")
    year.move(P1, WOLD, "investment", paid, {"CNY": M(130)}, "2020-05-02", IN_PARK, "p2")
    contract(year, "p1", 300, "2020-04-18", OUT)
    for thing, move, on, codes, region in (
        ("e1", "outside>cooperating", "01-11", IN_PARK, WOLD),
        ("e1", "cooperating>landed", "03-01", IN_PARK, WOLD),
        ("e2", "outside>landed", "02-01", OUT, QUERN),
        ("e2", "landed>operating", "05-01", OUT, QUERN),
        ("e3", "outside>cooperating", "04-01", OUT, WOLD),
    ):
        year.move(P1, region, "enterprise", move, {"enterprise": 1}, f"2020-{on}", codes, thing)


def jobs(year: Year, region: str, employer: str, on: str, n: int, rural: int, poor: int,
         book: str = P1) -> None:  # fmt: skip
    """State the jobs that stand with one kind of employer."""
    qty = {"person": n, "person/rural": rural, "person/out_of_poverty": poor}
    year.level(book, region, "job", {"employer": employer}, qty, on)


def work_at_home(year: Year) -> None:
    """Levels fall without a reason: people leave. A workshop goes idle and comes back."""
    for region, employer, on, n, rural, poor in (
        (WOLD, "enterprise", "2020-03-31", 100, 90, 40),
        (WOLD, "enterprise", "2020-06-30", 80, 75, 35),
        (WOLD, "workshop", "2020-03-31", 200, 190, 120),
        (QUERN, "partner_region", "2020-06-30", 5000, 5000, 2000),
        (QUERN, "public_post", "2020-06-30", 210, 210, 210),
    ):
        jobs(year, region, employer, on, n, rural, poor)
    for move, n, on in (
        ("operating>idle", 3, "2020-03-01"),
        ("idle>operating", 1, "2020-04-01"),
        ("idle>closed", 1, "2020-05-01"),
    ):
        year.move(P1, WOLD, "facility", move, {"facility": n}, on, WORKSHOP)


def placements(year: Year) -> None:
    """Quern states the year's sum, its places known only later; Wold enters batches."""
    year.year_sum(P1, QUERN, [({}, people(120, 80))], "2020-03-31")
    june = [(EAST, people(100, 70)), (HOME, people(150, 90, 155))]
    year.year_sum(P1, QUERN, june, "2020-06-30")
    fallen = [(EAST, people(90, 70)), june[1]]
    year.refused(
        "a year's sum falls without reason", P1, QUERN, "placement", "outside>placed", fallen,
        "2020-06-30", statement="year_to_date",
    )  # fmt: skip

    def batch(codes: Codes, qty: Qty, on: str, thing: str | None = None) -> None:
        year.move(P1, WOLD, "placement", "outside>placed", qty, on, codes, thing)

    batch(EAST, people(60, 40, 66), "2020-02-20")
    batch(ELSEWHERE, people(20, 5), "2020-02-25")
    batch(PUBLIC, people(30, 30), "2020-03-01")
    batch(HOME, people(1, 1), "2020-02-05", "k1")
    more_poor = {"person": 10, "person/out_of_poverty": 11, "placement": 10}
    for name, codes, qty, on, thing in (
        ("more out of poverty than persons", ELSEWHERE, more_poor, "2020-03-06", None),
        ("place a person already in post", HOME, people(1, 1), "2020-03-05", "k1"),
    ):
        year.refused(name, P1, WOLD, "placement", "outside>placed", [(codes, qty)], on, thing=thing)
    leaves = {"person": 1, "person/out_of_poverty": 1}
    year.move(P1, WOLD, "placement", "placed>ended", leaves, "2020-04-10", HOME, "k1")
    batch(EAST, people(1, 1), "2020-05-12", "k1")


def talent(year: Year) -> None:
    """Secondments both ways, training in three units, and what is simply counted."""
    for direction, staff, n in (
        ("to_supported", "official", 2),
        ("to_supported", "doctor", 5),
        ("to_supported", "teacher", 3),
        ("to_supporting", "official", 3),
        ("to_supporting", "teacher", 4),
    ):
        codes = {"direction": direction, "staff_kind": staff}
        year.move(P1, WOLD, "secondment", "outside>in_post", {"person": n}, "2020-03-15", codes)
    back = {"direction": "to_supported", "staff_kind": "official"}
    year.move(P1, WOLD, "secondment", "in_post>returned", {"person": 2}, "2020-06-30", back)
    for audience, qty in (
        ("labourer", {"session": 2, "person_time": 90, "person": 80}),
        ("official", {"session": 1, "person_time": 40}),
        ("teacher", {"session": 1, "person_time": 20, "person": 20}),
        ("leader", {"session": 1, "person_time": 55, "person": 50}),
    ):
        codes, thing = {"audience": audience}, f"course-{audience}"
        year.move(P1, WOLD, "training", "outside>held", qty, "2020-04-22", codes, thing)
    labourer = {"audience": "labourer"}
    year.move(P1, WOLD, "training", "held>certified", {"person": 60}, "2020-05-22", labourer)
    simple: tuple[tuple[str, str, str, Qty], ...] = (
        (WOLD, "job_fair", "outside>held", {"fair": 3, "vacancy": 1500, "intention": 100}),
        (WOLD, "transport", "outside>transported", {"person": 58}),
        (QUERN, "study", "outside>enrolled", {"person": 23}),
        (QUERN, "technology", "outside>introduced", {"technology": 2}),
        (WOLD, "village", "chosen>recognised", {"village": 2}),
        (QUERN, "student_aid", "outside>aided", {"person": 15, "CNY": Y(30_000)}),
        (QUERN, "built", "outside>built", {"facility": 1, "metre": 3000}),
        (WOLD, "agreement", "outside>signed", {"agreement": 2}),
    )
    for region, pipeline, move, qty in simple:
        year.move(P1, region, pipeline, move, qty, "2020-03-12")


def readings(year: Year) -> None:
    """The newer reading replaces the older."""
    for topic, unit, on, total, of, n in (
        ("wage", "CNY_month", "2020-03-31", 200_000, "person", 50),
        ("wage", "CNY_month", "2020-06-15", 180_000, "person", 40),
        ("income_per_head", "CNY", "2020-06-15", 1_650_000, "person", 100),
        ("village_income", "CNY", "2020-06-15", 408_000, "village", 2),
    ):
        qty = {unit: Y(total), of: n}
        year.level(P1, WOLD, "survey", {"survey_topic": topic}, qty, on)


def sales_and_visits(year: Year) -> None:
    """One sale one-sided, one waiting; months without sales are reported as zero."""

    def sale(region: str, mode: str, millions: float, on: str, book: str = P1) -> Report:
        codes = {"sale_mode": mode, "channel": "online"}
        move = "outside>sold"
        return year.report(book, region, "sale", move, [(codes, {"CNY": M(millions)})], on)

    year.matched(sale(WOLD, "bought", 10, "2020-02-11"))
    year.matched(sale(QUERN, "helped", 5, "2020-03-11"))
    policy: Callable[[str, str], None] = lambda how, why: set_matching_policy(  # noqa: E731
        pairing=year.pairings[P1], pipeline="sale", policy=how, reason=why, by=SYSTEM
    )
    policy("single", "taken from the platform")
    year.entries["one-sided sale"] = year.confirmed(sale(WOLD, "helped", 1, "2020-04-11"))
    policy("both", "")
    year.entries["waiting sale"] = year.confirmed(sale(WOLD, "bought", 2, "2020-06-29"))
    year.matched(sale(WOLD, "bought", 6.93, "2020-10-01", P2))
    for on in ("2020-01-28", "2020-02-28"):
        year.matched(sale(QUERN, "helped", 0, on))
    for kind, qty in (
        ("visit", {"meeting": 3, "leader": 2, "participant": 40}),
        ("joint_conference", {"meeting": 1, "leader": 4}),
    ):
        codes = {"meeting_kind": kind}
        year.move(P1, WOLD, "meeting", "planned>held", qty, "2020-05-15", codes)


def hand_over(year: Year) -> None:
    """County pairs end on 30 June; what stands passes to Delta on the first of July."""
    county = {"twin_kind": "county"}
    for region in (WOLD, QUERN):
        pairs = {"pair": 1 + (region == WOLD), "supported_member": 1, "supporting_member": 1}
        year.move(P1, region, "twinning", "active>ended", pairs, "2020-07-01", county)
    year.mark("before_hand_over")
    year.services.hand_over_live(
        old=P1, new=P2, on=date(2020, 7, 1), by=year.west, second=year.partners[P2], at=year.at()
    )
    one = {"pair": 1, "supported_member": 1, "supporting_member": 1}
    for region in (WOLD, QUERN):
        year.move(P2, region, "twinning", "outside>active", one, "2020-07-01", county)


def second_half(year: Year) -> None:
    """The successor's half year: new projects, a restated sum, a worker placed again."""
    one = {"project": 1}
    year.move(P2, WOLD, "project", "completed>idle", one, "2020-07-15", None, "p1")
    year.move(P2, WOLD, "project", "outside>signed", one, "2020-11-02", None, "p4")
    contract(year, "p1", 320, "2020-11-02", OUT, P2)
    year.refused(
        "sign the live project with the new partner", P2, WOLD, "project", "outside>signed",
        [({}, one)], "2020-11-02", thing="p3",
    )  # fmt: skip
    year.year_sum(P2, QUERN, [(EAST, people(40, 25))], "2020-09-30")
    fewer = [(EAST, people(38, 25))]
    year.refused(
        "a sum of the new pairing falls without reason", P2, QUERN, "placement",
        "outside>placed", fewer, "2020-10-31", statement="year_to_date",
    )  # fmt: skip
    year.year_sum(P2, QUERN, fewer, "2020-10-31", reason="two listed twice")
    year.move(P2, WOLD, "placement", "outside>placed", people(1, 1), "2020-09-05", EAST, "k1")
    jobs(year, WOLD, "enterprise", "2020-09-30", 95, 90, 44, P2)


CHAPTERS: tuple[Callable[[Year], None], ...] = (
    opening_balances,
    pairs_and_stations,
    targets,
    money,
    gifts,
    projects,
    investment,
    work_at_home,
    placements,
    talent,
    readings,
    sales_and_visits,
    hand_over,
    second_half,
)
