"""The list of entries: searched, narrowed to a place or to what is open, and sorted."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast, carry, confirm, enter, sale

from tallystick.access.models import User
from tallystick.entries import services
from tallystick.entries.models import Entry


def listed(who: str, query: str = "") -> list[str]:
    """Return the titles that somebody's list shows, from the top."""
    client = Client()
    client.force_login(User.objects.get(username=who))
    body = client.get(f"/entries/{query}").content.decode()
    return re.findall(r'class="ts-taskname ts-b" href="[^"]+">([^<]+)<', body)


@pytest.fixture
def three(cast: Cast) -> Cast:
    """Kiwis posted, honey disputed and tea drafted; each of another place or day."""
    carry(cast, sale(100_00, title_en="Kiwis", happened_on=date(2020, 5, 1)))
    honey = confirm(cast, sale(200_00, title_en="Honey", region="xx-fir-mill"))
    services.dispute_entry(
        entry_id=honey.pk, version=honey.version, counter=[(1, 100_00)], reason="Half came.",
        by=cast.bob,
    )  # fmt: skip
    enter(cast, sale(300_00, title_en="Tea", own_reference="box-7", happened_on=date(2020, 1, 2)))
    return cast


def test_a_list_is_searched_by_number_reference_and_title(three: Cast) -> None:
    assert listed("alice", "?search=hone") == ["Honey"]
    assert listed("alice", "?search=BOX-7") == ["Tea"]
    tea = Entry.objects.get(title_en="Tea").number
    assert listed("alice", f"?search={tea}") == ["Tea"]
    assert listed("alice", "?search=nothing") == []


def test_a_list_is_narrowed_to_a_place_and_to_what_is_open(three: Cast) -> None:
    assert listed("alice", "?region=xx-fir-mill") == ["Honey"]
    assert listed("bob", "?state=open") == ["Honey"]


def test_a_list_of_a_pairing_has_what_lies_in_those_inside_it(three: Cast) -> None:
    assert listed("alice", f"?pairing={three.book.code}") == ["Tea", "Honey", "Kiwis"]
    assert listed("alice", "?pairing=nowhere") == []


def test_an_entry_without_a_title_is_called_by_what_happened_and_its_day(cast: Cast) -> None:
    enter(cast, sale(100_00, title_en="", title_zh="", happened_on=date(2020, 5, 1)))
    assert listed("alice") == ["Fir: goods sold or bought to help, 1 May 2020"]


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("day", ["Kiwis", "Honey", "Tea"]),
        ("day-first", ["Tea", "Honey", "Kiwis"]),
        ("number", ["Kiwis", "Honey", "Tea"]),
        ("hostile", ["Tea", "Honey", "Kiwis"]),
    ],
)
def test_a_list_is_sorted_as_asked_else_by_the_last_change(
    three: Cast, sort: str, titles: list[str]
) -> None:
    assert listed("alice", f"?sort={sort}") == titles


def test_the_places_offered_are_those_one_sees(three: Cast) -> None:
    client = Client()
    client.force_login(User.objects.get(username="chen"))
    assert "xx-fir" not in client.get("/entries/").content.decode()


def test_only_years_of_entries_one_sees_are_offered(three: Cast) -> None:
    def offered(who: str) -> bool:
        client = Client()
        client.force_login(User.objects.get(username=who))
        return '<option value="2020"' in client.get("/entries/").content.decode()

    assert offered("alice")
    assert not offered("chen")


def test_an_entry_page_reads_of_a_backlog_what_it_shows(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    plain = Entry.from_db.__func__  # type: ignore[attr-defined]

    def counted(cls: type[Entry], db: str, names: list[str], values: tuple[object, ...]) -> Entry:
        found: Entry = plain(cls, db, names, values)
        read.append(found.pk)
        return found

    def asked(number: str) -> int:
        client = Client()
        client.force_login(User.objects.get(username="bob"))
        with monkeypatch.context() as watched:
            watched.setattr(Entry, "from_db", classmethod(counted))
            read.clear()
            assert client.get(f"/entries/{number}/").status_code == 200
        return len(read)

    first, *_rest = [confirm(cast, sale(n * 100)) for n in range(1, 10)]
    few = asked(first.number)
    assert few > 1, "the queue beside it is read"
    for n in range(10, 20):
        confirm(cast, sale(n * 100))
    assert asked(first.number) == few
