"""Tables that a plan or a report card asks for, made from a release: what is shown, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forwhom.official.number import Count, OfficialNumber
from forwhom.rules.official import RuleSet

SHOWN = "shown"


def table_of(
    calculation: str, heading: str, rules: RuleSet, counts: Sequence[Count]
) -> list[OfficialNumber]:
    """The measures that the table asks for, in its order: its own heading, then group and year.

    A number that the release hides stays its mark; nothing is worked out from what is shown.

    Args:
        calculation: `lcap` or `essa`.
        heading: the table of `rules` that says under which heading a measure stands.
        rules: the values of that calculation.
        counts: what the release shows, as text in `more`.
    """
    wanted = {name.split(".")[1] for name in rules.entries if name.startswith(f"{heading}.")}
    rows = [_row(calculation, heading, rules, each) for each in counts if each.measure in wanted]
    return _with_baseline(sorted(rows, key=_order))


def _row(calculation: str, heading: str, rules: RuleSet, each: Count) -> OfficialNumber:
    name = f"{heading}.{each.measure}"
    under = str(rules.value(name, each.school_year))
    return OfficialNumber(
        calculation=calculation,
        indicator=each.measure,
        school_year=each.school_year,
        place_type=each.place_type,
        place_id=each.place_id,
        place_name=each.place_name,
        group=each.group if each.group == "all" else f"{each.dimension}: {each.group}",
        denominator=each.denominator,
        shown=each.more.get(SHOWN, "*"),
        reason="as_released",
        used=(name,),
        more={heading: under},
    )


def _order(number: OfficialNumber) -> tuple[str, ...]:
    heading = next(iter(number.more.values()), "")
    return (
        heading, number.indicator, number.place_type, number.place_id, number.group,
        number.school_year,
    )  # fmt: skip


def _with_baseline(rows: list[OfficialNumber]) -> list[OfficialNumber]:
    """Each row with the first year's number of the same group beside it."""
    first: dict[tuple[str, ...], OfficialNumber] = {}
    made = []
    for row in rows:
        key = (row.indicator, row.place_type, row.place_id, row.group)
        begun = first.setdefault(key, row)
        more = {**row.more, "baseline_year": begun.school_year, "baseline": begun.shown}
        made.append(replace(row, more=more))
    return made
