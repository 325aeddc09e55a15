"""Which parts of somebody's week have anything in them: all asked in one question."""

from __future__ import annotations

from django.db.models import Exists, QuerySet

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.commitments import queries as commitments
from forwhom.web.decisions import queries as decisions
from forwhom.web.findings.models import Assumption, Guess
from forwhom.web.inquiry import queries as inquiries
from forwhom.web.reflection import queries as reflection


def there(viewer: Viewer) -> frozenset[str]:
    """The names of the parts that hold something; the others need not be asked."""
    return viewer.once("there", lambda: _there(viewer))


def _there(viewer: Viewer) -> frozenset[str]:
    if viewer.person is None:
        return frozenset()
    asked = _parts(viewer)
    rows = Person.objects.filter(pk=viewer.person.pk)
    (found,) = rows.values_list(*(Exists(rows.order_by()) for rows in asked.values()))
    return frozenset(name for name, is_there in zip(asked, found, strict=True) if is_there)


def _parts(viewer: Viewer) -> dict[str, QuerySet]:
    return {
        "promises": commitments.of_week(viewer),
        "decisions": decisions.of_week(),
        "reflections": reflection.of_before(viewer),
        "inquiries": inquiries.mine().filter(ended_at=None),
        "guesses": Guess.objects.all(),
        "assumed": Assumption.objects.filter(person=viewer.person),
    }
