"""A district or one of its schools."""

from __future__ import annotations

from django.db import models

DISTRICT, SCHOOL = "district", "school"
CODE = r"[0-9A-Za-z._~-]{1,60}"  # what an address may hold


class Place(models.Model):
    """A district or a school; a school stands within its district."""

    kind = models.CharField(max_length=8, choices=[(DISTRICT, DISTRICT), (SCHOOL, SCHOOL)])
    code = models.CharField(max_length=60)  # the school_id of the records
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=20, blank=True)
    within = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="schools")
    open = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["within", "code"], name="place_once"),
            models.CheckConstraint(
                name="school_within_district",
                condition=models.Q(kind=DISTRICT, within__isnull=True)
                | models.Q(kind=SCHOOL, within__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name
