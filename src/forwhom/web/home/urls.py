"""The address of the first page."""

from __future__ import annotations

from django.urls import path

from forwhom.web.home.views import home

urlpatterns = [path("", home.show, name="home")]
