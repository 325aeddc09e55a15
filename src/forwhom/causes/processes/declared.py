"""Reads a process as people write it in TOML, and says plainly what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from forwhom.causes.processes.process import FACT, MEASURE, PROGRAM, READS, TABLE, Gate, Process
from forwhom.data.table import Column, Kind
from forwhom.data.tables import TABLES
from forwhom.errors import DistrictError, did_you_mean
from forwhom.facts import FACTS
from forwhom.measures import MEASURES

STEPS = TABLES["programs"].columns["step"].values
JOINED = {  # what is known of a row of these tables besides its own columns
    "incident_students": ("incidents",),
    "consequences": ("incidents",),
    "seats": ("sections", "courses"),
}
ANY = "*"  # whatever stands there, as long as something does
OF_PROCESS = {"name", "title", "title_es", "measures", "goes_on", "gate"}
OF_GATE = {"name", "title", "title_es", "says", "says_es", "recorded", *READS, "so_far",
           "at_school", "amount", "unit", "unit_es"}  # fmt: skip
OF_KIND = {FACT: {"at_least"}, PROGRAM: {"step"}, TABLE: {"where"}}


@dataclass(frozen=True)
class Place:
    """Where a declaration stands, and how what is wrong with it is said."""

    text: str

    def wrong(self, what: str, remedy: str) -> NoReturn:
        """Refuse it."""
        raise DistrictError(what, where=self.text, did="Nothing was explained.", remedy=remedy)

    def known(self, what: str, word: str, known: Collection[str]) -> str:
        """The word, if it is one of those known."""
        if word not in known:
            near = did_you_mean(word, known) or f"Use one of {', '.join(sorted(known))}."
            self.wrong(f"There is no {what} `{word}`.", near)
        return word

    def only(self, entry: Mapping[str, Any], known: Collection[str]) -> None:
        """Refuse what nobody would read."""
        for key in entry:
            self.known("setting of a process", key, known)

    def text_of(self, entry: Mapping[str, Any], key: str) -> str:
        """A text that must be there."""
        found = entry.get(key)
        if not isinstance(found, str) or not found.strip():
            self.wrong(f"`{key}` is missing or no text.", f'Write {key} = "…".')
        return found

    def texts(self, entry: Mapping[str, Any], key: str) -> dict[str, str]:
        """A text in English and in Spanish; the first stands for both where only it is there."""
        first = self.text_of(entry, key)
        spanish = self.text_of(entry, f"{key}_es") if f"{key}_es" in entry else first
        return {"en": first, "es": spanish}

    def words(self, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """One word or a list of words."""
        found = entry.get(key)
        several = [found] if isinstance(found, str) else found
        if not isinstance(several, list) or not several:
            self.wrong(f"`{key}` is missing or no word.", f'Write {key} = "…" or a list of words.')
        if not all(isinstance(word, str) for word in several):
            self.wrong(f"`{key}` holds something that is no word.", "Put each in quotation marks.")
        return tuple(several)

    def flag(self, entry: Mapping[str, Any], key: str, default: bool = False) -> bool:
        """Yes or no."""
        found = entry.get(key, default)
        if not isinstance(found, bool):
            self.wrong(f"`{key}` is neither true nor false.", f"Write {key} = true, or leave it.")
        return found


def process_of(entry: Mapping[str, Any], where: str) -> Process:
    """A process from its section. Raises DistrictError, naming `where` it stands."""
    place = Place(where)
    place.only(entry, OF_PROCESS)
    name = place.text_of(entry, "name")
    written = entry.get("gate")
    if not isinstance(written, list) or not all(isinstance(g, dict) for g in written):
        place.wrong(f"The process `{name}` has no gates.", "Write each one as [[process.gate]].")
    gates = tuple(_gate(gate, where, name) for gate in written)
    measures = place.words(entry, "measures")
    _fit(Place(f"{where}, process `{name}`"), measures, gates)
    return Process(
        name=name,
        title=place.texts(entry, "title"),
        measures=measures,
        gates=gates,
        goes_on=place.flag(entry, "goes_on"),
    )


def _fit(place: Place, measures: tuple[str, ...], gates: tuple[Gate, ...]) -> None:
    """Each measure is read at a gate; no two gates have one name; an amount stands last."""
    names = [gate.name for gate in gates]
    for name in names:
        if names.count(name) > 1:
            place.wrong(f"Two gates are called `{name}`.", "Give one of them another name.")
    read = {name for gate in gates if gate.reads == MEASURE for name in gate.of}
    for measure in measures:
        place.known("measure", measure, MEASURES)
        if measure not in read:
            place.wrong(
                f"No gate reads the measure `{measure}`, so its gap has no place to end.",
                f'Write measure = "{measure}" at the gate where that is what happens.',
            )
    if any(gate.amount for gate in gates[:-1]):
        place.wrong("An amount stands before another gate.", "Put it last, or leave it out.")


def _gate(entry: Mapping[str, Any], where: str, process: str) -> Gate:
    named = entry.get("name")
    place = Place(f"{where}, process `{process}`, gate `{named}`")
    kinds = [kind for kind in READS if kind in entry]
    recorded = place.flag(entry, "recorded", default=True)
    if len(kinds) != (1 if recorded else 0):
        place.wrong(
            "It must be plain what record says that a child passed this gate.",
            f"Write one of {', '.join(READS)}; or recorded = false where nobody writes it down.",
        )
    kind = kinds[0] if kinds else ""
    place.only(entry, OF_GATE | OF_KIND.get(kind, set()))
    amount = place.flag(entry, "amount") or _is_mean(entry, kind)
    return Gate(
        name=place.text_of(entry, "name"),
        title=place.texts(entry, "title"),
        says=place.texts(entry, "says"),
        reads=kind,
        of=_of(place, entry, kind) if kind else (),
        so_far=place.flag(entry, "so_far"),
        at_school=place.flag(entry, "at_school"),
        amount=amount,
        unit=place.texts(entry, "unit") if amount else {},
        **_condition(place, entry, kind),
    )


def _is_mean(entry: Mapping[str, Any], kind: str) -> bool:
    measure = MEASURES.get(str(entry.get(MEASURE)))
    return kind == MEASURE and measure is not None and measure.kind != "share"


def _of(place: Place, entry: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    """What it reads, by name."""
    if kind == PROGRAM:
        return place.words(entry, kind)
    of_students = {name: 0 for name in TABLES if {"student_id", "school_year"} <= _has(name)}
    by_kind: dict[str, Collection[str]] = {MEASURE: MEASURES, FACT: FACTS, TABLE: of_students}
    return (place.known(kind, place.text_of(entry, kind), by_kind[kind]),)


def _condition(place: Place, entry: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """What of it counts as having passed."""
    if kind == FACT:
        least = entry.get("at_least", 1)
        if isinstance(least, bool) or not isinstance(least, int | float):
            place.wrong("`at_least` is no number.", "Write at_least = 1.")
        return {"at_least": float(least)}
    if kind == PROGRAM:
        steps = place.words(entry, "step") if "step" in entry else STEPS
        return {"steps": tuple(place.known("step", step, STEPS) for step in steps)}
    if kind == TABLE and "where" in entry:
        return {"where": _where(place, entry["where"], entry[TABLE])}
    return {}


def columns_of(table: str) -> dict[str, Column]:
    """The columns of a table and of the tables it is joined with."""
    found: dict[str, Column] = {}
    for name in (table, *JOINED.get(table, ())):
        found = {**TABLES[name].columns, **found}
    return found


def _has(table: str) -> set[str]:
    """Its columns, with the school year where a date tells it."""
    dated = any(TABLES[name].dated for name in (table, *JOINED.get(table, ())))
    return {*columns_of(table), *(["school_year"] if dated else [])}


def _where(place: Place, written: Any, table: str) -> dict[str, Any]:
    """Each column known, each word one that it can hold."""
    if not isinstance(written, dict):
        place.wrong("`where` names no columns.", 'Write where = { column = "word" }.')
    columns = columns_of(table)
    found: dict[str, Any] = {}
    for name, value in written.items():
        column = columns[place.known(f"column of {table}", name, columns)]
        found[name] = _value(place, name, column, value, written)
    return found


def _value(
    place: Place, name: str, column: Column, value: Any, written: Mapping[str, Any]
) -> float | bool | tuple[str, ...]:
    """At least a number, yes or no, or one of some words, as the column is."""
    if column.kind in (Kind.NUMBER, Kind.WHOLE):
        if isinstance(value, bool) or not isinstance(value, int | float):
            place.wrong(f"`{name}` is counted, and this is no number.", f"Write {name} = 1.")
        return float(value)
    if column.kind is Kind.YES_NO:
        return place.flag(written, name)
    words = place.words(written, name)
    for word in words if column.values else ():
        place.known(f"word of {name}", word, (*column.values, ANY))
    return words
