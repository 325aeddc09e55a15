"""The addresses of thinking it over."""

from __future__ import annotations

from django.urls import path

from forwhom.web.reflection.views import pulse, reflection, reflections

urlpatterns = [
    path("", reflections.show, name="reflections"),
    path("take-along/", reflections.take_along, name="take_reflections"),
    path("<int:key>/", reflection.show, name="reflection"),
    path("inquiry/<int:key>/", pulse.show, name="inquiry_reflection"),
    path("inquiry/<int:key>/ask/", pulse.open_it, name="open_pulse"),
    path("inquiry/<int:key>/close/", pulse.close_it, name="close_pulse"),
    path("inquiry/<int:key>/answer/", pulse.answer, name="answer_pulse"),
]
