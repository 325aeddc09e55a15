"""What a roster would change: who is new, who is known by another name, who has left."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from forwhom.web.accounts.models import Person, Place, Post
from forwhom.web.accounts.roles import ROLES
from forwhom.web.accounts.roster.read import Refused, Roster, Row

FEW, SHARE = 10, 0.2  # more leavers than both of these look like a file cut short


@dataclass
class Plan:
    """The changes, and the rows that stand in their way."""

    new: dict[str, Row] = field(default_factory=dict)  # by e-mail
    changed: dict[int, Row] = field(default_factory=dict)  # by person
    given: list[tuple[Row, Place]] = field(default_factory=list)
    ended: list[Post] = field(default_factory=list)
    leavers: dict[int, Person] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    same: int = 0
    staff: int = 0  # people who have a post by roster now

    @property
    def is_nothing(self) -> bool:
        """Whether the roster says what is known."""
        return not (self.new or self.changed or self.given or self.ended)

    @property
    def loses_many(self) -> bool:
        """Whether so many leave that the file may have been cut short."""
        return len(self.leavers) > max(FEW, SHARE * self.staff)

    @property
    def digest(self) -> str:
        """The same for the same changes: what was looked at is what will be applied."""
        said = [
            sorted(self.new), sorted((pk, row.name, row.email) for pk, row in self.changed.items()),
            sorted((row.email, row.role, place.pk) for row, place in self.given),
            sorted(post.pk for post in self.ended),
        ]  # fmt: skip
        return sha256(repr(said).encode()).hexdigest()


def schools_of(district: Place) -> dict[str, Place]:
    """The open schools of a district, by the id the records give them."""
    return {place.code: place for place in Place.objects.filter(within=district, open=True)}


def plan(roster: Roster, district: Place, by: int | None = None) -> Plan:
    """Compare a roster with who is here. `by` is the person who brings it, if somebody does."""
    made = Plan(refused=list(roster.refused))
    places = schools_of(district) | {"": district}
    people = list(Person.objects.all())
    by_staff = {person.staff_id: person for person in people if person.staff_id}
    by_email = {person.email: person for person in people}
    held = {
        (post.person_id, post.role, post.place_id): post
        for post in Post.objects.held().filter(place__in=[place.pk for place in places.values()])
    }
    meant: set[tuple[int, str, int]] = set()
    for row in roster.rows:
        person = by_staff.get(row.staff_id) if row.staff_id else None
        person = person or by_email.get(row.email)
        refused = _refused(row, person, by_email, by, held, places[row.place])
        if refused:
            made.refused.append(refused)
            continue
        _one(made, row, person, places[row.place], held, meant)
    _leaving(made, held, meant, by_id={person.pk: person for person in people})
    return made


def _refused(
    row: Row, person: Person | None, by_email: dict[str, Person], by: int | None,
    held: dict[tuple[int, str, int], Post], place: Place,
) -> Refused | None:  # fmt: skip
    owner = by_email.get(row.email)
    if person and owner and owner.pk != person.pk:
        return Refused(row.number, "email", "taken")
    if person and person.staff_id and row.staff_id and person.staff_id != row.staff_id:
        return Refused(row.number, "staff_id", "other_staff_id")
    if person and person.pk == by and (person.pk, row.role, place.pk) not in held:
        from forwhom.web.accounts.changes.allowed import NOT_TO_ONESELF

        if ROLES[row.role].may & NOT_TO_ONESELF:
            return Refused(row.number, "role", "to_oneself")
    return None


def _one(
    made: Plan, row: Row, person: Person | None, place: Place,
    held: dict[tuple[int, str, int], Post], meant: set[tuple[int, str, int]],
) -> None:  # fmt: skip
    if person is None:
        made.new.setdefault(row.email, row)
        made.given.append((row, place))
        return
    if (person.name, person.email) != (row.name, row.email) or (
        row.staff_id and person.staff_id != row.staff_id
    ):
        made.changed[person.pk] = row
    key = (person.pk, row.role, place.pk)
    meant.add(key)
    if key in held:
        made.same += 1
    else:
        made.given.append((row, place))


def _leaving(
    made: Plan, held: dict[tuple[int, str, int], Post], meant: set[tuple[int, str, int]],
    by_id: dict[int, Person],
) -> None:  # fmt: skip
    by_roster = {key: post for key, post in held.items() if post.by_roster}
    made.staff = len({key[0] for key in by_roster})
    made.ended = [post for key, post in by_roster.items() if key not in meant]
    staying = {key[0] for key in meant}
    made.leavers = {
        post.person_id: by_id[post.person_id]
        for post in made.ended
        if post.person_id not in staying
    }
