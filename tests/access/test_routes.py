"""A route without a mark opens for nobody, whoever asks; the static check is in architecture."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tallystick.access.middleware import PolicyMiddleware
from tallystick.access.policy import PUBLIC, guard


def test_a_route_that_declares_no_policy_opens_for_nobody() -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    doorkeeper, request = PolicyMiddleware(page), RequestFactory().get("/planted/")
    with pytest.raises(PermissionDenied):
        doorkeeper.process_view(request, page, (), {})
    assert doorkeeper.process_view(request, guard(PUBLIC)(page), (), {}) is None
