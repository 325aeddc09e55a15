"""The log says where, never what: no value of a student comes into it."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from forwhom.web.log_lines import OnlyWhere, only_places

SECRET = "Maria Xiong"


def trouble(name: str) -> None:
    local = {"student": name}
    try:
        raise KeyError(local["student"])
    except KeyError as error:
        raise ValueError(f"no such child: {name}") from error


def line(error: BaseException | None = None, message: str = "%s: %s", *args: Any) -> str:
    told = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("django.request", 40, "x.py", 3, message, args, told)
    return OnlyWhere().format(record)


def test_a_trace_names_files_and_lines_only() -> None:
    with pytest.raises(ValueError, match="no such child") as raised:
        trouble(SECRET)
    said = line(raised.value, "%s: %s", "Internal Server Error", f"/find?name={SECRET}")
    assert "Maria" not in said
    assert "ValueError at" in said
    assert "because of KeyError at" in said
    assert "test_log_lines.py" in said
    assert "\n" not in said


def test_a_sentence_that_came_filled_is_left_out() -> None:
    assert "Maria" not in line(None, f"Not found: /students/{SECRET}")


def test_a_kept_trace_keeps_its_places() -> None:
    import traceback

    with pytest.raises(ValueError, match="no such child") as raised:
        trouble(SECRET)
    kept = only_places("".join(traceback.format_exception(raised.value)))
    assert "Maria" not in kept
    assert "trouble" in kept


def test_a_page_that_fails_writes_no_value(
    client: Any, db: None, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    from django.conf import settings
    from django.urls import resolve

    def broken(*_: Any, **__: Any) -> None:
        trouble(SECRET)

    kept = []
    handler = logging.StreamHandler()
    handler.setFormatter(OnlyWhere())
    handler.emit = lambda record: kept.append(handler.format(record))  # type: ignore[method-assign]
    logging.getLogger("django.request").addHandler(handler)
    assert resolve("/language/")
    monkeypatch.setattr("forwhom.web.ui.views.language.set_language", broken)
    client.raise_request_exception = False
    try:
        answer = client.post(f"/language/?q={SECRET}", {"language": SECRET})
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert answer.status_code == 500
    assert kept
    assert "Maria" not in answer.content.decode() + "".join(kept)
    assert settings.DEBUG is False


def test_a_failed_job_keeps_no_value(db: None) -> None:
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from forwhom.web.running.jobs import STOPPED, only_places_are_kept, tell_what_was_cut_off

    only_places_are_kept()
    job = DBTaskResult(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x.y", backend_name="default",
        run_after=timezone.now(), status="RUNNING", exception_class_path="", traceback="",
    )  # fmt: skip
    job.save()
    try:
        trouble(SECRET)
    except ValueError as error:
        job.set_failed(error)
    job.refresh_from_db()
    assert "Maria" not in job.traceback
    assert "trouble" in job.traceback
    DBTaskResult.objects.update(status="RUNNING")
    assert tell_what_was_cut_off() == 1
    job.refresh_from_db()
    assert (job.status, job.exception_class_path) == ("FAILED", STOPPED)
