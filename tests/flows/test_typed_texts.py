"""What people type is held to its signs and its length before any database is asked.

SQLite keeps a name of any length, PostgreSQL answers with an error: both refuse it here, in a
sentence that names the field.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.access.stage import Stage, stage
from tests.cast import SYSTEM, Cast, confirm, sale

from tallystick.access.models import Act, Office
from tallystick.access.services import (
    add_user,
    deactivate_user,
    grant_seat,
    open_office,
    record_act,
)
from tallystick.entries.services import add_remark, dispute_entry, propose_period
from tallystick.exchanges.services import keep_readout, record_meeting, undertake
from tallystick.kernel.problem import Refused
from tallystick.programme.rules.agreements import ClauseText
from tallystick.programme.services import (
    create_pairing,
    create_programme,
    propose_version,
    record_agreement,
    state_span,
)
from tallystick.programme.services.organisations import add_organisation
from tallystick.programme.services.places import add_region, rename_region
from tallystick.programme.services.things import add_thing

pytestmark = [pytest.mark.django_db, pytest.mark.flow]
__all__ = ["stage"]
TURNED = "Fir \u202e001 ,Quay"
DAY = date(2020, 1, 1)
Call = Callable[[Cast, dict[str, Any]], object]


def _user(cast: Cast, said: dict[str, Any]) -> object:
    return add_user(**{"username": "nora", "name_en": "Nora", **said}, by=SYSTEM)


def _office(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"code": "mill", "region": "xx-fir-mill", "name_en": "Mill", "name_zh": ""}
    return open_office(**{**sound, **said}, by=SYSTEM)


def _programme(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"code": "aid", "name_en": "Aid", "name_zh": "", "country": "xx"}
    return create_programme(**{**sound, **said}, by=SYSTEM)


def _pairing(cast: Cast, said: dict[str, Any]) -> object:
    sound: dict[str, Any] = {"code": "mill-quay", "programme": cast.book.programme.code}
    sound |= {"supporting": "xx-quay", "supported": "xx-fir-mill", "level": "county"}
    sound |= {"parent": cast.pairing.code, "since": DAY, "source": "Decision 1"}
    return create_pairing(**{**sound, **said}, by=SYSTEM)


def _span(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"pairing": cast.pairing, "valid_from": DAY, "valid_to": None, "source": "Decision 1"}
    return state_span(**{**sound, **said}, by=SYSTEM)


def _thing(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"code": "orchard", "pipeline": "project", "region": "xx-fir"}
    sound |= {"name_en": "Orchard", "name_zh": ""}
    return add_thing(**{**sound, **said}, by=SYSTEM)


def _organisation(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"code": "school-1", "kind": "school", "region": "xx-fir"}
    sound |= {"name_en": "First School", "name_zh": ""}
    return add_organisation(**{**sound, **said}, by=SYSTEM)


def _place(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"code": "xx-fir-elm", "kind": "county", "parent": "xx-fir", "name_en": "Elm"}
    return add_region(**{**sound, **said}, by=SYSTEM)


def _renamed(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"region": "xx-fir-mill", "name_en": "New Mill", "name_zh": "", "why": "Decision 2"}
    return rename_region(**{**sound, **said}, on=DAY, by=SYSTEM)


def _agreement(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"code": "year-2020", "pairing": cast.pairing, "kind": "yearly", "year": 2020}
    sound |= {"title_en": "Agreement of 2020", "title_zh": ""}
    return record_agreement(**{**sound, **said}, by=SYSTEM)


def _text(cast: Cast, said: dict[str, Any]) -> object:
    made: Any = _agreement(cast, {})
    words = {"number": 1, "text_en": "Meet.", "owner": "quay", "due_on": DAY}
    clause = ClauseText(**{**words, **{k: v for k, v in said.items() if k != "note"}})
    return propose_version(
        agreement=made, signed_on=DAY, targets=[], clauses=[clause], note=said.get("note", ""),
        by=cast.amy,
    )  # fmt: skip


def _meeting(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"code": "met", "pairing": cast.pairing, "kind": "visit", "held_on": DAY}
    sound |= {"title_en": "They met", "title_zh": "", "url": ""}
    return record_meeting(**{**sound, **said}, by=SYSTEM)


def _readout(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"code": "told", "pairing": cast.pairing, "text": "They met in Quay.", "title": "Told"}
    return keep_readout(**{**sound, **said}, by=SYSTEM)


def _promise(cast: Cast, said: dict[str, Any]) -> object:
    sound = {"code": "keep-it", "pairing": cast.pairing, "due_on": DAY}
    sound |= {"owner": Office.objects.get(code="quay"), "text_en": "Keep it.", "text_zh": ""}
    return undertake(**{**sound, **said}, by=SYSTEM)


def _remark(cast: Cast, said: dict[str, Any]) -> object:
    entry = confirm(cast, sale(100_00))
    return add_remark(**{"entry_id": entry.pk, "text": "Look again.", **said}, by=cast.bob)


def _dispute(cast: Cast, said: dict[str, Any]) -> object:
    entry = confirm(cast, sale(100_00))
    sound = {"reason": "Our books say 90.", "counter": [(1, 90_00)]}
    return dispute_entry(entry_id=entry.pk, version=entry.version, by=cast.bob, **{**sound, **said})


def _period(cast: Cast, said: dict[str, Any]) -> object:
    sound = {
        "kind": "close",
        "pairing": cast.pairing.code,
        "period": "2019",
        "reason": "It is over.",
    }
    return propose_period(**{**sound, **said}, by=cast.amy)


SERVICES: dict[str, tuple[Call, dict[str, int | None]]] = {
    # the call, and each of its typed texts with what its column holds
    "add_user": (_user, {"name_en": 120, "name_zh": 120}),
    "open_office": (_office, {"code": 60, "name_en": 160, "name_zh": 160}),
    "create_programme": (_programme, {"code": 60, "name_en": 160, "name_zh": 160}),
    "create_pairing": (_pairing, {"code": 60, "level": 20, "source": 300}),
    "state_span": (_span, {"source": 300}),
    "add_thing": (_thing, {"code": 60, "name_en": 200, "name_zh": 200}),
    "add_organisation": (_organisation, {"code": 60, "kind": 20, "name_en": 160, "name_zh": 160}),
    "add_region": (_place, {"code": 60, "name_en": 120, "name_zh": 120}),
    "rename_region": (_renamed, {"name_en": 120, "name_zh": 120, "why": None}),
    "record_agreement": (_agreement, {"code": 60, "title_en": 200, "title_zh": 200}),
    "propose_version": (_text, {"text_en": None, "text_zh": None, "note": None}),
    "record_meeting": (_meeting, {"code": 80, "title_en": 200, "title_zh": 200, "url": 500}),
    "keep_readout": (_readout, {"title": 300, "url": 500, "file_name": 200, "text": None}),
    "undertake": (_promise, {"code": 100, "text_en": None, "text_zh": None}),
    "add_remark": (_remark, {"text": 4000}),
    "dispute_entry": (_dispute, {"reason": None}),
    "propose_period": (_period, {"reason": None}),
}
CASES = [(name, field) for name, (_, fields) in SERVICES.items() for field in fields]


@pytest.mark.parametrize(("name", "field"), CASES)
def test_no_text_that_turns_the_reading_is_kept(cast: Cast, name: str, field: str) -> None:
    call, _ = SERVICES[name]
    with pytest.raises(Refused) as refused:
        call(cast, {field: TURNED})
    assert refused.value.code in ("text-control-sign", "not-a-code", "not-a-link")


@pytest.mark.parametrize(
    ("name", "field"), [case for case in CASES if SERVICES[case[0]][1][case[1]] is not None]
)
def test_no_text_is_longer_than_its_column(cast: Cast, name: str, field: str) -> None:
    call, fields = SERVICES[name]
    longest = fields[field] or 0
    fill = ("https://" if field == "url" else "").ljust(longest, "a")
    with pytest.raises(Refused) as refused:
        call(cast, {field: fill + "a"})
    assert refused.value.problems[0].path in (field, "source")
    call(cast, {field: fill})  # the control: the longest that fits is kept


def test_a_reason_is_looked_at_wherever_it_is_logged(stage: Stage) -> None:
    bob = stage.user("bob")
    with pytest.raises(Refused) as refused:
        deactivate_user(user=bob, by=stage.hugo, why=TURNED)
    assert [(p.code, p.path) for p in refused.value.problems] == [("text-control-sign", "why")]
    with pytest.raises(Refused):
        grant_seat(
            user=bob, office=stage.quay, role="clerk", since=date(2100, 1, 1), by=stage.hugo,
            why=TURNED,
        )  # fmt: skip
    bob.refresh_from_db()
    assert bob.is_active
    assert not Act.objects.filter(why=TURNED).exists()


def test_what_an_act_says_anew_is_looked_at_all_through(cast: Cast) -> None:
    for after in (TURNED, {"name": TURNED}, {"answers": [{"name": TURNED}]}):
        with pytest.raises(Refused):
            record_act("tests.act", "thing", "x", by=SYSTEM, after=after)
    record_act("tests.act", "thing", "x", by=SYSTEM, after={"name": "Fir\nQuay", "n": [1, None]})
