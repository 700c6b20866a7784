"""Every address says who may come in: a view without a policy is a view without a guard."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

# Pages of the framework that describe the API; they show no row of anybody's.
DESCRIPTIONS = {"openapi-json", "openapi-view", "api-root"}


def unguarded(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Yield each address whose view declares no policy."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from unguarded(pattern.url_patterns, address)
        elif pattern.name not in DESCRIPTIONS:
            for view in _views(pattern.callback):
                if not getattr(view, "policy", None):
                    yield f"/{address} ({getattr(view, '__qualname__', view)})"


def _views(callback: Callable[..., Any]) -> list[Callable[..., Any]]:
    """Return what answers at an address: the API has one function a method behind one view."""
    if getattr(callback, "policy", None) or isinstance(callback, partial):
        return [callback]
    path_view = inspect.getclosurevars(inspect.unwrap(callback)).nonlocals.get("self")
    operations = getattr(path_view, "operations", None)
    return [operation.view_func for operation in operations] if operations else [callback]


def page(request: HttpRequest) -> HttpResponse:
    """Stand for a view without a guard."""
    return HttpResponse()


def test_every_address_declares_its_policy() -> None:
    assert list(unguarded(import_module(settings.ROOT_URLCONF).urlpatterns)) == []


def test_an_address_without_a_policy_is_caught() -> None:
    def guarded(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    guarded.policy = "public"  # type: ignore[attr-defined]
    assert list(unguarded([path("open/", page), path("shut/", guarded)])) == ["/open/ (page)"]


def test_an_api_function_without_a_policy_is_caught() -> None:
    from ninja import NinjaAPI

    api = NinjaAPI(urls_namespace="planted")
    api.get("/pairings")(page)
    assert list(unguarded([path("api/", api.urls)])) == ["/api/pairings (page)"]
