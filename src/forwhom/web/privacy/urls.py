"""The addresses of the privacy officer's room."""

from __future__ import annotations

from django.urls import path

from forwhom.web.privacy.views import history, history_file

urlpatterns = [
    path("", history.show, name="history"),
    path("history.csv", history_file.download, name="history_file"),
]
