"""Small CALPADS files, written for these tests by the layout that the reader has.

They are our own: no district's file and no agency's sample stood behind them.
"""

from __future__ import annotations

from pathlib import Path

YEAR, LAKE, HILL = "2025-2026", "0112233", "1112244"


def record(kind: str, width: int, **fields: object) -> str:
    """One line: `f8="…"` fills the eighth field."""
    row = [""] * width
    row[0] = kind
    for name, value in fields.items():
        row[int(name[1:]) - 1] = str(value)
    return "^".join(row)


def senr(who: str, school: str = LAKE, **more: object) -> str:
    told = {"f17": "20120405", "f18": "F", "f22": "20250811", "f23": "10", "f24": "05", **more}
    return record("SENR", 39, f4="1010101", f5=school, f7=YEAR, f8=who, **told)


def sinf(who: str, **more: object) -> str:
    told = {"f4": "20250811", "f18": "20120405", "f19": "F", "f23": "N", **more}
    return record("SINF", 42, f7=LAKE, f8=YEAR, f9=who, **told)


def sela(who: str, status: str, start: str, language: str = "spa") -> str:
    told = {"f13": status, "f14": start, "f15": language}
    return record("SELA", 16, f5=LAKE, f6=YEAR, f7=who, **told)


def sprg(who: str, program: str, start: str = "20250811", **more: object) -> str:
    told = {"f13": program, "f14": "1", "f15": start, **more}
    return record("SPRG", 26, f5=LAKE, f6=YEAR, f7=who, **told)


def stas(who: str, expected: object, *days: object, exempt: str = "N") -> str:
    told = {f"f{17 + place}": day for place, day in enumerate(days)}
    return record("STAS", 24, f5=LAKE, f6=YEAR, f7=who, f13=exempt, f15=expected, **told)


def sinc(incident: str, day: str = "20251014", school: str = LAKE) -> str:
    return record("SINC", 17, f5=school, f6=YEAR, f13=incident, f14=day, f15="Y")


def sirs(who: str, incident: str, result: str, days: object = "") -> str:
    told = {"f13": incident, "f14": result, "f16": days}
    return record("SIRS", 17, f5=LAKE, f6=YEAR, f7=who, **told)


def soff(who: str, incident: str, offense: str) -> str:
    return record("SOFF", 15, f5=LAKE, f6=YEAR, f7=who, f13=incident, f14=offense)


def folder(place: Path, *lines: str, ends: str = "\r\n") -> Path:
    """A folder with a file for each record type, named like it."""
    place.mkdir(exist_ok=True)
    kinds: dict[str, list[str]] = {}
    for line in lines:
        kinds.setdefault(line.split("^")[0], []).append(line)
    for kind, rows in kinds.items():
        text = "".join(row + ends for row in rows)
        (place / f"{kind}.txt").write_text(text, encoding="utf-8", newline="")
    return place
