"""The addresses of inquiries."""

from __future__ import annotations

from django.urls import path

from forwhom.web.inquiry.views import aim, inquiries, inquiry, start, team

urlpatterns = [
    path("", inquiries.show, name="inquiries"),
    path("start/", start.show, name="start_inquiry"),
    path("<int:key>/", inquiry.show, name="inquiry"),
    path("<int:key>/go-on/", inquiry.move_on, name="inquiry_go_on"),
    path("<int:key>/go-back/", inquiry.go_back, name="inquiry_go_back"),
    path("<int:key>/again/", inquiry.again, name="inquiry_again"),
    path("<int:key>/team/", team.show, name="inquiry_team"),
    path("<int:key>/team/join/", team.join, name="join_inquiry"),
    path("<int:key>/team/add/", team.add, name="add_member"),
    path("<int:key>/team/<int:member>/leave/", team.leave, name="leave_inquiry"),
    path("<int:key>/aim/", aim.show, name="inquiry_aim"),
]
