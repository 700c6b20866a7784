"""Pages that are reached from lists alone, opened in Chinese by every role at both desks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import lxml.html
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from tests.matrix.addresses import Route
from tests.matrix.asking import Answer, ask, signed_in
from tests.matrix.stage import OWN, Pair
from tests.web.chinese import foreign_words
from tests.web.places import EXEMPT, PLACES

ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "data-l", "data-done")
SILENT = ("script", "style", "noscript", "code", "kbd")
MAY = (200, 302, 403, 404, 405)


def seldom(routes: Iterable[Route]) -> list[Route]:
    """Return the routes about a pair's own rows that no reader of the example finds open."""
    shut = {name for name, places in PLACES.items() if not any(one.seen_by for one in places)}
    return [one for one in routes if one.name in shut | set(EXEMPT) and one.speaks_of]


def in_chinese(username: str) -> Client:
    """Return a browser with this person signed in, who reads Chinese."""
    client = signed_in(username)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    return client


def typed() -> list[str]:
    """Return what anybody typed on the stage, the longest first: it is of any language."""
    found: set[str] = set()
    for model in apps.get_models():
        if model.__module__.startswith("tallystick."):
            names = [
                one.name
                for one in model._meta.fields
                if isinstance(one, models.CharField | models.TextField)
            ]
            for row in model._default_manager.values_list(*names) if names else ():
                found |= {value for value in row if value and any(map(str.isalpha, value))}
    return sorted(found, key=len, reverse=True)


def texts(html: bytes) -> Iterator[str]:
    """Yield each text of a page that it says is Chinese."""
    document = lxml.html.fromstring(html)
    for node in document.iter():
        if not isinstance(node.tag, str) or not _is_chinese(node):
            continue
        if not any(one.tag in SILENT for one in (node, *node.iterancestors())):
            yield from (text.strip() for text in (node.text,) if text)
            yield from (node.get(name, "") for name in ATTRIBUTES)
        yield from (one.tail.strip() for one in node if one.tail)


def _is_chinese(node: lxml.html.HtmlElement) -> bool:
    said = next((one.get("lang") for one in (node, *node.iterancestors()) if one.get("lang")), "")
    return str(said).startswith("zh")


def faults(route: Route, pair: Pair, client: Client, said: list[str]) -> Iterator[str]:
    """Yield what is wrong with a route's pages; nothing where the reader finds none."""
    for address, _named in route.addresses(pair, OWN, few=True):
        answer = ask(client, "GET", address)
        if answer.status not in MAY:
            yield f"{address} answered {answer.status}"
        elif answer.status == 200 and _is_page(answer):
            for words in foreign_words(list(_untyped(texts(answer.body), said))):
                yield f"{address} is not Chinese: {words}"


def _is_page(answer: Answer) -> bool:
    return dict(answer.headers).get("Content-Type", "").startswith("text/html")


# Words in a row, as a draft cuts them out of what was printed.
_ROW = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)+")


def _untyped(found: Iterable[str], said: list[str]) -> Iterator[str]:
    whole = "\n".join(said)
    for text in found:
        for words in said:
            text = text.replace(words, "")
        yield _ROW.sub(lambda row: "" if row[0] in whole else row[0], text)
