"""Another name for an office or a person: who gives it, and what keeps the old one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.access.stage import Stage
from tests.cast import confirm, sale

from tallystick.access.models import Act, Office, User
from tallystick.access.queries.sealed import seat_problems
from tallystick.access.services import rename_office, rename_person
from tallystick.entries.models import Entry, EntryAct
from tallystick.entries.queries.consistency import entry_problems
from tallystick.entries.queries.signers import signers
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.web.wording import office_then, who_acted

pytestmark = [pytest.mark.django_db, pytest.mark.journal]


def test_an_office_is_renamed_by_its_head_or_an_administrator(stage: Stage) -> None:
    """office-renamed-by"""
    office = Office.objects.get(code="fir")
    for stranger in ("hugo", "ann", "chen"):
        with pytest.raises(Forbidden) as refused:
            rename_office(office=office, name_en="Ours", by=stage.actor(stranger))
        assert refused.value.code == "office-renamed-by"
    rename_office(office=office, name_en=" Fir Bureau ", name_zh="枞局", by=stage.hana)
    found = Office.objects.get(code="fir")
    assert (found.name_en, found.name_zh) == ("Fir Bureau", "枞局")
    act = Act.objects.get(action="access.rename_office")
    assert (act.before, act.after) == (
        {"name_en": "fir", "name_zh": ""}, {"name_en": "Fir Bureau", "name_zh": "枞局"},
    )  # fmt: skip
    rename_office(office=found, name_en="Fir House", name_zh="枞局", by=stage.rita)


def test_what_is_no_new_name_is_refused_and_another_hand_is_told(stage: Stage) -> None:
    """called-so-already"""
    office, stale = (Office.objects.get(code="fir") for _ in range(2))
    for name, code in ((" ", "name-missing"), ("x" * 161, "text-too-long"),
                       ("fir", "called-so-already")):  # fmt: skip
        with pytest.raises(Refused) as refused:
            rename_office(office=office, name_en=name, by=stage.hana)
        assert refused.value.code == code
    rename_office(office=office, name_en="One", by=stage.hana)
    with pytest.raises(Conflict):
        rename_office(office=stale, name_en="Two", by=stage.rita)
    assert Office.objects.get(code="fir").name_en == "One"


def test_a_person_is_renamed_by_whoever_opens_her_account(stage: Stage) -> None:
    """person-renamed-by"""
    alice = stage.user("alice")
    for stranger, whom in (
        ("hugo", "alice"), ("ann", "alice"), ("chen", "alice"), ("alice", "alice"),
        ("rita", "ann"),
    ):  # fmt: skip
        with pytest.raises(Forbidden) as refused:
            rename_person(
                user=stage.user(whom), name_en="Alicia", why="x", by=stage.actor(stranger)
            )
        assert refused.value.code == "person-renamed-by"
    with pytest.raises(Refused) as silent:
        rename_person(user=alice, name_en="Alicia", why=" ", by=stage.hana)
    assert silent.value.code == "why-missing"
    rename_person(user=alice, name_en="Alicia", why="a slip of the pen", by=stage.hana)
    assert stage.actor("alice").name == "Alicia"
    act = Act.objects.get(action="access.rename_person")
    assert (act.thing_id, act.why) == ("alice", "a slip of the pen")
    assert list(seat_problems()) == []


def test_what_she_signed_before_keeps_the_name_she_had_in_both_languages(stage: Stage) -> None:
    User.objects.filter(username="alice").update(name_zh="艾丽")
    entry = confirm(stage.cast, sale())
    rename_person(
        user=stage.user("alice"), name_en="Alicia Fir", name_zh="艾丽西亚", why="married",
        by=stage.hana,
    )  # fmt: skip
    later = confirm(stage.cast, sale(2))
    EntryAct.objects.filter(entry=later).update(name="Alicia Fir", at=timezone.now())
    old, new = (
        EntryAct.objects.select_related("user").get(entry=row, verb="submitted")
        for row in (entry, later)
    )
    assert (old.name, new.name) == ("Alice", "Alicia Fir")
    with translation.override("zh-hans"):
        assert (who_acted(old), who_acted(new)) == ("艾丽", "艾丽西亚")
    row = Entry.objects.prefetch_related("acts__user").get(pk=entry.pk)
    assert signers(row, row.acts.all()).name("reported", "zh") == "艾丽"
    assert signers(row, row.acts.all()).name("reported", "en") == "Alice"
    assert list(entry_problems()) == []


def test_the_name_of_a_moment_is_the_one_she_had_then(stage: Stage) -> None:
    before = timezone.now()
    rename_person(
        user=stage.user("ann"), name_en="Ann Lee", name_zh="安李", why="wed", by=stage.hana
    )
    between = timezone.now()
    rename_person(user=stage.user("ann"), name_en="Ann Li", why="a slip", by=stage.hana)
    ann = User.objects.get(username="ann")
    assert ann.called_at(before).label("en") == "Ann"
    assert [ann.called_at(between).label(lang) for lang in ("en", "zh")] == ["Ann Lee", "安李"]
    # Where no Chinese name was given, the one she has stays.
    assert [ann.called_at(timezone.now()).label(x) for x in ("en", "zh")] == ["Ann Li", "安李"]


def test_both_are_renamed_on_the_page_of_the_office(stage: Stage) -> None:
    hana = Client()
    hana.force_login(stage.user("hana"))
    address = "/set-up/offices/fir/"
    shown = hana.get(address).content.decode()
    assert 'value="rename"' in shown
    hana.post(address, {"act": "rename", "name_en": "Fir Bureau", "name_zh": "枞局"})
    hana.post(address, {"act": "rename-person", "user": "alice", "name_zh": "艾丽", "why": "so"})
    alice = stage.user("alice")
    assert (alice.name_en, alice.name_zh) == ("Alice", "艾丽")
    assert Office.objects.get(code="fir").name_zh == "枞局"
    answer = hana.post(
        address, {"act": "rename-person", "user": "alice", "why": "", "name_en": "B"}
    )
    assert answer.status_code == 422
    assert 'value="B"' in answer.content.decode()
    ann = Client()
    ann.force_login(stage.user("ann"))
    assert ann.post(address, {"act": "rename", "name_en": "Mine"}).status_code == 403


def test_beside_what_was_signed_before_stands_the_name_the_office_had(stage: Stage) -> None:
    office = Office.objects.get(code="fir")
    moments = [timezone.now()]
    for name, chinese in (("Fir Bureau", "枞局"), ("Fir House", "")):
        rename_office(office=office, name_en=name, name_zh=chinese, by=stage.hana)
        moments.append(timezone.now())
    found = Office.objects.get(code="fir")
    names = [[found.called_at(at).label(lang) for lang in ("en", "zh")] for at in moments]
    assert names == [["fir", "fir"], ["Fir Bureau", "枞局"], ["Fir House", "枞局"]]
    with translation.override("zh-hans"):
        assert office_then(found, moments[0]) == "fir"
        assert office_then(None, moments[0], "gone") == "gone"


def test_who_may_act_tells_a_grant_by_the_name_the_office_had(stage: Stage) -> None:
    client = Client()
    client.force_login(stage.user("alice"))
    rename_office(office=Office.objects.get(code="fir"), name_en="Fir Bureau", by=stage.hana)
    page = client.get("/pairings/quay-fir/who/").content.decode()
    assert "becomes clerk, fir" in page
    assert "becomes clerk, Fir Bureau" not in page
    assert "Fir Bureau" in page  # the control: who sits there now sits in what it is called now
