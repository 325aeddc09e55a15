"""What districts call the columns we look for, in the names of Ed-Fi, CEDS and common systems."""

from __future__ import annotations

import re

# Words in a name that do not change what the column is about.
FILLERS = {
    *("student", "stu", "students", "code", "cd", "flag", "ind", "indicator", "status", "yn"),
    *("is", "has", "descriptor", "desc", "description", "current", "program", "and", "of", "the"),
    *("or", "type", "participation", "eligible", "eligibility", "identified", "value", "stat"),
}

# For each meaning the names, the surest first, written without capitals, spaces and signs.
NAMES: dict[str, tuple[str, ...]] = {
    "student_id": (
        *(
            "studentid",
            "studentnumber",
            "studentuniqueid",
            "studentno",
            "stuid",
            "stunum",
            "pupilid",
        ),
        *("localstudentid", "localid", "districtstudentid", "districtid", "permid", "permnum"),
        *("studentlocalid", "sisid", "sisnumber", "personid", "sid", "ssid", "statestudentid"),
        *("statestudentidentifier", "stateid", "stateidentifier", "studentidentifier", "id"),
    ),
    "school_id": (
        *("schoolid", "schoolnumber", "schoolcode", "schoolno", "schoolnum", "schoolnbr", "schid"),
        *("sitecode", "siteid", "sitenumber", "campusid", "campuscode", "buildingcode"),
        *("buildingid", "schoolidentifier", "schoolnameid", "schoolofattendance", "sch", "school"),
    ),
    "school_name": (
        *("schoolname", "nameofschool", "sitename", "campusname", "buildingname"),
        *("nameofinstitution", "schoolofattendancename", "site", "campus", "building", "school"),
    ),
    "school_level": ("emhlevel", "emh", "schoollevel", "schlevel", "levelofschool", "school"),
    "school_year": (
        *("schoolyear", "academicyear", "schyear", "sy", "schoolyr", "acadyear", "year", "endyear"),
        *("endingyear", "schoolyearend", "reportingyear", "yr"),
    ),
    "grade": ("grade", "gradelevel", "gr", "gradelvl", "grd", "enteringgrade", "gradeenrolled"),
    "sex": ("sex", "gender", "birthsex", "legalsex", "legalgender"),
    "ethnicity": (
        *("raceethnicity", "ethnicity", "race", "federalrace", "federalraceethnicity", "ethnic"),
        *("federalethnicity", "ethnicityrace", "raceeth", "reportedrace", "primaryrace", "eth"),
        *("fedrace", "racialethnic", "raceethnic"),
    ),
    "hispanic": (
        *("hispanic", "hispaniclatino", "hispaniclatinoethnicity", "hispanicethnicity"),
        *("latino", "hispanicorlatino", "hisp", "fedethnicity", "hispanicyn"),
    ),
    "birth_date": ("birthdate", "dateofbirth", "dob", "birth", "birthday", "birthdt", "datebirth"),
    "home_language": (
        *("homelanguage", "primarylanguage", "nativelanguage", "language", "homelang", "lang"),
        *("languagehome", "correspondencelanguage", "primarylang", "nativelang"),
    ),
    "household_id": ("householdid", "household", "familyid", "householdnumber", "familynumber"),
    "english_learner": (
        *("englishlearner", "ell", "el", "lep", "ela", "elas", "englishlanguageacquisition"),
        *("limitedenglishproficient", "limitedenglish", "limitedenglishproficiency"),
        *("englishlanguagelearner", "multilinguallearner", "mll", "eb", "emergentbilingual"),
        *("languagefluency", "englishproficiency", "lepell", "esl", "elstatus"),
    ),
    "economically_disadvantaged": (
        *("economicallydisadvantaged", "economicdisadvantage", "econdis", "ecodis", "econdisadv"),
        *("sed", "socioeconomicallydisadvantaged", "freereducedlunch", "freereduced", "frl"),
        *("frpl", "frpm", "freereducedmeal", "freereducedpricemeal", "lunch", "meal", "lowincome"),
        *("nslp", "freereducedpricelunch", "ecd", "disadvantaged", "foodservice", "freelunch"),
    ),
    "disability": (
        *("disability", "iep", "sped", "specialed", "specialeducation", "swd", "sped504", "idea"),
        *("disabilities", "spec", "speced", "studentwithdisability", "withdisabilities", "ese"),
        *("withdisability", "primarydisability", "exceptionality"),
    ),
    "section_504": ("section504", "504", "s504", "plan504", "504plan", "sec504"),
    "foster": ("foster", "fostercare", "fosteryouth"),
    "homeless": ("homeless", "mckinneyvento", "homelessness", "mkv"),
    "migrant": ("migrant", "migranteducation", "mig"),
    "gifted": ("gifted", "giftedtalented", "gate", "gt", "tag", "giftedtalent", "gat", "ht"),
    "subject": ("subject", "contentarea", "content", "testsubject", "assessmentsubject", "subj"),
    "scale_score": (
        *(
            "scalescore",
            "scaledscore",
            "score",
            "testscore",
            "ss",
            "overallscore",
            "overallscalescore",
        ),
        *("assessmentscore", "scaledtestscore"),
    ),
    "level": (
        *("achievementlevel", "performancelevel", "proficiencylevel", "perflevel", "proflevel"),
        *(
            "overallachievementlevel",
            "achlevel",
            "testlevel",
            "level",
            "proficiency",
            "performance",
        ),
    ),
    "days_enrolled": (
        *("daysenrolled", "daysmember", "daysmembership", "membershipdays", "membership"),
        *("daysinmembership", "dayspossible", "expecteddays", "daysexpected", "enrolleddays"),
        *("daysexpectedtoattend", "totaldaysenrolled", "possibledays", "memdays", "aggdaysmember"),
    ),
    "days_absent": (
        *("daysabsent", "absentdays", "totaldaysabsent", "absences", "totalabsences", "absent"),
        *("totalabsent", "absdays", "abs", "dayabsences", "fulldaysabsent"),
    ),
    "days_absent_unexcused": (
        *("daysabsentunexcused", "unexcused", "unexcusedabsences", "unexcuseddays"),
        *(
            "unexcuseddaysabsent",
            "daysunexcused",
            "absunexcused",
            "unexcusedabsence",
            "absencesunexcused",
        ),
    ),
    "days_absent_suspended": (
        *("daysabsentsuspended", "suspensionabsences", "daysabsentoutofschoolsuspension"),
        *("absencessuspension", "daysabsentsuspension"),
    ),
    "referrals": (
        *("referrals", "officereferrals", "odr", "odrs", "disciplinereferrals", "numreferrals"),
        *(
            "incidents",
            "disciplineincidents",
            "referralcount",
            "incidentcount",
            "behaviorincidents",
        ),
    ),
    "in_school_days": (
        *("inschoolsuspensiondays", "issdays", "daysiss", "inschooldays", "dayssuspendedinschool"),
        *("dayinschoolsuspension", "daysinschoolsuspension"),
    ),
    "out_of_school_days": (
        *("outofschoolsuspensiondays", "ossdays", "daysoss", "suspdays", "suspensiondays"),
        *("dayssuspended", "outofschooldays", "dayssuspendedoutofschool", "suspendeddays"),
        *("daysoutofschoolsuspension", "dayssusp"),
    ),
    "out_of_school_times": (
        *("suspensions", "osstimes", "timessuspended", "numsuspensions", "osscount", "oss"),
        *("outofschoolsuspensions", "suspensioncount", "susp", "suspcount", "outofschooltimes"),
    ),
    "expelled": ("expelled", "expulsion", "expulsions", "expul"),
    "law_enforcement": (
        *("lawenforcement", "lawenforcementreferral", "policereferral", "referredtolawenforcement"),
        *("arrest", "arrested", "lawreferral"),
    ),
    "entry_date": (
        *("entrydate", "enrollmentdate", "enrolldate", "startdate", "enterdate", "entereddate"),
        *("enrollmentstartdate", "entry", "begindate", "dateentered", "entrydt"),
    ),
    "exit_date": (
        *("exitdate", "withdrawdate", "withdrawaldate", "leavedate", "enddate", "exitwithdrawdate"),
        *("exit", "dateleft", "enrollmentenddate", "enrollmentexitdate", "exitdt"),
    ),
    "exit_reason": (
        *(
            "exitreason",
            "exitcode",
            "withdrawalcode",
            "withdrawalreason",
            "leavecode",
            "exitwithdraw",
        ),
        *("exitwithdrawtype", "leavereason", "withdrawcode"),
    ),
    "district": (
        *("districtnumber", "districtname", "districtcode", "district", "lea", "leaid", "leaname"),
        *("districtno", "leacode", "localeducationagencyid", "dist", "leanumber", "distname"),
    ),
}
RACE_FLAGS: dict[str, tuple[str, ...]] = {
    "american_indian": (
        "americanindian",
        "amerindian",
        "nativeamerican",
        "amind",
        "aian",
        "indian",
    ),
    "asian": ("asian",),
    "black": ("black", "africanamerican", "blackafricanamerican", "afam"),
    "filipino": ("filipino",),
    "pacific_islander": ("pacificislander", "nativehawaiian", "hawaiian", "pacisl", "nhpi"),
    "white": ("white", "caucasian"),
}
# Names, addresses and the like are of no use to an audit, and none of our business.
PRIVATE = {
    *("name", "lastname", "firstname", "middlename", "fullname", "studentname", "surname"),
    *("phone", "email", "address", "street", "city", "zip", "zipcode", "guardian", "parent"),
    *("ssn", "username", "password", "notes", "comment", "comments", "last", "first", "lname"),
    *("fname", "mname", "preferredname", "nickname", "legalname", "suffix", "streetaddress"),
}
PERSONAL = {  # a column with one of these words in its name is about a person
    *("guardian", "parent", "phone", "email", "address", "ssn", "street", "comment", "contact"),
    *("counselor", "teacher", "homeroom", "advisor", "mother", "father", "doctor", "emergency"),
}
SUBJECT_TOKENS = {
    "math": "mathematics",
    "mathematics": "mathematics",
    "mth": "mathematics",
    "ela": "reading",
    "reading": "reading",
    "read": "reading",
    "rla": "reading",
    "science": "science",
    "sci": "science",
}


def words_of(name: str) -> list[str]:
    """The words of a column's name: `DaysAbsent`, `DAYS_ABSENT` and `days absent` are the same."""
    parted = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", name)
    parted = re.sub(r"([A-Z])([A-Z][a-z])", r"\1 \2", parted)
    return [word for word in re.split(r"[^a-z0-9]+", parted.lower()) if word]


def meanings(name: str) -> list[tuple[int, str]]:
    """What a column of this name may be, each with its rank: the lower, the surer."""
    words = words_of(name)
    whole = "".join(words)
    kept = "".join(word for word in words if word not in FILLERS)
    found = []
    for meaning, names in NAMES.items():
        for form, more in ((whole, 0), (kept, 100)):
            if form and form in names:
                found.append((names.index(form) + more, meaning))
                break
    return sorted(found)


def race_of_flag(name: str) -> str | None:
    """The race that a column of yes and no is about, such as `RaceAsian`."""
    words = [word for word in words_of(name) if word not in {*FILLERS, "race", "ethnicity"}]
    joined = "".join(words)
    return next((race for race, names in RACE_FLAGS.items() if joined in names), None)


def test_of(name: str) -> tuple[str, str] | None:
    """Subject and meaning of a column such as `MathScaleScore` or `ELA_Level`."""
    words = words_of(name)
    subjects = [SUBJECT_TOKENS[word] for word in words if word in SUBJECT_TOKENS]
    rest = "".join(word for word in words if word not in SUBJECT_TOKENS and word not in FILLERS)
    for meaning in ("scale_score", "level"):
        if len(subjects) == 1 and rest in NAMES[meaning]:
            return subjects[0], meaning
    return None


def is_private(name: str) -> bool:
    """Whether a column of this name holds a name, an address or free words about a person."""
    words = words_of(name)
    whole = "".join(words)
    kept = "".join(word for word in words if word not in FILLERS)
    return whole in PRIVATE or kept in PRIVATE or bool(set(words) & PERSONAL)
