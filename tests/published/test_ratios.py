"""The score interval for the ratio of two rates, against printed numbers."""

import numpy as np
import pytest

from forwhom.stats.ratios import miettinen_nurminen, ratio

# Fagerland and Newcombe (2013), Statist. Med. 32:2823-2836 (odds ratio and relative risk), as
# checked by the R package ratesci (Laud), its test "legacy & new methods match published examples".
MIETTINEN_NURMINEN = [
    ((24, 73, 53, 65), 0.280, 0.560),
    ((29, 55, 11, 11), 0.397, 0.742),
    ((7, 18, 1, 18), 1.296, 42.544),
]
# Gart and Nam (1988), Biometrics 44:323-338: Koopman's limits beside their own; same test.
KOOPMAN = [
    ((8, 15, 4, 15), 0.815, 5.336),
    ((6, 10, 6, 20), 0.844, 4.594),
]
# Perondi et al. (2004), epinephrine, in Fagerland, Lydersen and Laake (2017), Statistical Analysis
# of Contingency Tables, chapter 4; printed by the authors' R package contingencytables.
PERONDI = (7, 34, 1, 34)


@pytest.mark.parametrize(("table", "low", "high"), MIETTINEN_NURMINEN)
def test_miettinen_nurminen_prints_fagerland_and_newcombe(table, low, high):
    assert np.round(miettinen_nurminen(*table), 3).tolist() == [low, high]


@pytest.mark.parametrize(("table", "low", "high"), KOOPMAN)
def test_koopman_prints_gart_and_nam(table, low, high):
    assert np.round(miettinen_nurminen(*table, corrected=False), 3).tolist() == [low, high]


def test_both_print_fagerlands_example():
    assert ratio(*PERONDI) == pytest.approx(7.0, abs=1e-12)
    assert np.round(miettinen_nurminen(*PERONDI), 4).tolist() == [1.2086, 43.0330]
    koopman = miettinen_nurminen(*PERONDI, corrected=False)
    assert np.round(koopman, 4).tolist() == [1.2209, 42.5757]


def test_risk_ratio_prints_the_idea_data_centers_example():
    # Bollmer et al. (2014), IDEA Data Center, as worked in the UNC Charlotte DTAT tool.
    assert round(float(ratio(316, 6224, 906, 45810)), 2) == 2.57
