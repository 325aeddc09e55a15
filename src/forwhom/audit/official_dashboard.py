"""The counts of the California School Dashboard: from its download file, or from an audit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from forwhom.data.sources.california_dashboard.groups import GROUPS, place_of
from forwhom.data.sources.california_dashboard.rows import Row, rows
from forwhom.official.number import Count

COLORS = ("", "red", "orange", "yellow", "green", "blue")
KINDS = {
    "ES": "elementary_school", "MS": "middle_school", "HS": "high_school",
    "ED": "elementary_district", "HD": "high_district", "UD": "unified_district",
}  # fmt: skip
SUSPENSION = "suspension"


def dashboard_counts(path: Path) -> list[Count]:
    """The counts of a download file, with all that it printed. Raises SourceError."""
    return [_count(row) for row in rows(path)]


def _count(row: Row) -> Count:
    code = row["studentgroup"].upper()
    dimension, group = GROUPS.get(code, ("dashboard_group", code))
    place = place_of(row)
    numerator, denominator = row.get("currnumer", ""), row["currdenom"]
    return Count(
        school_year=row["school_year"],
        place_type=place.kind,
        place_id=place.id,
        place_name=place.name,
        measure=row["indicator"],
        dimension=dimension,
        group=group,
        numerator=float(numerator) if numerator else None,
        denominator=float(denominator) if denominator else None,
        more={name: text for name, text in _more(row, code).items() if text},
    )


def _more(row: Row, code: str) -> dict[str, str]:
    shade = row["color"]
    return {
        "code": code,
        "form": _form(row),
        "status": row["currstatus"],
        "prior_status": row.get("priorstatus", ""),
        "prior_numerator": row.get("priornumer", ""),
        "prior_denominator": row.get("priordenom", ""),
        "change": row.get("change", ""),
        "size_now": row.get("currdenom_swd", ""),
        "size_before": row.get("priordenom_swd", ""),
        "certify": row.get("certifyflag", ""),
        "error": row.get("dataerrorflag", ""),
        "alternative": row.get("dass_flag", ""),
        "district": row.get("districtname", ""),
        "printed_status_level": _printed(row["statuslevel"]),
        "printed_change_level": _printed(row.get("changelevel", "")),
        "printed_color": COLORS[int(shade)] if shade.isdecimal() and int(shade) < 6 else "",
    }


def _printed(level: str) -> str:
    return "" if level == "0" else level


def _form(row: Row) -> str:
    if row["indicator"] == SUSPENSION:
        return KINDS.get(row.get("type", "").upper(), KINDS["UD"])
    return "high_school" if row.get("hscutpoints", "").upper() == "Y" else ""


def of_measures(counts: list[Count], kinds: Mapping[str, str]) -> Iterator[Count]:
    """An audit's own counts under the Dashboard's names, each with the year before beside it."""
    known = {
        (c.measure, c.school_year, c.place_type, c.place_id, c.dimension, c.group): c
        for c in counts
    }
    for count in counts:
        indicator = MEASURES.get(count.measure)
        code = CODES.get((count.dimension, count.group))
        if indicator is None or code is None:
            continue
        before = known.get(
            (
                count.measure,
                _year_before(count.school_year),
                count.place_type,
                count.place_id,
                count.dimension,
                count.group,
            )
        )
        more = {"code": code}
        if before is not None:
            more["prior_numerator"] = f"{before.numerator:.0f}"
            more["prior_denominator"] = f"{before.denominator:.0f}"
        if indicator == SUSPENSION:
            more["form"] = kinds[count.place_id if count.place_type == "school" else ""]
        yield replace(count, measure=indicator, more=more)


MEASURES = {
    "suspended": SUSPENSION,
    "chronic_absence_california": "chronic_absence",
    "graduated_on_time": "graduation",
}


OF_SCHOOL = {"middle": KINDS["MS"], "high": KINDS["HS"]}


def kinds_of(schools: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Which cut points of suspension hold for each school, and under an empty name the district.

    A school of several levels is taken as an elementary one, as the agency does with most.
    """
    levels = {school.get("level") or "other" for school in schools}
    found = {
        school["school_id"]: OF_SCHOOL.get(school.get("level") or "", KINDS["ES"])
        for school in schools
    }
    return {**found, "": _of_district(levels)}


def _of_district(levels: set[str]) -> str:
    if levels and levels <= {"elementary", "k8", "middle"}:
        return KINDS["ED"]
    return KINDS["HD"] if levels == {"high"} else KINDS["UD"]


CODES = {group: code for code, group in GROUPS.items()}


def _year_before(year: str) -> str:
    first = int(year[:4]) - 1
    return f"{first}-{(first + 1) % 100:02d}"
