"""Whoever reads Chinese finds people by their Chinese names, and no code where a name stands."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
import pytest
from django.test import Client
from django.utils import translation
from tests.cast import Cast
from tests.example import Installation
from tests.web.places import PLACES
from tests.web.roles import AUDITOR, CLERK, MATCHER, Role

from tallystick.access.models import User
from tallystick.access.queries import people_signed
from tallystick.programme.rules.frameworks import shipped_frameworks
from tallystick.web.wording import NOBODY, names_signed

SOURCE = Path(__file__).parents[2] / "src"
# Where a person is shown in both languages, or a form has her English name.
BOTH = ("search",)


def texts(role: Role) -> list[tuple[str, str]]:
    """Return the address and each piece of text of every page that a reader finds, in Chinese."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(User.objects.get(username=role.username))
    found = []
    for name, places in PLACES.items():
        for place in (one for one in places if one.page and name not in BOTH):
            answer = client.get(place.address)
            if answer.status_code == 200:
                body = lxml.html.fromstring(answer.content).find("body")
                found += [(place.address, text) for text in body.xpath(".//text()")]
    return found


@pytest.mark.long
def test_no_page_names_a_person_of_an_office_in_english_or_a_framework_by_its_code(
    on_example: Installation,
) -> None:
    people = [user.name_en for user in User.objects.exclude(name_zh="")]
    tags = [f"{text.code} {one.code}" for text in shipped_frameworks().values()
            for one in text.elements]  # fmt: skip
    wrong = re.compile(rf"\b({'|'.join(map(re.escape, [*people, *tags]))})\b|^\W*example\W*$")
    pieces = [piece for role in (AUDITOR, CLERK, MATCHER) for piece in texts(role)]
    found = {f"{address}: {text.strip()}" for address, text in pieces if wrong.search(text)}
    assert not found, "\n".join(sorted(found))
    assert len(people) > 8
    assert len({address for address, _text in pieces}) > 100
    assert any("王磊" in text for _address, text in pieces)
    planted = ("By Luo Zhenghua", "tagged · sdg 8", " example · ")
    assert all(wrong.search(text) for text in planted)


def test_whatever_the_product_acts_as_has_a_name() -> None:
    """What `Actor.system_actor` is called with, anywhere in the product, is said in words."""
    found = set()
    for path in (SOURCE / "tallystick").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        named = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("system_actor"):
                (said,) = node.args
                found.add(said.value if isinstance(said, ast.Constant) else named[said.id])
    assert found == set(NOBODY)


def test_names_kept_as_text_are_those_of_their_time_and_of_one_person(cast: Cast) -> None:
    first, second = User.objects.get(username="alice"), User.objects.get(username="bob")
    moment = datetime(2020, 5, 1, tzinfo=UTC)
    first.name_en, first.name_zh = "Alice New", "新名"
    first.earlier_names = [
        {"name_en": "Alice Old", "name_zh": "旧名", "until": "2021-01-01T00:00:00+00:00"}
    ]
    first.save()
    who = people_signed(["Alice Old", "Alice New", "Nobody"])
    assert who("Alice Old", moment) == first
    assert who("Alice New", moment) is who("Nobody", moment) is None
    second.name_en, second.earlier_names = "Alice New", []
    second.save()
    later = datetime(2022, 5, 1, tzinfo=UTC)
    assert people_signed(["Alice New"])("Alice New", later) is None
    with translation.override("zh-hans"):
        assert names_signed(["Alice Old"])("Alice Old", moment) == "旧名"
        assert names_signed(["example"])("example", moment) == "示例"
