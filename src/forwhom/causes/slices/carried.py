"""What each school, grade and kind of event carries of a gap, and which of them surely do."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from forwhom.causes.cause import Evidence, Measured, Real, Silent
from forwhom.causes.slices.kinds import Kinds, kinds_of
from forwhom.causes.slices.words import NOTHING_ASKED, Said, sentences
from forwhom.disparities.pack import Whole
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.family import LEVEL
from forwhom.disparities.search.larger_here import LargerHere
from forwhom.disparities.search.slices import Asked
from forwhom.disparities.search.slices import Kinds as AskedKinds
from forwhom.disparities.search.where import Where, where
from forwhom.results.explanation import GAPS, Row, Texts
from forwhom.stats.kitagawa import kitagawa

SCHOOL, GRADE = "school", "grade"


@dataclass(frozen=True)
class _Question:
    """The children asked about, in numbers: whose group, where, and what happened to each."""

    evidence: Evidence
    known: Whole  # places of the children asked, in `evidence.children`
    asked: Asked
    outcome: Real
    schools: Whole  # each stratum's
    grades: Whole | None  # each stratum's; None where the grade is part of the outcome

    @property
    def is_mean(self) -> bool:
        return self.evidence.measure["kind"] != "share"


def carried(evidence: Evidence) -> Measured | Silent:
    """The gap by school, by grade and by kind of event: one family, told as rows."""
    question = _question(evidence)
    slices, names = _places(question)
    sets: dict[str, LargerHere | AskedKinds] = {}
    if len(slices):
        sets["places"] = LargerHere(
            question.asked, question.outcome, slices, is_mean=question.is_mean
        )
    number = np.full(len(evidence.children), -1)
    number[question.known] = np.arange(len(question.known))
    kinds = [kinds.of(number) for kinds in kinds_of(evidence)]
    amounts = [_Amounts.of(one, question) for one in kinds]
    for one in amounts:
        if one.asked is not None:
            sets[one.kinds.sort] = one.asked
    if not any(one.column.tested.any() for one in sets.values()):
        return Silent(NOTHING_ASKED)
    household = evidence.children.household
    homes = None if household is None else household[question.known]
    found = where(question.asked, question.outcome, homes, sets, is_mean=question.is_mean)
    rows = _place_rows(question, slices, names, found)
    for one in amounts:
        rows += one.rows(question, found)
    return _measured(evidence, rows, found)


def _measured(evidence: Evidence, rows: list[Said], found: Where) -> Measured:
    certain = [one for one in rows if one.row.certain]
    rest = [one for one in rows if not one.row.certain]
    return Measured(
        gap=evidence.gap,
        sentences=sentences(evidence, certain, found.asked),
        rows=[one.row for one in (*certain, *rest)],
        shape=GAPS,
        numbers={
            "slices_asked": float(found.asked),
            "certain": float(len(certain)),
            "draws": float(found.draws),
        },
    )


def _question(evidence: Evidence) -> _Question:
    children = evidence.children
    of_cohort = "cohorts" in evidence.measure.get("reads", ())
    known = np.flatnonzero(evidence.group | evidence.others)
    place = (children.school if of_cohort else children.stratum)[known]
    order = np.argsort(place, kind="stable")
    known, place = known[order], place[order]
    kept, stratum = np.unique(place, return_inverse=True)
    schools = kept if of_cohort else children.schools[kept]
    grades = None if of_cohort else children.grades[kept]
    asked = Asked(evidence.group[known], stratum.astype(np.int64))
    return _Question(evidence, known, asked, evidence.outcome[known], schools, grades)


def _places(question: _Question) -> tuple[np.ndarray, list[tuple[str, int]]]:
    """Schools and grades as slices of strata, where there are two of them."""
    found, names = [], []
    for kind, of in ((SCHOOL, question.schools), (GRADE, question.grades)):
        numbers = [] if of is None else np.unique(of).tolist()
        for number in numbers if len(numbers) > 1 else []:
            found.append(of == number)
            names.append((kind, number))
    return np.array(found, np.bool_).reshape(len(found), len(question.schools)), names


def _place_rows(
    question: _Question, slices: np.ndarray, names: list[tuple[str, int]], found: Where
) -> list[Said]:
    """A row for each place asked; the others of a kind together, with what they add."""
    if not names:
        return []
    told, rows = found.told["places"], []
    sums = [question.asked.of(part) for part in _parts(question)]
    adds = {kind: _adds(sums, slices, names, kind) for kind in (SCHOOL, GRADE)}
    called = _Names(question.evidence)
    for at, (kind, number) in enumerate(names):
        if not told.tested[at]:
            continue
        of = (kind, _id(question.evidence.children, kind, number))
        row = Row(name=called(kind, of[1]), of=of, adds=float(adds[kind][at]),
                  certain=bool(told.adjusted[at] <= LEVEL))  # fmt: skip
        row = _compared(row, question, [part[slices[at]].sum() for part in sums])
        rows.append(Said(row, float(told.score[at]), is_place=True))
    for kind in (SCHOOL, GRADE):
        mine = [at for at, (name, _) in enumerate(names) if name == kind]
        rows += _rest([at for at in mine if not told.tested[at]], adds[kind], kind)
    return rows


def _rest(places: list[int], adds: Real, kind: str) -> list[Said]:
    if not places:
        return []
    name = OTHER_PLACES[kind]
    return [Said(Row(name=name, adds=float(adds[places].sum())), 0.0, is_place=True)]


OTHER_PLACES: dict[str, Texts] = {
    SCHOOL: {"en": "Schools with too few to tell", "es": "Escuelas con muy pocos para saber"},
    GRADE: {"en": "Grades with too few to tell", "es": "Grados con muy pocos para saber"},
}
OTHER_KINDS: Texts = {"en": "Others or not recorded", "es": "Otros o sin registro"}


def _parts(question: _Question) -> list[Real]:
    """Of each child: the group's outcome, square and number, and the others'."""
    y, mine = question.outcome, question.asked.group.astype(np.float64)
    return [part * side for side in (mine, 1 - mine) for part in (y, y * y, np.ones(len(y)))]


def _adds(sums: list[Real], slices: np.ndarray, names: list[tuple[str, int]], kind: str) -> Real:
    """What each place of one kind adds to the gap, Kitagawa's terms; they add up to it."""
    mine = np.array([name == kind for name, _ in names])
    total, _, n, other_total, _, other_n = (slices @ part for part in sums)
    found = np.zeros(len(names))
    if mine.any():
        split = kitagawa(total[mine], n[mine], other_total[mine], other_n[mine])
        found[mine] = split.composition_of + split.rate_of
    return found


def _compared(row: Row, question: _Question, sums: list[float]) -> Row:
    """The row with both rates there, and their difference with 95 % limits."""
    total, squares, n, other_total, other_squares, other_n = sums
    if question.is_mean:
        from forwhom.stats.scores import difference_interval

        low, high = difference_interval(n, total, squares, other_n, other_total, other_squares)
    else:
        from forwhom.stats.differences import newcombe

        low, high = newcombe(total, n, other_total, other_n)
    rate, other = total / max(n, 1), other_total / max(other_n, 1)
    return replace(
        row, unit=_unit(question), children=int(n), others=int(other_n), rate=float(rate),
        comparison_rate=float(other), difference=float(rate - other),
        difference_low=_number(low), difference_high=_number(high),
    )  # fmt: skip


def _number(value: Real) -> float | None:
    return float(value) if np.isfinite(value) else None


def _unit(question: _Question) -> str:
    unit = question.evidence.measure.get("unit")
    return "share" if not question.is_mean else (unit["many"] if unit else "points")


def _id(children: Children, kind: str, number: int) -> str:
    return children.school_ids[number] if kind == SCHOOL else children.values["grade"][number]


class _Names:
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
        if kind == GRADE:
            return {"en": f"Grade {place}", "es": f"Grado {place}"}
        name = self.schools.get(place) or place
        return {"en": name, "es": name}


@dataclass(frozen=True)
class _Amounts:
    """One sort of kinds: those that enough children had, asked of; and what all of them add."""

    kinds: Kinds
    chosen: Whole
    asked: AskedKinds | None
    outcome_of: Real  # children of the question x chosen kinds: what of the outcome is of each

    @staticmethod
    def of(kinds: Kinds, question: _Question) -> _Amounts:
        chosen = kinds.often_enough()
        n = len(question.known)
        every = np.zeros((n, len(chosen)))
        place = np.full(len(kinds.names), -1)
        place[chosen] = np.arange(len(chosen))
        mine = place[kinds.code] >= 0
        every[kinds.child[mine], place[kinds.code[mine]]] = kinds.amount[mine]
        whole = np.bincount(kinds.child, kinds.amount, n)
        outcome_of = every * (question.outcome / np.where(whole > 0, whole, 1.0))[:, None]
        told = outcome_of if question.is_mean else (every >= kinds.least).astype(np.float64)
        telling = np.flatnonzero(told.any(axis=1))
        asked = None
        if len(chosen) and len(telling):
            asked = AskedKinds(question.asked, told[telling], telling, is_mean=question.is_mean)
        return _Amounts(kinds, chosen, asked, outcome_of)

    def rows(self, question: _Question, found: Where) -> list[Said]:
        """A row for each kind; where all make up the outcome, the rest of it as one more."""
        if self.asked is None:
            return []
        told, rows = found.told[self.kinds.sort], []
        mine = question.asked.group
        adds = self.outcome_of[mine].mean(axis=0) - self.outcome_of[~mine].mean(axis=0)
        for at, code in enumerate(self.chosen.tolist()):
            if not told.tested[at]:
                adds[at] = 0.0
                continue
            row = Row(name=self.kinds.name(code), certain=bool(told.adjusted[at] <= LEVEL),
                      adds=float(adds[at]) if self.kinds.parts else None)  # fmt: skip
            row = _compared(row, question, self._sums(at, question))
            rows.append(Said(row, float(told.score[at]), is_place=False))
        left = question.evidence.gap - float(adds.sum())
        if self.kinds.parts and abs(left) > 1e-9:
            name = {lang: f"{_SORTS[self.kinds.sort][lang]}: {text.lower()}"
                    for lang, text in OTHER_KINDS.items()}  # fmt: skip
            rows.append(Said(Row(name=name, adds=left), 0.0, is_place=False))
        return rows

    def _sums(self, at: int, question: _Question) -> list[float]:
        assert self.asked is not None
        telling = self.asked.telling
        values = np.zeros(len(question.known))
        values[telling] = self.asked.amounts[:, at]
        return [float(part.sum()) for part in _parts(replace(question, outcome=values))]


_SORTS: dict[str, Texts] = {
    "month": {"en": "Months", "es": "Meses"},
    "place": {"en": "Places", "es": "Lugares"},
    "behavior": {"en": "Behaviors", "es": "Conductas"},
    "hour": {"en": "Hours", "es": "Horas"},
    "course": {"en": "Courses", "es": "Cursos"},
}
