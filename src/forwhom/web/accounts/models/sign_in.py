"""One signing-in: when, how, and until when it held."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from forwhom.web.accounts.models.person import Person

PASSWORD, PASSKEY, ELSEWHERE, DEMO = "password", "passkey", "elsewhere", "demo"


class SignIn(models.Model):
    """A session of one person in one browser. It ends; while it holds, `ended` is empty.

    Neither an address nor a place is kept, only what the browser calls itself.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    started = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, default=PASSWORD)
    second_factor = models.BooleanField(default=False)
    browser = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("-seen",)

    def __str__(self) -> str:
        return f"{self.person} by {self.how}"
