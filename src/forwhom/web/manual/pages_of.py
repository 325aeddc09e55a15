"""The pages of the manual: Markdown, one file a page and language, the title on its first line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forwhom.words.numbers import Language

PAGES = Path(__file__).with_name("pages")
ORDER = (
    "first-day", "superintendent", "analyst", "principal", "school-team", "committee-member",
    "privacy-officer", "administrator", "reading-a-finding", "how-sure", "guess-first",
    "an-inquiry", "promises", "inside-and-releases", "board-packet", "signing-in",
)  # fmt: skip
ROLES = {
    "superintendent", "analyst", "principal", "school_team", "committee_member",
    "privacy_officer", "administrator",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page: its address, its title, its first sentence, and its text as Markdown."""

    name: str
    title: str
    lead: str
    text: str

    @property
    def role(self) -> str:
        """The role it is written for; empty where it is for all."""
        role = self.name.replace("-", "_")
        return role if role in ROLES else ""

    def has(self, words: list[str]) -> bool:
        """Whether all words stand in it, whatever their case."""
        text = f"{self.title}\n{self.text}".casefold()
        return all(word in text for word in words)


@cache
def pages(language: Language) -> dict[str, Page]:
    """All pages in one language by name, in their order."""
    return {name: _read(PAGES / language / f"{name}.md") for name in ORDER}


@cache
def as_html(name: str, language: Language) -> str:
    """A page's text as HTML. Its sources are ours alone, so no text of a reader is ever in it."""
    from markdown import markdown

    return markdown(pages(language)[name].text, extensions=["tables", "sane_lists"])


def search(asked: str, language: Language) -> list[Page]:
    """The pages that hold every word asked for."""
    words = re.findall(r"\w+", asked.casefold())[:10]
    return [page for page in pages(language).values() if words and page.has(words)]


def _read(path: Path) -> Page:
    title, _, text = path.read_text("utf-8").partition("\n")
    lead = next((line for line in text.splitlines() if line.strip()), "")
    return Page(path.stem, title.removeprefix("# ").strip(), lead.strip(), text.strip())
