"""The addresses of inquiries."""

from __future__ import annotations

from django.urls import path

from forwhom.web.inquiry.views import (
    agenda,
    agreed,
    aim,
    drivers,
    inquiries,
    inquiry,
    meeting,
    meetings,
    start,
    team,
    ways,
)

MEETING = "<int:key>/meetings/<int:meeting>/"
ITEM = f"{MEETING}agenda/<int:item>/"

urlpatterns = [
    path("", inquiries.show, name="inquiries"),
    path("ways/", ways.show, name="ways_of_working"),
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
    path("<int:key>/drivers/", drivers.show, name="drivers"),
    path("<int:key>/drivers/<int:driver>/", drivers.write, name="driver"),
    path("<int:key>/drivers/<int:driver>/under/", drivers.under, name="driver_under"),
    path("<int:key>/meetings/", meetings.show, name="meetings"),
    path(MEETING, meeting.show, name="meeting"),
    path(f"{MEETING}minutes/", meeting.minutes, name="minutes"),
    path(f"{MEETING}agenda/", agenda.add, name="add_item"),
    path(ITEM, agenda.word, name="agenda_item"),
    path(f"{ITEM}notes/", agenda.take_notes, name="item_notes"),
    path(f"{ITEM}earlier/", agenda.earlier, name="item_earlier"),
    path(f"{MEETING}agreed/", agreed.agree, name="agree"),
    path(f"{MEETING}agreed/<int:agreement>/", agreed.word, name="agreement"),
    path(f"{MEETING}present/", agreed.present, name="were_there"),
    path(f"{MEETING}promise/", agreed.promise, name="promise_here"),
]
