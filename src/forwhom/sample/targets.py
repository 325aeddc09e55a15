"""What the made-up district is to look like: every number here has a reason, and a test."""

from __future__ import annotations

# Who: a mix like a large district of California's Central Valley (Fresno and its neighbours).
RACE_SHARES = {
    "Hispanic or Latino": 0.68,
    "Asian": 0.11,
    "White": 0.09,
    "Black or African American": 0.08,
    "Two or more races": 0.02,
    "American Indian or Alaska Native": 0.01,
    "Native Hawaiian or Other Pacific Islander": 0.01,
}
LOW_INCOME = 0.75  # most, but not so many that the others are too few to compare with
HOMELESS, FOSTER, MIGRANT, SECTION_504 = 0.04, 0.01, 0.015, 0.02  # about California's shares
DISABILITY = {"Female": 0.09, "Male": 0.165, "Nonbinary": 0.12}  # nationally two boys to one girl
DISABILITY_NULL = dict.fromkeys(DISABILITY, 0.13)  # where no group differs: all alike
MISSING = {"race": 0.02, "sex": 0.01, "home_language": 0.02, "english_learner": 0.015,
           "economically_disadvantaged": 0.015, "birth_date": 0.01}  # fmt: skip  # 1 to 3 %
HOUSEHOLD_SIZES = (0.48, 0.34, 0.13, 0.05)  # homes with one, two, three, four children in school

# Where: Theil's H (multigroup entropy index) between schools over race_ethnicity. 0.35 is a
# strongly segregated district; the peer libraries' example of US schools has H 0.42.
SEGREGATION_H = 0.35
SEGREGATION_RANGE = (0.30, 0.40)
# Share of the variance between schools on the latent (probit) scale; for scores it is the ANOVA
# share as well. School studies find 0.05 to 0.15 within one district.
SCHOOL_ICC = 0.10
SCHOOL_ICC_RANGE = (0.05, 0.15)

# Coming and going
LEAVE_RATE = 0.06  # households that leave in a year; as many come
TRANSITIONAL_START = 0.55  # children who begin in TK rather than KG
MOBILITY = 0.08  # children in two schools in a year
MOBILITY_RANGE = (0.06, 0.10)
SCHOOL_DAYS = 180

# What happens, as chances by grade TK, KG, 1 .. 12 for a child in no planted group
CHRONIC = (0.27, 0.24, 0.18, 0.15, 0.14, 0.14, 0.14, 0.16, 0.18, 0.20, 0.22, 0.23, 0.24, 0.27)
CHRONIC_SHARE = 0.20  # California after 2022: 19 to 25 %
CHRONIC_RANGE = (0.16, 0.24)
REFERRED = (0.01, 0.02, 0.03, 0.03, 0.035, 0.04, 0.045, 0.07, 0.08, 0.075, 0.07, 0.06, 0.05, 0.04)
SUSPENDED_IF_REFERRED = 0.50
OUT_IF_SUSPENDED = 0.70
# Of suspensions out of school. Nationally about 2 students in 1,000 are expelled in a year, 4 are
# referred to law enforcement (Civil Rights Data Collection); here somewhat fewer of each.
EXPELLED_IF_OUT, EXPELLED_RANGE = 0.02, (0.0002, 0.002)
POLICE_IF_OUT, POLICE_RANGE = 0.05, (0.0005, 0.005)
UNEXCUSED_RANGE = (0.25, 0.55)  # of days absent: a quarter for those who miss few, up to 3 in 4
READING = (0.45,) * 14
MATHEMATICS = (0.55, 0.55, 0.55, 0.55, 0.52, 0.48, 0.44, 0.42, 0.41, 0.40, 0.38, 0.38, 0.36, 0.36)
SCIENCE = (0.32,) * 14
GIFTED = (0.0, 0.02, 0.06, 0.09, 0.13, 0.15, 0.16, 0.16, 0.16, 0.16, 0.16, 0.16, 0.16, 0.16)
ALGEBRA_GRADE_8 = 0.36
COLLEGE_LEVEL = {10: 0.06, 11: 0.18, 12: 0.42, 13: 0.50}  # by grade 9, 10, 11, 12
RECLASSIFIED_RANGE = (0.08, 0.20)  # of the learners of the year before; California: about 1 in 8
LONG_TERM_RANGE = (0.15, 0.45)  # of all learners, in grades TK to 12
UNDER_40_RANGE = (0.10, 0.20)  # nationally about 1 in 8 of those aged 5 to 21 (IDEA section 618)
ACTIVITY_RANGE = (0.25, 0.40)
SUPPORT_STARTED_RANGE = (0.35, 0.45)  # 0.55 offered x 0.8 accepted x 0.9 started
ON_TRACK = 0.90  # before planted effects and leavers; about 0.80 in the end
ON_TRACK_RANGE = (0.75, 0.85)
GRADUATED = 0.90
TESTED = 0.96
SCORE_CORRELATION = 0.80  # a child's score this year and next, same subject
SCORE_CORRELATION_RANGE = (0.75, 0.86)
