"""Whether a child is in foster care."""

from __future__ import annotations

from forwhom.groups.group import NOT_REPORTED, Group, Value

group = Group(
    title="Foster care",
    title_es="Cuidado de crianza",
    about="foster",
    when="any_day",
    when_says="On any day of the school year.",
    source=(
        "ESEA section 1111(h)(1)(C)(ii), 20 USC 6311(h)(1)(C)(ii); 45 CFR 1355.20 says what foster "
        "care is"
    ),
    values={
        "Yes": Value(
            title="In foster care",
            title_es="En cuidado de crianza",
            after="in foster care",
            after_es="en cuidado de crianza",
        ),
        "No": Value(
            title="Not in foster care",
            title_es="Sin cuidado de crianza",
            after="not in foster care",
            after_es="sin cuidado de crianza",
        ),
        NOT_REPORTED: Value(
            title="Foster care not reported",
            title_es="Sin dato sobre el cuidado de crianza",
            after="with foster care not reported",
            after_es="sin dato de crianza",
        ),
    },
    recorded="foster",
    otherwise="No",
)
