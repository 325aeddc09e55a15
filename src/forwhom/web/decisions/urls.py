"""The addresses of the decision journal."""

from __future__ import annotations

from django.urls import path

from forwhom.web.decisions.views import begin, decision, decisions

urlpatterns = [
    path("", decisions.show, name="decisions"),
    path("begin/", begin.show, name="begin_decision"),
    path("inquiry/<int:key>/", decisions.of_inquiry, name="inquiry_decisions"),
    path("<int:key>/", decision.show, name="decision"),
    path("<int:key>/review/", decision.review, name="review_decision"),
    path("<int:key>/option/", decision.add_option, name="add_option"),
    path("<int:key>/expect/", decision.expect, name="expect_of_decision"),
    path("expectations/<int:key>/came/", decision.came, name="expectation_came"),
]
