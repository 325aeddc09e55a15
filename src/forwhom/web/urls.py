"""Every address of the web application. Each one's door says who may open it."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("forwhom.web.home.urls")),
    path("account/", include("forwhom.web.accounts.urls")),
    path("people/", include("forwhom.web.accounts.people_urls")),
    path("history/", include("forwhom.web.privacy.urls")),
    path("", include("forwhom.web.audits.urls")),
    path("findings/", include("forwhom.web.findings.urls")),
    path("heard/", include("forwhom.web.heard.urls")),
    path("inquiries/", include("forwhom.web.inquiry.urls")),
    path("reasons/", include("forwhom.web.reasons.urls")),
    path("actions/", include("forwhom.web.actions.urls")),
    path("decisions/", include("forwhom.web.decisions.urls")),
    path("commitments/", include("forwhom.web.commitments.urls")),
    path("progress/", include("forwhom.web.progress.urls")),
    path("reflection/", include("forwhom.web.reflection.urls")),
    path("kept/", include("forwhom.web.revisions.urls")),
    path("releases/", include("forwhom.web.releases.urls")),
    path("packets/", include("forwhom.web.packets.urls")),
    path("manual/", include("forwhom.web.manual.urls")),
    path("", include("forwhom.web.ui.urls")),
]

handler400 = "forwhom.web.ui.views.wrong.not_understood"
handler403 = "forwhom.web.ui.views.wrong.not_allowed"
handler404 = "forwhom.web.ui.views.wrong.not_here"
handler500 = "forwhom.web.ui.views.wrong.our_fault"
