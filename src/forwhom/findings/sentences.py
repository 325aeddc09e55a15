"""One finding in words: how many of whom, against how many others, how often, how far apart.

Each text has one or two sentences of at most 25 words. It says what the records say and no more:
no cause, no verdict, and nothing at all where the interval reaches from less to more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.findings.telling import Telling, Words
from forwhom.words.numbers import Language, about_part, count, difference_of, in_unit, points
from forwhom.words.reading import words_of
from forwhom.words.shares import Side, apart, compare, spanish_is
from forwhom.words.students import students

LONGEST = 25
NO_GAP: dict[Language, str] = {"en": "that is no gap at all", "es": "no hay ninguna brecha"}
UNSURE: dict[Language, str] = {
    "en": "we cannot tell how sure that is",
    "es": "no podemos saber qué tan seguro es",
}
NOT_CORRECTED = {
    "en": (
        "We looked at many groups at once, and some gaps show up by chance. "
        "These results are not yet corrected for the number of looks."
    ),
    "es": (
        "Miramos muchos grupos a la vez, y algunas brechas aparecen por azar. "
        "Estos resultados aún no se corrigen por el número de comparaciones."
    ),
}


def sentence(
    row: Mapping[str, Any],
    measure: Mapping[str, Any],
    group_words: Sequence[Words],
    place: Words,
    language: Language = "en",
    *,
    reference_words: Sequence[Words] = (),
) -> str:
    """One row of the disparities in plain words.

    Args:
        row: `rate`, `n`, `count`, `comparison_rate`, `comparison_n`, `ratio`, `difference`,
            `compared_with`, and where known `difference_low`, `difference_high`, `status` and
            `standardized_difference`. Rates and their differences are fractions; for a score they
            are means and score points, or numbers of the measure's unit.
        measure: `says`, `kind`, and `spanish` with its own `says`; `unit` of a mean that is no
            test score, whose `says` holds `{mean}`.
        group_words: `before`, `after`, `after_es` of each group, in the order of the group's name.
        place: `type` (district, school or grade_band) and `name`.
        language: `en` or `es`.
        reference_words: The same words for the reference group, for rows compared with it; where
            they are left out, it is called just that.

    Returns:
        One or two sentences. Rows with too few children, with no data, or whose interval holds
        no difference say just that.
    """
    told = Telling(row, measure, group_words, reference_words, place, language)
    if row.get("status") == "too_few":
        return too_few(row.get("n") or 0, group_words, language)
    if row.get("rate") is None or row.get("comparison_rate") is None:
        return no_data(measure, group_words, language)
    if told.unit:
        return _mean(told, told.unit)
    return _score(told) if measure["kind"] == "score" else _share(told)


def too_few(n: int, group_words: Sequence[Words], language: Language = "en") -> str:
    """What is said of a group with too few children here to say more than how many they are."""
    group = students(group_words, language)
    if language == "en":
        return f"Number of {group} here: {count(n)}. That is too few to say more."
    return f"Número de {group} aquí: {count(n)}. No bastan para decir más."


def no_data(
    measure: Mapping[str, Any], group_words: Sequence[Words] = (), language: Language = "en"
) -> str:
    """What is said where the records cannot answer the measure's question."""
    group = students(group_words, language)
    if "{mean}" in measure["says"]:
        none = "The records do not tell us this about" if language == "en" else "No hay datos sobre"
        return f"{none} {group}."
    if language == "en":
        return f"The records do not show which {group} {measure['says']}."
    return f"No hay datos. Los registros no nos dicen qué {group} {measure['spanish']['says']}."


def not_corrected(language: Language = "en") -> str:
    """The note that stands by findings until the number of looks is accounted for."""
    return NOT_CORRECTED[language]


def to_parity(row: Mapping[str, Any], measure: Mapping[str, Any], language: Language = "en") -> str:
    """How many children the gap is: "42 fewer students would close the gap."

    Empty where the group does not have the short end, or where the number rounds to zero.
    """
    number = round(abs(row.get("students_to_parity") or 0))
    better = measure.get("better")
    short = (better == "lower" and row["difference"] > 0) or (
        better == "higher" and row["difference"] < 0
    )
    if not (short and number):
        return ""
    if language == "en":
        many = "student" if number == 1 else "students"
        change = "fewer" if better == "lower" else "more"
        return f"{count(number)} {change} {many} would close the gap."
    many = "estudiante" if number == 1 else "estudiantes"
    change = "menos" if better == "lower" else "más"
    return f"Con {count(number)} {many} {change} se cerraría la brecha."


def _share(told: Telling) -> str:
    row, n = told.row, told.row.get("comparison_n") or 0
    group = Side(told.who(), row.get("n") or 0, row["rate"])
    both = compare(group, Side(told.others, n, row["comparison_rate"]), told.says, told.language)
    ratio = row.get("ratio")
    if ratio is not None and not math.isfinite(ratio):
        ratio = None  # nobody among the others: there is no number of times
    gap = apart(both.points, both.digits, ratio, told.language)
    return _told(told, both.first, both.second, gap)


def _score(told: Telling) -> str:
    mean, other = told.row["rate"], told.row["comparison_rate"]
    digits = 0 if abs(round(mean) - round(other)) >= 2 else 1
    gap = round(mean, digits) - round(other, digits)
    size = points(gap, digits, told.language)
    if told.english:
        first = f"{told.who(f'who {told.says}')} scored {mean:,.{digits}f} points on average"
        second = f"{other:,.{digits}f} for {told.others}"
        way = f"that is {size} {'higher' if gap > 0 else 'lower'}"
    else:
        first = f"los {told.who(f'que {told.says}')} sacaron {mean:,.{digits}f} puntos en promedio"
        second = f"{other:,.{digits}f} de {told.others}"
        way = f"{spanish_is(size)} {size} {'más' if gap > 0 else 'menos'}"
    return _told(told, first, second, way + _spread(told))


def _mean(told: Telling, unit: tuple[str, str]) -> str:
    """A mean that is no test score: "missed 1,234 days of school per 100 students"."""
    mean, other = told.row["rate"], told.row["comparison_rate"]
    digits = _digits(mean, other)
    says = told.says.format(mean=in_unit(f"{mean:,.{digits}f}", unit))
    size = difference_of(round(mean, digits) - round(other, digits), digits, unit, told.language)
    if told.english:
        first = f"{told.who()} {says}"
        second = f"{other:,.{digits}f} for {told.others}"
        way = f"that is {size} {'more' if mean > other else 'fewer'}"
    else:
        first = f"los {told.who()} {says}"
        second = f"{other:,.{digits}f} entre {told.others}"
        way = f"{spanish_is(size)} {size} {'más' if mean > other else 'menos'}"
    if mean == other:
        return _told(told, first, second, NO_GAP[told.language])
    if "difference_low" in told.row and told.row["difference_low"] is None:
        return _told(told, first, second, UNSURE[told.language])
    return _told(told, first, second, way + _spread(told))


def _digits(mean: float, other: float) -> int:
    """Decimals that show the difference and do not show more than is known."""
    for digits in (0, 1):
        if (
            min(mean, other) >= 100
            or abs(round(mean, digits) - round(other, digits)) * 10**digits >= 2
        ):
            return digits
    return 1 if min(mean, other) >= 1 else 2


def _told(told: Telling, first: str, second: str, gap: str) -> str:
    """Two sentences: the comparison opens the second where the first would grow too long."""
    if _no_clear_difference(told.row):
        gap = _either_way(told)
    against = (
        f"against {second}" if told.english else f"frente a {second}".replace(" a el ", " al ")
    )
    first = told.where + first
    if len(words_of(f"{first}, {against}")) <= LONGEST:
        return f"{_ended(f'{first}, {against}')} {_ended(gap)}"
    return f"{_ended(first)} {_ended(f'{against}, {gap}')}"


def _spread(told: Telling) -> str:
    """The difference against the usual spread of scores: one standard deviation."""
    standardized = told.row.get("standardized_difference")
    if standardized is None:
        return ""
    size = abs(standardized)
    of = " of" if told.english else " de"
    if size < 0.075:
        part = "less than a tenth" if told.english else "menos de una décima parte"
    elif size < 0.925:
        part = about_part(size, told.language)
    else:
        of = "" if told.english else " veces"
        part = f"about {size:.1f} times" if told.english else f"cerca de {size:.1f}"
    usual = "the usual spread" if told.english else "la variación habitual"
    usual += " of scores" if told.english and not told.unit else ""
    return f", {part}{of} {usual}"


def _no_clear_difference(row: Mapping[str, Any]) -> bool:
    low, high = row.get("difference_low"), row.get("difference_high")
    return low is not None and high is not None and low <= 0 <= high


def _either_way(told: Telling) -> str:
    """No clear difference: how far apart the two could be, either way."""
    scale = 1 if told.measure["kind"] == "score" else 100
    low, high = (scale * told.row[name] for name in ("difference_low", "difference_high"))
    digits = 0 if min(-low, high) >= 0.5 else 1
    if told.unit:
        ends = [difference_of(end, digits, told.unit, told.language) for end in (low, high)]
        less, more = "fewer", "more"
    else:
        ends = [points(end, digits, told.language) for end in (low, high)]
        less, more = "lower", "higher"
    if told.english:
        return f"that is no clear gap: it could be {ends[0]} {less} or {ends[1]} {more}"
    return f"no es una brecha clara: podría ser de {ends[0]} menos o {ends[1]} más"


def _ended(text: str) -> str:
    """A capital first letter and a full stop; names keep their own letters."""
    return f"{text[:1].upper()}{text[1:]}."
