"""Writes the blocks of a drafted mapping: one for each agreed table that the file can fill."""

from __future__ import annotations

from forwhom.data.sources import value_words as words
from forwhom.data.sources.column_look import Look
from forwhom.data.sources.draft_assessments import test_blocks
from forwhom.data.sources.draft_lines import (
    DOUBT,
    Found,
    block_of,
    dated,
    recoded,
    told,
    year_lines,
    yes_or_no,
)

NOT_REPORTED = "Not reported"
GROUPS = {
    "english_learner": words.ENGLISH_LEARNER,
    "economically_disadvantaged": words.LUNCH,
    "disability": words.FLAG,
    "section_504": words.FLAG,
    "foster": words.FLAG,
    "homeless": words.FLAG,
    "migrant": words.FLAG,
}
ATTENDANCE = ("days_enrolled", "days_absent", "days_absent_unexcused", "days_absent_suspended")
DISCIPLINE = ("referrals", "in_school_days", "out_of_school_days", "out_of_school_times")
TOLD = ("expelled", "law_enforcement")


def blocks(found: Found) -> list[str]:
    """All blocks that the recognized columns can fill."""
    if "student_id" not in found.one:
        return [block for block in [_schools(found)] if block]
    made = [_schools(found), _students(found), _enrollments(found)]
    made += [_group(found, dimension) for dimension in GROUPS if dimension in found.one]
    made += [_gifted(found), _years(found, "attendance_years", ATTENDANCE)]
    made += [_years(found, "discipline_years", (*DISCIPLINE, *TOLD)), *test_blocks(found)]
    return [block for block in made if block]


def _schools(found: Found) -> str:
    school = found.get("school_id")
    if school is None:
        return ""
    lines = [f"one_row_per = {school}", f"columns.school_id = {school}"]
    name = found.get("school_name")
    lines.append(
        f"columns.name = {name}"
        if name
        else f"columns.name = {school}  {DOUBT}no column has the schools' names"
    )
    level = found.one.get("school_level")
    if level is not None:
        lines.append(_school_level(level, found.school_levels))
    return block_of("schools", lines)


def _school_level(look: Look, several: tuple[str, ...]) -> str:
    """Where a school has rows of several levels, they are gathered and named together."""
    known = words.recode(list(look.codes), words.SCHOOL_LEVEL)
    if not several:
        return recoded("level", look, known)
    for together in several:
        parts = {known.get(part, "other") for part in together.split("+")}
        known[together] = (
            "k12"
            if {"elementary", "high"} <= parts
            else "k8"
            if parts == {"elementary", "middle"}
            else "other"
        )
    return recoded("level", look, known, "gather = true, ")


def _students(found: Found) -> str:
    lines = [f"one_row_per = {found.get('student_id')}"]
    if "school_year" in found.one:
        lines.append(f"latest_by = {found.get('school_year')}  # sex and race as last reported")
    lines.append(f"columns.student_id = {found.get('student_id')}")
    birth = found.one.get("birth_date")
    if birth is not None:
        lines.append(dated("birth_date", birth))
    sex = found.one.get("sex")
    if sex is not None:
        lines.append(recoded("sex", sex, words.recode(list(sex.codes), words.SEX)))
    lines += _race(found)
    language = found.one.get("home_language")
    if language is not None:
        known = words.recode(list(language.codes), words.LANGUAGE)
        lines.append(
            recoded("home_language", language, known)
            if language.codes
            else f"columns.home_language = {told(language.name)}  {DOUBT}ISO 639 codes?"
        )
    if "household_id" in found.one:
        lines.append(f"columns.household_id = {found.get('household_id')}")
    return block_of("students", lines)


def _race(found: Found) -> list[str]:
    lines = []
    ethnicity, hispanic = found.one.get("ethnicity"), found.one.get("hispanic")
    if hispanic is not None:
        known = words.recode(list(hispanic.codes), words.YES_NO)
        lines.append(recoded("hispanic", hispanic, known))
    elif ethnicity is not None and any(words.plain(v) in words.HISPANIC for v in ethnicity.codes):
        lines.append(recoded("hispanic", ethnicity, _said_hispanic(ethnicity)))
    if found.races:
        pairs = ", ".join(f"{told(look.name)} = {told(race)}" for race, look in found.races.items())
        lines.append(f"columns.race = {{ flags = {{ {pairs} }} }}")
    elif ethnicity is not None:
        known = words.recode(list(ethnicity.codes), words.RACE)
        empty = words.HISPANIC | words.UNKNOWN
        known |= {
            value: ""
            for value in ethnicity.codes
            if value not in known and words.plain(value) in empty
        }
        known |= {v: "two_or_more" for v in ethnicity.codes if words.plain(v) in words.SEVERAL}
        lines.append(recoded("race", ethnicity, known))
    return lines


def _said_hispanic(look: Look) -> dict[str, str]:
    said = dict.fromkeys(words.recode(list(look.codes), words.RACE), "no")
    said |= {value: "no" for value in look.codes if words.plain(value) in words.SEVERAL}
    said |= {value: "yes" for value in look.codes if words.plain(value) in words.HISPANIC}
    return said | {value: "" for value in look.codes if words.plain(value) in words.UNKNOWN}


def _enrollments(found: Found) -> str:
    student, school, year = (found.get(m) for m in ("student_id", "school_id", "school_year"))
    if school is None:
        return ""
    lines = []
    if "entry_date" not in found.one:
        lines.append(f"one_row_per = [{', '.join(filter(None, (student, year, school)))}]")
    lines += [
        f"columns.student_id = {student}",
        f"columns.school_id = {school}",
        *year_lines(found),
    ]
    if "grade" in found.one:
        lines.append(f"columns.grade = {found.get('grade')}")
    lines += [dated(m, found.one[m]) for m in ("entry_date", "exit_date") if m in found.one]
    if "exit_reason" in found.one:
        lines.append(f"columns.exit_reason = {found.get('exit_reason')}")
    return block_of("enrollments", lines)


def _group(found: Found, dimension: str) -> str:
    look = found.one[dimension]
    known = words.recode(list(look.codes), GROUPS[dimension])
    lines = [
        *_one_a_year(found, look, known),
        f"columns.student_id = {found.get('student_id')}",
        f'columns.dimension = {{ always = "{dimension}" }}',
        *year_lines(found),
    ]
    no = [v for v, word in known.items() if word == "Never" and v in words.recode([v], words.FLAG)]
    if no:
        lines.append(
            f"{DOUBT}{', '.join(map(told, no))} is taken as never learning English. Were some of "
            'them reclassified? For those "Reclassified" is right.'
        )
    return block_of("student_groups", [*lines, *_group_value(look, known)])


def _group_value(look: Look, known: dict[str, str]) -> list[str]:
    """The group; an empty value means No where only the children in the group are marked."""
    if not known:
        settled = 'recode = { "" = "No", "*" = "Yes" }'
        return [
            f"{DOUBT}any value is taken as Yes, none as No",
            f"columns.value = {{ from = {told(look.name)}, {settled} }}",
        ]
    doubt = ""
    known |= {
        value: NOT_REPORTED
        for value in look.codes
        if value not in known and words.plain(value) in words.UNKNOWN
    }
    if look.filled < look.rows:
        only_inside = set(known.values()) == {"Yes"}
        known = {**known, "": "No" if only_inside else NOT_REPORTED}
        doubt = f"{DOUBT}an empty value is taken as {known['']}\n"
    return [doubt + recoded("value", look, known, doubtful=NOT_REPORTED)]


def _one_a_year(found: Found, look: Look, known: dict[str, str]) -> list[str]:
    """A child with both in one year counts as in the group, where the alphabet lets us say so."""
    if not found.many_rows_a_year:
        return []
    keys = [key for key in (found.get("student_id"), found.get("school_year")) if key]
    lines = [f"one_row_per = [{', '.join(keys)}]"]
    inside = [value for value, word in known.items() if word in ("Yes", "Current")]
    outside = [value for value in known if value not in inside]
    if inside and outside and min(inside) > max(outside):
        lines.append(
            f"latest_by = {told(look.name)}  # a child who was both in a year is {known[inside[0]]}"
        )
    return lines


def _gifted(found: Found) -> str:
    look = found.one.get("gifted")
    if look is None:
        return ""
    yes = [v for v, word in words.recode(list(look.codes), words.YES_NO).items() if word == "yes"]
    doubt = "" if yes else f"  {DOUBT}which values mean gifted?"
    kept = ", ".join(map(told, yes or list(look.codes)))
    lines = [
        f"keep = {{ {told(look.name)} = [{kept}] }}{doubt}",
        f"columns.student_id = {found.get('student_id')}",
        'columns.program = { always = "gifted" }',
        'columns.step = { always = "started" }',
    ]
    return block_of("programs", [*lines, *year_lines(found)])


def _years(found: Found, table: str, meanings: tuple[str, ...]) -> str:
    there = [meaning for meaning in meanings if meaning in found.one]
    if not there:
        return ""
    lines = [f"columns.student_id = {found.get('student_id')}"]
    if "school_id" in found.one:
        lines.append(f"columns.school_id = {found.get('school_id')}")
    lines += year_lines(found)
    for meaning in there:
        look = found.one[meaning]
        if meaning in TOLD:
            lines.append(yes_or_no(meaning, look))
        else:
            lines.append(f"columns.{meaning} = {told(look.name)}")
    return block_of(table, lines)
