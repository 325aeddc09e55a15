"""Whether what a district keeps of its own past still holds: its ledger, releases and readings."""

from __future__ import annotations

import json
from pathlib import Path

from forwhom.errors import ReleaseError
from forwhom.release.chosen import RELEASES
from forwhom.release.ledger import Ledger, digest
from forwhom.release.released import CERTIFICATE
from forwhom.release.written.inside import INSIDE
from forwhom.results.inside_log import district_of, log_state


def history(where: Path) -> dict[str, str]:
    """Names and states, in plain words; a state that begins with `broken` needs a person."""
    district = district_of(where) if where.is_dir() else None
    if district is None:
        return {"District": f"broken: `{where.name}` is no district's folder"}
    ledger = Ledger(district / RELEASES)
    ledger.recover()
    return {
        "Ledger": _ledger_state(ledger),
        "Releases": _releases_state(ledger),
        "Readings": log_state(district),
    }


def _ledger_state(ledger: Ledger) -> str:
    try:
        rows = ledger.rows
    except ReleaseError as error:
        return f"broken: {error.what}"
    lost = [row["id"] for row in rows if not (ledger.folder / INSIDE / row["id"]).is_dir()]
    if lost:
        return f"broken: the inside copy of release {lost[0]} is missing"
    return f"holds: {len(rows)} release{'s' * (len(rows) != 1)}"


def _releases_state(ledger: Ledger) -> str:
    """The releases beside the ledger, file by file; those that lie elsewhere are not looked for."""
    try:
        rows = {row["id"]: row for row in ledger.rows}
    except ReleaseError:
        return "not known, as the ledger does not hold"
    there = {name: ledger.folder / name for name in rows if (ledger.folder / name).is_dir()}
    for name, folder in there.items():
        if digest(folder / CERTIFICATE) != rows[name]["certificate"]:
            return f"broken: the certificate of release {name} was changed"
        certified = json.loads((folder / CERTIFICATE).read_text("utf-8"))["sha256"]
        changed = [file for file, sha in certified.items() if digest(folder / file) != sha]
        if changed:
            return f"broken: {changed[0]} of release {name} is not as it was certified"
    return f"as certified: {len(there)} of {len(rows)} are here"
