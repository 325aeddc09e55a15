"""The charts of the page, from rows of the disparities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.charts.chart import Chart
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import gap
from forwhom.charts.groups import Block, groups
from forwhom.charts.years import Year, years
from forwhom.findings.sentences import to_parity
from forwhom.report.tested import Tested
from forwhom.report.words import Words
from forwhom.results import AuditFolder, Finding
from forwhom.results.names import group_values

Row = Mapping[str, Any]
# Drawn whole for every measure; of the dimensions of yes and no, the `Yes` is drawn. All groups
# of all dimensions stand in the tables.
RACE, WHOLE = ("race_ethnicity", "race_ethnicity_california"), ("english_learner", "sex")


def estimate(row: Row, label: str) -> Estimate:
    """A row's own side; its limits are sure where numbers are hidden.

    A rate of which nothing at all is known gets no band from one end of the chart to the other.
    """
    limits = row["rate"], row["rate_low"], row["rate_high"]
    hidden = row["status"] == "bound_only"
    if hidden and limits[1:] == (0.0, 1.0):
        limits = (None, None, None)
    return Estimate(label, row["n"] or 0, *limits, row["count"], bounded=hidden)


def others(row: Row, label: str) -> Estimate:
    """The side a row is compared with; its interval is worked out from its counts."""
    from forwhom.stats.rates import wilson

    n, count, rate = row["comparison_n"], row["comparison_count"], row["comparison_rate"]
    low = high = None
    if count is not None and rate is not None:
        low, high = (float(limit) for limit in wilson(count, n))
    return Estimate(label, n or 0, rate, low, high, count)


def gap_chart(row: Row, measure: Row, words: Words) -> Chart:
    """A finding's group beside everyone else."""
    ratio = row["ratio"] if row["ratio"] and row["ratio"] != float("inf") else None
    short = bool(to_parity(row, measure, words.language))
    band = row["place_id"] if row["place_type"] == "grade_band" else ""
    return gap(
        estimate(row, words.group(row["group"], band)),
        others(row, words.rest(band)),
        measure=words.of_measure(measure, "title"),
        scale=words.scale(measure),
        difference=(row["difference_low"], row["difference_high"]),
        ratio=ratio,
        standardized=row["standardized_difference"],
        students_to_parity=row["students_to_parity"] if short else None,
        better=measure["better"],
        language=words.language,
    )


def example(words: Words) -> Chart:
    """A made-up gap, to learn reading on: 180 of 1,000 against 400 of 4,000."""
    from forwhom.stats.differences import newcombe
    from forwhom.stats.rates import wilson

    sides = (180, 1000), (400, 4000)
    (bus_low, bus_high), (rest_low, rest_high) = (wilson(*side) for side in sides)
    low, high = newcombe(*sides[0], *sides[1])
    return gap(
        Estimate(words.say("example.group"), 1000, 0.18, float(bus_low), float(bus_high), 180),
        Estimate(words.say("everyone_else"), 4000, 0.10, float(rest_low), float(rest_high), 400),
        measure=words.say("example.measure"),
        difference=(float(low), float(high)),
        ratio=1.8,
        students_to_parity=80,
        language=words.language,
    )


def groups_chart(audit: AuditFolder, measure: Row, words: Words, tested: Tested) -> Chart | None:
    """Who it is about: race, English, sex, and the circumstances a child may have several of."""
    year = audit.about["latest_year"]
    everyone = audit.everyone(measure["name"], year)
    if everyone is None or not estimate(everyone, "").shown:
        return None
    rows = audit.rows(measure["name"], year, *audit.place, depth=1, compared_with="others")
    found = {row["group"]: row for row in rows}
    there = [g["dimension"] for g in audit.about["groups"] if g["status"] == "ok"]
    race = [name for name in RACE if name in there][:1]
    keys = [_whole(name, found, words) for name in (*race, *WHOLE) if name in there]
    titles = [words.dimension(name) for name in (*race, *WHOLE) if name in there]
    keys.append([f"{name}=Yes" for name in there if f"{name}=Yes" in found])
    blocks = [
        Block(title, tuple(estimate(found[key], _label(key, words)) for key in mine))
        for title, mine in zip([*titles, words.say("circumstances")], keys, strict=True)
        if mine
    ]
    if not blocks:
        return None
    chart = groups(
        blocks,
        everyone=estimate(everyone, words.say("everyone")),
        measure=words.of_measure(measure, "title"),
        scale=words.scale(measure),
        language=words.language,
    )
    return tested.beside(chart, [key for mine in keys for key in mine])


def _whole(dimension: str, found: Mapping[str, Row], words: Words) -> list[str]:
    """All groups of one dimension, in their one order."""
    values = [entry["value"] for entry in words.groups[dimension]["values"]]
    return [key for value in values if (key := f"{dimension}={value}") in found]


def _label(key: str, words: Words) -> str:
    ((dimension, value),) = group_values(key).items()
    return words.value(dimension, value)


def of_years(audit: AuditFolder, finding: Finding) -> list[dict[str, Any]]:
    """The rows of a finding's group in all years."""
    return audit.rows(
        finding.measure,
        place_type=finding.place_type,
        place_id=finding.place_id,
        compared_with=finding.compared_with,
        group=finding.group,
    )


def years_chart(rows: Sequence[Row], finding: Finding, measure: Row, words: Words) -> Chart | None:
    """The finding's group and everyone else over the years; nothing for a single year."""
    mine = sorted(
        (row for row in rows if row["rate"] is not None),
        key=lambda row: row["school_year"],
    )
    if len(mine) < 2:
        return None
    band = finding.place_id if finding.place_type == "grade_band" else ""
    group, rest = words.group(finding.group, band), words.rest(band)
    return years(
        [
            Year(
                row["school_year"],
                estimate(row, group),
                others(row, rest),
                (row["difference"], row["difference_low"], row["difference_high"]),
            )
            for row in mine
        ],
        measure=words.of_measure(measure, "title"),
        scale=words.scale(measure),
        language=words.language,
    )
