"""The addresses at which an administrator looks after people."""

from __future__ import annotations

from django.urls import path

from forwhom.web.accounts.views import invite, people, person, roster

urlpatterns = [
    path("", people.show, name="people"),
    path("invite/", invite.show, name="invite"),
    path("invite/<int:pk>/withdraw/", invite.take_back, name="withdraw"),
    path("roster/", roster.show, name="roster"),
    path("roster/template.csv", roster.template, name="roster_template"),
    path("roster/apply/", roster.apply, name="roster_apply"),
    path("<int:pk>/", person.show, name="person"),
    path("<int:pk>/<slug:change>/", person.change, name="change_person"),
]
