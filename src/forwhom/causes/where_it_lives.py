"""Where one gap lies: the schools, grades, months, places, behaviors and courses that carry it."""

from __future__ import annotations

from forwhom.causes.cause import Cause
from forwhom.causes.slices.carried import carried

cause = Cause(
    question={
        "en": "Where does this gap lie, and in what kinds of events?",
        "es": "¿Dónde está esta brecha y en qué tipo de hechos?",
    },
    assumes={
        "en": "Of a school or grade we ask if the gap is larger than elsewhere, given how common "
        "this is there. Of a kind of event we ask if more of these students had it than others of "
        "their school and grade. Each student counts once. A row is marked only where its own "
        "limits leave out 0 as well.",
        "es": "De una escuela o un grado preguntamos si la brecha es mayor que en los demás, según "
        "lo común que es allí. De un tipo de hecho, si más de estos estudiantes lo tuvieron que "
        "otros de su escuela y grado. Cada estudiante cuenta una vez. Una fila se marca solo si "
        "sus propios límites también dejan fuera el 0.",
    },
    cannot={
        "en": "A place not marked may hold the gap as well: with few students nobody can tell. It "
        "does not show why the gap lies where it does.",
        "es": "Un lugar sin marca también puede tener la brecha: con pocos estudiantes no se puede "
        "saber. No muestra por qué la brecha está donde está.",
    },
    source="Westfall and Young (1993), Resampling-Based Multiple Testing, 2.8; Zelen (1971), "
    "Biometrika 58:129-137.",
    explain=carried,
)
