"""Every address, by door."""

from django.urls import URLPattern, URLResolver, include, path

from tallystick.api.main import guarded_routes

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", guarded_routes()),
    path("", include("tallystick.web.urls")),
]
handler400 = "tallystick.web.views.errors.bad_request"
handler403 = "tallystick.web.views.errors.forbidden"
handler404 = "tallystick.web.views.errors.not_found"
handler500 = "tallystick.web.views.errors.failed"
