"""The addresses of records and audits."""

from __future__ import annotations

from django.urls import path

from forwhom.web.audits.views import (
    audit,
    audits,
    bring,
    compare,
    job,
    records,
    refused,
    run_audit,
    sample,
)

urlpatterns = [
    path("records/", records.show, name="records"),
    path("records/new/", bring.show, name="bring"),
    path("records/sample/", sample.ask, name="sample"),
    path("records/<int:job>/", job.show, name="job"),
    path("records/<int:job>/bring-in/", job.bring_in, name="bring_in"),
    path("records/<int:job>/mapping/", job.check_again, name="check_again"),
    path("records/<int:job>/stop/", job.stop, name="stop"),
    path("records/<int:job>/again/", job.again, name="again"),
    path("records/<int:job>/refused/", refused.show, name="refused"),
    path("records/<int:job>/refused.csv", refused.download, name="refused_csv"),
    path("audits/", audits.show, name="audits"),
    path("audits/new/", run_audit.show, name="run_audit"),
    path("audits/compare/", compare.show, name="compare"),
    path("audits/<str:audit>/", audit.show, name="audit"),
    path("audits/<str:audit>/archive/", audit.archive, name="archive"),
]
