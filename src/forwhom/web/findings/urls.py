"""The addresses of findings."""

from __future__ import annotations

from django.urls import path, register_converter

from forwhom.web.accounts.models.place import CODE
from forwhom.web.findings.views import (
    assumption,
    finding,
    findings,
    follow,
    followed,
    following,
    guess,
    measure,
    measures,
    place,
    places,
    why,
)


class Code:
    """The code of a place in an address."""

    regex = CODE

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    to_url = to_python


class FindingId(Code):
    """The id of a finding: the first letters of a hash."""

    regex = "[0-9a-f]{12}"


class Name(Code):
    """The name of a measure."""

    regex = "[a-z0-9_]{1,80}"


register_converter(Code, "place_code")
register_converter(FindingId, "finding_id")
register_converter(Name, "measure_name")

urlpatterns = [
    path("", findings.show, name="findings"),
    path("followed/", followed.show, name="followed"),
    path("following/", following.show, name="following"),
    path("follow/", follow.start, name="follow"),
    path("stop-following/", follow.stop, name="stop_following"),
    path("measures/", measures.show, name="measures"),
    path("measures/<measure_name:name>/", measure.show, name="measure"),
    path("places/", places.show, name="places"),
    path("places/<place_code:code>/", place.show, name="place"),
    path("assumptions/<int:key>/test/", assumption.test, name="test_assumption"),
    path("assumptions/<int:key>/take-back/", assumption.take_back, name="take_back_assumption"),
    path("<finding_id:which>/", finding.show, name="finding"),
    path("<finding_id:which>/guess/", guess.write, name="guess"),
    path("<finding_id:which>/guess/take-back/", guess.take_back, name="take_back_guess"),
    path("<finding_id:which>/open/", guess.reveal, name="open_finding"),
    path("<finding_id:which>/why/", why.ask, name="ask_why"),
    path("<finding_id:which>/why/answered/", why.answered, name="why_answered"),
    path("<finding_id:which>/assume/", assumption.write, name="assume"),
]
