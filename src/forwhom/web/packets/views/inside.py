"""A packet of exact numbers, for officials only: each page says so."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.errors import ForwhomError
from forwhom.report.packet import packet_inside
from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.audits.queries import folders
from forwhom.web.packets.forms import InsideForm
from forwhom.web.packets.printing import send
from forwhom.web.packets.queries import findings
from forwhom.web.ui.phrases_of import language, say


@door(may=May.PRINT_INSIDE)
def show(request: HttpRequest) -> HttpResponse:
    """Choose findings, and take them away as a PDF."""
    offered = findings()
    form = InsideForm(request.POST if request.method == "POST" else None, choices=offered)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            pdf = packet_inside(
                folders()[0], told["findings"], language=language(),
                title=told["title"] or None, note=told["note"] or None,
                prepared_for=told["prepared_for"] or None, day=datetime.now(UTC).date(),
            )  # fmt: skip
        except ForwhomError:
            form.add_error(None, say("packets.not_made"))
        else:
            return send(
                pdf, by=looking(), world="inside", source=folders()[0].name,
                place=looking().posts[0][1].code, count=len(told["findings"]),
            )  # fmt: skip
    reading(request, count=len(offered))
    return render(request, "packets/inside.html", {"form": form, "offered": offered})
