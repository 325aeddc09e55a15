"""Following a finding, a school or a measure, and no longer following it."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.findings import changes
from forwhom.web.findings.followed import newest_release, released_measures
from forwhom.web.findings.models import Follow
from forwhom.web.findings.models.follow import FINDING, KINDS, MEASURE, SCHOOL
from forwhom.web.findings.sight import sight
from forwhom.web.ui.told import tell


class FollowForm(forms.Form):
    """What to follow."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    key = forms.CharField(max_length=80)


@door(may=May.FOLLOW)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Follow what is in sight. Http404 for all else."""
    kind, key = _asked(request)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    place, seen = _inside(viewer, kind, key) if viewer.is_inside else _outside(viewer, kind, key)
    new = changes.follow(by=viewer, place=place, kind=kind, key=key, seen=seen)
    tell(request, "followed.started" if new else "followed.already")
    return _back(request)


@door(may=May.FOLLOW)
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Stop following; pressing twice does no more."""
    kind, key = _asked(request)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    mine = Follow.objects.filter(person=viewer.person, kind=kind, key=key)
    for one in mine.select_related("place"):
        changes.stop_following(by=viewer, place=one.place, kind=kind, key=key)
    tell(request, "followed.stopped")
    return _back(request)


def _asked(request: HttpRequest) -> tuple[str, str]:
    form = FollowForm(request.POST)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data["kind"], form.cleaned_data["key"]


def _inside(viewer: Viewer, kind: str, key: str) -> tuple[Place, str]:
    """Where it belongs, and which audit was seen last."""
    seen = sight(viewer)
    if seen is None:
        raise Http404
    if kind == FINDING:
        return seen.place_of(seen.finding(key)), seen.id
    if kind == SCHOOL:
        return seen.named(key), seen.id
    seen.measure(key)
    widest = seen.district or next(iter(seen.schools.values()), None)
    if widest is None:
        raise Http404
    return widest, seen.id


def _outside(viewer: Viewer, kind: str, key: str) -> tuple[Place, str]:
    """Those who read releases follow measures of releases."""
    release = newest_release()
    if kind != MEASURE or release is None or key not in released_measures(release):
        raise Http404
    return next(iter(viewer.places(May.FOLLOW).values())), release.folder.name


def _back(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    all_of_it = reverse("followed" if viewer.is_inside else "following")
    return redirect(asked if here and asked.startswith("/") else all_of_it)
