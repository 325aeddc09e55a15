"""The letter about what is due: counts and a link, as e-mail leaves the district's server."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.commitments.models import Commitment, Letter, Sent
from forwhom.web.commitments.models.commitment import OWED
from forwhom.web.commitments.models.letter import DAILY, NONE, WEEKLY
from forwhom.web.history.changes import SERVER, note
from forwhom.web.history.models import Act
from forwhom.web.phrases_of import say

log = logging.getLogger(__name__)
MONDAY = 0


@dataclass(frozen=True)
class Owed:
    """How much somebody owes within a week, and how much of it is late."""

    soon: int
    late: int


def send_due(address: str, today: date | None = None) -> int:
    """Send each letter of today that has not gone out. Returns how many went.

    `address` is that of the web application. Done twice, or again after an end half way, each
    person gets one letter for a period: the row that says so is kept before the letter leaves.
    """
    today = today or timezone.localdate()
    wanted = Letter.objects.exclude(often=NONE).filter(person__is_active=True)
    return sum(_one(held, address, today) for held in wanted.select_related("person"))


def _one(held: Letter, address: str, today: date) -> bool:
    period = period_of(held.often, today)
    if not period or not held.person.email:
        return False
    owed = _owed(held.person, today)
    if not (owed.soon or owed.late):
        return False
    try:
        with transaction.atomic():
            Sent.objects.create(person=held.person, period=period)
            note(by=SERVER, act=Act.CHANGED, what="letter", subject=f"{held.person.pk} {period}")
    except IntegrityError:
        return False  # told already
    return _send(held.person, owed, address)


def period_of(often: str, today: date) -> str:
    """The name of the period that a letter of today tells of; empty where none is due.

    A week's letter goes out on Monday, or on the first day after it on which this is asked.
    """
    if often == DAILY:
        return today.isoformat()
    if often == WEEKLY:
        year, week, _ = today.isocalendar()
        return f"{year}-W{week:02}"
    return ""


def _owed(person: Person, today: date) -> Owed:
    with looks(Viewer.of(person)):
        mine = Commitment.objects.filter(withdrawn=False, owed_by=person, state=OWED)
        soon = mine.filter(due__gte=today, due__lte=today + timedelta(days=7)).count()
        return Owed(soon, mine.filter(due__lt=today).count())


def _send(person: Person, owed: Owed, address: str) -> bool:
    with translation.override(person.language or settings.LANGUAGE_CODE):
        link = address.rstrip("/") + reverse("commitments")
        text = say("letters.text", soon=owed.soon, late=owed.late, address=link)
        try:
            return bool(send_mail(say("letters.subject"), text, None, [person.email]))
        except (SMTPException, OSError) as error:
            log.warning("A letter was not taken by the mail server: %s", type(error).__name__)
            return False
