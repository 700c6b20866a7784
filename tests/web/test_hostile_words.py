"""Whatever people write, every page shows it as words: nothing runs, turns round or hides.

Each name, title, note and reason of the example is replaced by a hostile one, beneath the
services that would refuse some of them, and every page is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client
from tests.example import Installation, serving
from tests.web.browser import PHONE, chromium
from tests.web.places import PLACES, Place
from tests.web.roles import AUDITOR, Site, reading

from tallystick.access.models import User
from tallystick.regions.models import Region

SCRIPT = "<script>alert('x')</script>"
# A tag that runs, an attribute that ends, signs that turn and hide, emoji of several parts.
HOSTILE = (
    f"{SCRIPT}<img src=x onerror=alert(1)>\"' onfocus=alert(2) {{{{ page }}}} %(x)s "
    "\u202etxet\u202c zero\u200bwidth 👩‍👩‍👧‍👦 مرحبا "
)
WRITTEN = re.compile(
    "^(name|title|why|reason|words|text|remark|summary|agenda)|^(note|source|place)$"
)
# Read by rules, or by a person's own program: their words are codes.
ROOMS = ("regions", "access", "programme", "entries", "exchanges", "indicators", "interchange")


def written_fields() -> Iterator[models.CharField[str, str] | models.TextField[str, str]]:
    """Yield each column that holds what a person wrote."""
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS:
            continue
        for column in model._meta.concrete_fields:
            free = isinstance(column, models.CharField | models.TextField)
            slug = isinstance(column, models.SlugField) or column.choices or column.unique
            if free and not slug and WRITTEN.match(column.name):
                yield column


def spoil() -> list[str]:
    """Write hostile words wherever the database lets anybody; return where it did."""
    done = []
    for column in written_fields():
        longest = getattr(column, "max_length", None) or 500
        rows = column.model._base_manager.exclude(**{column.name: ""})  # type: ignore[attr-defined]
        if rows.filter(**{f"{column.name}__startswith": "{"}).exists():
            continue  # Codes, as JSON.
        for row in rows:
            words = (f"{row.pk} {HOSTILE}" + "长X" * 300)[: min(longest, 500)]
            try:
                with transaction.atomic():
                    found = column.model._base_manager.filter(pk=row.pk)  # type: ignore[attr-defined]
                    found.update(**{column.name: words})
            except DatabaseError:
                # Sealed: a guard of the database holds it, and so it was looked at before.
                break
            done.append(f"{column.model.__name__}.{column.name}")
    return sorted(set(done))


# Where words stand beside figures.
ON_A_PHONE = (
    *("/today/", "/pairings/", "/entries/", "/commitments/", "/claims/", "/things/", "/meetings/"),
    "/pairings/dalian-liupanshui/?year=2019",
    "/pairings/dalian-liupanshui/2019/FS_SOCIAL_TOTAL/",
    "/pairings/dalian-liupanshui/map/?year=2019",
)


class Reader(HTMLParser):
    """Reads a page as a browser does and keeps whatever would run."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that runs."""
        given = dict(attrs)
        if tag == "script" and not given.get("src"):
            self.faults.append(self.get_starttag_text() or tag)
        if tag == "img" and given.get("src") == "x":
            self.faults.append(self.get_starttag_text() or tag)
        self.faults += [f"{tag} {name}" for name in given if name.startswith("on")]
        self.faults += [
            f"{tag} {name}={value}"
            for name, value in attrs
            if name in ("href", "src", "action") and (value or "").lower().startswith("javascript:")
        ]


def faults_of(page: str) -> list[str]:
    """Return what of a page would run, turn its words round, or was never filled in."""
    reader = Reader()
    reader.feed(page)
    hidden = [hex(ord(sign)) for sign in set(page) & set("\u202e\u202c\u200b")]
    return reader.faults + hidden


def shown_to(reader: str) -> list[Place]:
    return [
        place
        for places in PLACES.values()
        for place in places
        if place.page and any(role.username == reader for role in place.seen_by)
    ]


def test_a_page_that_runs_what_people_wrote_is_caught() -> None:
    assert faults_of(f"<p>{SCRIPT}</p>")
    assert faults_of("<a onfocus=x>")
    assert faults_of("<a href='javascript:x'>")
    assert faults_of("<p>\u202e</p>")
    assert not faults_of("<p>&lt;script&gt;</p><script src='/a.js'></script>")


@pytest.mark.long
def test_hostile_words_are_shown_as_words_on_every_page(on_example: Installation) -> None:
    done = spoil()
    for kept in ("Region.name_en", "User.name_en", "Office.name_zh", "Thing.name_en"):
        assert kept in done, f"{kept} of {done}"
    met, wrong = 0, []
    for username in ("luo.zhenghua", "he.ruilin"):
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(username=username))
        for language in ("en", "zh-hans"):
            client.cookies["django_language"] = language
            for place in shown_to(username):
                answer = client.get(place.address)
                page = answer.content.decode()
                met += "&lt;script&gt;alert" in page
                faults = faults_of(page) + [str(answer.status_code)] * (answer.status_code >= 400)
                wrong += [(place.address, language, fault) for fault in faults]
    assert wrong == []
    assert met > 50, "the hostile words stand on pages"


@pytest.mark.long
def test_hostile_words_break_no_page_on_a_phone(on_example: Installation) -> None:
    spoil()
    assert Region.objects.filter(name_en__contains="script").exists()
    # The browser comes last: while it is open, this process asks no database.
    with (
        serving(on_example) as address,
        chromium() as browser,
        reading(browser, Site(address, on_example), AUDITOR, size=PHONE) as one,
    ):
        wide = [path for path in ON_A_PHONE if one.open(path) and one.sideways() > 0]
        assert (wide, one.faults) == ([], [])
