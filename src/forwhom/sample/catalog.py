"""The courses of the made-up district: name, subject, level and what they count for."""

from __future__ import annotations

from typing import NamedTuple


class Course(NamedTuple):
    """One course, in the words of the agreed table `courses`."""

    name: str
    subject: str
    level: str
    algebra_1: bool
    college_prep: bool
    arts: bool


_TEXT = """
English 6 | english | regular |
English 7 | english | regular |
English 8 | english | regular |
Mathematics 6 | mathematics | regular |
Mathematics 7 | mathematics | regular |
Mathematics 8 | mathematics | regular |
Science 6 | science | regular |
Science 7 | science | regular |
Science 8 | science | regular |
History 6 | social_science | regular |
History 7 | social_science | regular |
History 8 | social_science | regular |
English 9 | english | regular | college_prep
English 10 | english | regular | college_prep
English 11 | english | regular | college_prep
English 12 | english | regular | college_prep
English 9 Honors | english | honors | college_prep
English 10 Honors | english | honors | college_prep
Algebra I | mathematics | regular | algebra_1 college_prep
Geometry | mathematics | regular | college_prep
Algebra II | mathematics | regular | college_prep
Precalculus | mathematics | honors | college_prep
Statistics | mathematics | regular | college_prep
Consumer Mathematics | mathematics | remedial |
Biology | science | regular | college_prep
Chemistry | science | regular | college_prep
Physics | science | regular | college_prep
Earth Science | science | regular |
Biology Honors | science | honors | college_prep
Chemistry Honors | science | honors | college_prep
Ethnic Studies | social_science | regular | college_prep
World History | social_science | regular | college_prep
United States History | social_science | regular | college_prep
Government and Economics | social_science | regular | college_prep
Physical Education | physical_education | regular |
Band | arts | regular | arts
Art | arts | regular | arts
Visual Arts | arts | regular | college_prep arts
Theater | arts | regular | college_prep arts
Choir | arts | regular | college_prep arts
Spanish I | world_language | regular | college_prep
Spanish II | world_language | regular | college_prep
Spanish III | world_language | regular | college_prep
Hmong I | world_language | regular | college_prep
Hmong II | world_language | regular | college_prep
Computer Science | cte | regular | college_prep
Agriculture | cte | regular | college_prep
Health Careers | cte | regular |
Construction | cte | regular |
Robotics | elective | regular |
Leadership | elective | regular |
AP Human Geography | social_science | ap | college_prep
AP World History | social_science | ap | college_prep
AP United States History | social_science | ap | college_prep
AP United States Government | social_science | ap | college_prep
AP English Language | english | ap | college_prep
AP English Literature | english | ap | college_prep
AP Biology | science | ap | college_prep
AP Chemistry | science | ap | college_prep
AP Environmental Science | science | ap | college_prep
AP Calculus AB | mathematics | ap | college_prep
AP Statistics | mathematics | ap | college_prep
AP Spanish Language | world_language | ap | college_prep
IB History HL | social_science | ib | college_prep
IB Biology HL | science | ib | college_prep
IB English HL | english | ib | college_prep
College Writing (dual enrollment) | english | dual | college_prep
College Success (dual enrollment) | elective | dual | college_prep
"""


def _read(line: str) -> Course:
    name, subject, level, traits = (part.strip() for part in line.split("|"))
    return Course(name, subject, level, *(t in traits.split() for t in Course._fields[3:]))


CATALOG = [_read(line) for line in _TEXT.strip().splitlines()]
NUMBER = {course.name: position for position, course in enumerate(CATALOG)}

# For the table of course codes: what neither a course's subject nor its level says.
ADVANCED_MATHEMATICS = {"Precalculus", "Statistics", "AP Calculus AB", "AP Statistics"}
ADVANCED_SCIENCE = {
    *("Chemistry", "Chemistry Honors", "Physics", "AP Biology", "AP Chemistry"),
    *("AP Environmental Science", "IB Biology HL"),
}
