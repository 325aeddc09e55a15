"""The report: what an audit found, as one page that a board can read."""

from __future__ import annotations

import base64
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.results import open_audit
from forwhom.words.days import day_in_words
from forwhom.words.numbers import Language

if TYPE_CHECKING:
    from forwhom.report.words import Words

REPORT = "report.html"
FONT = "fonts/public-sans-latin-wght-normal.woff2"
NARROW, WIDE = 342, 640


def build(folder: Path, *, language: Language = "en") -> Path:
    """Write report.html into an audit's folder: one page, without script or outside request.

    Raises AuditFolderError where the folder holds no whole audit.
    """
    from forwhom.report.sections import whole_page
    from forwhom.report.words import Words

    audit = open_audit(folder)
    words = Words.of(audit, language)
    unfinished = unfinished_year(audit.about["as_of"], words)
    mark = " · ".join([words.say("inside.mark"), *filter(None, [unfinished["mark"]])])
    page = put_together("report.html", mark, **whole_page(audit, words), unfinished=unfinished)
    path = folder / REPORT
    draft = path.with_suffix(".new")
    draft.write_text(page, encoding="utf-8", newline="\n")
    return draft.replace(path)


def put_together(template: str, mark: str, **parts: Any) -> str:
    """A whole page from its template and parts; `mark` stands on every printed page."""
    page: str = _template(template).render(**parts, **_outside(mark))
    return page


def unfinished_year(as_of: str | None, words: Words) -> dict[str, str]:
    """The warning of a year that is not over; empty texts where every year is whole."""
    names = ("mark", "title", "text")
    if as_of is None:
        return dict.fromkeys(names, "")
    day = day_in_words(date.fromisoformat(as_of), words.language)
    return {name: words.say(f"unfinished.{name}", day=day) for name in names}


@cache  # to read a template takes longer than to fill it
def _template(name: str) -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("forwhom.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["whole"] = _unbroken
    return environment.get_template(name)


def _unbroken(text: str) -> Any:
    """`2025-26` and `grades 6-8` stay on one line: a line may not end after their hyphen."""
    from markupsafe import Markup, escape

    safe = str(escape(text))  # a Markup would escape what is put into it
    return Markup(re.sub(r"\d+(?:-\d+)+", r'<span class="nb">\g<0></span>', safe))  # noqa: S704


def _outside(mark: str) -> dict[str, Any]:
    """What is put into the page from files beside this one."""
    from markupsafe import Markup

    here = Path(__file__).parent
    style = (here / "templates" / "report.css").read_text("utf-8").replace("{{PRINT}}", mark)
    return {
        "style": Markup(style),  # noqa: S704
        "font": base64.b64encode((here / FONT).read_bytes()).decode(),
        "narrow": NARROW,
        "wide": WIDE,
        "Markup": Markup,
    }
