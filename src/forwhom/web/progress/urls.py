"""The addresses of progress."""

from __future__ import annotations

from django.urls import path

from forwhom.web.progress.views import card, outcome, progress, verdict

urlpatterns = [
    path("inquiry/<int:key>/", progress.show, name="inquiry_progress"),
    path("inquiry/<int:key>/outcome/", outcome.show, name="inquiry_outcome"),
    path("inquiry/<int:key>/verdict/", verdict.show, name="inquiry_verdict"),
    path("inquiry/<int:key>/learned/", verdict.learn, name="write_card"),
    path("series/<int:key>/freeze/", progress.freeze, name="freeze_baseline"),
    path("cards/", card.shelf, name="cards"),
    path("cards/<int:key>/", card.show, name="card"),
]
