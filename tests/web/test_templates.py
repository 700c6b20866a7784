"""Each template renders from its page alone, full or empty, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.template.context import RequestContext
from django.template.engine import Engine
from django.test import RequestFactory
from django.utils import translation
from tests.architecture.source import SRC
from tests.web.samples import empty_samples, samples

from tallystick.web.contexts import Frame, Language, NavItem, Page, Who

pytestmark = pytest.mark.urls("tests.web.sample_urls")
TEMPLATES = SRC / "tallystick/web/templates"
MISSING = "MISSING:%s"
FRAME = Frame(
    (NavItem("today", "Today", "today", "/", 3), NavItem("entries", "Entries", "entry", "/e/")),
    Who("Chen Xiaolan", "Dalian office", "left"),
    (Language("zh-hans", "zh-Hans", "中文"),),
)


def engine() -> Engine:
    """Return the pages' own engine, but one that marks what a page does not hold."""
    libraries = {
        "tallystick": "tallystick.web.templatetags.tallystick",
        "i18n": "django.templatetags.i18n",
        "static": "django.templatetags.static",
    }
    return Engine(
        dirs=[str(TEMPLATES)],
        string_if_invalid=MISSING,
        libraries=libraries,
        context_processors=["django.template.context_processors.request"],
    )


def drawn(name: str, page: Page, lang: str) -> str:
    """Return a page as HTML."""
    request = RequestFactory().get("/somewhere/?a=1")
    with translation.override(lang):
        context = RequestContext(request, {"page": page, "frame": FRAME, "messages": []})
        return str(engine().get_template(f"web/{name}.html").render(context))


CASES = [(name, page) for name, page in samples().items()]
CASES += [(name, page) for name, page in empty_samples().items()]
IDS = [f"{name}-{n}" for n, (name, _page) in enumerate(CASES)]


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
@pytest.mark.parametrize(("name", "page"), CASES, ids=IDS)
def test_a_page_needs_nothing_but_its_context(name: str, page: Page, lang: str) -> None:
    html = drawn(name, page, lang)
    assert "MISSING:" not in html
    assert f'<html lang="{"zh-Hans" if lang != "en" else "en"}">' in html
    assert len(re.findall("<h1", html)) == 1


@pytest.mark.parametrize(("name", "page"), CASES, ids=IDS)
def test_a_page_fits_the_content_policy(name: str, page: Page) -> None:
    html = drawn(name, page, "en")
    assert not re.search(r"<[^>]+\s(style|on\w+|hx-on[^=]*)=", html)
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize(("name", "page"), samples().items(), ids=samples())
def test_invented_figures_say_so_on_screen_and_on_paper(name: str, page: Page) -> None:
    words = "Example: figures and names invented"
    html = drawn(name, replace(page, invented=True), "en")
    assert f'<p class="ts-printband">{words}</p>' in html
    assert html.count(words) >= 2
    if name != "pairings":
        assert words not in drawn(name, replace(page, invented=False), "en")


def test_every_matched_figure_opens_its_walk() -> None:
    html = drawn("pairing", samples()["pairing"], "en")
    cells = re.findall(r'data-l="Matched">\s*(.*?)\s*</td>', html, re.DOTALL)
    assert len(cells) == 5
    assert all(cell.startswith('<a class="ts-fig"') for cell in cells)


def test_a_tally_is_said_in_words_too() -> None:
    html = drawn("pairing", samples("zh-hans")["pairing"], "zh-hans")
    assert (
        'aria-label="财政援助资金（元）：双方一致 24,860万，待核对 800万，目标 26,000万，'
        '外部公布 25,700万，上年同期 23,140万"'
    ) in html


def test_the_language_form_comes_back_to_the_same_page() -> None:
    html = drawn("today", samples()["today"], "en")
    assert '<input type="hidden" name="next" value="/somewhere/?a=1">' in html
    assert 'value="zh-hans" lang="zh-Hans">中文</button>' in html


def test_words_that_are_only_heard_are_joined_in_the_readers_language() -> None:
    bare = re.compile(r">[:,;] ")
    found = {path.name for path in TEMPLATES.rglob("*.html") if bare.search(path.read_text())}
    assert not found
    # The control.
    assert bare.search('<span class="visually-hidden">: {% translate "same" %}</span>')


def test_a_page_that_holds_too_little_is_caught() -> None:
    with pytest.raises(AssertionError):
        test_a_page_needs_nothing_but_its_context("error", samples()["today"], "en")
