"""Whether a child's family has a low income, by the rule that the state uses."""

from __future__ import annotations

from forwhom.groups.group import NOT_REPORTED, Group, Value

group = Group(
    title="Family income",
    title_es="Ingresos de la familia",
    about="income",
    when="any_day",
    when_says="On any day of the school year.",
    source=(
        "ESEA section 1111(c)(2), 20 USC 6311(c)(2) (economically disadvantaged students); "
        "most states use eligibility for free or reduced-price meals"
    ),
    values={
        "Yes": Value(
            title="Low family income",
            title_es="Familias de bajos ingresos",
            after="from low-income families",
            after_es="de familias de bajos ingresos",
        ),
        "No": Value(
            title="Other family income",
            title_es="Otras familias",
            after="not from low-income families",
            after_es="de familias sin bajos ingresos",
        ),
        NOT_REPORTED: Value(
            title="Family income not reported",
            title_es="Sin dato sobre los ingresos",
            after="with no family income reported",
            after_es="sin dato de ingresos",
        ),
    },
    recorded="economically_disadvantaged",
    otherwise="No",
)
