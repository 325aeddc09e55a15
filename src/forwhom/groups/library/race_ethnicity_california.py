"""Race and ethnicity as California reports it: eight groups, with Filipino apart from Asian."""

from __future__ import annotations

from forwhom.data.expressions import col, when
from forwhom.groups.group import NOT_REPORTED, Group, Value

race = col("race")
how_many = (
    when(race.holds("black"), 1, 0)
    + when(race.holds("american_indian"), 1, 0)
    + when(race.holds("asian"), 1, 0)
    + when(race.holds("filipino"), 1, 0)
    + when(race.holds("pacific_islander"), 1, 0)
    + when(race.holds("white"), 1, 0)
)
# Hispanic first; then more than one of the state's races; where only the race is known, the race.
single_race = when(
    race.holds("black"),
    "African American",
    when(
        race.holds("american_indian"),
        "American Indian or Alaska Native",
        when(
            race.holds("asian"),
            "Asian",
            when(
                race.holds("filipino"),
                "Filipino",
                when(
                    race.holds("pacific_islander"),
                    "Pacific Islander",
                    when(race.holds("white"), "White"),
                ),
            ),
        ),
    ),
)

group = Group(
    title="Race and ethnicity (California)",
    title_es="Raza y origen étnico (California)",
    about="race",
    when="as_last_reported",
    when_says=(
        "As last reported. A child reported as Hispanic or Latino is in that group, whatever the "
        "race. Filipino is a group of its own; Filipino and Asian together are two races. Where "
        "only the race is known, the race decides."
    ),
    source=(
        "California Department of Education, California School Dashboard student groups; "
        "California Government Code 8310.5; 72 FR 59266 (2007)"
    ),
    values={
        "African American": Value(
            title="African American",
            title_es="Afroamericanos",
            before="African American",
            after_es="afroamericanos",
        ),
        "American Indian or Alaska Native": Value(
            title="American Indian or Alaska Native",
            title_es="Indígenas americanos o nativos de Alaska",
            before="American Indian or Alaska Native",
            after_es="indígenas americanos o nativos de Alaska",
        ),
        "Asian": Value(title="Asian", title_es="Asiáticos", before="Asian", after_es="asiáticos"),
        "Filipino": Value(
            title="Filipino", title_es="Filipinos", before="Filipino", after_es="filipinos"
        ),
        "Hispanic or Latino": Value(
            title="Hispanic or Latino",
            title_es="Hispanos o latinos",
            before="Hispanic or Latino",
            after_es="hispanos o latinos",
        ),
        "Pacific Islander": Value(
            title="Pacific Islander",
            title_es="De las islas del Pacífico",
            before="Pacific Islander",
            after_es="de las islas del Pacífico",
        ),
        "Two or more races": Value(
            title="Two or more races",
            title_es="Dos o más razas",
            after="of two or more races",
            after_es="de dos o más razas",
        ),
        "White": Value(title="White", title_es="Blancos", before="White", after_es="blancos"),
        NOT_REPORTED: Value(
            title="Race and ethnicity not reported",
            title_es="Sin raza ni origen étnico en los registros",
            after="with no race reported",
            after_es="sin raza en los registros",
        ),
    },
    of=when(
        col("hispanic"),
        "Hispanic or Latino",
        when((how_many > 1) | race.holds("two_or_more"), "Two or more races", single_race),
    ),
    examples="""
    hispanic | race                  | value
    yes      | filipino              | Hispanic or Latino
    no       | filipino              | Filipino
    no       | asian                 | Asian
    no       | asian;filipino        | Two or more races
    no       | two_or_more           | Two or more races
    no       | black                 | African American
    no       | american_indian       | American Indian or Alaska Native
    no       | pacific_islander      | Pacific Islander
    no       | pacific_islander;white| Two or more races
             | white                 | White
    no       |                       | Not reported
             |                       | Not reported
    """,
)
