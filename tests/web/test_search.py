"""One search over all a person may see, and over nothing else.

Of `tallystick.exchanges.queries.search` and its page; on the example, whose figures are invented.
"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.cast import Cast, confirm, enter
from tests.cast import funds as funds_report

from tallystick.access.models import User
from tallystick.exchanges.queries.search import SOUGHT, search, words_of
from tallystick.kernel.actor import Actor
from tallystick.web.views.today.search import ROWS, TITLES

# Words are compared by the database: on either of them.
pytestmark = pytest.mark.flow


def test_every_kind_has_its_title_and_its_row() -> None:
    assert set(SOUGHT) == set(ROWS) == set(TITLES)


def found(kind: str, words: str, actor: Actor) -> list[str]:
    return [str(row) for row in search(kind, words_of(words), actor)]


@pytest.fixture(params=["few pairings", "a rare word", "a common word"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way in which entries are looked for: by few pairings, by keys, as they are read."""
    if request.param != "few pairings":
        monkeypatch.setattr("tallystick.entries.queries.lists.FEW", 0)
    if request.param == "a common word":
        monkeypatch.setattr("tallystick.exchanges.queries.search.RARE", 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("way")
def test_a_draft_is_found_by_its_own_side_alone(cast: Cast) -> None:
    one = enter(cast, funds_report("outside>committed", 5_00))
    assert found("entry", one.number, cast.alice) == [one.number]
    assert found("entry", one.number, cast.bob) == []
    assert found("entry", one.number, cast.chen) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("way")
def test_what_was_confirmed_is_found_by_both_sides_word_by_word(cast: Cast) -> None:
    one = confirm(cast, funds_report("outside>committed", 5_00))
    number = one.number
    for actor in (cast.alice, cast.bob):
        assert found("entry", number.lower(), actor) == [number]
        assert found("entry", f"{number} Funds", actor) == [number]
        assert found("entry", f"{number} nowhere", actor) == []
    assert found("entry", "", cast.alice) == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", SOUGHT)
def test_no_kind_fails_on_hostile_words(cast: Cast, kind: str) -> None:
    for words in ("%_\\", "' OR 1=1 --", "\u202e\u200b盘", "<script>", "a" * 5000):
        list(search(kind, words_of(words), cast.alice)[:5])


@pytest.mark.django_db
def test_percent_and_underscore_are_signs_like_any_other(cast: Cast) -> None:
    assert found("place", "%%", cast.alice) == []
    assert found("place", "__", cast.alice) == []


@pytest.mark.django_db
def test_the_page_finds_two_chinese_signs_and_shows_hostile_words_as_text(
    cast: Cast, client: Client
) -> None:
    client.force_login(User.objects.get(pk=cast.alice.user_id))
    page = client.get("/search/", {"q": '<script>alert("x")</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    some = client.get("/search/", {"q": "fir", "kind": "place"}).content.decode()
    assert re.search(r'href="/regions/xx-fir', some)
    assert 'aria-current="page"' in some
    assert "One letter tells too little" in client.get("/search/?q=f").content.decode()
    assert client.get("/search/?q=%00+x").status_code == 400


@pytest.mark.django_db
def test_a_framework_is_found_once_in_its_last_version_the_shipped_ones_too(cast: Cast) -> None:
    found_here = search("framework", words_of("development goals"), cast.alice)
    assert [one.code for one in found_here] == ["sdg"]
    assert search("framework", words_of("可持续"), cast.alice) == found_here


@pytest.mark.django_db
def test_long_texts_are_searched_and_not_read(cast: Cast) -> None:
    rows = search("readout", words_of("quay"), cast.alice)
    assert "text" in rows.query.deferred_loading[0]  # type: ignore[union-attr]
