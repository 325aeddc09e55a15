"""My reflections, all of them to take along, and those of one inquiry."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.commitments.people import may_promise_at
from forwhom.web.inquiry.queries import inquiry
from forwhom.web.reflection import changes, queries
from forwhom.web.reflection.forms import ReflectionForm
from forwhom.web.reflection.models import Reflection
from forwhom.web.ui.phrases_of import say
from forwhom.web.ui.told import tell

PER_PAGE = 20


@door(may=May.TAKE_PART)
def show(request: HttpRequest) -> HttpResponse:
    """Mine, and a form for one more; `?inquiry=3` says what it is about."""
    asked = (request.POST if request.method == "POST" else request.GET).get("inquiry", "")
    about = inquiry(int(asked)) if asked.isdigit() else None
    form = ReflectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        place = about.place if about else may_promise_at(looking())[0]
        made = changes.reflect(by=looking(), place=place, inquiry=about, **form.told())
        tell(request, "reflection.kept",
             undo=reverse("withdraw_kept", args=[made.thing(), made.pk]))  # fmt: skip
        return redirect(made.address())
    page = Paginator(queries.mine(), PER_PAGE).get_page(request.GET.get("page"))
    told = {"form": form, "about": about, "page": page, "guesses": queries.guesses(about)}
    return render(request, "reflection/reflections.html", told,
                  status=400 if form.errors else 200)  # fmt: skip


@door(may=May.TAKE_PART)
def take_along(request: HttpRequest) -> HttpResponse:
    """All of mine as a Markdown file."""
    text = "\n".join(_as_markdown(one) for one in queries.mine())
    answer = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="reflections.md"'
    return answer


def _as_markdown(one: Reflection) -> str:
    asked = (
        (say("reflection.expected"), one.expected), (say("reflection.surprised"), one.surprised),
        (say("reflection.missing"), one.missing), (say("reflection.differently"), one.differently),
    )  # fmt: skip
    told = "\n".join(f"**{question}**\n\n{text}\n" for question, text in asked if text)
    return f"## {one.day.isoformat()}\n\n{told}"
