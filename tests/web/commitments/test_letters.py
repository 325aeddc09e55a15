"""A letter goes out once, holds no words of a promise, and only to who asked for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from forwhom.web.commitments.letters import period_of, send_due
from tests.web.an_inquiry import Begun
from tests.web.commitments.test_commitment import promised

HERE = "https://forwhom.example.org"


def test_nobody_gets_one_who_did_not_ask(begun: Begun) -> None:
    promised(begun)
    assert send_due(HERE) == 0
    assert mail.outbox == []


def test_it_goes_out_once_with_counts_alone(begun: Begun) -> None:
    promised(begun, due=timezone.localdate() - timedelta(days=1))
    promised(begun)
    begun.as_mate.post("/commitments/", {"often": "weekly"})
    assert [send_due(HERE), send_due(HERE)] == [1, 0]
    (letter,) = mail.outbox
    assert letter.to == [begun.mate.email]
    assert "Due within a week: 1. Late: 1." in letter.body
    assert f"{HERE}/commitments/" in letter.body
    assert "slip" not in letter.body


def test_where_nothing_is_due_no_letter_comes(begun: Begun) -> None:
    promised(begun, due=timezone.localdate() + timedelta(days=30))
    begun.as_mate.post("/commitments/", {"often": "daily"})
    assert send_due(HERE) == 0


def test_a_letter_is_in_the_language_of_who_gets_it(begun: Begun) -> None:
    promised(begun)
    begun.mate.language = "es"
    begun.mate.save()
    begun.as_mate.post("/commitments/", {"often": "daily"})
    send_due(HERE)
    assert "Vence en una semana: 1." in mail.outbox[0].body


def test_a_week_has_one_name_on_all_its_days() -> None:
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    names = {period_of("weekly", monday + timedelta(days=n)) for n in range(7)}
    assert len(names) == 1
    assert len({period_of("daily", monday + timedelta(days=n)) for n in range(7)}) == 7


def test_without_a_mail_server_the_command_says_so(db: Any, settings: Any) -> None:
    settings.MAIL = False
    with pytest.raises(CommandError, match="no mail server"):
        call_command("send_letters", HERE)
