"""Who opens the pages of the example: nobody signed in, and people whose seats differ."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext
from tests.example import Installation
from tests.web.browser import DESKTOP, Watched, _note


@dataclass(frozen=True)
class Role:
    """A reader: her user name in the example, empty for nobody, and what her seat is."""

    username: str
    seat: str


NOBODY = Role("", "signed out")
CLERK = Role("luo.zhenghua", "clerk of Liupanshui")
MATCHER = Role("chen.xiaolan", "confirmer and matcher of Dalian, whose pairing ended in 2021")
AUDITOR = Role("he.ruilin", "auditor of the whole programme")
STRANGER = Role("huang.jie", "matcher of Zhongshan, who never saw what Dalian did")
ROLES = (NOBODY, CLERK, MATCHER, AUDITOR, STRANGER)
# Who else has a seat. What each may do is asked of them in tests/matrix; here, how it looks.
HEAD = Role("tian.hui", "head and signatory of Liupanshui")
OFFICE = Role("xu.ning", "programme office and evaluator")
ADMIN = Role("ma.jun", "administrator")
FURTHER = (HEAD, OFFICE, ADMIN)


@dataclass(frozen=True)
class Site:
    """The example, served: where, and with which passwords."""

    address: str
    example: Installation


@contextmanager
def reading(
    browser: Browser,
    site: Site,
    role: Role,
    *,
    language: str = "en",
    size: tuple[int, int] = DESKTOP,
    scripts: bool = True,
) -> Iterator[Watched]:
    """Open the site as one reader, signed in where she has a name, in one language."""
    context = browser.new_context(
        base_url=site.address,
        viewport={"width": size[0], "height": size[1]},
        locale="zh-CN" if language.startswith("zh") else "en-GB",
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    one = Watched(context.new_page())
    one.page.on("console", lambda message: _note(one, message))
    one.page.on("pageerror", lambda error: one.faults.append(f"script: {error}"))
    try:
        if role.username:
            sign_in(one, role.username, site.example.passwords()[role.username])
        speak(context, site, language)
        yield one
    finally:
        context.close()


def sign_in(one: Watched, username: str, password: str) -> None:
    """Type a name and a password on the page for it, and send them."""
    one.page.goto("/sign-in/")
    one.page.locator("#u").fill(username)
    one.page.locator("#p").fill(password)
    one.page.locator(".btn-primary").click()
    one.page.wait_for_url("**/today/")


def speak(context: BrowserContext, site: Site, language: str) -> None:
    """Choose a language as the page's own form does, without its trip."""
    context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.address}]
    )
