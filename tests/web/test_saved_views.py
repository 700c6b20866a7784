"""Views of lists saved under a name: one's own, shared with an office, never another site's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.cast import SYSTEM, Cast, colleague
from tests.example import Installation
from tests.web.places import PLACES
from tests.web.roles import AUDITOR

from tallystick.access.models import SavedView, User
from tallystick.access.queries.saved_views import saved_views
from tallystick.access.services import forget_view, rename_view, save_view, share_view
from tallystick.access.services.saving_views import MOST_VIEWS, is_page
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Refused
from tallystick.web.lists import LISTS
from tallystick.web.templatetags.tallystick import script_of
from tallystick.web.views.today.saved import PAGES as SAVED_PAGES
from tallystick.web.views.today.saved import list_name

HERE, QUERY = "/entries/", "state=open&sort=day"


def signed_in(name: str) -> Client:
    """Return somebody's browser."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def kept(actor: Actor, name: str = "Ours", path: str = HERE, query: str = QUERY) -> SavedView:
    """Save a view."""
    return save_view(name=name, path=path, query=query, by=actor)


def refusal(actor: Actor, **changes: str) -> list[str]:
    """Return why a view is not saved."""
    with pytest.raises(Refused) as refused:
        save_view(**{"name": "Ours", "path": HERE, "query": QUERY, **changes}, by=actor)
    return [problem.code for problem in refused.value.problems]


def named(actor: Actor) -> list[str]:
    """Return the views somebody may open."""
    return [view.name for view in saved_views(actor)]


def test_a_view_is_its_own_persons_until_she_shares_it(cast: Cast) -> None:
    view = kept(cast.alice)
    mate = colleague("ada", "fir", "clerk")
    assert named(cast.alice) == ["Ours"]
    assert [named(who) for who in (mate, cast.bob, cast.chen, SYSTEM)] == [[], [], [], []]
    share_view(view=view.pk, office="fir", by=cast.alice)
    assert [named(who) for who in (mate, cast.bob, cast.chen)] == [["Ours"], [], []]
    share_view(view=view.pk, by=cast.alice)
    assert named(mate) == []


def test_only_who_saved_it_changes_it(cast: Cast) -> None:
    view = kept(cast.alice)
    share_view(view=view.pk, office="fir", by=cast.alice)
    for act in (
        lambda: rename_view(view=view.pk, name="Theirs", by=cast.ann),
        lambda: share_view(view=view.pk, by=cast.ann),
        lambda: forget_view(view=view.pk, by=cast.ann),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.problems[0].code == "not-found"
    with pytest.raises(Refused) as refused:
        share_view(view=view.pk, office="quay", by=cast.alice)
    assert refused.value.problems[0].code == "view-other-office"
    assert rename_view(view=view.pk, name=" Mine ", by=cast.alice).name == "Mine"
    forget_view(view=view.pk, by=cast.alice)
    assert named(cast.alice) == []


def test_what_is_no_page_of_this_site_is_refused(cast: Cast) -> None:
    for path in (
        "https://example.org/", "//example.org/entries/", "/no-such/", "/api/pairings", "/sign-in/",
        "javascript:alert(1)", "/\\example.org", "entries/", "/" + "x" * 300,
    ):  # fmt: skip
        assert not is_page(path), path
        assert refusal(cast.alice, path=path) == ["view-address-unknown"]
    assert is_page("/pairings/quay-fir/")


def test_names_and_lengths_have_an_end(cast: Cast) -> None:
    assert refusal(cast.alice, name="  ") == ["view-name-missing"]
    assert refusal(cast.alice, name="x" * 61) == ["text-too-long"]
    assert refusal(cast.alice, name="a\u202eb") == ["text-control-sign"]
    assert refusal(cast.alice, query="search=" + "x" * 1000) == ["view-too-long"]
    assert refusal(SYSTEM) == ["view-of-nobody"]
    kept(cast.alice)
    assert refusal(cast.alice) == ["view-name-taken"]
    kept(cast.bob)
    for n in range(MOST_VIEWS - 1):
        kept(cast.alice, f"View {n}")
    assert refusal(cast.alice, name="One more") == ["views-too-many"]


@pytest.mark.flow
def test_a_list_is_saved_as_it_stands_and_opened_again(cast: Cast) -> None:
    client = signed_in("alice")
    page = client.get("/entries/?state=open&page=2&sort=day").content.decode()
    assert 'name="query" value="state=open&amp;sort=day"' in page
    form = {"act": "save", "name": "Ours", "path": HERE, "query": f"{QUERY}&page=2"}
    answer = client.post("/views/", form)
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}?{QUERY}")
    shown = client.get(answer["Location"]).content.decode()
    assert 'href="/entries/?state=open&amp;sort=day" aria-current="true" lang="en">Ours<' in shown
    assert "The view “Ours” is saved." in shown
    elsewhere = client.get("/claims/").content.decode()
    assert ">Ours<" not in elsewhere


def test_views_are_changed_on_their_own_page(cast: Cast) -> None:
    client, view = signed_in("alice"), kept(cast.alice)
    assert "No view is saved yet" in signed_in("bob").get("/views/").content.decode()
    for form, said in (
        ({"act": "rename", "name": "Mine"}, "is called “Mine” now"),
        ({"act": "share", "office": "fir"}, "Your office sees “Mine” too"),
        ({"act": "share", "office": ""}, "Only you see “Mine” now"),
        ({"act": "delete"}, "The view is deleted"),
    ):
        answer = client.post("/views/", {**form, "view": str(view.pk)}, follow=True)
        assert said in answer.content.decode()
    for form, status in (
        ({"act": "rename", "view": "x", "name": "y"}, 422),
        ({"act": "save", "name": "y", "path": "//example.org"}, 422),
        ({"act": "nothing"}, 422),
    ):
        assert client.post("/views/", form).status_code == status


def test_every_list_offers_to_save_it(cast: Cast) -> None:
    kept(cast.alice, "Year", "/pairings/quay-fir/", "year=2020")
    client = signed_in("alice")
    for address in (
        "/commitments/", "/claims/", "/meetings/", "/things/", "/compare/", "/pairings/quay-fir/",
        "/agreements/", "/claims/compared/",
    ):  # fmt: skip
        page = client.get(address).content.decode()
        if "ts-filters" in page:
            assert 'action="/views/"' in page, address
    assert "Scorecard: quay-fir" in client.get("/views/").content.decode()


def test_every_page_that_offers_to_save_it_has_a_name(on_example: Installation) -> None:
    client = Client()
    client.force_login(User.objects.get(username=AUDITOR.username))
    pages = {
        place.address.partition("?")[0]: name
        for name, places in PLACES.items()
        for place in places
        if place.page and AUDITOR in place.seen_by and not place.public
    }
    offering = {
        path: name
        for path, name in pages.items()
        if (answer := client.get(path)).status_code == 200
        and 'name="act" value="save"' in answer.content.decode()
    }
    assert {"/lists/unlanded/", "/lists/idle/", "/set-up/offices/", "/meetings/calendar/"} <= {
        *offering
    }
    assert not {*LISTS} & {*SAVED_PAGES}, "a list has its name where its columns are"
    # Nothing of these stands in the example, and an empty list is not saved.
    unseen = {*LISTS, *SAVED_PAGES} - {*offering.values()}
    assert unseen <= {"carries", "long-work-list"}
    named: dict[str, set[str]] = {"en": set(), "zh-hans": set()}
    for lang, names in named.items():
        with translation.override(lang):
            for path in (*offering, *(reverse(name) for name in unseen)):
                name = list_name(path)
                assert "/" not in name, path
                assert lang == "en" or script_of(name) == "zh-Hans", (path, name)
                names.add(name)
    assert {"Signed and not landed", "Offices and people", "Meetings by month"} <= named["en"]


def test_a_page_that_is_gone_or_has_no_name_is_called_by_its_address() -> None:
    assert list_name("/no-such/") == "/no-such/"
    assert list_name("/lists/no-such/") == "Lists: no-such"
    assert list_name("/pairings/quay-fir/stages/project/") == "Stages: quay-fir · project"
