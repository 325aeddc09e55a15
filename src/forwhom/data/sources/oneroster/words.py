"""How OneRoster's words become ours, as SQL: dates, yes and no, sex, race, grades, school years."""

from __future__ import annotations

from forwhom.data.sources.sql_text import literal, quoted

RACE_FLAGS = {
    "americanIndianOrAlaskaNative": "american_indian",
    "asian": "asian",
    "blackOrAfricanAmerican": "black",
    "nativeHawaiianOrOtherPacificIslander": "pacific_islander",
    "white": "white",
}
SEVERAL_RACES = "demographicRaceTwoOrMoreRaces"
HISPANIC = "hispanicOrLatinoEthnicity"
SEX = {"female": "F", "male": "M", "other": "X", "f": "F", "m": "M", "x": "X"}
NO_SEX = ("unspecified",)
# CEDS entry grade level: preschool, ungraded and adult education are grades of ours as well, and
# rules say whether such children are counted.
NO_GRADE = ("Other",)
OTHERS = {"IT": "PK", "PR": "PK", "PK": "PK", "UG": "UG", "AE": "AE"}
LATE = ("13", "PS")
YES, NO = ("true", "1", "yes", "y", "t"), ("false", "0", "no", "n", "f")


def among(column: str, words: tuple[str, ...]) -> str:
    """Whether the column, whatever its case, holds one of the words."""
    return f"lower({column}) IN ({', '.join(literal(word.lower()) for word in words)})"


def is_date(column: str) -> str:
    """Whether the column holds a date as 2025-09-30, with or without a time behind it."""
    return f"{day(column)} IS NOT NULL"


def day(column: str) -> str:
    """The date at the beginning of the column, as a DATE; nothing where there is none."""
    form = r"^\d{4}-\d{2}-\d{2}([T ].*)?$"
    return (
        f"CASE WHEN regexp_matches({column}, {literal(form)}) "
        f"THEN TRY_CAST(left({column}, 10) AS DATE) END"
    )


def flag(name: str) -> str:
    """True, false or unknown."""
    column = quoted(name)
    return f"CASE WHEN {among(column, YES)} THEN true WHEN {among(column, NO)} THEN false END"


def marked_as(name: str) -> str:
    """The column in which `flag` stands, worked out once for all that ask."""
    return quoted(f"is_{name}")


def race() -> str:
    """Every race that is marked, joined; two_or_more where the export does not say which."""
    marked = ", ".join(
        f"CASE WHEN {flag(name)} THEN {literal(word)} END" for name, word in RACE_FLAGS.items()
    )
    joined = f"concat_ws(';', {marked})"
    several = f"{marked_as(SEVERAL_RACES)} AND NOT contains({joined}, ';')"
    return f"CASE WHEN {several} THEN 'two_or_more' ELSE nullif({joined}, '') END"


def sex(column: str) -> str:
    """F, M or X; nothing where the export says that it is not told."""
    cases = " ".join(f"WHEN {literal(key)} THEN {literal(word)}" for key, word in SEX.items())
    return f"CASE lower({column}) {cases} END"


def known_sex(column: str) -> str:
    """Whether the word is one of OneRoster's."""
    return among(column, (*SEX, *NO_SEX))


def grade(column: str) -> str:
    """The one grade the column names, as the agreed grades write it.

    A list of several grades says nothing of one child's. What we do not know stays as it is, so
    that the import can refuse it.
    """
    one = f"upper(trim({column}))"
    cases = [f"WHEN {column} IS NULL OR contains({column}, ',') THEN NULL"]
    cases.append(f"WHEN {among(one, NO_GRADE)} THEN NULL")
    cases += [f"WHEN {one} = {literal(code)} THEN {literal(word)}" for code, word in OTHERS.items()]
    cases.append(f"WHEN {one} IN ('K', 'KF', '00', '0') THEN 'KG'")
    cases.append(f"WHEN regexp_full_match({one}, '0[0-9]') THEN ltrim({one}, '0')")
    return f"CASE {' '.join(cases)} ELSE {one} END"


def after_school(grade: str) -> str:
    """Whether the grade is one past grade 12, which is no school year of a child's."""
    return f"coalesce({among(f'trim({grade})', LATE)}, false)"


def ending_year(told: str, first: str, last: str) -> str:
    """The year in which a session's school year ends, as the standard counts it.

    The session's own word is believed unless its dates lie wholly outside that year, as with
    vendors who write the year of its beginning; then the middle of its dates says.
    """
    year = f"TRY_CAST(regexp_extract({told}, '^((19|20)[0-9][0-9])$', 1) AS INTEGER)"
    span = "'^(19|20)[0-9][0-9] ?[-/] ?((19|20)?[0-9][0-9])$'"
    short = f"TRY_CAST(right(regexp_extract({told}, {span}, 2), 2) AS INTEGER)"
    begun = f"TRY_CAST(left({told}, 4) AS INTEGER)"
    spanned = f"CASE WHEN ({begun} + 1) % 100 = {short} THEN {begun} + 1 END"
    named = f"coalesce({year}, {spanned})"
    start, end = day(first), day(last)
    middle = f"coalesce({start} + (({end} - {start}) // 2)::INTEGER, {start}, {end})"
    dated = year_of(middle)
    outside = f"{start} > make_date({named}, 8, 31) OR {end} < make_date({named} - 1, 6, 1)"
    return f"CASE WHEN {outside} THEN {dated} ELSE coalesce({named}, {dated}) END"


def year_of(date: str) -> str:
    """The year in which the school year of a date ends; it begins in July."""
    return f"(year({date}) + CASE WHEN month({date}) >= 7 THEN 1 ELSE 0 END)"


def written_year(year: str) -> str:
    """The school year that ends in a year, as 2025-26."""
    return f"({year} - 1)::VARCHAR || '-' || lpad(({year} % 100)::VARCHAR, 2, '0')"
