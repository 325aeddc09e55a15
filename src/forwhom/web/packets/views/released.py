"""A packet for the committee or for everyone: made from a release and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.errors import ForwhomError
from forwhom.release.released import Release
from forwhom.report.packet import packet_released
from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.packets.forms import Choices, ReleasedForm
from forwhom.web.packets.printing import send
from forwhom.web.packets.queries import AUDIENCES, release_for
from forwhom.web.releases.queries import words_of
from forwhom.web.ui.phrases_of import language, say


@door(may=May.PRINT_RELEASED)
def show(request: HttpRequest, audience: str) -> HttpResponse:
    """Choose measures, and take them away as a PDF; without a release the page says so."""
    if audience not in AUDIENCES:
        raise Http404
    release = release_for(audience)
    told = {"audience": f"releases.for_{audience}"}
    if release is None:
        return render(request, "packets/no_release.html", told)
    form = ReleasedForm(request.POST if request.method == "POST" else None, **offered(release))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            pdf = packet_released(
                release.folder,
                [(measure, chosen["groups"], chosen["place"]) for measure in chosen["measures"]],
                audience=audience, language=language(), day=datetime.now(UTC).date(),
            )  # fmt: skip
        except ForwhomError:
            form.add_error(None, say("packets.not_made"))
        else:
            return send(
                pdf, by=looking(), world=audience, source=release.folder.name,
                place=chosen["place"], count=len(chosen["measures"]),
            )  # fmt: skip
    return render(request, "packets/released.html", {**told, "form": form})


def offered(release: Release) -> dict[str, Choices]:
    """What the release declares: measures, kinds of groups, places; each with its words."""
    words, about = words_of(release), release.about
    tables = [table for table in about["groups"] if len(table) == 1]
    schools = about["schools"] if "school" in about["places"] else []
    return {
        "measures": [(m["name"], words.of_measure(m, "title")) for m in about["measures"]],
        "groups": [
            ("all", words.label("all")),
            *((table[0], words.plain(words.dimension(table[0]))) for table in tables),
        ],
        "places": [
            ("district", about["district"]["name"]),
            *sorted(((s["school_id"], s["name"]) for s in schools), key=lambda each: each[1]),
        ],
    }
