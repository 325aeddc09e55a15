"""The addresses of releases."""

from __future__ import annotations

from django.urls import path

from forwhom.web.releases.views import download, measure, release, releases, school

urlpatterns = [
    path("", releases.show, name="releases"),
    path("<slug:release_id>/", release.show, name="release"),
    path("<slug:release_id>/measures/<slug:name>/", measure.show, name="release_measure"),
    path("<slug:release_id>/schools/<str:code>/", school.show, name="release_school"),
    path("<slug:release_id>/files/<str:name>", download.send, name="release_file"),
]
