"""Das Gupta's own examples of why two rates differ.

Data and results of Das Gupta (1993), Standardization and Decomposition of Rates: A User's Manual,
U.S. Bureau of the Census P23-186, as R's DasGuptR 2.1.0 prints them in its README.
"""

import numpy as np
import pytest

from forwhom.stats.cross_classified import cross_classified
from forwhom.stats.das_gupta import das_gupta
from forwhom.stats.kitagawa import kitagawa


def product(*factors):
    return np.prod(factors, axis=0)


# Example, factors before, factors after, effects and difference as printed, decimals printed.
PRODUCTS = [
    ("2.1 earnings, black and white men 1980", (10930, 0.717892), (16591, 0.825974),
     (4369.913, 1487.262), 5857.175, 3),
    ("2.2 births, Austria and Chile 1981", (51.78746, 0.45919, 0.52638),
     (84.90502, 0.75756, 0.51065), (10.4340333, 10.5608476, -0.6670084), 20.3278726, 7),
    ("2.3 births of single women, 1971 and 1979", (25.3, 0.214, 0.279, 0.949),
     (32.7, 0.290, 0.473, 0.986), (0.6889411, 0.8125381, 1.3829055, 0.1047547), 2.9891394, 7),
    ("2.4 fertility in South Korea", (0.58, 0.76, 0.84, 0.66, 16.573),
     (0.72, 0.97, 0.97, 0.56, 16.158),
     (1.0909785, 1.2298438, 0.7278399, -0.8398707, -0.1290187), 2.0797729, 7),
]  # fmt: skip


@pytest.mark.parametrize(("example", "before", "after", "effects", "difference", "n"), PRODUCTS)
def test_products_of_two_to_five_factors(example, before, after, effects, difference, n):
    found = das_gupta(product, after, before)
    assert np.round(found.effects, n).tolist() == list(effects), example
    assert round(float(found.difference), n) == difference


def test_standardised_rates_are_printed_too():
    # Example 2.1: were only average earnings different 8437.228 and 12807.14, only the share of
    # earners 9878.553 and 11365.82.
    found = das_gupta(product, (16591, 0.825974), (10930, 0.717892))
    assert np.round(found.other_standardized, 3).tolist() == [8437.228, 9878.553]
    assert np.round(found.standardized, 2).tolist() == [12807.14, 11365.82]


def test_a_difference_of_two_factors():
    # Example 3.1, natural increase, United States 1940 and 1960: 4.3 and 1.3 of 5.6.
    found = das_gupta(lambda births, deaths: births - deaths, (23.7, 9.5), (19.4, 10.8))
    assert np.round(found.effects, 10).tolist() == [4.3, 1.3]


def test_sums_over_cells_of_products():
    # Example 4.3, crude birth rate, Taiwan 1960 and 1970.
    later = [[488, 452, 338, 156, 63, 22, 3],
             [0.082, 0.527, 0.866, 0.941, 0.942, 0.923, 0.876],
             [0.058, 0.038, 0.032, 0.030, 0.026, 0.023, 0.019]]  # fmt: skip
    before = [[393, 407, 369, 274, 184, 90, 16],
              [0.122, 0.622, 0.903, 0.930, 0.916, 0.873, 0.800],
              [0.043, 0.041, 0.036, 0.032, 0.026, 0.020, 0.018]]  # fmt: skip
    found = das_gupta(lambda *f: product(*f).sum(), np.array(later), np.array(before))
    assert np.round(found.effects, 6).tolist() == [-7.285632, -2.720633, -1.565181]
    assert round(float(found.difference), 6) == -11.571446


def test_a_ratio_of_sums():
    # Example 4.4, births of single women among all, United States 1963 and 1983.
    before = np.array([
        [0.200, 0.163, 0.146, 0.154, 0.168, 0.169], [0.866, 0.325, 0.119, 0.099, 0.099, 0.121],
        [0.007, 0.021, 0.023, 0.015, 0.008, 0.002], [0.454, 0.326, 0.195, 0.107, 0.051, 0.015],
    ])  # fmt: skip
    later = np.array([
        [0.169, 0.195, 0.190, 0.174, 0.150, 0.122], [0.931, 0.563, 0.311, 0.216, 0.199, 0.191],
        [0.018, 0.026, 0.023, 0.016, 0.008, 0.002], [0.380, 0.201, 0.149, 0.079, 0.025, 0.006],
    ])  # fmt: skip

    def ratio(a, b, c, d):
        single, married = (a * b * c).sum(), (a * (1 - b) * d).sum()
        return single / (single + married)

    found = das_gupta(ratio, later, before)
    printed = [-0.00620498, 0.04866154, 0.02705922, 0.02470928]
    assert np.round(found.effects, 8).tolist() == printed
    assert round(float(found.difference), 8) == 0.09422505


# Example 5.1, heads of household for 100 people, United States 1970 and 1985, by age.
SIZE = np.array([
    [12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9],
    [10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5],
])  # fmt: skip
RATE = np.array([
    [1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8],
    [2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2],
])  # fmt: skip


def test_kitagawas_two_parts():
    found = kitagawa(SIZE[1] * RATE[1], SIZE[1], SIZE[0] * RATE[0], SIZE[0])
    assert round(float(found.composition), 4) == 1.2269
    assert round(float(found.rate), 4) == 1.7403
    assert round(float(found.difference), 4) == 2.9672
    again = cross_classified(SIZE[1] * RATE[1], SIZE[1], SIZE[0] * RATE[0], SIZE[0], 1)
    assert np.round([again.composition[0], again.rate], 4).tolist() == [1.2269, 1.7403]


# Example 5.3, deaths for 1,000 people, United States 1970 and 1985, by race and age; thousands.
PEOPLE_1985 = [[3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472],
               [707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749, 804, 236]]  # fmt: skip
PEOPLE_1970 = [[2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315],
               [535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149, 448, 117]]  # fmt: skip
DEATHS_1985 = [
    [9.163, 0.462, 0.248, 0.929, 1.084, 1.810, 4.715, 12.187, 27.728, 64.068, 157.570],
    [17.208, 0.738, 0.328, 1.103, 2.045, 3.724, 8.052, 17.812, 34.128, 68.276, 125.161],
]
DEATHS_1970 = [
    [18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837],
    [36.993, 1.352, 0.541, 2.040, 3.523, 6.746, 12.967, 24.471, 45.091, 74.902, 123.205],
]


def test_composition_told_apart_by_race_and_age():
    later, before = np.array(PEOPLE_1985), np.array(PEOPLE_1970)
    deaths = later * np.array(DEATHS_1985), before * np.array(DEATHS_1970)
    found = cross_classified(deaths[0], later, deaths[1], before, variables=2, centered=False)
    assert np.round(found.composition, 7).tolist() == [0.0197749, 1.5217347]
    assert round(float(found.rate), 7) == -2.2277254
    assert round(float(found.difference), 7) == -0.6862158
    together = kitagawa(*(part.ravel() for part in (deaths[0], later, deaths[1], before)))
    assert round(float(together.composition), 7) == 1.5415096
