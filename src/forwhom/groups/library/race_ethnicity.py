"""Race and ethnicity as the federal government asks districts to report it: seven groups."""

from __future__ import annotations

from forwhom.data.expressions import col, when
from forwhom.groups.group import NOT_REPORTED, Group, Value

race = col("race")
american_indian = race.holds("american_indian")
asian = race.holds("asian") | race.holds("filipino")  # one race in the federal rule
black = race.holds("black")
pacific_islander = race.holds("pacific_islander")
white = race.holds("white")
how_many = (
    when(american_indian, 1, 0)
    + when(asian, 1, 0)
    + when(black, 1, 0)
    + when(pacific_islander, 1, 0)
    + when(white, 1, 0)
)
# Hispanic first; then more than one race; where only the race is known, the race stands.
single_race = when(
    american_indian,
    "American Indian or Alaska Native",
    when(
        asian,
        "Asian",
        when(
            black,
            "Black or African American",
            when(
                pacific_islander,
                "Native Hawaiian or Other Pacific Islander",
                when(white, "White"),
            ),
        ),
    ),
)

group = Group(
    title="Race and ethnicity",
    title_es="Raza y origen étnico",
    about="race",
    when="as_last_reported",
    when_says=(
        "As last reported. A child reported as Hispanic or Latino is in that group, whatever the "
        "race. Filipino counts as Asian. Where only the race is known, the race decides."
    ),
    source=(
        "72 FR 59266 (2007), U.S. Department of Education, Final Guidance on Maintaining, "
        "Collecting, and Reporting Racial and Ethnic Data; 34 CFR 300.647(b)(2)"
    ),
    values={
        "American Indian or Alaska Native": Value(
            title="American Indian or Alaska Native",
            title_es="Indígenas americanos o nativos de Alaska",
            before="American Indian or Alaska Native",
            after_es="indígenas americanos o nativos de Alaska",
        ),
        "Asian": Value(title="Asian", title_es="Asiáticos", before="Asian", after_es="asiáticos"),
        "Black or African American": Value(
            title="Black or African American",
            title_es="Negros o afroamericanos",
            before="Black or African American",
            after_es="negros o afroamericanos",
        ),
        "Hispanic or Latino": Value(
            title="Hispanic or Latino",
            title_es="Hispanos o latinos",
            before="Hispanic or Latino",
            after_es="hispanos o latinos",
        ),
        "Native Hawaiian or Other Pacific Islander": Value(
            title="Native Hawaiian or Other Pacific Islander",
            title_es="Nativos de Hawái o de otras islas del Pacífico",
            before="Native Hawaiian or Other Pacific Islander",
            after_es="nativos de Hawái o de otras islas del Pacífico",
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
    hispanic | race             | value
    yes      | white            | Hispanic or Latino
    yes      | black;white      | Hispanic or Latino
    yes      |                  | Hispanic or Latino
    no       | american_indian  | American Indian or Alaska Native
    no       | asian            | Asian
    no       | filipino         | Asian
    no       | asian;filipino   | Asian
    no       | filipino;white   | Two or more races
    no       | black            | Black or African American
    no       | black;white      | Two or more races
    no       | pacific_islander | Native Hawaiian or Other Pacific Islander
    no       | white            | White
    no       | two_or_more      | Two or more races
    yes      | two_or_more      | Hispanic or Latino
             | white            | White
             | black;white      | Two or more races
    no       |                  | Not reported
             |                  | Not reported
    """,
)
