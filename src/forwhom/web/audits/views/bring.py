"""Bringing records in: upload files, or point to a folder on the server."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.audits import changes
from forwhom.web.audits.forms import Drop, Upload
from forwhom.web.audits.uploading import StraightToDisk, most_bytes
from forwhom.web.place_on_disk import Served

SLACK = 1 << 20  # what a form sends beside its files


@csrf_exempt  # only the outer one: the token is looked at once it is clear where files may go
@door(may=May.BRING_RECORDS)
def show(request: HttpRequest) -> HttpResponseBase:
    """The two ways in. What comes goes straight to the district's own disk."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes() + SLACK:
        return _page(request, "too_large")  # told before a byte of it is read
    keeping = StraightToDisk(request)
    request.upload_handlers = [keeping]
    request._keeping = keeping  # type: ignore[attr-defined]
    kept = False
    try:
        response = cast("HttpResponseBase", _taken(request))
        kept = response.status_code == 302
    finally:
        if not kept:
            keeping.forget()
    return response


@csrf_protect
def _taken(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    sent = request.POST  # reading it takes the files in
    keeping = cast("StraightToDisk", request._keeping)  # type: ignore[attr-defined]
    if keeping.count:
        wrong = keeping.wrong or ("empty" if not keeping.size else "")
        if wrong:
            return _page(request, wrong)
        return redirect("job", changes.ask_for_check(by=looking(), source=keeping.source).pk)
    form = Drop(sent) if "source" in sent else None
    if form is not None and form.is_valid():
        source = form.cleaned_data["source"]
        return redirect("job", changes.ask_for_check(by=looking(), source=source).pk)
    return _page(request, "" if form else "nothing", form)


def _page(request: HttpRequest, wrong: str = "", drop: Drop | None = None) -> HttpResponse:
    told = {
        "wrong": wrong and f"bring.wrong.{wrong}",
        "upload": Upload(),
        "drop": drop or (Drop() if Served.here().settings.drop else None),
        "most": Served.here().settings.most_megabytes,
    }
    status = 413 if wrong == "too_large" else 400 if wrong or (drop and drop.errors) else 200
    return render(request, "audits/bring.html", told, status=status)
