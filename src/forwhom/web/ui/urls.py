"""Addresses that belong to no stage: the language of the pages."""

from __future__ import annotations

from django.urls import path

from forwhom.web.ui.views import gallery, language

urlpatterns = [
    path("language/", language.choose, name="language"),
    path("gallery/", gallery.show, name="gallery"),
]
