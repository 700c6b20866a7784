"""Forms that ask for a text in both languages ask first in the language of the page."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from tests.example import Installation
from tests.web.roles import CLERK

from tallystick.access.models import User
from tallystick.web.contexts.forms import FormField
from tallystick.web.views.fields import own_first

FIELDS = [
    FormField("kind", "Kind"),
    FormField("title_en", "Title in English", hint="at most 80"),
    FormField("title_zh", "Title in Chinese"),
    FormField("on", "Day"),
]
# A page, and the field by which its two languages are told.
FORMS = [
    ("/things/new/?pipeline=project", "name"),
    ("/entries/new/zhongshan-liupanshui/placement/placed/", "title"),
    ("/pairings/zhongshan-liupanshui/agreements/", "title"),
    ("/commitments/new/?pairing=zhongshan-liupanshui", "text"),
]


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", ["kind", "title_en", "title_zh", "on"]),
        ("zh-hans", ["kind", "title_zh", "title_en", "on"]),
    ],
)
def test_the_language_of_the_page_is_asked_first(lang: str, names: list[str]) -> None:
    with translation.override(lang):
        found = own_first(FIELDS)
    assert [one.name for one in found] == names
    # What is said of the first field is said of whichever is first.
    assert found[1].hint == "at most 80"
    assert found[2].hint == ""


@pytest.mark.parametrize(("lang", "said"), [("en", "Name 名称"), ("zh-hans", "名称Name ")])
def test_a_template_turns_its_two_fields(lang: str, said: str) -> None:
    text = "{% load tallystick %}{% own_first %}Name {% in_chinese %}名称{% endown_first %}"
    with translation.override(lang):
        assert Template(text).render(Context()) == said


@pytest.mark.parametrize(("address", "field"), FORMS)
@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_a_clerk_is_asked_in_her_language_first(
    on_example: Installation, address: str, field: str, lang: str
) -> None:
    client = Client()
    client.force_login(User.objects.get(username=CLERK.username))
    client.cookies["django_language"] = lang
    asked = re.findall(rf'name="{field}_(en|zh)"', client.get(address).content.decode())
    assert asked == (["zh", "en"] if lang == "zh-hans" else ["en", "zh"])
