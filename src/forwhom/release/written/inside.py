"""What stays inside of a release: exact counts, steps and small groups, which later ones need."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.errors import ReleaseError
from forwhom.privacy.protect import windows
from forwhom.release.declared.lattice import Lattice
from forwhom.release.protected.earlier import Earlier, Name, Told
from forwhom.release.released import LATTICE

if TYPE_CHECKING:
    from forwhom.release.protected.last_attack import SmallGroup
    from forwhom.release.protected.prove import Proved

INSIDE = ".inside"  # beside the releases, and never in one
NUMBERS, SMALL = "numbers.parquet", "small-groups.parquet"
KEYS = ("measure", "school_year", "place_type", "place_id", "group")
COUNTED = ("n", "count", "step", "told_low", "told_high")
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


def write_inside(folder: Path, proved: Sequence[Proved], lattice: Lattice) -> None:
    """The inside copy of a release, which only its owner may open."""
    folder.mkdir(mode=PRIVATE_FOLDER)
    _table(_numbers(proved), folder / NUMBERS)
    _table(_small([g for one in proved for g in one.small]), folder / SMALL)
    (folder / LATTICE).write_text(lattice.toml(), "utf-8", newline="\n")
    for path in folder.iterdir():
        path.chmod(PRIVATE_FILE)


def _numbers(proved: Sequence[Proved]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {name: [] for name in (*KEYS, *COUNTED)}
    for one in proved:
        tables = one.tables
        names = [(m, g) for m in tables.measures for g in tables.groups]
        for place, linked in sorted(tables.places.items()):
            steps = one.steps[place]
            low, high = windows(linked.truth, linked.children, steps)
            columns["measure"] += [m for m, _ in names]
            columns["group"] += [g for _, g in names]
            for name, value in zip(KEYS[1:4], (tables.school_year, *place), strict=True):
                columns[name] += [value] * len(names)
            counted = (linked.children, linked.truth, steps, low, high)
            for name, values in zip(COUNTED, counted, strict=True):
                columns[name] += values.tolist()
    return columns


def _small(small: Sequence[SmallGroup]) -> dict[str, list[Any]]:
    ordered = sorted(small, key=lambda g: tuple(getattr(g, key) for key in KEYS))
    columns: dict[str, list[Any]] = {key: [getattr(g, key) for g in ordered] for key in KEYS}
    columns["needed"] = [g.needed for g in ordered]
    for name in ("outside", "strongest"):
        for end, side in enumerate(("low", "high")):
            columns[f"{name}_{side}"] = [getattr(g, name)[end] for g in ordered]
    return columns


def _table(columns: dict[str, list[Any]], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet

    words = {*KEYS}
    fields = [(name, pa.string() if name in words else pa.int64()) for name in columns]
    table = pa.table(columns, schema=pa.schema(fields))
    pyarrow.parquet.write_table(table, path, compression="zstd")


def read_earlier(releases: Path, row: dict[str, Any]) -> Earlier:
    """The inside copy of the release of a row of the ledger. Raises ReleaseError."""
    folder = releases / INSIDE / row["id"]
    try:
        return Earlier(row["id"], row["audience"], _lattice(folder), _told(folder / NUMBERS))
    except (OSError, ValueError, KeyError) as error:
        raise ReleaseError(
            f"What release {row['id']} told cannot be read again.",
            where=str(folder),
            did="Nothing was published, as a release must be attacked together with all before it.",
            remedy="Bring that folder back from a backup.",
        ) from error


def _lattice(folder: Path) -> Lattice:
    found = tomllib.loads((folder / LATTICE).read_text("utf-8"))
    return Lattice(
        measures=tuple(found["measures"]),
        places=tuple(found["places"]),
        years=tuple(found["years"]),
        groups=tuple(tuple(table) for table in found["groups"]),
        nested=tuple(sorted(found["nested"].items())),
        threshold=found["threshold"],
        width=found["width"],
        audience=found["audience"],
        finest=found.get("finest", ""),
        least_hidden=found.get("least_hidden", False),
    )


def _told(path: Path) -> dict[Name, Told]:
    import pyarrow.parquet

    columns = pyarrow.parquet.ParquetFile(path).read().to_pydict()
    names = zip(*(columns[key] for key in KEYS), strict=True)
    counted = zip(*(columns[name] for name in COUNTED), strict=True)
    return {
        name: Told(step, count - low, high - count)
        for name, (_, count, step, low, high) in zip(names, counted, strict=True)
    }


def small_groups(releases: Path, id: str) -> list[dict[str, Any]]:  # noqa: A002
    """The small groups of a release by name, with their intervals: inside data."""
    import pyarrow.parquet

    path = releases / INSIDE / id / SMALL
    rows: list[dict[str, Any]] = pyarrow.parquet.ParquetFile(path).read().to_pylist()
    return rows
