"""The reporting categories of California's published files, as groups of ours."""

CALIFORNIA = "race_ethnicity_california"
EVERYONE = ("all", "all")
CATEGORIES = {
    "TA": EVERYONE,
    "RB": (CALIFORNIA, "African American"),
    "RI": (CALIFORNIA, "American Indian or Alaska Native"),
    "RA": (CALIFORNIA, "Asian"),
    "RF": (CALIFORNIA, "Filipino"),
    "RH": (CALIFORNIA, "Hispanic or Latino"),
    "RP": (CALIFORNIA, "Pacific Islander"),
    "RT": (CALIFORNIA, "Two or more races"),
    "RW": (CALIFORNIA, "White"),
    "RD": (CALIFORNIA, "Not reported"),
    "GF": ("sex", "Female"),
    "GM": ("sex", "Male"),
    "GX": ("sex", "Nonbinary"),
    "GZ": ("sex", "Not reported"),
    "SE": ("english_learner", "Current"),
    "SD": ("disability", "Yes"),
    "SS": ("economically_disadvantaged", "Yes"),
    "SM": ("migrant", "Yes"),
    "SF": ("foster", "Yes"),
    "SH": ("homeless", "Yes"),
    "GRK3": ("grade_span", "TK-3"),
    "GRTK3": ("grade_span", "TK-3"),
    "GR46": ("grade_span", "4-6"),
    "GR78": ("grade_span", "7-8"),
    "GRK8": ("grade_span", "TK-8"),
    "GRTK8": ("grade_span", "TK-8"),
    "GR912": ("grade_span", "9-12"),
}
