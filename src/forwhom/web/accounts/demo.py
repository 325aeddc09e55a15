"""The made-up district's people: one for each role, to look around as; impossible elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from forwhom.web.accounts.changes.posts import give_post
from forwhom.web.accounts.models import Person, Place
from forwhom.web.accounts.models.place import DISTRICT, SCHOOL
from forwhom.web.accounts.roles import ROLES, CommitteeMember
from forwhom.web.history.changes import SERVER, Who, note
from forwhom.web.history.models import Act

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PEOPLE = {
    "superintendent": "Ines Okafor",
    "analyst": "Tomás Lindqvist",
    "principal": "Renée Castillo",
    "school_team": "Daniel Mbeki",
    "committee_member": "Xia Vang",
    "privacy_officer": "Priya Halvorsen",
    "administrator": "Sam Whitehorse",
}
STUDENT = "Luz Ferreira"  # a student on the equity committee


def demo_people_exist() -> bool:
    """Whether a made-up person is in the database: never right where the district is real."""
    return Person.objects.filter(demo=True).exists()


@transaction.atomic
def make_people() -> list[Person]:
    """One person for each role of the made-up district, and a student of its committee.

    Raises PermissionDenied outside the demo. Done again it changes nothing.
    """
    if not settings.DEMO:
        raise PermissionDenied
    district = Place.objects.filter(kind=DISTRICT).order_by("pk").first()
    school = _school()
    made = []
    for role, name in [*PEOPLE.items(), (CommitteeMember.name, STUDENT)]:
        place = school if ROLES[role].at == SCHOOL else district
        if place is not None:
            made.append(_somebody(role, name, place))
    return made


def _school() -> Place | None:
    """The first middle school, of which the demo's story tells; else the first school."""
    found = Place.objects.filter(kind=SCHOOL, open=True).order_by("code")
    return found.filter(level="middle").first() or found.first()


def _somebody(role: str, name: str, place: Place) -> Person:
    email = f"{role}{'.student' if name == STUDENT else ''}@demo.invalid".replace("_", "-")
    person = Person.objects.filter(email=email).first() or Person.objects.create_user(email, name)
    if not person.demo:
        person.demo = True
        person.save(update_fields=["demo"])
    give_post(by=SERVER, person=person, role=ROLES[role], place=place)
    return person


def people() -> list[Person]:
    """Those whom a visitor of the demo may be; nobody elsewhere."""
    if not settings.DEMO:
        return []
    return list(Person.objects.filter(demo=True, is_active=True).order_by("pk"))


def sign_in_as(request: HttpRequest, person: Person) -> None:
    """Sign a visitor in as somebody made up. Raises PermissionDenied for anybody else."""
    from django.contrib.auth import login

    if not settings.DEMO or not person.demo:
        raise PermissionDenied
    login(request, person, backend=BACKEND)
    who = Who(person=person.pk, name=str(person))
    note(by=who, act=Act.SIGNED_IN, what="sign_in", subject="demo")
