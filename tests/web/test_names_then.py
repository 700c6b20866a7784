"""A record speaks of a place by the name of its day, with the later one beside it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.cast import SYSTEM, A, Cast, confirm, sale

from tallystick.access.models import User
from tallystick.entries.services import match_entry
from tallystick.programme.services import rename_region
from tallystick.regions.models import Region
from tallystick.web.wording import place_then

pytestmark = pytest.mark.django_db
JULY = date(2020, 7, 1)


def page(name: str, address: str, lang: str = "en") -> str:
    User.objects.filter(username=name).update(language=lang)
    client = Client(headers={"Accept-Language": lang})
    client.force_login(User.objects.get(username=name))
    return client.get(address).content.decode()


@pytest.mark.parametrize("view", ["", "stages/", "stages/funds/", "2020/LC_TOTAL/"])
def test_a_day_that_is_none_is_told_beside_todays_figures(cast: Cast, view: str) -> None:
    told = page("bob", f"/pairings/quay-fir/{view}?year=2020&as_of=2020-13-01")
    assert "2020-13-01 is no date. Write it as 2019-12-31. What is known today is shown." in told
    assert "is no date" not in page("bob", f"/pairings/quay-fir/{view}?year=2020&as_of=2020-12-01")


@pytest.mark.parametrize("file", ["scorecard.csv", "stages/funds.csv", "stages/funds/things.csv"])
def test_no_file_is_handed_out_for_a_day_that_is_none(cast: Cast, file: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username="bob"))
    for day, status in (("2020-13-01", 422), ("2020-12-01", 200)):
        answer = client.get(f"/pairings/quay-fir/{file}?year=2020&as_of={day}")
        assert answer.status_code == status
        assert ("is no date" in answer.content.decode()) is (status == 422)


def test_before_the_renaming_the_old_name_stands_with_the_new_one_beside(cast: Cast) -> None:
    rename_region(region=A, name_en="Pine", name_zh="松市", on=JULY, by=SYSTEM)
    found = Region.objects.get(code=A)
    assert place_then(found, date(2020, 3, 10)) == "Fir (now Pine)"
    assert place_then(found, JULY) == place_then(found, None) == "Pine"


def test_entries_walks_and_lists_show_the_name_of_the_records_day(cast: Cast) -> None:
    old, new = confirm(cast, sale()), confirm(cast, sale(70_00, happened_on=date(2020, 8, 3)))
    for entry in (old, new):
        match_entry(entry_id=entry.pk, version=entry.version, basis="own_record", by=cast.bob)
    rename_region(region=A, name_en="Pine", name_zh="松市", on=JULY, by=SYSTEM)
    assert "Fir (now Pine)" in page("bob", f"/entries/{old.number}/")
    assert "Fir (now Pine)" not in page("bob", f"/entries/{new.number}/")
    assert "Pine" in page("bob", f"/entries/{new.number}/")
    assert page("bob", "/entries/").count("Fir (now Pine)") == 1
    assert "Fir (now Pine)" in page("bob", "/pairings/quay-fir/2020/IC_CONSUMPTION/")
    assert "Fir（现名松市）" in page("bob", f"/entries/{old.number}/", "zh-hans")
