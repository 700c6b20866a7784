"""The addresses of the pages."""

from django.urls import path

from tallystick.web.views import signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("language/", signing_in.language, name="set-language"),
]
