"""Work in the background: asking the records why takes some seconds."""

from __future__ import annotations

from contextlib import suppress

from django_tasks import task

from forwhom.audit.explain import explain_finding
from forwhom.errors import ForwhomError
from forwhom.results.explained import save_explanations
from forwhom.web.accounts.viewer import everywhere
from forwhom.web.audits import queries as audits
from forwhom.web.findings import changes
from forwhom.web.findings.models import Asked


@task()
def answer_why(key: int) -> None:
    """Ask the records of an audit about one finding, and keep what they answer beside it."""
    with everywhere(because="a question that somebody asked is answered by the worker"):
        asked = Asked.objects.get(pk=key)
        folder = next((f for f in audits.folders() if f.name == asked.audit), None)
        failed = True
        try:
            with suppress(ForwhomError):
                if folder is not None:
                    answers = explain_finding(folder, asked.finding).explanations
                    save_explanations(folder, asked.finding, answers)
                    failed = False
        finally:
            changes.answered(asked=asked, failed=failed)
