"""Monterey County's Dashboard of 2018, recomputed from its counts: rates, levels and colors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forwhom.audit.official_dashboard import dashboard_counts
from forwhom.official.calculation import calculations
from forwhom.official.dashboard.asked import Asked
from forwhom.official.dashboard.calculate import change_level, status_level, value_of
from forwhom.official.dashboard.levels import in_tenths
from forwhom.official.number import Count, OfficialNumber
from forwhom.rules.official import RuleSet

KNOWN = {"ela", "mathematics", "suspension", "chronic_absence", "college_career"}
PRINTED = ("blue", "green", "yellow", "orange", "red")


@pytest.fixture(scope="module")
def told(real: Callable[[str], Path]) -> list[Count]:
    return dashboard_counts(real("ca-dashboard-2018-monterey") / "dashboard_2018_monterey.csv.gz")


@pytest.fixture(scope="module")
def numbers(told: list[Count]) -> list[OfficialNumber]:
    return calculations()["dashboard"].makes(told, RuleSet("dashboard"))


def asked(told: list[Count]) -> list[Asked]:
    rules = RuleSet("dashboard")
    return [Asked(count, rules) for count in told]


def test_every_rate_and_change_comes_out(told: list[Count], numbers: list[OfficialNumber]) -> None:
    rates, changes = [], []
    for count, number in zip(told, numbers, strict=True):
        if count.numerator is not None and count.denominator and "status" in count.more:
            rates.append(number.shown == f"{float(count.more['status']):.1f}")
            if "prior_numerator" in count.more and "change" in count.more:
                changes.append(number.change == float(count.more["change"]))
    assert (sum(rates), len(rates)) == (2456, 2456)
    assert (sum(changes), len(changes)) == (2349, 2349)


def test_every_level_comes_out_by_our_own_cuts(told: list[Count]) -> None:
    status, change = [], []
    for each in asked(told):
        if each.indicator not in KNOWN:
            continue
        printed, value = each.told("printed_status_level"), value_of(each)
        if printed and value is not None:
            status.append(status_level(each, in_tenths(value)) == int(printed))
        printed, moved = each.told("printed_change_level"), each.number("change")
        if printed and moved is not None:
            change.append(change_level(each, in_tenths(moved)) == int(printed))
    assert (sum(status), len(status)) == (5099, 5099)
    assert (sum(change), len(change)) == (4915, 4915)


def test_every_color_but_one_comes_out(told: list[Count]) -> None:
    right, wrong = 0, []
    rules = RuleSet("dashboard")
    makes = calculations()["dashboard"].makes
    for count in told:
        printed = count.more.get("printed_color", "")
        if count.measure not in KNOWN or not printed:
            continue
        # Without the flag, so that the one row that it explains is seen to differ.
        plain = {name: text for name, text in count.more.items() if name != "certify"}
        (number,) = makes([Count(**{**vars(count), "more": plain})], rules)
        if number.result == printed:
            right += 1
        else:
            wrong.append((count.place_name, count.group, printed, count.more.get("certify")))
    assert right == 3196
    assert wrong == [("Millennium Charter High", "Yes", "orange", "Y")]


def test_data_not_certified_are_orange(told: list[Count], numbers: list[OfficialNumber]) -> None:
    flagged = [n for c, n in zip(told, numbers, strict=True) if c.more.get("certify") == "Y"]
    assert {n.result for n in flagged if n.reason == "data_not_certified"} == {"orange"}
