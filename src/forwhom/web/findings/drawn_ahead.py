"""The pictures of the first findings are drawn as soon as an audit is made, before anyone looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils import translation

from forwhom.charts import theme
from forwhom.results import AuditFolder
from forwhom.results.index import Index
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.models.place import DISTRICT, SCHOOL
from forwhom.web.audits.ready_for_pages import made
from forwhom.web.findings.lines import words_of
from forwhom.web.findings.shown import Drawn, parts
from forwhom.web.findings.sight import Sight

FIRST = 5


@receiver(made)
def draw(sender: Any, audit: AuditFolder, say: Callable[[str], None], **_: Any) -> None:
    """Keep the pictures of the first findings on disk, in each language."""
    seen = _whole(audit)
    for language in dict(settings.LANGUAGES):
        with translation.override(language):
            for finding in seen.findings[:FIRST]:
                say(f"Drawing {finding.id} ({language})")
                for picture in pictures(parts(seen, finding, words_of(seen))):
                    picture.svg(theme.NARROW)


def pictures(told: dict[str, Any]) -> list[Drawn]:
    """The pictures that the page of a finding shows at once."""
    found = [told["gap"], told["years"], told["schools"]["chart"], told["groups"]]
    found += [one["chart"] for one in told["why"]["told"]]
    return [one for one in found if one is not None]


def _whole(audit: AuditFolder) -> Sight:
    """As those see it who see the whole district."""
    places = list(Place.objects.select_related("within"))
    code = audit.place[1]
    district = next((p for p in places if p.kind == DISTRICT and p.code == code), None)
    mine = (p for p in places if p.kind == SCHOOL and district and p.within_id == district.pk)
    return Sight(Index.open(audit.folder), district, {school.code: school for school in mine})
