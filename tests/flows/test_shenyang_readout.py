"""The announcement of 6 May 2021 (bench/readouts/texts/006) goes its way through the book.

The text is retold from a public page with its facts, names and figures; the offices, and who
decides what of it is right, are invented.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.architecture.source import ROOT
from tests.cast import SYSTEM, build_places, seat_people

from tallystick.exchanges.models import Commitment, Readout
from tallystick.exchanges.queries.commitments import row_of
from tallystick.exchanges.queries.readouts import readout
from tallystick.exchanges.services import accept_clear, decide_item, keep_readout, pin_item
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden
from tallystick.programme.models import Pairing
from tallystick.programme.services import create_pairing, create_programme, state_span

pytestmark = [pytest.mark.django_db, pytest.mark.flow]
PLACES = {
    "cn": ("country", "China", ""),
    "cn-210000": ("province", "Liaoning", "cn"),
    "cn-210100": ("city", "Shenyang", "cn-210000"),
    "cn-210200": ("city", "Dalian", "cn-210000"),
    "cn-520000": ("province", "Guizhou", "cn"),
    "cn-520200": ("city", "Liupanshui", "cn-520000"),
}
OFFICES = {"liaoning": "cn-210000", "guizhou": "cn-520000", "dalian": "cn-210200"}
PEOPLE = {
    "lena": ("liaoning", ("clerk",)),
    "gus": ("guizhou", ("clerk",)),
    "dora": ("dalian", ("clerk",)),
}
PAIRINGS = {
    "liaoning-guizhou": ("cn-210000", "cn-520000", "province", ""),
    "dalian-liupanshui": ("cn-210200", "cn-520200", "city", "liaoning-guizhou"),
}


@pytest.fixture
def people() -> dict[str, Actor]:
    build_places(PLACES)
    create_programme(code="aid", name_en="Aid", name_zh="", country="cn", invented=True, by=SYSTEM)
    for code, (east, west, level, parent) in PAIRINGS.items():
        made = create_pairing(
            code=code, programme="aid", supporting=east, supported=west, level=level,
            parent=parent, by=SYSTEM,
        )  # fmt: skip
        state_span(
            pairing=made, valid_from=date(1996, 1, 1), valid_to=date(2021, 6, 30),
            source="invented", preferred=True, by=SYSTEM,
        )  # fmt: skip
    return seat_people(OFFICES, PEOPLE, date(2021, 5, 8))


def text_006() -> dict[str, Any]:
    return dict(json.loads((ROOT / "bench/readouts/texts/006.json").read_text("utf-8")))


def kept(by: Actor) -> Readout:
    told = text_006()
    return keep_readout(
        pairing=Pairing.objects.get(code="liaoning-guizhou"), text=told["text"], by=by,
        side="supporting", title=told["title"], published=told["published"], url=told["url"],
    )  # fmt: skip


def test_only_an_office_of_the_provinces_enters_what_the_provinces_told(
    people: dict[str, Actor],
) -> None:
    with pytest.raises(Forbidden):
        kept(people["dora"])
    made = kept(people["lena"])
    assert (made.pairing.code, made.source_kind) == ("liaoning-guizhou", "official")
    # Dalian's own office reads what was said of it.
    assert readout(made.code, actor=people["dora"]).pk == made.pk


def test_meeting_and_people_come_into_the_book_from_the_text(people: dict[str, Actor]) -> None:
    made = kept(people["lena"])
    results = accept_clear(readout=made, by=people["lena"])
    assert [one.kind for one in results] == ["event", *["person"] * 4, *["represented"] * 2]
    assert not any(one.problems for one in results)
    met = made.meeting
    assert met is not None
    assert (met.held_on, met.place and met.place.code) == (date(2021, 5, 6), "cn-210100")
    assert [(guest.name, guest.side) for guest in met.guests.all()] == [
        ("Zhang Guoqing", "supporting"), ("Hu Zhongxiong", "supported"),
        ("Chen Xiangqun", "supporting"), ("Fan Jiying", "supporting"),
    ]  # fmt: skip
    assert [(one.name, one.guest and one.guest.name) for one in met.represented.all()] == [
        ("Chen Yiqin", "Hu Zhongxiong"), ("Li Bingjun", "Hu Zhongxiong"),
    ]  # fmt: skip


def test_four_workstreams_are_one_statement_and_a_hope_becomes_a_commitment(
    people: dict[str, Actor],
) -> None:
    made = kept(people["lena"])
    accept_clear(readout=made, by=people["lena"])
    done = _four_workstreams(made, people["gus"])
    decide_item(
        readout=made, n=done, decision="corrected", by=people["gus"], said={"modality": "done"}
    )
    assert not Commitment.objects.exists()
    hope = made.items.get(kind="commitment", words__contains="signed cooperation projects")
    assert hope.read["modality"] == "hope"
    said = {
        "owner": "dalian", "due_on": "2021-12-31", "kind": "build",
        "text_en": "Carry the signed projects through to operation.",
    }  # fmt: skip
    # For the cities' own pairing a city's office undertakes it.
    with pytest.raises(Forbidden):
        decide_item(
            readout=made, n=hope.n, decision="accepted", by=people["lena"],
            said={**said, "pairing": "dalian-liupanshui"},
        )  # fmt: skip
    decide_item(readout=made, n=hope.n, decision="accepted", by=people["lena"], said=said)
    promise = Commitment.objects.get()
    assert (promise.pairing.code, promise.owner.code) == ("liaoning-guizhou", "dalian")
    assert (promise.meeting, promise.words) == (made.meeting, hope.words)
    assert row_of(promise, date(2022, 1, 1)).standing == "late"
    for other in made.items.filter(kind="commitment", decision="waiting"):
        decide_item(readout=made, n=other.n, decision="accepted", by=people["gus"])
    assert Commitment.objects.count() == 1
    left = made.items.filter(decision="waiting")
    assert {one.kind for one in left} <= {"framework"}


def _four_workstreams(made: Readout, by: Actor) -> int:
    """Return the item that says what was done in all four, pinned by hand where it was not read."""
    words = (
        "has pushed industrial cooperation and labor cooperation and reinforced talent support "
        "and financial support"
    )
    about = made.items.filter(kind="commitment", words__contains="industrial cooperation")
    if not about.exists():
        pin_item(readout=made, kind="commitment", words=words, by=by)
    (found,) = about.all()
    return found.n
