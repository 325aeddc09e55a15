"""A served district that has an audit, findings at schools, and a release for each audience."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from forwhom.release.released import ABOUT, NUMBERS, Release
from forwhom.report.released import pages
from forwhom.results.chain import START, as_line, linked
from forwhom.results.names import finding_id
from forwhom.results.read import DISPARITIES, FINDINGS, open_audit
from tests.engine.report.folder import GROUP
from tests.engine.report.folder import make as make_audit
from tests.engine.report.release_folder import make as make_release

AUDIT, PUBLIC, COMMITTEE = "0001", "ab12cd34ef56", "cd34ef56ab12"
OWN, SIBLING = "0101", "0102"
AS_MADE = {"201": OWN, "202": SIBLING}  # the made-up audit's own names for them
DISTRICT_FINDING = finding_id("suspended", "district", "district", GROUP, "others")
OWN_FINDING = finding_id("suspended", "school", OWN, GROUP, "others")
SIBLING_FINDING = finding_id("suspended", "school", SIBLING, GROUP, "others")


def fill(district: Path) -> Path:
    """Put the audit and both releases into a district's folder, and give it back."""
    (district / "tables").mkdir(parents=True)
    (district / "audits").mkdir()
    audit = make_audit(district / "audits" / AUDIT)
    _named_as_here(audit)
    _also_at_schools(audit)
    previous, lines = START, []
    for name, audience in ((PUBLIC, "public"), (COMMITTEE, "committee")):
        release = make_release(district / "releases" / name, id=name, audience=audience)
        for file in (ABOUT, NUMBERS):
            text = (release.folder / file).read_text("utf-8")
            for made, here in AS_MADE.items():
                text = text.replace(f'"{made}"', f'"{here}"').replace(f",{made},", f",{here},")
            (release.folder / file).write_text(text, "utf-8")
        release = Release.read(release.folder)
        for page, text in pages(release).items():
            (release.folder / page).write_text(text, "utf-8")
        (release.folder / "certificate.json").write_text("{}", "utf-8")
        (release.folder / "data-dictionary.csv").write_text("column,meaning\n", "utf-8")
        row = linked({"id": name, "audience": audience}, previous)
        previous = row["hash"]
        lines.append(as_line(row))
    ledger = "[\n" + ",\n".join(lines) + "\n]\n"
    (district / "releases" / "ledger.json").write_text(ledger, "utf-8")
    return district


def _named_as_here(audit: Path) -> None:
    """The schools of the audit under the names that the web's tests know them by."""
    about = (audit / "audit.json").read_text("utf-8")
    for made, here in AS_MADE.items():
        about = about.replace(f'"{made}"', f'"{here}"')
    (audit / "audit.json").write_text(about, "utf-8")
    path = audit / DISPARITIES
    table = pyarrow.parquet.read_table(path)
    ids = [AS_MADE.get(each, each) for each in table.column("place_id").to_pylist()]
    at = table.column_names.index("place_id")
    column = pa.array(ids, pa.string()).dictionary_encode()
    pyarrow.parquet.write_table(table.set_column(at, "place_id", column), path)


def _also_at_schools(audit: Path) -> None:
    """The district's finding, told of two schools as well."""
    first = open_audit(audit).findings[0]
    more = [
        replace(first, id=name, place_type="school", place_id=school, children=90,
                sentence_en=f"At school {school}, 14 of 90 were suspended.",
                sentence_es=f"En la escuela {school}, 14 de 90 fueron suspendidos.")
        for name, school in ((OWN_FINDING, OWN), (SIBLING_FINDING, SIBLING))
    ]  # fmt: skip
    told = [vars(finding) for finding in (first, *more)]
    (audit / FINDINGS).write_text(json.dumps(told, ensure_ascii=False), "utf-8")
