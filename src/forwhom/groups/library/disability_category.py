"""The category of disability under which a child is served."""

from __future__ import annotations

from forwhom.groups.group import NOT_REPORTED, Group, Value

group = Group(
    title="Category of disability",
    title_es="Categoría de discapacidad",
    about="disability",
    when="last_in_year",
    when_says="The last one recorded in the school year.",
    source=(
        "34 CFR 300.8(c), the thirteen categories; 34 CFR 300.8(b), developmental delay, ages 3 "
        "through 9 where the state uses it"
    ),
    values={
        "Autism": Value(
            title="Autism", title_es="Autismo", after="with autism", after_es="con autismo"
        ),
        "Deaf-blindness": Value(
            title="Deaf-blindness",
            title_es="Sordoceguera",
            after="with deaf-blindness",
            after_es="con sordoceguera",
        ),
        "Deafness": Value(
            title="Deafness", title_es="Sordera", after="with deafness", after_es="con sordera"
        ),
        "Emotional disturbance": Value(
            title="Emotional disturbance",
            title_es="Trastorno emocional",
            after="served for emotional disturbance",
            after_es="con servicios por trastorno emocional",
        ),
        "Hearing impairment": Value(
            title="Hearing impairment",
            title_es="Impedimento auditivo",
            after="with a hearing impairment",
            after_es="con un impedimento auditivo",
        ),
        "Intellectual disability": Value(
            title="Intellectual disability",
            title_es="Discapacidad intelectual",
            after="with an intellectual disability",
            after_es="con una discapacidad intelectual",
        ),
        "Multiple disabilities": Value(
            title="Multiple disabilities",
            title_es="Discapacidades múltiples",
            after="with multiple disabilities",
            after_es="con discapacidades múltiples",
        ),
        "Orthopedic impairment": Value(
            title="Orthopedic impairment",
            title_es="Impedimento ortopédico",
            after="with an orthopedic impairment",
            after_es="con un impedimento ortopédico",
        ),
        "Other health impairment": Value(
            title="Other health impairment",
            title_es="Otro impedimento de salud",
            after="with other health impairments",
            after_es="con otros impedimentos de salud",
        ),
        "Specific learning disability": Value(
            title="Specific learning disability",
            title_es="Dificultad específica de aprendizaje",
            after="with a specific learning disability",
            after_es="con una dificultad específica de aprendizaje",
        ),
        "Speech or language impairment": Value(
            title="Speech or language impairment",
            title_es="Impedimento del habla o del lenguaje",
            after="with a speech or language impairment",
            after_es="con un impedimento del habla o del lenguaje",
        ),
        "Traumatic brain injury": Value(
            title="Traumatic brain injury",
            title_es="Lesión cerebral traumática",
            after="with a traumatic brain injury",
            after_es="con una lesión cerebral traumática",
        ),
        "Visual impairment": Value(
            title="Visual impairment",
            title_es="Impedimento visual",
            after="with a visual impairment",
            after_es="con un impedimento visual",
        ),
        "Developmental delay": Value(
            title="Developmental delay",
            title_es="Retraso en el desarrollo",
            after="with a developmental delay",
            after_es="con un retraso en el desarrollo",
        ),
        "None": Value(
            title="None",
            title_es="Ninguna",
            after="without disabilities",
            after_es="sin discapacidades",
        ),
        NOT_REPORTED: Value(
            title="Category of disability not reported",
            title_es="Sin dato sobre la categoría de discapacidad",
            after="with no disability category reported",
            after_es="sin dato sobre la categoría de discapacidad",
        ),
    },
    recorded="disability_category",
    otherwise="None",
)
