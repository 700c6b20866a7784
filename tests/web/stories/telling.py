"""One person at the browser, told in her own language: what she does is counted, what she meets is
examined."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.urls import resolve
from django.utils.text import capfirst
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, expect
from tests.architecture.source import ROOT
from tests.clicks import Counted, Effort
from tests.web.browser import DESKTOP, PHONE, Watched
from tests.web.chinese import foreign_words, texts

# Each is examined for accessibility in one language: words do not change a layout's roles.
EXAMINED = {("en", DESKTOP), ("zh-hans", PHONE)}
SPOKEN = {"en": "en", "zh-hans": "zh-Hans"}
REGISTRIES = (
    "programme/data/pipelines.yaml",
    "programme/data/step_names.yaml",
    "interchange/excel/words.yaml",
)
# What one worker has examined before in the same state is not examined again.
_SEEN: set[tuple[object, ...]] = set()
BUSY = ".htmx-request, .htmx-swapping, .htmx-settling"
# The pages of one address that look otherwise: refused, with a dialog open, with a result.
STATE = """[...document.querySelectorAll("[role=alert], dialog[open], .is-invalid, #messages")]
    .map((node) => node.tagName + node.className).slice(0, 4).join()"""
LOST = """(() => {
  const at = document.activeElement;
  return at === null || at === document.body || !at.isConnected || at.offsetParent === null;
})()"""


class Person:
    """Somebody who came to do a job: she clicks and types as people do, by what she reads."""

    def __init__(
        self, one: Watched, language: str, size: tuple[int, int], record: Callable[[Counted], None]
    ) -> None:
        self.one, self.page = one, one.page
        self.language, self.size, self._record = language, size, record
        self._clicks = self._fields = self._pages = 0
        self._counted = Effort()

    # What she reads -----------------------------------------------------------------------------

    def say(self, words: str, **given: object) -> str:
        """Return words of the product in her language, as the catalogue has them.

        Raises: AssertionError where the words are none of the product's, so that a typing mistake
        here is not taken for a missing page.
        """
        with override(self.language):
            found = gettext(words)
            if found == words and self.language != "en":
                found = capfirst(gettext(words[:1].lower() + words[1:]))
            if found.lower() == words.lower() and self.language != "en":
                known = registered()
                found = known[words] if words in known else known[words[:1].lower() + words[1:]]
        return found % given if given else found

    def either(self, english: str, chinese: str) -> str:
        """Return what people wrote in both languages, in hers."""
        return english if self.language == "en" else chinese

    @property
    def effort(self) -> Effort:
        """What she has done so far."""
        return Effort(self._clicks, self._fields, self._pages)

    @contextmanager
    def job(self, what: str) -> Iterator[None]:
        """Count what a job takes, from where the last one ended; it is held to its ceiling."""
        yield
        took = self.effort.since(self._counted)
        self._counted = self.effort
        self._record(Counted(what, self.size[0], self.language, took))

    # What she does ------------------------------------------------------------------------------

    def comes_in(self, username: str, password: str) -> None:
        """Come to the front door, the one address she types, and sign in."""
        self.one.open("/")
        self._pages += 1
        self.fill("username", username)
        self.fill("password", password)
        self._touch(self._named("button", self.say("Sign in"), "main"))
        if self.page.locator("html").get_attribute("lang") != SPOKEN[self.language]:
            # Her profile keeps one language; which, she says once and for all: it is not counted.
            self.page.locator(f"button[lang={SPOKEN[self.language]}]").click()
            self._settle()
        self._pages += 1
        assert not (found := self.faults()), found

    def click(self, what: Locator) -> None:
        """Click on something; the next page, or the changed one, is examined."""
        self._touch(what)
        fresh = self.page.evaluate("window.tallystickSeen ? false : (window.tallystickSeen = true)")
        self._pages += bool(fresh)
        assert fresh or not self.page.evaluate(LOST), f"{self._here()}: the focus is lost"
        assert not (found := self.faults()), found

    def follow(self, words: str, within: str = "main") -> None:
        """Follow a link by its words, or by their beginning where it says more."""
        self.click(self._named("link", words, within))

    def press(self, words: str, within: str = "main") -> None:
        """Press a button by its words."""
        self.click(self._named("button", self.say(words), within))

    def unfold(self, words: str) -> None:
        """Open what is folded away."""
        self.click(self.page.locator("main summary", has_text=self.say(words)).first)

    def go(self, section: str) -> None:
        """Go to a part of the site by its navigation; on a phone much of it is in the menu."""
        words = self.say(section)
        if self.size != PHONE:
            self.click(self.page.locator(".ts-side, .ts-top").get_by_role("link", name=words))
            return
        bar = self.page.locator(".ts-tabbar").get_by_role("link", name=words, exact=True)
        if not bar.count():
            self.click(self.page.locator(".ts-tabbar button"))
            bar = self.page.locator("#reader").get_by_role("link", name=words, exact=True)
        self.click(bar)

    def fill(self, name: str, text: str) -> None:
        """Type into a field; the browser is told by its name, she by its label."""
        self._fields += 1
        self._field(name).fill(text)
        self._settle()

    def choose(self, name: str, value: str) -> None:
        """Choose from a list."""
        self._clicks += 1
        self._field(name).select_option(value)
        self._settle()

    def attach(self, name: str, *files: Path) -> None:
        """Choose files."""
        self._clicks += 1
        self._field(name).set_input_files(list(files))

    def download(self, words: str, folder: Path, within: str = "main") -> Path:
        """Follow a link, or press a button, that hands out a file; return where it was kept."""
        return self.keep(
            self._named("link", words, within).or_(self._named("button", words, within)), folder
        )

    def keep(self, what: Locator, folder: Path) -> Path:
        """Click on what hands out a file; return where it was kept."""
        self._clicks += 1
        with self.page.expect_download() as coming:
            what.first.click()
        kept = folder / coming.value.suggested_filename
        coming.value.save_as(kept)
        return kept

    def sees(self, words: str, within: str = "main") -> None:
        """Insist that words stand on the page."""
        expect(self.page.locator(within).first).to_contain_text(words)

    # What she meets -----------------------------------------------------------------------------

    def _named(self, role: Any, words: str, within: str) -> Locator:
        place = self.page.locator(within)
        exact = place.get_by_role(role, name=words, exact=True)
        return (
            exact if exact.count() else place.get_by_role(role, name=re.compile(re.escape(words)))
        ).first

    def _field(self, name: str) -> Locator:
        return self.page.locator(f"[name='{name}']:visible").first

    def _touch(self, what: Locator) -> None:
        expect(what).to_be_visible()
        self._clicks += 1
        what.click()
        self._settle()

    def _settle(self) -> None:
        self.page.wait_for_load_state("load")
        expect(self.page.locator(BUSY)).to_have_count(0)

    def _here(self) -> str:
        return urlsplit(self.page.url).path

    def faults(self) -> list[str]:
        """Return what is wrong with the page as she sees it now."""
        found = [f for f in self.one.faults if "status of 422" not in f]
        self.one.faults.clear()
        if (wide := self.one.sideways()) > 0:
            found.append(f"scrolls sideways by {wide} px")
        if self.page.locator("html").get_attribute("lang") != SPOKEN[self.language]:
            found.append("is in another language")
        if self.language != "en":
            found += [f"is not Chinese: {words}" for words in foreign_words(texts(self.page))]
        found += self._violations()
        return [f"{self._here()}: {fault}" for fault in found]

    def _violations(self) -> list[str]:
        if (self.language, self.size) not in EXAMINED:
            return []
        state = resolve(self._here()).view_name, self.page.evaluate(STATE), self.language
        if state in _SEEN:
            return []
        _SEEN.add(state)
        return self.one.violations()


def rows_of(file: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file that the product handed out."""
    return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))


@cache
def registered() -> dict[str, str]:
    """Return English → Chinese for the words of the registries, which no catalogue holds."""
    found: dict[str, str] = {}

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("en"), str) and isinstance(node.get("zh"), str):
                found[node["en"]] = node["zh"]
            for inner in node.values():
                walk(inner)
        elif isinstance(node, list):
            if len(node) == 2 and all(isinstance(one, str) for one in node):
                found[node[0]] = node[1]
            for inner in node:
                walk(inner)

    for name in REGISTRIES:
        walk(yaml.safe_load((ROOT / "src/tallystick" / name).read_text("utf-8")))
    return found
