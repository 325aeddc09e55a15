"""Whether a child has a plan under Section 504."""

from __future__ import annotations

from forwhom.groups.group import NOT_REPORTED, Group, Value

group = Group(
    title="Section 504 plan",
    title_es="Plan de la Sección 504",
    about="disability",
    when="any_day",
    when_says="On any day of the school year.",
    source="Section 504 of the Rehabilitation Act of 1973, 29 USC 794; 34 CFR 104.3(j)",
    values={
        "Yes": Value(
            title="With a Section 504 plan",
            title_es="Con un plan de la Sección 504",
            after="with a 504 plan",
            after_es="con un plan 504",
        ),
        "No": Value(
            title="Without a Section 504 plan",
            title_es="Sin un plan de la Sección 504",
            after="without a 504 plan",
            after_es="sin un plan 504",
        ),
        NOT_REPORTED: Value(
            title="Section 504 plan not reported",
            title_es="Sin dato sobre la Sección 504",
            after="with no 504 status reported",
            after_es="sin dato sobre plan 504",
        ),
    },
    recorded="section_504",
    otherwise="No",
)
