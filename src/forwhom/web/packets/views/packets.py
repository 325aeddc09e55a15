"""For whom a packet is: inside, the committee, or everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.packets.queries import audiences


@door(may=May.PRINT_RELEASED)
def show(request: HttpRequest) -> HttpResponse:
    """The worlds that this person may print for; the last two need a release."""
    told = {"inside": looking().may(May.PRINT_INSIDE), "audiences": audiences()}
    return render(request, "packets/packets.html", told)
