"""Sending a packet: a PDF to keep, and a row of the history that says what was taken."""

from __future__ import annotations

from django.http import HttpResponse

from forwhom.web.accounts.viewer import Viewer
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act


def send(
    pdf: bytes, *, by: Viewer, world: str, source: str, place: str, count: int
) -> HttpResponse:
    """The PDF as a download; `source` is the audit or release it was made from."""
    note(
        by=by.who, act=Act.EXPORTED, what="packet", place=place,
        subject=f"{world} {source}"[:200], count=count,
    )  # fmt: skip
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="packet-{world}.pdf"'
    return answer
