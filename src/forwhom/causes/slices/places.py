"""Schools and grades: the gap in each, what each adds, and where it is larger than elsewhere."""

from __future__ import annotations

import numpy as np

from forwhom.causes.cause import Evidence, Real
from forwhom.causes.slices.question import Question, compared, marked, parts_of
from forwhom.causes.slices.words import Said
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.family import LEVEL
from forwhom.disparities.search.where import Where
from forwhom.results.explanation import Row, Texts
from forwhom.stats.kitagawa import kitagawa

SCHOOL, GRADE = "school", "grade"


def places_of(question: Question) -> tuple[np.ndarray, list[tuple[str, int]]]:
    """Schools and grades as slices of strata, where there are two of them."""
    found, names = [], []
    for kind, of in ((SCHOOL, question.schools), (GRADE, question.grades)):
        numbers = [] if of is None else np.unique(of).tolist()
        for number in numbers if len(numbers) > 1 else []:
            found.append(of == number)
            names.append((kind, number))
    return np.array(found, np.bool_).reshape(len(found), len(question.schools)), names


def place_rows(
    question: Question, slices: np.ndarray, names: list[tuple[str, int]], found: Where
) -> list[Said]:
    """A row for each place asked; the others of a kind together, with what they add."""
    if not names:
        return []
    told, rows = found.told["places"], []
    sums = [question.asked.of(part) for part in parts_of(question)]
    adds = {kind: _adds(sums, slices, names, kind) for kind in (SCHOOL, GRADE)}
    called = Names(question.evidence)
    for at, (kind, number) in enumerate(names):
        if not told.tested[at]:
            continue
        of = (kind, _id(question.evidence.children, kind, number))
        row = Row(name=called(kind, of[1]), of=of, adds=float(adds[kind][at]))
        row = compared(row, question, [part[slices[at]].sum() for part in sums])
        sure = bool(told.adjusted[at] <= LEVEL)
        rows.append(Said(marked(row, sure=sure), float(told.score[at]), sure=sure))
    for kind in (SCHOOL, GRADE):
        mine = [at for at, (name, _) in enumerate(names) if name == kind]
        rows += _rest([at for at in mine if not told.tested[at]], adds[kind], kind)
    return rows


def _rest(places: list[int], adds: Real, kind: str) -> list[Said]:
    if not places:
        return []
    name = OTHER_PLACES[kind]
    return [Said(Row(name=name, adds=float(adds[places].sum())), 0.0)]


OTHER_PLACES: dict[str, Texts] = {
    SCHOOL: {"en": "Schools with too few to tell", "es": "Escuelas con muy pocos para saber"},
    GRADE: {"en": "Grades with too few to tell", "es": "Grados con muy pocos para saber"},
}


def _adds(sums: list[Real], slices: np.ndarray, names: list[tuple[str, int]], kind: str) -> Real:
    """What each place of one kind adds to the gap, Kitagawa's terms; they add up to it."""
    mine = np.array([name == kind for name, _ in names])
    total, _, n, other_total, _, other_n = (slices @ part for part in sums)
    found = np.zeros(len(names))
    if mine.any():
        split = kitagawa(total[mine], n[mine], other_total[mine], other_n[mine])
        found[mine] = split.composition_of + split.rate_of
    return found


def _id(children: Children, kind: str, number: int) -> str:
    return children.school_ids[number] if kind == SCHOOL else children.values["grade"][number]


class Names:
    """What places are called: schools by their names where the records hold them."""

    def __init__(self, evidence: Evidence) -> None:
        self.schools: dict[str, str] = {}
        tables = evidence.records.tables if evidence.records is not None else None
        if tables is not None and tables.has("schools"):
            if "why schools" not in tables.kept:
                chosen = tables.frame("schools").select("school_id", "name")
                tables.kept["why schools"] = tables.engine.fetch(chosen)
            found = tables.kept["why schools"].to_pylist()
            self.schools = {row["school_id"]: row["name"] for row in found}

    def __call__(self, kind: str, place: str) -> Texts:
        """The name of a school or grade."""
        if kind == GRADE:
            return {"en": f"Grade {place}", "es": f"Grado {place}"}
        if not place:
            return {"en": "School not recorded", "es": "Escuela sin registro"}
        name = self.schools.get(place) or place
        return {"en": name, "es": name}
