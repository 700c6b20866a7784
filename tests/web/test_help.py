"""The words are explained in both languages, and every indicator has the page of its method."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.cast import Cast

import tallystick.web
from tallystick.access.models import User
from tallystick.programme.rules.bindings import bindings
from tallystick.programme.rules.catalogue import indicators
from tallystick.web.glossary import breakdowns_in_chinese, glossary

TEMPLATES = Path(tallystick.web.__file__).parent / "templates"


@pytest.mark.parametrize("code", glossary())
def test_a_term_is_whole_in_both_languages(code: str) -> None:
    term = glossary()[code]
    assert re.search("[\u4e00-\u9fff]", term.word.zh)
    assert re.search("[\u4e00-\u9fff]", term.meaning.zh)
    assert not re.search("[\u4e00-\u9fff]", term.word.en + term.meaning.en)
    assert term.meaning.en.endswith(".")
    assert term.meaning.zh.endswith("。")


def test_what_a_page_lets_one_press_it_also_explains() -> None:
    pressed, told = set(), set()
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text("utf-8")
        pressed |= set(re.findall(r'{% term "(\w+)"', text))
        pressed |= {
            code
            for codes in re.findall(r"{% explained ([^%]+)%}", text)
            for code in re.findall(r'"(\w+)"', codes)
        }
        for codes in re.findall(r"{% (?:meanings|explained) ([^%]+)%}", text):
            told |= set(re.findall(r'"(\w+)"', codes))
    assert pressed
    assert pressed == told
    assert pressed <= set(glossary())


def test_what_an_indicator_is_broken_down_by_has_chinese_words() -> None:
    said = {word for one in indicators().values() for word in one.breakdowns}
    assert set(breakdowns_in_chinese()) == said
    assert all(re.search("[\u4e00-\u9fff]", zh) for zh in breakdowns_in_chinese().values())


@pytest.fixture
def reader(cast: Cast, client: Client) -> Client:
    client.force_login(User.objects.get(pk=cast.alice.user_id))
    return client


@pytest.mark.django_db
def test_every_indicator_has_its_method_in_both_languages(reader: Client) -> None:
    assert set(bindings()) == set(indicators())
    for code, one in indicators().items():
        for lang, name in (("en", one.name_en), ("zh-hans", one.name_zh)):
            reader.cookies["django_language"] = lang
            page = reader.get(f"/indicators/{code}/")
            assert page.status_code == 200, code
            shown = page.content.decode()
            assert name.replace("'", "&#x27;") in shown, (code, lang)
            assert one.source_url.replace("&", "&amp;") in shown, (code, lang)
    assert reader.get("/indicators/NO_SUCH/").status_code == 404


@pytest.mark.django_db
def test_the_catalogue_is_narrowed_by_words_and_by_workstream(reader: Client) -> None:
    every = reader.get("/indicators/").content.decode()
    assert every.count('href="/indicators/') >= len(indicators())
    some = reader.get("/indicators/?workstream=labour&search=到东部").content.decode()
    assert "/indicators/LC_TRANSFER_EAST/" in some
    assert "/indicators/FS_GOV_FUND/" not in some
    assert "No indicator matches" in reader.get("/indicators/?search=zzz").content.decode()


@pytest.mark.django_db
def test_every_step_of_every_job_leads_somewhere(reader: Client) -> None:
    page = reader.get("/help/").content.decode()
    steps = re.findall(r'<li><a class="ts-link" href="([^"]+)"', page)
    assert len(steps) >= 15
    for step in set(steps):
        assert reader.get(step).status_code == 200, step


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_each_of_six_people_stands_once_with_her_job_and_her_tour(
    reader: Client, lang: str
) -> None:
    reader.cookies["django_language"] = lang
    page = reader.get("/help/").content.decode()
    people = re.findall(r"<h3[^>]*>([^<]+)</h3>", page)
    assert len(people) == len(set(people)) == 6
    assert len(set(re.findall(r'href="(/tour/[a-z]+/)', page))) == 6
    assert len(re.findall(r'href="/tour/', page)) == 6
