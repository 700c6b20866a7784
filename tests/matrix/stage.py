"""The stage of the matrix: an own pair, another pair full of canaries, and every role at a desk."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import openpyxl
from django.utils import timezone
from tests.cast import (
    SYSTEM,
    A,
    B,
    build_cast,
    build_places,
    funds,
    placed,
    sale,
    seat_people,
)
from tests.exchanges.test_logged import unguarded
from tests.matrix.canaries import Plant, keys, plant
from tests.matrix.learned import learn

from tallystick.access.models import Office, Role, User
from tallystick.access.rules import SPEAKING, kept_apart
from tallystick.entries import services
from tallystick.entries.models import CarryProposal, Entry
from tallystick.entries.services import Report
from tallystick.exchanges.services import (
    add_document,
    draft_announcement,
    keep_readout,
    record_meeting,
    report_fulfilment,
    undertake,
)
from tallystick.interchange.kinds import Outcome
from tallystick.interchange.models import ImportRun, LongWork
from tallystick.interchange.services import hand_in, hand_over_readout, long_work
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.services import (
    add_organisation,
    add_thing,
    create_pairing,
    create_programme,
    record_agreement,
    set_evidence_duty,
    state_span,
)
from tallystick.regions.models import Region

PDF = b"%PDF-1.4\n1 0 obj\nan invented receipt\n%%EOF\n"
OWN, OTHER, NONE = "own", "other", "none"
PLACES = {
    "yy": ("country", "Elsewhere", ""),
    "yy-north": ("province", "North", "yy"),
    "yy-bay": ("city", "Bay", "yy-north"),
    "yy-south": ("province", "South", "yy"),
    "yy-oak": ("city", "Oak", "yy-south"),
    "yy-oak-mill": ("county", "Oakmill", "yy-oak"),
}
# Their codes bear the mark too: a code in a list or a link tells as much as a name.
THEIR_BOOK, THEIR_PAIRING = "zqx-south-north", "zqx-bay-oak"
THEIR_OFFICES = {"zqx-oak": "yy-oak", "zqx-bay": "yy-bay"}
THEIR_PEOPLE = {
    "zqx.olga": ("zqx-oak", ("clerk",)),
    "zqx.otto": ("zqx-oak", ("confirmer", "matcher", "head")),
    "zqx.pia": ("zqx-bay", ("clerk",)),
    "zqx.pam": ("zqx-bay", ("confirmer",)),
    "zqx.pete": ("zqx-bay", ("matcher", "head")),
    "zqx.prue": ("zqx-bay", ("auditor",)),
}


@dataclass(frozen=True)
class Trio:
    """Who enters, who confirms and who matches in a pair."""

    alice: Actor
    ann: Actor
    bob: Actor
    head: Actor
    book: Pairing
    pairing: Pairing


@dataclass(frozen=True)
class Pair:
    """A pair with a row of everything: what its addresses name."""

    pairing: str
    book: str
    region: str
    thing: str
    office: str
    agreement: str
    period: str
    run: int
    work: int
    paper: str
    correction: str
    carry: int
    meeting: str
    readout: str
    announcement: str
    commitment: str
    practice: str
    framework: str
    numbers: tuple[str, ...]
    sha256: str
    cast: Trio

    @cached_property
    def codes(self) -> dict[str, str]:
        """What a form or a query may name, by the name of the field."""
        return {
            "pairing": self.pairing,
            "book": self.book,
            "region": self.region,
            "place": self.region,
            "thing": self.thing,
            "project": self.thing,
            "office": self.office,
            "agreement": self.agreement,
            "period": self.period,
            "run": str(self.run),
            "work": str(self.work),
            "paper": self.paper,
            "correction": self.correction,
            "carry": str(self.carry),
            "meeting": self.meeting,
            "readout": self.readout,
            "announcement": self.announcement,
            "commitment": self.commitment,
            "practice": self.practice,
            "framework": self.framework,
            "entry": self.numbers[0],
            "number": self.numbers[0],
            "evidence": self.sha256,
            "user": self.cast.alice.username,
            "username": self.cast.alice.username,
            "where": f"{self.pairing}:supported",
        }


@dataclass(frozen=True)
class Stage:
    """Everything the matrix walks over."""

    own: Pair
    other: Pair
    readers: tuple[Actor, ...]
    planted: Plant


def fill(cast: Trio, prefix: str, region: str) -> Pair:
    """Make rows of everything in a pair: entries in each state, things, meetings, promises."""
    frame = {
        "pairing": cast.pairing.code,
        "region": cast.pairing.supported.code,
        "partner": cast.pairing.supporting.code,
    }
    thing = add_thing(
        code=f"{prefix}mill", pipeline="project", region=region, name_en="Old Mill",
        name_zh="Lao Mo Fang", by=SYSTEM, record={"enterprise": "The Works"},
    )  # fmt: skip
    add_organisation(
        code=f"{prefix}works", kind="enterprise", name_en="The Works", name_zh="Gong Chang",
        region=region, by=SYSTEM,
    )  # fmt: skip
    office = Office.objects.get(code=cast.alice.seats[0].office)
    meeting = record_meeting(
        code=f"{prefix}meeting", pairing=cast.pairing, kind="joint_conference",
        held_on=date(2020, 2, 1), title_en="Joint Meeting", title_zh="Lian Xi Hui", by=SYSTEM,
    )  # fmt: skip
    readout = keep_readout(
        code=f"{prefix}readout", pairing=cast.pairing, title="What They Printed", side="supported",
        text=f"On May 6, 2020, Zhang Wei, Mayor Of {prefix}Town, met Li Hua. They Signed It All.",
        by=SYSTEM,
    )  # fmt: skip
    made = undertake(
        code=f"{prefix}promise", pairing=cast.pairing, owner=office, due_on=date(2020, 3, 1),
        text_en="A Hall is built", text_zh="Jian She", by=SYSTEM, meeting=meeting,
    )  # fmt: skip
    add_document(
        meeting=meeting, kind="minutes", title="Our Minutes", lang="en", name="Minutes.pdf",
        content=PDF + b"minutes" + prefix.encode(), by=SYSTEM,
    )  # fmt: skip
    report_fulfilment(
        commitment=made, done_on=date(2020, 2, 20), text="The Hall Stands Already.",
        files=[("Hall Photo.pdf", PDF + b"hall" + prefix.encode())], by=cast.alice,
    )  # fmt: skip
    said = draft_announcement(meeting=meeting, side="supported", by=SYSTEM)
    agreement = record_agreement(
        code=f"{prefix}agreement", pairing=cast.pairing, kind="yearly", year=2020,
        title_en="Yearly Agreement", title_zh="Nian Du Xie Yi", by=SYSTEM,
    )  # fmt: skip
    closing = services.propose_period(
        kind="close", pairing=cast.pairing.code, period="2019-01", reason="All Is In",
        by=cast.head,
    )  # fmt: skip
    rows = [step(cast, frame) for step in STATES]
    file = services.attach_evidence(
        entry_id=rows[1].pk, name="Our Receipt.pdf", content=PDF + prefix.encode(), by=cast.alice
    )
    paper = services.draw_list(pairing=cast.pairing.code, side="supporting", by=cast.bob)
    services.record_paper(
        code=paper.code, name="Signed List.pdf", scan=PDF + b"list" + prefix.encode(),
        signer="Zhou Wen", signer_post="Deputy Head", signed_on=timezone.localdate(),
        answers=(services.PaperAnswer(paper.rows[0]["number"], "agree"),), by=cast.bob,
    )  # fmt: skip
    correction = services.propose_correction(
        entry_ids=[row.pk for row in rows if row.state == "posted"], rule="reverse",
        reason="Twice In The File", by=cast.ann,
    )  # fmt: skip
    run, work = _sent(cast, prefix), _worked(cast, prefix)
    learn(cast.pairing, thing, region, prefix, by=cast.alice)
    return Pair(
        cast.pairing.code, cast.book.code, region, thing.code, office.code,
        agreement.code, closing.pk, run, work, paper.code,
        correction.pk,
        _proposed(cast, region, prefix),
        meeting.code, readout.code, said.code, made.code, f"{prefix}practice", f"{prefix}ends",
        tuple(row.number for row in rows), file.sha256, cast,
    )  # fmt: skip


def _sent(cast: Trio, prefix: str) -> int:
    """Send a workbook that is none of ours; return its number, which no text holds by chance."""
    book = openpyxl.Workbook()
    book.active["A1"] = f"{prefix}What We Sent"
    content = io.BytesIO()
    book.save(content)
    run = hand_in(
        name=f"{prefix}workbook.xlsx", content=content.getvalue(), by=cast.alice
    )  # fmt: skip
    # Answers are compared but for it.
    ImportRun.objects.filter(pk=run.pk).update(id=776_655 + len(prefix))
    return 776_655 + len(prefix)


def _worked(cast: Trio, prefix: str) -> int:
    """Have an announcement read as long work, with a file to fetch; return its number, as of a
    workbook.
    """
    number = 996_655 + len(prefix)
    made = hand_over_readout(
        pairing=cast.pairing, title=f"{prefix}What They Sent", side="supported",
        text=f"On May 7, 2020, Zhang Wei, Mayor Of {prefix}Town, met Li Hua.", by=cast.alice,
    )  # fmt: skip
    rows = Outcome(name=f"{prefix}Rows.csv", media_type="text/csv", content=b"planted rows")
    LongWork.objects.filter(pk=made.pk).update(id=number, **long_work._sealed(rows))
    return number


def _proposed(cast: Trio, region: str, prefix: str) -> int:
    """Propose to carry what stands at a place; return its number, as of a workbook."""
    number = 886_655 + len(prefix)
    CarryProposal.objects.create(
        pk=number, pairing=cast.pairing, region=Region.objects.get(code=region),
        on=date(2020, 7, 1), content_hash="0" * 64, proposed_by_id=cast.ann.user_id,
        proposer=cast.ann.name, proposer_office=cast.ann.seats[0].office,
        proposer_side="supported", proposed_at=timezone.now(),
    )  # fmt: skip
    return number


def _report(frame: dict[str, str], made: Report, title: str) -> Report:
    return replace(made, **frame, title_en=title, title_zh=f"Zh {title}", reason="Why we say so")


def _draft(cast: Trio, frame: dict[str, str]) -> Entry:
    return services.draft_entry(report=_report(frame, sale(1_00), "A Draft"), by=cast.alice)


def _submitted(cast: Trio, frame: dict[str, str]) -> Entry:
    made = services.draft_entry(report=_report(frame, sale(2_00), "Handed On"), by=cast.alice)
    return services.submit_entry(entry_id=made.pk, version=made.version, by=cast.alice)


def _confirmed(cast: Trio, frame: dict[str, str]) -> Entry:
    made = services.draft_entry(report=_report(frame, sale(3_00), "Waits There"), by=cast.alice)
    services.submit_entry(entry_id=made.pk, version=made.version, by=cast.alice)
    return services.confirm_entry(entry_id=made.pk, version=1, by=cast.ann)


def _disputed(cast: Trio, frame: dict[str, str]) -> Entry:
    made = _confirmed(cast, frame)
    return services.dispute_entry(
        entry_id=made.pk, version=1, counter=[(1, 9_00)], reason="We hold nine", by=cast.bob
    )


def _matched(cast: Trio, frame: dict[str, str]) -> Entry:
    made = _report(frame, funds("received>allocated", 5_00), "Waits For Money")
    entry = services.draft_entry(report=made, by=cast.alice)
    services.submit_entry(entry_id=entry.pk, version=entry.version, by=cast.alice)
    services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann)
    return services.match_entry(entry_id=entry.pk, version=1, basis="own_record", by=cast.bob)


def _posted(cast: Trio, frame: dict[str, str]) -> Entry:
    made = _confirmed(cast, frame)
    return services.match_entry(entry_id=made.pk, version=1, basis="own_record", by=cast.bob)


def _placed(cast: Trio, frame: dict[str, str]) -> Entry:
    made = _report(frame, placed({"partner": 10}, happened_on=date(2020, 3, 31)), "People Placed")
    entry = services.draft_entry(report=made, by=cast.alice)
    services.submit_entry(entry_id=entry.pk, version=entry.version, by=cast.alice)
    services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann)
    return services.match_entry(entry_id=entry.pk, version=1, basis="own_record", by=cast.bob)


def _withdrawn(cast: Trio, frame: dict[str, str]) -> Entry:
    made = _confirmed(cast, frame)
    return services.withdraw_entry(
        entry_id=made.pk, version=1, reason="Ours No More", by=cast.alice
    )


def _reversed(cast: Trio, frame: dict[str, str]) -> Entry:
    made = _posted(cast, frame)
    return services.reverse_entry(
        entry_id=made.pk, reason="Entered Twice", by=cast.ann, second=cast.bob
    )


STATES: tuple[Callable[[Trio, dict[str, str]], Entry], ...] = (
    _posted,
    _confirmed,
    _draft,
    _submitted,
    _disputed,
    _matched,
    _placed,
    _withdrawn,
    _reversed,
)


def other_cast() -> Trio:
    """Set up another programme, with a book and a pairing, and the people at work there."""
    build_places(PLACES)
    create_programme(
        code="zqx-elsewhere", name_en="Programme Elsewhere", name_zh="Bie Chu", country="yy",
        by=SYSTEM,
    )  # fmt: skip
    made: list[Pairing] = []
    for code, supporting, supported, level, parent in (
        (THEIR_BOOK, "yy-north", "yy-south", "province", None),
        (THEIR_PAIRING, "yy-bay", "yy-oak", "city", THEIR_BOOK),
    ):
        row = create_pairing(
            code=code, programme="zqx-elsewhere", supporting=supporting, supported=supported,
            level=level, parent=parent, by=SYSTEM,
        )  # fmt: skip
        state_span(
            pairing=row, valid_from=date(2016, 1, 1), valid_to=None, source="An Old Letter",
            preferred=True, by=SYSTEM,
        )  # fmt: skip
        made.append(row)
    set_evidence_duty(
        pairing=made[0], pipeline="", duty="advisory", reason="A stage has no papers",
        by=SYSTEM,
    )  # fmt: skip
    people = seat_people(THEIR_OFFICES, THEIR_PEOPLE, date(2020, 1, 1))
    olga, otto, pete = (people[f"zqx.{name}"] for name in ("olga", "otto", "pete"))
    return Trio(olga, otto, pete, otto, made[0], made[1])


# Those who hold every role at a desk between them are shown every form there; they read nothing
# for the suite. Who looks over figures decides none: it takes two.
LOOKING = tuple(role for role in Role.values if kept_apart(role) and role not in SPEAKING)
DECIDING = tuple(role for role in Role.values if role not in LOOKING)
EVERYBODY = ("every.fir", "every.quay", "looks.fir", "looks.quay")


def readers() -> tuple[Actor, ...]:
    """Seat every role on both sides of the own pair, and in a region that is in no pair."""
    offices = {"fir": A, "quay": B, "far": "xx-far"}
    people = {f"{role}.{office}": (office, (role,)) for role in Role.values for office in offices}
    everybody = {
        name: (name.split(".")[1], DECIDING if name.startswith("every") else LOOKING)
        for name in EVERYBODY
    }
    seated = seat_people(offices, {**people, **everybody}, date(2020, 1, 1))
    nobody = User.objects.create(username="no.seat", name_en="No Seat", password="!")
    return (*seated.values(), Actor(nobody.pk, nobody.username, nobody.name_en))


def build() -> Stage:
    """Set everything up; the other pair's rows come last, so that they are known by being new."""
    cast = build_cast()
    own = fill(
        Trio(cast.alice, cast.ann, cast.bob, cast.amy, cast.book, cast.pairing), "", "xx-fir-mill"
    )
    at_desks = readers()
    before = keys()
    other = fill(other_cast(), "zqx-", "yy-oak-mill")
    # What is final takes no canary while the database guards it.
    with unguarded():
        planted = plant(before)
    return Stage(own, other, at_desks, planted)


# Who may see what the other pair wrote: the control that canaries are seen where they may be.
INSIDERS = ("zqx.otto", "zqx.pete")
