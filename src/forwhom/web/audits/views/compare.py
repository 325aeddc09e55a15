"""Two audits: what changed from one to the other, and why."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.audit.compare import Comparison
from forwhom.audit.compare import compare as compared
from forwhom.audit.compare.words import compare_table, compare_told
from forwhom.results import AuditFolder
from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.audits import queries
from forwhom.web.audits.words_of import day
from forwhom.web.ui.phrases_of import language, say

UNDERNEATH = "underneath"  # says nothing of children: records, rules, definitions


class Two(forms.Form):
    """Which two."""

    old = forms.ChoiceField()
    new = forms.ChoiceField()

    def __init__(self, *args: Any, names: list[queries.Listed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.name, f"{one.name} · {day(one.at)}") for one in names]
        for name in ("old", "new"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].label = say(f"compare.{name}")


@door(may=May.READ_INSIDE)
def show(request: HttpRequest) -> HttpResponse:
    """In sentences, and the same as a table."""
    names = queries.listed()
    if len(names) < 2:
        return render(request, "audits/compare.html", {"too_few": True})
    first = {"old": request.GET.get("old", names[1].name), "new": names[0].name}
    form = Two({**first, **request.GET.dict()}, names=names)
    if not form.is_valid():
        raise Http404
    old, new = (queries.audit(form.cleaned_data[name]) for name in ("old", "new"))
    if old is None or new is None:
        raise Http404
    told = _told(old, new)
    reading(request, subject=f"audits {old.folder.name} {new.folder.name}", count=len(told["rows"]))
    return render(request, "audits/compare.html", {"form": form, **told})


def _told(old: AuditFolder, new: AuditFolder) -> dict[str, Any]:
    """All of it for who sees the district; for the others what differs underneath."""
    inside = queries.sees_district()
    found = _compared(str(old.folder), _made(old), str(new.folder), _made(new))
    sections = compare_told(found, new.about, language())
    return {
        "inside": inside,
        "sections": [one for one in sections if inside or one.name == UNDERNEATH],
        "rows": compare_table(found, new.about, language()) if inside else [],
        "counts": {name: len(ids) for name, ids in found.findings.items()} if inside else {},
    }


def _made(audit: AuditFolder) -> int:
    return (audit.folder / "audit.json").stat().st_mtime_ns


@lru_cache(maxsize=8)
def _compared(old: str, _: int, new: str, __: int) -> Comparison:
    """Compared once a process: reading both audits whole takes a second or two."""
    from pathlib import Path

    from forwhom.results import open_audit

    return compared(open_audit(Path(old)), open_audit(Path(new)))
