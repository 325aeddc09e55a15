"""The letter that carries a link, where the district has set up mail."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail

from forwhom.web.phrases_of import say

log = logging.getLogger(__name__)


def send_link(link: str, email: str) -> bool:
    """Send a link to somebody. False where mail is not set up, or the server did not take it."""
    if not settings.MAIL or not email:
        return False
    try:
        text = say("people.letter.text", link=link)
        return bool(send_mail(say("people.letter.title"), text, None, [email]))
    except (SMTPException, OSError) as error:
        log.warning("A letter was not taken by the mail server: %s", type(error).__name__)
        return False
