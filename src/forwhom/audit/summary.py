"""What an audit found, in a few lines for the screen, in the audit's language."""

from __future__ import annotations

from typing import Any

from forwhom.audit.look import lacking
from forwhom.audit.screen import line, wrapped
from forwhom.measures import MEASURES
from forwhom.results import AuditFolder

REPORT = "report.html"

WORDS = {
    "en": {
        "looked": "Looked at",
        "students": "{students} students in {schools} schools, {years}",
        "published": "{numbers} published numbers, {hidden} of them hidden or bounded, {years}",
        "to": "{first} to {last}",
        "measures": "Measures",
        "counted": "{counted} counted, {without} without data",
        "disparities": "Disparities",
        "compared": "{number} compared in {seconds} seconds",
        "findings": "Findings",
        "worth": "{number} worth a look, not yet corrected for the number of looks",
        "found": "{found} found, {worth} worth a look",
        "first": "First",
        "none": "No group stood out.",
        "open": "Open",
        "inside": "Inside data: keep it in the district. For others: forwhom publish.",
    },
    "es": {
        "looked": "Se revisó",
        "students": "{students} estudiantes en {schools} escuelas, {years}",
        "published": "{numbers} números publicados, {hidden} ocultos o acotados, {years}",
        "to": "de {first} a {last}",
        "measures": "Medidas",
        "counted": "{counted} calculadas, {without} sin datos",
        "disparities": "Disparidades",
        "compared": "{number} comparadas en {seconds} segundos",
        "findings": "Hallazgos",
        "worth": "{number} que merecen atención, aún sin corregir por el número de comparaciones",
        "found": "{found} halladas, {worth} que merecen una mirada",
        "first": "Primero",
        "none": "Ningún grupo se distinguió.",
        "open": "Abrir",
        "inside": "Datos internos: no deben salir del distrito. Para otros: forwhom publish.",
    },
}


def audit_lines(found: AuditFolder, seconds: float) -> list[str]:
    """Whom the audit looked at, what it counted, the first finding, and where the report is."""
    about = found.about
    words = WORDS[about["language"]]
    years = about["school_years"]
    span = words["to"].format(first=years[0], last=years[-1]) if len(years) > 1 else years[0]
    counted = sum(measure["status"] == "ok" for measure in about["measures"])
    students = f"{about['students'].get(about['latest_year'], 0):,}"
    first = found.findings[0] if found.findings else None
    sentence = str(getattr(first, f"sentence_{about['language']}")) if first else words["none"]
    sure = sum(finding.strength == "found" for finding in found.findings)
    facts: dict[str, dict[str, object]] = {
        "students": {"students": students, "schools": len(about["schools"]), "years": span},
        "counted": {"counted": counted, "without": len(about["measures"]) - counted},
        "compared": {"number": f"{len(found.disparities):,}", "seconds": f"{seconds:.0f}"},
        "worth": {"number": f"{len(found.findings):,}"},
    }
    if "published" in about:
        told = {name: f"{about['published'][name]:,}" for name in ("numbers", "hidden")}
        facts = {"published": {**told, "years": span}, **dict(list(facts.items())[1:])}
    if about.get("search", {}).get("made"):
        facts.pop("worth")
        facts["found"] = {"found": f"{sure:,}", "worth": f"{len(found.findings) - sure:,}"}
    leads = zip(("looked", "measures", "disparities", "findings"), facts.items(), strict=True)
    lines = [line(words[lead], words[name].format(**given)) for lead, (name, given) in leads]
    lines += wrapped(words["first"], sentence)
    return [*lines, line(words["open"], found.folder / REPORT), line("", words["inside"])]


def as_dict(found: AuditFolder) -> dict[str, Any]:
    """The same for machines."""
    about = found.about
    return {
        "audit": str(found.folder),
        "report": str(found.folder / REPORT),
        "latest_year": about["latest_year"],
        "students": about["students"],
        "measures": {measure["name"]: measure["status"] for measure in about["measures"]},
        "disparities": len(found.disparities),
        "findings": len(found.findings),
        "found": sum(finding.strength == "found" for finding in found.findings),
    }


def measures_as_dict() -> dict[str, Any]:
    """Every measure by its name: the question, among whom, what is counted, and its source."""
    return {
        name: {
            "asks": measure.asks,
            "among": str(measure.among),
            "counts": str(measure.outcome),
            "source": measure.source,
            "reads": lacking(measure, {}),
        }
        for name, measure in MEASURES.items()
    }


def measure_lines() -> list[str]:
    """Every measure under its domain, with the question it asks and the records it reads."""
    width = max(map(len, MEASURES)) + 4
    lines: list[str] = []
    domain = ""
    for name, measure in MEASURES.items():
        if measure.domain != domain:
            domain = measure.domain
            lines += ["", domain.replace("_", " ").capitalize()]
        lines += wrapped(f"  {name}", measure.asks, width)
        lines += wrapped("", f"reads {'; '.join(lacking(measure, {}))}", width)
    return lines[1:]
