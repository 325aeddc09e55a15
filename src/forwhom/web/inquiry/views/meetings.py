"""All meetings of an inquiry, and calling the next one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry import changes, queries
from forwhom.web.inquiry import reading_meetings as reading
from forwhom.web.inquiry.meeting_forms import MeetingForm
from forwhom.web.ui.told import tell

PER_PAGE = 20


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """The last first; a POST calls one."""
    one = queries.inquiry(key)
    form = MeetingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = changes.call(by=looking(), inquiry=one, **form.told())
        tell(request, "meeting.called")
        return redirect(made.address())
    page = Paginator(reading.meetings(one), PER_PAGE).get_page(request.GET.get("page"))
    decided = reading.agreed(one)
    told = {
        "one": one, "form": form, "page": page, "is_member": one.has_member(looking()),
        "lines": [{"one": each, "agreed": decided.get(each.pk, [])} for each in page.object_list],
    }  # fmt: skip
    return render(request, "inquiry/meetings.html", told, status=400 if form.errors else 200)
