"""The REST door: one API object, its errors, and the routers of each subject."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="Tallystick", version="1", urls_namespace="api")
