"""Somebody who signs in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class People(BaseUserManager["Person"]):
    """Finds and makes people by their e-mail address."""

    def create_user(self, email: str, name: str = "", password: str | None = None) -> Person:
        """Somebody new; without a password they can only sign in another way."""
        person = self.model(email=self.normalize_email(email).lower(), name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from their posts, never from this row."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=2, blank=True)  # empty: what the browser asks for
    staff_id = models.CharField(max_length=60, blank=True)  # as the district's roster says
    demo = models.BooleanField(default=False)  # made up; can sign in only where all is made up
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects = People()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["staff_id"], condition=~models.Q(staff_id=""), name="staff_id_once"
            ),
        )

    # Django's own permissions are not used: roles are classes, and scope is a place.
    is_staff = is_superuser = False

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, *_: Any) -> bool:
        """Django's own permissions: nobody has any."""
        return False
