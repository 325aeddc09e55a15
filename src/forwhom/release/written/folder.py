"""Writing a release's folder: aside first, then in its place by one renaming."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.privacy.ladder import HIDDEN_MARK, Step, shown
from forwhom.release.declared.lattice import Lattice
from forwhom.release.released import (
    ABOUT,
    CERTIFICATE,
    COLUMNS,
    DICTIONARY,
    LATTICE,
    NUMBERS,
    NUMBERS_JSON,
    Number,
    Release,
)
from forwhom.release.written.certificate import as_text
from forwhom.release.written.dictionary import dictionary

if TYPE_CHECKING:
    from forwhom.release.protected.prove import Proved


def about_release(about: dict[str, Any], lattice: Lattice, digest: str) -> dict[str, Any]:
    """release.json: of whom the release tells, in which words; nothing that was counted."""
    groups = {g["dimension"]: g for g in about["groups"]}
    measures = {m["name"]: m for m in about["measures"]}
    cards = ("name", "title", "asks", "says", "why_it_matters", "source", "spanish", "domain")
    words = ("dimension", "title", "title_es", "about", "when", "source", "values")
    return {
        "id": digest[:12],
        "forwhom": version("forwhom"),
        "audience": lattice.audience,
        "district": about["district"],
        "language": about["language"],
        "legal_profile": about["legal_profile"],
        "threshold": lattice.threshold,
        "width": lattice.width,
        "school_years": list(lattice.years),
        "as_of": about.get("as_of"),
        "places": list(lattice.places),
        "groups": [list(table) for table in lattice.groups],
        "measures": [
            {k: measures[name].get(k) for k in (*cards, "better", "among_says", "counts_says")}
            for name in lattice.measures
        ],
        "dimensions": [{k: groups[d].get(k) for k in words} for d in lattice.dimensions],
        "schools": [{k: s[k] for k in ("school_id", "name", "level")} for s in about["schools"]],
    }


def shown_numbers(proved: Sequence[Proved]) -> Iterator[Number]:
    """Every declared number as it is shown: by measure, year, place and group."""
    for one in proved:
        tables = one.tables
        width = len(tables.groups)
        for at, measure in enumerate(tables.measures):
            for place, linked in sorted(tables.places.items()):
                steps = one.steps[place]
                for i, group in enumerate(tables.groups):
                    g = at * width + i
                    n, k = int(linked.children[g]), int(linked.truth[g])
                    rate = shown(k, n, Step(steps[g]))
                    size = HIDDEN_MARK if rate == HIDDEN_MARK else str(n)
                    yield Number(measure, tables.school_year, *place, group, size, rate)


def write_release(
    new: Path,
    proved: Sequence[Proved],
    about: dict[str, Any],
    lattice: Lattice,
    certify: Callable[[dict[str, str]], dict[str, Any]],
    pages: Callable[[Release], dict[str, str]],
) -> dict[str, str]:
    """Write the whole release into the folder `new`, the certificate last; the files' hashes."""
    new.mkdir(parents=True)
    rows = list(shown_numbers(proved))
    texts = {
        NUMBERS: _csv(rows),
        NUMBERS_JSON: _json_lines(rows),
        LATTICE: lattice.toml(),
        ABOUT: json.dumps(about, ensure_ascii=False, indent=1) + "\n",
        DICTIONARY: dictionary(about),
    }
    _write(new, texts)
    texts |= (made := pages(Release.read(new)))
    _write(new, made)
    hashes = {n: hashlib.sha256(t.encode()).hexdigest() for n, t in sorted(texts.items())}
    told = as_text(certify(hashes))
    _write(new, {CERTIFICATE: told})
    return {**hashes, CERTIFICATE: hashlib.sha256(told.encode()).hexdigest()}


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def _csv(rows: Sequence[Number]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(row, name) for name in COLUMNS] for row in rows)
    return text.getvalue()


def _json_lines(rows: Sequence[Number]) -> str:
    lines = (json.dumps({c: getattr(row, c) for c in COLUMNS}, ensure_ascii=False) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"
