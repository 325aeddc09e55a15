"""Scope: a query answers only about places that whoever is looking may see."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from forwhom.web.accounts.viewer import is_everywhere, looking

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class Scoped(models.Manager[M_co]):
    """The default manager of whatever belongs to a place.

    A view that forgets about scope gets nothing that is out of scope, and nothing at all where
    nobody is looking. `everywhere(because=…)` is the named way around it.
    """

    def get_queryset(self) -> models.QuerySet[M_co]:
        """Only what belongs to the places in scope."""
        found = super().get_queryset()
        if is_everywhere() or looking().sees_every_place:
            return found
        return found.filter(place__in=looking().places())


class PlaceBound(models.Model):
    """Something that belongs to a place, and is seen only by those in whose scope it lies."""

    place = models.ForeignKey("accounts.Place", on_delete=models.PROTECT, related_name="+")

    objects: Scoped[models.Model] = Scoped()

    class Meta:
        abstract = True
