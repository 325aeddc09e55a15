"""Schools, students, enrollments, groups and programs from CALPADS records, as SQL."""

from __future__ import annotations

from forwhom.data.sources.calpads import words
from forwhom.data.sources.calpads.layout import Layout
from forwhom.data.sources.refusal_sql import FINE, Fault, first_fault, refusal
from forwhom.data.sources.sql_text import literal

Tables = dict[str, str]
_SCHOOLS = ("SENR", "STAS", "SINC", "SIRS", "SDIS", "CRSE", "SCSE")
_CHILDREN = ("SENR", "SINF", "SELA", "SPRG", "STAS", "SIRS", "SOFF", "SDIS", "SCSE", "SWDS", "PLAN")
RACES = [f"race_{number}" for number in range(1, 6)]
PLACE = "arg_min(_file, _seq) AS _file, arg_min(_row, _seq) AS _row"


def school_of_enrollment() -> str:
    """The nonpublic school itself, where its number is given."""
    return "CASE WHEN school = '0000001' THEN coalesce(nps, school) ELSE school END"


def schools(t: Tables, layout: Layout) -> list[str]:
    """Every school that a record names; CALPADS files hold numbers, the mapping names."""
    parts = [
        f"SELECT {school_of_enrollment() if form == 'SENR' else 'school'} AS school_id, "
        f"{'nps IS NOT NULL' if form == 'SENR' else 'false'} AS nonpublic, _file, _row, _seq "
        f"FROM {t[form]} WHERE school IS NOT NULL"
        for form in _SCHOOLS
    ]
    name = words.word("school_id", layout.schools)
    special = f"bool_or(nonpublic) OR school_id IN ({', '.join(map(literal, words.NO_SCHOOL))})"
    return [
        (
            f"SELECT school_id, coalesce({name}, 'School ' || school_id) AS name, "
            f"CASE WHEN {special} THEN 'nonpublic' END AS kind, {PLACE}, {FINE} "
            f"FROM ({' UNION ALL '.join(parts)}) GROUP BY school_id"
        )
    ]


def students(t: Tables, layout: Layout) -> list[str]:
    """Each child once: as last told in SINF, else in SENR, else by the number alone."""
    race, codes = words.races(RACES, layout.codes["race"]), layout.codes["race"]
    ancestry = ", ".join(words.word(column, layout.codes["ancestry"]) for column in RACES)
    own = (
        f"SELECT student, birth_date, sex, hispanic, {race} AS race, "
        f"coalesce({ancestry}) AS ancestry, {', '.join(RACES)}, 2 AS rank, "
        f"effective AS latest, _file, _row, _seq FROM {t['SINF']}"
    )
    none = ", ".join(f"NULL AS {name}" for name in ("hispanic", "race", "ancestry", *RACES))
    enrolled = (
        f"SELECT student, birth_date, sex, {none}, 1 AS rank, NULL AS latest, "
        f"_file, _row, _seq FROM {t['SENR']}"
    )
    none = f"NULL AS birth_date, NULL AS sex, {none}"
    others = [
        f"SELECT student, {none}, 0 AS rank, NULL AS latest, _file, _row, _seq FROM {t[form]} "
        f"WHERE student IS NOT NULL"
        for form in _CHILDREN[2:]
    ]
    faults = _student_faults(codes)
    everyone = " UNION ALL ".join([own, enrolled, *others])
    # A record without a child's number stands for itself, to be refused and told.
    last = "row_number() OVER (PARTITION BY coalesce(student, _seq::VARCHAR) ORDER BY rank DESC, "
    last += "latest DESC NULLS LAST, _seq DESC) = 1"
    language = (
        f"SELECT student AS who, arg_max(language, row(coalesce(start, ''), _seq)) AS code "
        f"FROM {t['SELA']} WHERE language IS NOT NULL GROUP BY student"
    )
    home = f"coalesce({words.word('code', layout.codes['language'])}, lower(code))"
    return [
        (
            f"SELECT student AS student_id, "
            f"CAST({words.day('birth_date')} AS VARCHAR) AS birth_date, "
            f"upper(sex) AS sex, {words.yes_no('hispanic')} AS hispanic, race, ancestry, "
            f"{home} AS home_language, _file, _row, {refusal(faults)} "
            f"FROM (SELECT *, {first_fault(faults)} FROM ({everyone}) QUALIFY {last}) "
            f"LEFT JOIN ({language}) ON who = student"
        )
    ]


def _student_faults(races: dict[str, str]) -> list[Fault]:
    known = "Write M, F or X, or correct the field's place in the mapping."
    sex = Fault("upper(sex) NOT IN ('M', 'F', 'X')", "sex", "is not M, F or X", known)
    codes = [words.unknown(column, races, "race") for column in RACES]
    return [words.bad_day("birth_date"), sex, words.bad_yes_no("hispanic"), *codes]


def enrollments(t: Tables, layout: Layout) -> list[str]:
    """Primary, secondary and short-term enrollments; the last told counts."""
    codes = layout.codes
    grades = {**codes["grade"], **codes["other_grade"]}
    faults = [
        words.unknown("status", codes["enrollment_status"], "enrollment_status"),
        words.unknown("grade", grades, "grade"),
        words.bad_day("entry_date"),
        words.bad_day("exit_date"),
    ]
    last = "row_number() OVER (PARTITION BY coalesce(student, _seq::VARCHAR), school, nps, year, "
    last += "entry_date ORDER BY _seq DESC) = 1"
    return [
        (
            f"SELECT student AS student_id, {school_of_enrollment()} AS school_id, "
            f"year AS school_year, {words.word('grade', codes['grade'])} AS grade, "
            f"CAST({words.day('entry_date')} AS VARCHAR) AS entry_date, "
            f"CAST({words.day('exit_date')} AS VARCHAR) AS exit_date, exit_reason, _file, _row, "
            f"{refusal(faults)} FROM (SELECT *, {first_fault(faults)} FROM {t['SENR']} "
            f"WHERE NOT ({not_enrolled(layout)}) QUALIFY {last})"
        )
    ]


def not_enrolled(layout: Layout) -> str:
    """Services only, children who never came, and infants and toddlers."""
    outside = {code: "" for code, word in layout.codes["enrollment_status"].items() if not word}
    return " OR ".join(
        [
            words.among("status", outside),
            words.among("exit_reason", layout.codes["no_show"]),
            words.among("grade", layout.codes["other_grade"]),
        ]
    )


def _until_next(table: str, columns: str) -> str:
    """Each child's states in order, each to the day before the next begins."""
    begin = words.day("start")
    return (
        f"SELECT {columns}, {begin} AS begins, lead({begin}) OVER (PARTITION BY student "
        f"ORDER BY {begin}, _seq) - 1 AS ends, _file, _row, _seq FROM (SELECT * FROM {table} "
        f"QUALIFY row_number() OVER (PARTITION BY coalesce(student, _seq::VARCHAR), start, "
        f"{columns.rsplit(', ', maxsplit=1)[-1]} ORDER BY _seq) = 1)"
    )


def student_groups(t: Tables, layout: Layout) -> list[str]:
    """English learners, children with disabilities, and the groups that programs tell."""
    english = layout.codes["english"]
    faults = [words.unknown("status", english, "english"), words.bad_day("start")]
    states = _until_next(t["SELA"], "student, start, status")
    learners = _group_rows(states, "english_learner", words.word("status", english), faults)
    status = _until_next(t["SWDS"], "student, start, status")
    eligible = "CASE WHEN status = '1' THEN 'Yes' ELSE 'No' END"
    served = _group_rows(status, "disability", eligible, [words.bad_day("start")])
    disability = layout.codes["disability"]
    faults = [words.unknown("disability", disability, "disability"), words.bad_day("start")]
    plans = _until_next(t["PLAN"], "student, start, disability")
    category = words.word("disability", disability)
    kinds = _group_rows(plans, "disability_category", category, faults)
    return [learners, served, kinds, *_program_groups(t, layout)]


def _group_rows(states: str, dimension: str, value: str, faults: list[Fault]) -> str:
    faults = [*faults, words.empty("start")]
    return (
        f"SELECT student AS student_id, {literal(dimension)} AS dimension, value, "
        f"CAST(begins AS VARCHAR) AS start_date, "
        f"CAST(CASE WHEN ends < begins THEN begins ELSE ends END AS VARCHAR) AS end_date, "
        f"_file, _row, {refusal(faults)} "
        f"FROM (SELECT *, {value} AS value, {first_fault(faults)} FROM ({states})) "
        f"WHERE value IS NOT NULL OR _nth IS NOT NULL"
    )


def _program_groups(t: Tables, layout: Layout) -> list[str]:
    faults = [words.bad_day("start"), words.bad_day("until")]
    told = words.word("program", layout.codes["group"])
    rows = f"SELECT *, {told} AS told, {first_fault(faults)} FROM {t['SPRG']} {_last_program()}"
    dates = (
        f"CAST({words.day('start')} AS VARCHAR) AS start_date, "
        f"CAST({words.day('until')} AS VARCHAR) AS end_date, "
        "CASE WHEN start IS NULL THEN year END AS school_year"
    )
    groups = (
        f"SELECT student AS student_id, split_part(told, '=', 1) AS dimension, "
        f"split_part(told, '=', 2) AS value, {dates}, _file, _row, {refusal(faults)} "
        f"FROM ({rows}) WHERE told IS NOT NULL"
    )
    category = words.word("disability", layout.codes["disability"])
    kinds = (
        f"SELECT student AS student_id, 'disability_category' AS dimension, {category} AS value, "
        f"{dates}, _file, _row, {FINE} FROM ({rows}) "
        f"WHERE told LIKE 'disability=%' AND _nth IS NULL AND {category} IS NOT NULL"
    )
    return [groups, kinds]


def _last_program() -> str:
    """A child's program as last told; a change of school begins a record anew."""
    return (
        "QUALIFY row_number() OVER (PARTITION BY coalesce(student, _seq::VARCHAR), program, "
        "start, year ORDER BY _seq DESC) = 1"
    )


def programs(t: Tables, layout: Layout) -> list[str]:
    """Gifted education, dual language and whatever else the mapping lists."""
    faults = [words.bad_day("start")]
    told = words.word("program", layout.codes["program"])
    rows = f"SELECT *, {told} AS told, {first_fault(faults)} FROM {t['SPRG']} {_last_program()}"
    return [
        (
            f"SELECT student AS student_id, split_part(told, '=', 1) AS program, "
            f"split_part(told, '=', 2) AS step, CAST({words.day('start')} AS VARCHAR) AS date, "
            f"year AS school_year, _file, _row, {refusal(faults)} FROM ({rows}) "
            f"WHERE told IS NOT NULL"
        )
    ]
