"""The addresses of the first page, and of how much each school carries."""

from __future__ import annotations

from django.urls import path

from forwhom.web.home.views import home, load

urlpatterns = [
    path("", home.show, name="home"),
    path("load/", load.show, name="load"),
]
