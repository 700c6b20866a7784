"""A programme is given another name by whoever opens one; its code and books stay."""

from __future__ import annotations

import pytest
from tests.cast import SYSTEM, Cast

from tallystick.access.models import Act
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.models import Programme
from tallystick.programme.services import pairings, rename_programme


def test_a_programme_is_renamed_with_both_names_in_the_log(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        rename_programme(programme="nowhere", name_en="Elsewhere", by=cast.alice)
    rename_programme(programme="nowhere", name_en=" Elsewhere", name_zh="他处", by=SYSTEM)
    found = Programme.objects.get(code="nowhere")
    assert (found.name_en, found.name_zh) == ("Elsewhere", "他处")
    act = Act.objects.get(action="programme.rename")
    assert (act.before["name_en"], act.after["name_en"]) == ("Nowhere", "Elsewhere")
    with pytest.raises(NotFound):
        rename_programme(programme="none", name_en="x", by=SYSTEM)
    for name, code in (("", "name-missing"), ("Elsewhere", "called-so-already")):
        with pytest.raises(Refused) as refused:
            rename_programme(programme="nowhere", name_en=name, name_zh="他处", by=SYSTEM)
        assert refused.value.code == code


def test_two_who_rename_it_at_once_are_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = Programme.objects.get(code="nowhere")
    rename_programme(programme="nowhere", name_en="One", by=SYSTEM)
    monkeypatch.setattr(pairings, "_find_programme", lambda code: stale)
    with pytest.raises(Conflict):
        rename_programme(programme="nowhere", name_en="Two", by=SYSTEM)
