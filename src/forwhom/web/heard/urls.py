"""The addresses of what was heard."""

from __future__ import annotations

from django.urls import path

from forwhom.web.findings import urls as _  # noqa: F401 - it names how a finding's id is written
from forwhom.web.heard.views import heard, note

urlpatterns = [
    path("finding/<finding_id:key>/", heard.show, {"kind": "finding"}, name="finding_heard"),
    path("inquiry/<int:key>/", heard.show, {"kind": "inquiry"}, name="inquiry_heard"),
    path("notes/<int:key>/", note.show, name="heard_note"),
]
