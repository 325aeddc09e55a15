"""Tables and steps in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from forwhom.web.audits.faults import Worded, kept, worded
from forwhom.web.audits.models import Job
from forwhom.web.ui.phrases_of import phrases, say

READING = "Reading "
PARTS = ("what", "where", "did", "remedy")


def table_name(name: str) -> str:
    """An agreed table as people call it."""
    phrase = f"table.{name}"
    return say(phrase) if phrase in phrases() else name


def steps(job: Job) -> list[dict[str, Any]]:
    """Each step a job has said, with the seconds since the job began."""
    began = job.started or job.at
    return [
        {
            "says": step_name(one["says"]),
            "seconds": max(0, round((datetime.fromisoformat(one["at"]) - began).total_seconds())),
        }
        for one in job.said
    ]


def step_name(english: str) -> str:
    """A step as the reader's language says it; what the catalogue lacks stays as it was said."""
    for name, texts in phrases().items():
        if name.startswith("step.") and texts["en"] == english:
            return say(name)
    if english.startswith(READING):
        title = english.removeprefix(READING)
        for name, texts in phrases().items():
            if name.startswith("table.") and texts["en"].lower() == title:
                return say("step.reading", what=say(name).lower())
    return english


def problem(kept_: dict[str, Any]) -> dict[str, Any]:
    """Why a job failed: one phrase of ours, or each part of an error as sentences to show."""
    if "phrase" in kept_ or not kept_:
        return kept_
    said = kept_.get("said") or {part: kept(kept_.get(part, "")) for part in PARTS}
    return {part: worded(said[part]) for part in PARTS}


def reason(one: dict[str, Any]) -> list[Worded]:
    """Why rows were refused and what to do, as sentences to show."""
    why = worded(kept(one["reason"]))
    ended = [replace(each, text=each.text.removesuffix(".") + ".") for each in why]
    return [*ended, *worded(kept(one["remedy"]))]


def day(when: datetime | date | None) -> str:
    """A day as people say it, in the reader's language; empty for none."""
    if when is None:
        return ""
    if isinstance(when, datetime):
        when = timezone.localtime(when)
    return date_format(when, "DATE_FORMAT")
