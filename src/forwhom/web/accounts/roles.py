"""What each role may do: the whole list, in one place."""

from __future__ import annotations

from enum import StrEnum


class May(StrEnum):
    """Everything that a page can ask for. A role has what its list names and no more."""

    READ_INSIDE = "read_inside"  # exact numbers of the places in scope
    READ_RELEASES = "read_releases"  # what may leave: protected numbers
    GUESS = "guess"
    FOLLOW = "follow"
    TAKE_PART = "take_part"  # be on a team, write with it, promise and answer
    INQUIRE = "inquire"  # start an inquiry, and join one at the places in scope
    SAY_WHY = "say_why"  # ask the records why, write down what is assumed
    PRINT_INSIDE = "print_inside"
    PRINT_RELEASED = "print_released"
    BRING_RECORDS = "bring_records"
    RUN_AUDITS = "run_audits"
    READ_HISTORY = "read_history"
    MANAGE_PEOPLE = "manage_people"


# Whoever may any of these shows a second factor when signing in.
NEEDS_SECOND_FACTOR = frozenset(
    {May.READ_INSIDE, May.BRING_RECORDS, May.RUN_AUDITS, May.READ_HISTORY, May.MANAGE_PEOPLE}
)
EVERYBODY = frozenset({May.READ_RELEASES, May.FOLLOW, May.PRINT_RELEASED, May.TAKE_PART})
OFFICIAL = EVERYBODY | {May.READ_INSIDE, May.GUESS, May.SAY_WHY, May.INQUIRE}


class Role:
    """What somebody is. `at` says which kind of place the role is held at."""

    name = ""
    at = "district"
    may: frozenset[May] = EVERYBODY


class Superintendent(Role):
    """The superintendent and the cabinet: the whole district, and what the board is shown."""

    name = "superintendent"
    may = OFFICIAL | {May.PRINT_INSIDE}


class Analyst(Role):
    """Brings in the records, runs the audits, and looks into what they find."""

    name = "analyst"
    may = OFFICIAL | {May.PRINT_INSIDE, May.BRING_RECORDS, May.RUN_AUDITS}


class Principal(Role):
    """Leads one school and sees that school's numbers."""

    name = "principal"
    at = "school"
    may = OFFICIAL | {May.PRINT_INSIDE}


class SchoolTeam(Role):
    """A teacher or counsellor of one school."""

    name = "school_team"
    at = "school"
    may = OFFICIAL


class CommitteeMember(Role):
    """A student, a family or a community member on the equity committee: releases only."""

    name = "committee_member"


class PrivacyOfficer(Role):
    """Answers for small groups: reads the history, and releases, but no exact numbers."""

    name = "privacy_officer"
    may = EVERYBODY | {May.READ_HISTORY}


class Administrator(Role):
    """Invites people and gives them their roles, and sees no exact numbers."""

    name = "administrator"
    may = EVERYBODY | {May.MANAGE_PEOPLE}


ROLES: dict[str, type[Role]] = {
    role.name: role
    for role in (
        Superintendent, Analyst, Principal, SchoolTeam, CommitteeMember, PrivacyOfficer,
        Administrator,
    )
}  # fmt: skip
