"""The addresses of promises and their answers."""

from __future__ import annotations

from django.urls import path

from forwhom.web.commitments.views import commitment, commitments, promise

urlpatterns = [
    path("", commitments.show, name="commitments"),
    path("promise/", promise.show, name="promise"),
    path("inquiry/<int:key>/", commitments.of_inquiry, name="inquiry_commitments"),
    path("<int:key>/", commitment.show, name="commitment"),
    path("<int:key>/answer/", commitment.answer, name="answer_commitment"),
    path("<int:key>/put-off/", commitment.put_off, name="put_off_commitment"),
    path("<int:key>/let-go/", commitment.let_go, name="let_go_commitment"),
]
