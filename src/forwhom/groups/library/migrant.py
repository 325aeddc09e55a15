"""Whether a child's family moves for seasonal work in farming or fishing."""

from __future__ import annotations

from forwhom.groups.group import NOT_REPORTED, Group, Value

group = Group(
    title="Migrant families",
    title_es="Familias migrantes",
    about="migrant",
    when="any_day",
    when_says="On any day of the school year.",
    source="ESEA section 1309(3), 20 USC 6399(3) (migratory child)",
    values={
        "Yes": Value(
            title="From migrant families",
            title_es="De familias migrantes",
            after="from migrant families",
            after_es="de familias migrantes",
        ),
        "No": Value(
            title="Not from migrant families",
            title_es="Otras familias",
            after="not from migrant families",
            after_es="de familias no migrantes",
        ),
        NOT_REPORTED: Value(
            title="Migrant status not reported",
            title_es="Sin dato sobre migración",
            after="with no migrant status reported",
            after_es="sin dato sobre familia migrante",
        ),
    },
    recorded="migrant",
    otherwise="No",
)
