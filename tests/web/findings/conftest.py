"""A district with an audit: a finding of the district, one of each of two schools, and a pair."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from forwhom.results.names import finding_id
from forwhom.web.findings.shown import _parts
from tests.engine.report.folder import GROUP, make

MINE, OTHER = "201", "203"
DISTRICT_SAYS = "18 of 100 Black or African American students were suspended."


@dataclass
class Audited:
    """The audit's folder, and the ids of its findings."""

    folder: Path
    district: str
    mine: str
    other: str
    pair: str


def _at_school(first: dict[str, Any], code: str, name: str) -> dict[str, Any]:
    found = finding_id("suspended", "school", code, GROUP, "others")
    said = {f"sentence_{lang}": f"At {name}: 18 of 100." for lang in ("en", "es")}
    where = {"place_type": "school", "place_id": code}
    return {**first, **where, **said, "id": found, "confirmed": True, "strength": "found"}


def put_audit(audits: Path, name: str = "one") -> Audited:
    """Write the audit into a district's folder of audits."""
    folder = make(audits / name)
    path = folder / "findings.json"
    first = json.loads(path.read_text("utf-8"))[0]
    pair_of = f"disability=Yes & {GROUP}"
    pair = {
        **first,
        "id": finding_id("suspended", "district", "district", pair_of, "others"),
        "group": pair_of,
        "sentence_en": "A pair stands apart.",
    }
    mine = _at_school(first, MINE, "Tehama Middle")
    other = _at_school(first, OTHER, "Butte Middle")
    path.write_text(json.dumps([first, mine, other, pair]), "utf-8")
    return Audited(folder, first["id"], mine["id"], other["id"], pair["id"])


@pytest.fixture
def audited(served: Path, district: Any) -> Audited:
    """The served district with one audit, and its two middle schools as places."""
    from forwhom.web.accounts.models import Place

    for code, name in ((MINE, "Tehama Middle"), (OTHER, "Butte Middle")):
        Place.objects.create(kind="school", code=code, name=name, within=district)
    _parts.cache_clear()
    return put_audit(served / "audits")


@pytest.fixture
def opened(audited: Audited) -> Callable[[Any, str], str]:
    """`opened(client, id)`: the finding's page once the team has looked."""

    def page(client: Any, which: str) -> str:
        client.post(f"/findings/{which}/open/")
        answer = client.get(f"/findings/{which}/")
        assert answer.status_code == 200
        return str(answer.content.decode())

    return page
