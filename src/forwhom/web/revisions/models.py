"""What people write together, and every wording that it had."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.scope import PlaceBound, Scoped
from forwhom.web.accounts.viewer import Viewer

WITHDRAWN = "withdrawn"
Values = dict[str, Any]


class Did(models.TextChoices):
    """How a wording came to be."""

    STARTED = "started"
    WRITTEN = "written"
    WITHDRAWN = "withdrawn"
    BROUGHT_BACK = "brought_back"
    RESTORED = "restored"
    NOT_TAKEN = "not_taken"  # somebody else had written the same field meanwhile: kept beside


class Kept(PlaceBound):
    """Something that people write together. `KEEPS` names the fields whose wordings are kept.

    Rows change by `revisions.changes` alone. Nothing is deleted: it is withdrawn.
    """

    KEEPS: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField(default=1)
    withdrawn = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects: Scoped[Any] = Scoped()

    class Meta:
        abstract = True

    def may_write(self, by: Viewer) -> bool:
        """Whether somebody may change it. Each kind of thing says so for itself."""
        raise NotImplementedError

    def may_withdraw(self, by: Viewer) -> bool:
        """Whether somebody may take it away: those who may write, unless said otherwise."""
        return self.may_write(by)

    def shows_names(self, to: Viewer) -> bool:
        """Whether somebody may see who wrote what: those who may write, unless said otherwise."""
        return self.may_write(to)

    def shows_wordings(self, to: Viewer) -> bool:
        """Whether somebody who sees it may read its earlier wordings."""
        return True

    def address(self) -> str:
        """The page on which it stands."""
        raise NotImplementedError

    def title_here(self) -> str:
        """What a link to it says."""
        raise NotImplementedError

    @classmethod
    def thing(cls) -> str:
        """Its name in addresses and in the history: the app's and its own."""
        return str(cls._meta.label_lower)

    def values(self) -> Values:
        """The wording of today, as it is kept."""
        found = {name: plain(getattr(self, self._stored(name))) for name in self.KEEPS}
        return {**found, WITHDRAWN: self.withdrawn}

    def take(self, values: Values) -> None:
        """Make these values its own."""
        for name, value in values.items():
            setattr(self, self._stored(name), self.read(name, value))

    def read(self, name: str, value: Any) -> Any:
        """A field's value from a form or from JSON, as the row holds it."""
        return self._column(name).to_python(getattr(value, "pk", value))

    def _stored(self, name: str) -> str:
        return str(self._column(name).attname)

    def _column(self, name: str) -> models.Field[Any, Any]:
        found = self._meta.get_field(name)
        assert isinstance(found, models.Field)
        return found


class Revision(PlaceBound):
    """One wording of one thing. `version` counts from 1; a wording not taken repeats a number."""

    thing = models.CharField(max_length=60)
    key = models.BigIntegerField()
    version = models.PositiveIntegerField()
    values = models.JSONField()
    did = models.CharField(max_length=12, choices=Did.choices)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: Scoped[Any] = Scoped()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["thing", "key", "-id"], name="revision_of"),)
        constraints = (
            models.UniqueConstraint(
                fields=["thing", "key", "version"],
                condition=~models.Q(did=Did.NOT_TAKEN),
                name="each_version_once",
            ),
        )


def plain(value: Any) -> Any:
    """A value as JSON can hold it; `Field.to_python` reads it back."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
