"""What is right: facts, groups, measures and counts in plain Python, slow and obvious.

Written from the rules of the facts, the contract and the sources, not from the engine's code.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from forwhom.facts.fact import Place
from forwhom.groups import GROUPS, may_cross
from forwhom.measures import MEASURES
from forwhom.rules import Rules
from tests.backends.oracle_groups import value_of
from tests.backends.oracle_measures import asked
from tests.backends.records import Records, Row

GRADES = ["TK", "KG", *map(str, range(1, 13))]


# ----------------------------------------------------------------------------------------- children
def rows(records: Records, table: str) -> list[Row]:
    return records.tables.get(table, [])


def years(records: Records) -> list[str]:
    """Years with enrollments, and years a cohort is due; only those asked for."""
    found = {row["school_year"] for row in rows(records, "enrollments")}
    if found:
        found |= {row["cohort_year"] for row in rows(records, "cohorts")}
    if records.only_years:
        found &= set(records.only_years)
    return sorted(found)


def stays(records: Records, place: Place) -> list[Row]:
    """Every stay that ends after it begins; in the district only at schools that count for it."""
    apart = {s["school_id"] for s in rows(records, "schools") if s["counts_for_district"] is False}
    found = []
    for row in rows(records, "enrollments"):
        first = row["entry_date"].isoformat() if row["entry_date"] else "0001-01-01"
        last = row["exit_date"].isoformat() if row["exit_date"] else "9999-12-31"
        if first <= last and not (place == "district" and row["school_id"] in apart):
            found.append({**row, "first": first, "last": last})
    return found


def rank_of(grade: str | None) -> int:
    return GRADES.index(grade) if grade in GRADES else -1


def children(records: Records, place: Place) -> list[Row]:
    """One row per child and year (and school) enrolled, and one per child a cohort waits for."""
    wanted = years(records)
    by_child = defaultdict(list)
    for stay in stays(records, place):
        if stay["school_year"] in wanted:
            by_child[child(stay, place)].append(stay)
    found = []
    for key, own in by_child.items():
        last = max(own, key=lambda s: (s["first"], rank_of(s["grade"])))
        found.append({**dict(key), "grade": last["grade"], "enrolled": True})
    return found + waited_for(records, place, found)


def child(row: Row, place: Place) -> tuple[tuple[str, str], ...]:
    names = ["student_id", "school_year", *(["school_id"] if place == "school" else [])]
    return tuple((name, row[name]) for name in names)


def waited_for(records: Records, place: Place, enrolled: list[Row]) -> list[Row]:
    """Children of a cohort who are gone stand at the last school and grade known, of any year."""
    there = {(row["student_id"], row["school_year"]) for row in enrolled}
    found = []
    for row in rows(records, "cohorts"):
        student, year = row["student_id"], row["cohort_year"]
        if year not in years(records) or (student, year) in there:
            continue
        own = [s for s in stays(records, place) if s["student_id"] == student]
        gone = {"student_id": student, "school_year": year, "grade": None, "enrolled": False}
        if own:
            last = max(own, key=lambda s: (
                s["school_year"], s["first"], rank_of(s["grade"]), s["school_id"]))  # fmt: skip
            gone["grade"] = last["grade"]
        if place == "school":
            if not own:
                continue
            gone["school_id"] = last["school_id"]
        found.append(gone)
    return found


# -------------------------------------------------------------------------------------------- facts
def with_facts(records: Records, place: Place, names: Iterable[str]) -> list[Row]:
    names = list(names)
    return [
        {**row, **{name: FACTS[name](records, place, row) for name in names}}
        for row in children(records, place)
    ]


def rule(records: Records, name: str, year: str) -> Fraction:
    return Fraction(str(Rules(records.overrides).value(name, year)))


def exact(number: float | int | None) -> Fraction | None:
    return None if number is None else Fraction(str(number))


def mine(records: Records, table: str, row: Row) -> list[Row]:
    return [
        r for r in rows(records, table)
        if r["student_id"] == row["student_id"] and r["school_year"] == row["school_year"]
    ]  # fmt: skip


def here(found: list[Row], records: Records, place: Place, row: Row) -> list[Row]:
    """Rows of the school, or of all schools that count; without a school: at the only one."""
    if place == "district":
        apart = {
            s["school_id"] for s in rows(records, "schools") if s["counts_for_district"] is False
        }
        return [r for r in found if r["school_id"] not in apart]
    schools = {
        s["school_id"] for s in stays(records, "school")
        if s["student_id"] == row["student_id"] and s["school_year"] == row["school_year"]
    }  # fmt: skip
    return [
        r for r in found
        if r["school_id"] == row["school_id"]
        or (r["school_id"] is None and schools == {row["school_id"]})
    ]  # fmt: skip


def total(values: Iterable[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


def school_days(records: Records, place: Place, row: Row) -> dict[str, list[Fraction | None]]:
    """For each column the values of the child's days; or of the year's totals without days."""
    found = days(records, place, row)
    totals = here(mine(records, "attendance_years", row), records, place, row)
    any_days = bool(mine(records, "attendance", row))
    taken = {r["school_year"] for r in rows(records, "attendance")}
    only_absences = records.absences_only and row["school_year"] in taken
    for t in totals:
        absent, unexcused = exact(t["days_absent"]), exact(t["days_absent_unexcused"])
        if only_absences:
            none = None if t["days_enrolled"] is None else Fraction(0)
            absent, unexcused = none, none
        elif any_days:
            continue
        found["enrolled"].append(exact(t["days_enrolled"]))
        found["absent"].append(absent)
        found["unexcused"].append(unexcused)
    return found


def days(records: Records, place: Place, row: Row) -> dict[str, list[Fraction | None]]:
    by_day = defaultdict(list)
    for day in mine(records, "attendance", row):
        when = day["date"].isoformat()
        inside = any(
            stay["student_id"] == row["student_id"]
            and stay["school_year"] == row["school_year"]
            and stay["school_id"] == day["school_id"]
            and stay["first"] <= when <= stay["last"]
            for stay in stays(records, place)
        )
        if inside and (place == "district" or day["school_id"] == row["school_id"]):
            by_day[when].append(day)
    half = rule(records, "attendance.absent_share_of_day", row["school_year"])
    found: dict[str, list[Fraction | None]] = {"enrolled": [], "absent": [], "unexcused": []}
    for seen in by_day.values():
        gone = [
            d["status"] != "present"
            and (1 if d["share_of_day"] is None else exact(d["share_of_day"])) >= half
            for d in seen
        ]
        without = [g and d["status"] == "absent_unexcused" for g, d in zip(gone, seen, strict=True)]
        found["enrolled"].append(None if records.absences_only else Fraction(1))
        found["absent"].append(Fraction(all(gone)))
        found["unexcused"].append(Fraction(all(without)))
    return found


NAMED_IN = ("incident_students", "consequences")


def by_incident(records: Records, year: str, named_in: Sequence[str]) -> bool:
    """Whether the year's incidents are recorded, and a table names the children in them."""
    named = any(name in records.tables for name in named_in)
    return named and any(r["school_year"] == year for r in rows(records, "incidents"))


def recorded_discipline(
    records: Records, year: str, named_in: Sequence[str], columns: Sequence[str]
) -> bool:
    """Whether a child without rows had none: there are incidents, or totals say so of anyone."""
    if by_incident(records, year, named_in):
        return True
    return any(
        r["school_year"] == year and any(r[column] is not None for column in columns)
        for r in rows(records, "discipline_years")
    )


def incidents(records: Records, place: Place, row: Row) -> dict[str, Row]:
    """The year's incidents at the place, whoever took part."""
    found = [r for r in rows(records, "incidents") if r["school_year"] == row["school_year"]]
    return {r["incident_id"]: r for r in here(found, records, place, row)}


def discipline_totals(
    records: Records, place: Place, row: Row, named_in: Sequence[str]
) -> list[Row]:
    """Totals are read only for years without incidents."""
    if by_incident(records, row["school_year"], named_in):
        return []
    return here(mine(records, "discipline_years", row), records, place, row)


def referrals(records: Records, place: Place, row: Row) -> Fraction | None:
    there = incidents(records, place, row)
    acted, looked_on = set(), set()
    for r in rows(records, "incident_students"):
        if r["student_id"] == row["student_id"] and r["incident_id"] in there:
            (acted if r["role"] in (None, "offender") else looked_on).add(r["incident_id"])
    for r in rows(records, "consequences"):
        named = r["student_id"] == row["student_id"] and r["incident_id"] in there
        if named and r["incident_id"] not in looked_on:
            acted.add(r["incident_id"])
    values = [Fraction(1) for _ in acted]
    values += [exact(t["referrals"]) for t in discipline_totals(records, place, row, NAMED_IN)]
    found = total(values)
    if found is None and recorded_discipline(
        records, row["school_year"], NAMED_IN, ["referrals"]
    ):
        return Fraction(0)
    return found


def removed(*kinds: str) -> Callable[[Records, Place, Row], Fraction | None]:
    """Days of suspension of these kinds."""

    def fact(records: Records, place: Place, row: Row) -> Fraction | None:
        there = incidents(records, place, row)
        longest: dict[tuple[Any, ...], Fraction] = {}
        for r in rows(records, "consequences"):
            if r["student_id"] != row["student_id"] or r["incident_id"] not in there:
                continue
            if r["kind"] in kinds:
                start = r["start_date"] or there[r["incident_id"]]["date"]
                unknown = rule(records, "discipline.unknown_length", row["school_year"])
                length = unknown if r["days"] is None else exact(r["days"])
                key = (r["kind"], start)
                longest[key] = max(longest.get(key, length), length)
        values: list[Fraction | None] = list(longest.values())
        for t in discipline_totals(records, place, row, ["consequences"]):
            if "in_school_suspension" in kinds:
                values.append(exact(t["in_school_days"]))
            if "out_of_school_suspension" in kinds:
                times = t["out_of_school_times"]  # a length that is not recorded: a day each
                out = t["out_of_school_days"] if t["out_of_school_days"] is not None else times
                values.append(exact(out))
        found = total(values)
        columns = ["in_school_days", "out_of_school_days", "out_of_school_times"]
        if found is None and recorded_discipline(
            records, row["school_year"], ["consequences"], columns
        ):
            return Fraction(0)
        return found

    return fact


def state_test(subject: str, column: str) -> Callable[[Records, Place, Row], Any]:
    def fact(records: Records, _: Place, row: Row) -> Any:
        taken = [
            t for t in mine(records, "assessments", row)
            if t["subject"] == subject
            and t["kind"] in (None, "state")
            and t["tested"] is not False
        ]  # fmt: skip
        if not taken:
            return None
        last = max(t["date"].isoformat() if t["date"] else "" for t in taken)
        values = [
            t[column] for t in taken
            if (t["date"].isoformat() if t["date"] else "") == last and t[column] is not None
        ]  # fmt: skip
        return max(values) if values else None

    return fact


def seats(records: Records, row: Row) -> list[Row]:
    """The child's seats of the year, with their course."""
    courses = {c["course_id"]: c for c in rows(records, "courses")}
    sections = {s["section_id"]: s for s in rows(records, "sections")}
    found = []
    for seat in rows(records, "seats"):
        section = sections.get(seat["section_id"])
        if section and seat["student_id"] == row["student_id"]:
            if section["school_year"] == row["school_year"]:
                course = courses.get(section["course_id"], {})
                found.append({**seat, **{k: course.get(k) for k in ("subject", "level")}})
    return found


def college_level_seat(records: Records, _: Place, row: Row) -> int | None:
    known = [seat["level"] for seat in seats(records, row) if seat["level"] is not None]
    return int(any(level in ("ap", "ib", "dual") for level in known)) if known else None


CORE = {"english", "reading", "mathematics", "science", "social_science", "social science"}


def core_failures(records: Records, _: Place, row: Row) -> int | None:
    found = seats(records, row)
    failed = [
        s for s in found
        if (s["mark"] or "").upper() == "F" and (s["subject"] or "").lower() in CORE
    ]  # fmt: skip
    return len(failed) if found else None


def credits_earned(records: Records, _: Place, row: Row) -> Fraction | None:
    return total(exact(seat["credits_earned"]) for seat in seats(records, row))


def so_far(records: Records, row: Row, entered: list[tuple[str, str]]) -> int | None:
    """1 from the first year on; unknown before anyone in the district entered."""
    first = [year for student, year in entered if student == row["student_id"]]
    if first and min(first) <= row["school_year"]:
        return 1
    return 0 if any(year <= row["school_year"] for _, year in entered) else None


def algebra_1_so_far(records: Records, _: Place, row: Row) -> int | None:
    algebra = {c["course_id"] for c in rows(records, "courses") if c["algebra_1"]}
    taken = {
        s["section_id"]: s["school_year"] for s in rows(records, "sections")
        if s["course_id"] in algebra
    }  # fmt: skip
    entered = [
        (seat["student_id"], taken[seat["section_id"]]) for seat in rows(records, "seats")
        if seat["section_id"] in taken
    ]  # fmt: skip
    return so_far(records, row, entered)


def gifted_so_far(records: Records, _: Place, row: Row) -> int | None:
    steps = (None, "accepted", "started", "completed")
    entered = [
        (p["student_id"], p["school_year"]) for p in rows(records, "programs")
        if p["program"] == "gifted" and p["step"] in steps and p["school_year"]
    ]  # fmt: skip
    return so_far(records, row, entered)


def cohort_outcome(records: Records, _: Place, row: Row) -> str | None:
    found = [
        c["outcome"] for c in rows(records, "cohorts")
        if c["student_id"] == row["student_id"] and c["cohort_year"] == row["school_year"]
    ]  # fmt: skip
    return found[0] if found else None


IN_SCHOOL, OUT_OF_SCHOOL = "in_school_suspension", "out_of_school_suspension"
FACTS: dict[str, Callable[[Records, Place, Row], Any]] = {
    "algebra_1_so_far": algebra_1_so_far,
    "cohort_outcome": cohort_outcome,
    "college_level_seat": college_level_seat,
    "core_failures": core_failures,
    "credits_earned": credits_earned,
    "days_absent": lambda r, place, row: total(school_days(r, place, row)["absent"]),
    "days_enrolled": lambda r, place, row: total(school_days(r, place, row)["enrolled"]),
    "gifted_so_far": gifted_so_far,
    "in_school_days": removed(IN_SCHOOL),
    "out_of_school_days": removed(OUT_OF_SCHOOL),
    "proficient_mathematics": state_test("mathematics", "proficient"),
    "proficient_reading": state_test("reading", "proficient"),
    "referrals": referrals,
    "score_mathematics": state_test("mathematics", "scale_score"),
    "score_reading": state_test("reading", "scale_score"),
    "suspended_days": removed(IN_SCHOOL, OUT_OF_SCHOOL),
}


# ------------------------------------------------------------------------------- groups and measures
def with_groups(records: Records, found: list[Row]) -> list[Row]:
    """Each row with the value of every dimension beside it."""
    return [
        {**row, **{name: value_of(name, records, row) for name in GROUPS}}
        for row in found
    ]


Told = tuple[Row, dict[str, str], Counter[str]]


def told(records: Records, place: Place) -> list[Told]:
    """Each child's row, its groups, and what it adds to every statistic."""
    found = []
    for row in with_facts(records, place, FACTS):
        groups = {name: value_of(name, records, row) for name in GROUPS}
        found.append((row, groups, adds(records, row)))
    return found


def adds(records: Records, row: Row) -> Counter[str]:
    added = Counter({"children": int(row["enrolled"])})
    for name, measure in MEASURES.items():
        among, outcome = asked(name, row, lambda n: rule(records, n, row["school_year"]))
        known = bool(among) and outcome is not None
        added[f"{name}__n"] += known
        if measure.kind == "share":
            added[f"{name}__count"] += known and bool(outcome)
        elif known:
            points = round(Fraction(str(outcome)) * 1000)
            added[f"{name}__sum"] += points
            added[f"{name}__sum_of_squares"] += points**2
    return added


def cells(children_told: list[Told], place: Place) -> dict[tuple[str, ...], Counter[str]]:
    """The sums of each year, (school,) and kind of child."""
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row, groups, added in children_told:
        school = [row["school_id"]] if place == "school" else []
        found[row["school_year"], *school, *groups.values()].update(added)
    return found


def counted(
    children_told: list[Told], place: Place, dimensions: Sequence[str]
) -> dict[tuple[str, str, str, str], Counter[str]]:
    """The sums of each year, place and group: every child adds to each group it is in."""
    found: dict[tuple[str, str, str, str], Counter[str]] = defaultdict(Counter)
    for row, groups, added in children_told:
        for group in in_groups(dimensions, pairs=place == "district"):
            for kind, name in in_places(row, groups, place):
                about_grade = kind == "grade_band" and not all(
                    may_cross("grade_band", dimension) for dimension in group
                )
                if not about_grade:
                    text = " & ".join(f"{d}={groups[d]}" for d in sorted(group)) or "all"
                    found[row["school_year"], kind, name, text].update(added)
    return found


def in_groups(dimensions: Sequence[str], *, pairs: bool) -> list[tuple[str, ...]]:
    """Everyone, each dimension, and each pair of dimensions that are about different things."""
    crossed = [pair for pair in combinations(dimensions, 2) if may_cross(*pair)] if pairs else []
    return [(), *((name,) for name in dimensions), *crossed]


def in_places(row: Row, groups: dict[str, str], place: Place) -> list[tuple[str, str]]:
    if place == "school":
        return [("school", row["school_id"])]
    return [("district", "district"), ("grade_band", groups["grade_band"])]
