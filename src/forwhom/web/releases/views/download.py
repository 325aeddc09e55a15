"""A release's files, as they were published."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.releases.queries import one
from forwhom.web.releases.views.release import FILES


@door(may=May.READ_RELEASES)
def send(request: HttpRequest, release_id: str, name: str) -> FileResponse:
    """One file to keep: the history remembers who took which."""
    release = one(release_id)
    if name not in FILES or not (release.folder / name).is_file():
        raise Http404
    note(by=looking().who, act=Act.EXPORTED, what="release_file", subject=f"{release_id} {name}")
    return FileResponse((release.folder / name).open("rb"), as_attachment=True, filename=name)
