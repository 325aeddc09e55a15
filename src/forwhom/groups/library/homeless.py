"""Whether a child lacks a fixed, regular and adequate place to sleep at night."""

from __future__ import annotations

from forwhom.groups.group import NOT_REPORTED, Group, Value

group = Group(
    title="Housing",
    title_es="Vivienda",
    about="housing",
    when="any_day",
    when_says="On any day of the school year.",
    source="McKinney-Vento Homeless Assistance Act, section 725(2), 42 USC 11434a(2)",
    values={
        "Yes": Value(
            title="Experiencing homelessness",
            title_es="Sin vivienda estable",
            after="experiencing homelessness",
            after_es="sin vivienda estable",
        ),
        "No": Value(
            title="Not experiencing homelessness",
            title_es="Con vivienda estable",
            after="not experiencing homelessness",
            after_es="con vivienda estable",
        ),
        NOT_REPORTED: Value(
            title="Housing not reported",
            title_es="Sin dato sobre la vivienda",
            after="with no housing status reported",
            after_es="sin dato sobre la vivienda",
        ),
    },
    recorded="homeless",
    otherwise="No",
)
