"""Whether a child is served under the law on the education of children with disabilities."""

from __future__ import annotations

from forwhom.groups.group import NOT_REPORTED, Group, Value

group = Group(
    title="Disability",
    title_es="Discapacidad",
    about="disability",
    when="any_day",
    when_says="On any day of the school year.",
    source="Individuals with Disabilities Education Act (IDEA), 34 CFR 300.8",
    values={
        "Yes": Value(
            title="With disabilities",
            title_es="Con discapacidades",
            after="with disabilities",
            after_es="con discapacidades",
        ),
        "No": Value(
            title="Without disabilities",
            title_es="Sin discapacidades",
            after="without disabilities",
            after_es="sin discapacidades",
        ),
        NOT_REPORTED: Value(
            title="Disability not reported",
            title_es="Sin dato sobre discapacidad",
            after="with no disability status reported",
            after_es="sin dato sobre discapacidad",
        ),
    },
    recorded="disability",
    otherwise="No",
)
