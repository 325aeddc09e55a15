"""The addresses of what a team thinks of why."""

from __future__ import annotations

from django.urls import path

from forwhom.web.reasons.views import beliefs, cause, causes, predictions, rivals, seen

urlpatterns = [
    path("inquiry/<int:key>/causes/", causes.show, name="inquiry_causes"),
    path("causes/<int:key>/", cause.show, name="cause"),
    path("inquiry/<int:key>/rivals/", rivals.show, name="inquiry_rivals"),
    path("rivals/<int:key>/", rivals.change, name="rival"),
    path("inquiry/<int:key>/assumptions/", beliefs.show, name="inquiry_beliefs"),
    path("assumptions/<int:key>/", beliefs.change, name="belief"),
    path("inquiry/<int:key>/predictions/", predictions.show, name="inquiry_predictions"),
    path("predictions/<int:key>/", predictions.change, name="prediction"),
    path("predictions/<int:key>/open/", predictions.open_data, name="open_prediction"),
    path("predictions/<int:key>/answer/", predictions.answer, name="answer_prediction"),
    path("predictions/<int:key>/take-back/", predictions.take_back, name="take_back_answer"),
    path("inquiry/<int:key>/seen/", seen.show, name="inquiry_seen"),
    path("seen/<int:key>/", seen.change, name="seen"),
]
