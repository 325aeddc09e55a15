"""Making places of a district's schools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from forwhom.web.accounts.models import Place
from forwhom.web.accounts.models.place import DISTRICT, SCHOOL
from forwhom.web.history.changes import Who, note
from forwhom.web.history.models import Act

DISTRICT_CODE = "district"  # the place_id that audits give the district


@transaction.atomic
def place_schools(*, by: Who, district_name: str, schools: Iterable[tuple[str, str, str]]) -> Place:
    """Make places of the district and its schools, each (id, name, level). Returns the district.

    Done again it changes only what is new: schools that joined, names that changed, and those
    that are no longer there are marked as closed, with their posts untouched. Without a name the
    district keeps its own, and where no school is named none is closed.
    """
    district, changed = _put(None, DISTRICT, DISTRICT_CODE, district_name, "")
    known = {place.code: place for place in Place.objects.filter(within=district)}
    named = set()
    for code, name, level in schools:
        named.add(code)
        place = known.get(code)
        if place is None or (place.name, place.level, place.open) != (name, level, True):
            changed += _put(district, SCHOOL, code, name, level)[1]
    gone = [one.pk for one in known.values() if named and one.open and one.code not in named]
    changed += Place.objects.filter(pk__in=gone).update(open=False)
    if changed:
        note(by=by, act=Act.CHANGED, what="place_schools", place=district.code, count=changed)
    return district


def _put(within: Place | None, kind: str, code: str, name: str, level: str) -> tuple[Place, int]:
    """The place as it is now, and 1 if that is news."""
    values: dict[str, Any] = {"name": name[:200], "level": level[:20], "open": True, "kind": kind}
    found = Place.objects.filter(within=within, code=code).first()
    values["name"] = values["name"] or (found.name if found else code)
    if found and all(getattr(found, key) == value for key, value in values.items()):
        return found, 0
    place, _ = Place.objects.update_or_create(within=within, code=code, defaults=values)
    return place, 1
