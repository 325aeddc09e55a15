"""Which measures a matrix speaks of, which version holds, and what is said where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.causes.cause import Evidence, Silent
from forwhom.causes.matrix.change import OUTCOMES
from forwhom.data.matrix import Matrix, in_force, matrices
from forwhom.results.explanation import Texts
from forwhom.words.numbers import Language

READS = ("incidents", "incident_students", "consequences")
LANGUAGES: tuple[Language, ...] = ("en", "es")


def of_consequences(measure: Mapping[str, Any]) -> bool:
    """Whether a measure counts what follows a referral."""
    return measure.get("name") in OUTCOMES


def holding(evidence: Evidence) -> Matrix | Silent:
    """The version that held in the finding's year, or what to write."""
    assert evidence.records is not None  # the cause reads tables, so it has them
    versions = matrices(evidence.records.section("matrix"))
    if not versions:
        return Silent(NO_MATRIX)
    found = in_force(versions, evidence.finding.school_year)
    return found or Silent(_too_new(versions[0].since, evidence.finding.school_year))


def proposed(evidence: Evidence) -> Matrix | None:
    """The newest version of a `--what-if` file."""
    records = evidence.records
    assert records is not None  # the cause reads tables, so it has them
    versions = matrices(list(records.proposed.get("matrix", ())), records.proposed_in)
    return versions[-1] if versions else None


def _too_new(since: str, year: str) -> Texts:
    return {
        "en": f"The first [[matrix]] of forwhom.toml holds from {since}; the finding is of {year}.",
        "es": f"La primera [[matrix]] de forwhom.toml rige desde {since}; esto es de {year}.",
    }


NO_MATRIX: Texts = {
    "en": "Write the district's discipline matrix into forwhom.toml, as [[matrix]]: which "
    "responses each behavior allows.",
    "es": "Escriba la matriz de disciplina del distrito en forwhom.toml, como [[matrix]]: qué "
    "respuestas permite cada conducta.",
}
NO_INCIDENTS: Texts = {
    "en": "No incident of this year names what a child did in a way that the matrix knows.",
    "es": "Ningún incidente de este año nombra una conducta que la matriz conozca.",
}
