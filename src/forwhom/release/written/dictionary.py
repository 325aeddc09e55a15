"""The data dictionary of a release: what each column and each mark means."""

from __future__ import annotations

import csv
import io
from typing import Any

HEAD = ("column", "value", "meaning", "meaning_es")
MARKS = (
    (
        "rate",
        "12%",
        "A whole percentage, halves rounded up.",
        "Un porcentaje entero; las mitades se redondean hacia arriba.",
    ),
    (
        "rate",
        "10-19%",
        "A band: the whole percentage lies between these two, or is one of them.",
        "Una franja: el porcentaje entero está entre estos dos, o es uno de ellos.",
    ),
    (
        "rate",
        "<5% or >=95%",
        "Very few or nearly all; how few or how many is not told.",
        "Muy pocos o casi todos; no se dice cuántos.",
    ),
    (
        "rate",
        "a fraction from 0 to 1",
        "The exact share, told only of 300 children or more.",
        "La proporción exacta, que solo se da de 300 estudiantes o más.",
    ),
    (
        "rate and n",
        "*",
        "Not told: few children, a number that would give a small group away, or no children.",
        "No se dice: pocos estudiantes, un número que delataría a un grupo pequeño, o ninguno.",
    ),
)


def dictionary(about: dict[str, Any]) -> str:
    """data-dictionary.csv of a release, from its release.json."""
    rows: list[tuple[str, str, str, str]] = []
    for m in about["measures"]:
        spanish = m["spanish"] or m
        english_says, spanish_says = (f"{x['title']}. {x['asks']}" for x in (m, spanish))
        rows.append(("measure", m["name"], english_says, spanish_says))
    for d in about["dimensions"]:
        rows += [
            (f"group: {d['dimension']}", v["value"], v["title"], v.get("title_es") or v["title"])
            for v in d["values"]
        ]
    rows += [
        ("group", "all", "Everyone.", "Todos."),
        (
            "n",
            "a number",
            "Children the measure asks about.",
            "Estudiantes de quienes se pregunta.",
        ),
        *MARKS,
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(rows)
    return text.getvalue()
