"""The addresses of the manual."""

from __future__ import annotations

from django.urls import path

from forwhom.web.manual.views import charts, contents, glossary, page

urlpatterns = [
    path("", contents.show, name="manual"),
    path("glossary/", glossary.show, name="glossary"),
    path("charts/", charts.show, name="manual_charts"),
    path("<slug:name>/", page.show, name="manual_page"),
]
