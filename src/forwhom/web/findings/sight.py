"""What whoever is looking may see of the newest audit: all else is as if it were not there."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404

from forwhom.results import AuditFolder, Finding
from forwhom.results.explained import explanations
from forwhom.results.explanation import Explanation
from forwhom.results.index import Index
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.models.place import DISTRICT, SCHOOL
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer, looking
from forwhom.web.audits import queries as audits

Row = dict[str, Any]
OF_DISTRICT = ("students", "records", "inputs", "notes", "notes_es")


class Sight(AuditFolder):
    """An audit, narrowed to the places of whoever is looking.

    It answers as the audit would if other schools, or the district, had never been in it.
    """

    def __init__(
        self, whole: AuditFolder, district: Place | None, schools: dict[str, Place]
    ) -> None:
        """`district` is None for those who see only schools; `schools` by their id."""
        super().__init__(whole.folder, _narrowed(whole.about, district, schools))
        self._whole, self.district, self.schools = whole, district, schools
        self._at: tuple[str, str] | None = None

    @property
    def id(self) -> str:
        """The audit's name."""
        return self.folder.name

    @property
    def place(self) -> tuple[str, str]:
        """The place that pages speak of: the one asked for, else the widest in sight."""
        if self._at:
            return self._at
        return self._whole.place if self.district else (SCHOOL, next(iter(self.schools), ""))

    def at(self, place: Place, year: str = "") -> Sight:
        """The same, speaking of one place, and of a year as if it were the latest."""
        there = Sight(self._whole, self.district, self.schools)
        there._at = self._whole.place if place.kind == DISTRICT else (SCHOOL, place.code)
        if year:
            there.about = {**there.about, "latest_year": year}
        return there

    def sees(self, place_type: str, place_id: str) -> bool:
        """Whether a place is in sight; grade bands are the district's."""
        return place_id in self.schools if place_type == SCHOOL else self.district is not None

    def place_of(self, finding: Finding) -> Place:
        """The place that a finding in sight is about. Http404 for any other."""
        found = self.schools.get(finding.place_id) if finding.place_type == SCHOOL else None
        found = found or (None if finding.place_type == SCHOOL else self.district)
        if found is None:
            raise Http404
        return found

    def named(self, code: str) -> Place:
        """The place of an address or a filter. Http404 where it is not in sight."""
        if self.district is not None and code == self.district.code:
            return self.district
        if code not in self.schools:
            raise Http404
        return self.schools[code]

    def finding(self, which: str) -> Finding:
        """One finding. Http404 where it is not there, or not in sight."""
        for one in self.findings:
            if one.id == which:
                return one
        raise Http404

    def measure(self, name: str) -> Row:
        """A measure's card. Http404 where there is none."""
        for card in self.about["measures"]:
            if card["name"] == name:
                return dict(card)
        raise Http404

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings in sight, most important first."""
        return [f for f in self._whole.findings if self.sees(f.place_type, f.place_id)]

    @cached_property
    def causes(self) -> list[Explanation]:
        """What was measured of why, in the audit or since, of the findings in sight."""
        mine = {finding.id for finding in self.findings}
        return [one for one in self._whole.causes if one.finding in mine]

    def why(self, finding: Finding) -> list[Explanation]:
        """What the records said of one finding: kept since the audit, or in it."""
        kept = explanations(self.folder, finding.id)
        return kept or [one for one in self.causes if one.finding == finding.id]

    def rows(self, *args: Any, **wanted: Any) -> list[Row]:
        """Rows of the disparities of places in sight."""
        found = self._whole.rows(*args, **wanted)
        return [row for row in found if self.sees(row["place_type"], row["place_id"])]

    def change(self, measure: str, place_type: str, place_id: str, group: str) -> Row | None:
        """How the same children moved, in places in sight."""
        if not self.sees(place_type, place_id):
            return None
        return self._whole.change(measure, place_type, place_id, group)

    @property
    def has_changes(self) -> bool:
        """Whether the audit tells how the same children fared in two years."""
        return self._whole.has_changes

    def cells_of(self, school_year: str, place_type: str, names: list[str]) -> Any:
        """Cells, for those who see the whole district."""
        return self._whole.cells_of(school_year, place_type, names) if self.district else None


def sight(viewer: Viewer | None = None) -> Sight | None:
    """The newest audit as whoever is looking may see it; None before the first audit.

    Raises PermissionDenied for those who read releases only.
    """
    who = viewer or looking()
    return who.once("sight", lambda: _sight(who))


def _sight(viewer: Viewer) -> Sight | None:
    audit = audits.newest()
    return None if audit is None else narrowed(Index.open(audit.folder), viewer)


def earlier(name: str) -> Sight | None:
    """An audit of before by its name, as whoever is looking may see it; None where it is gone."""
    audit = audits.audit(name) if name else None
    return None if audit is None else narrowed(Index.open(audit.folder), looking())


def narrowed(audit: AuditFolder, viewer: Viewer) -> Sight:
    """An audit as somebody may see it."""
    places = viewer.places(May.READ_INSIDE).values()
    served = audit.place[1] if audit.place[0] == DISTRICT else ""
    district = next((p for p in places if p.kind == DISTRICT and p.code == served), None)
    there = {school["school_id"] for school in audit.about["schools"]}
    schools = {
        p.code: p
        for p in sorted(places, key=lambda place: place.name)
        if p.kind == SCHOOL and p.code in there and _is_of(p, district, served)
    }
    return Sight(audit, district, schools)


def _is_of(school: Place, district: Place | None, served: str) -> bool:
    """Whether a school lies in the district that is served: another may have one of its id."""
    if district is not None and school.within_id == district.pk:
        return True
    return school.within is not None and school.within.code == served


def _narrowed(about: Row, district: Place | None, schools: dict[str, Place]) -> Row:
    """What an audit says of itself, without the numbers of places out of sight."""
    if district is not None:
        return about
    mine = [school for school in about["schools"] if school["school_id"] in schools]
    measures = [{**measure, "children": None} for measure in about["measures"]]
    return {**about, **{key: [] for key in OF_DISTRICT}, "schools": mine, "measures": measures}
