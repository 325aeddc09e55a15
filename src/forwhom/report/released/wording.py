"""The words of a released page: those of the report, as the district's legal profile has them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forwhom.errors import ReleaseError
from forwhom.report.words import Words, phrases
from forwhom.results.names import group_values
from forwhom.rules.profiles import DEFAULT, Profile, profiles
from forwhom.words.numbers import Language

TAGS = re.compile(r"<style>.*?</style>|<(?:[^>\"]|\"[^\"]*\")*>", re.DOTALL)
LABELS = re.compile(r"(?:aria-label|alt|title)=\"([^\"]*)\"")


@dataclass(frozen=True)
class ReleasedWords(Words):
    """Everything a released page says, in one language and one legal profile."""

    profile: Profile

    @classmethod
    def of_release(cls, about: Mapping[str, Any], language: Language) -> ReleasedWords:
        """The words for a release, from its release.json. Raises ReleaseError."""
        name = about.get("legal_profile", DEFAULT)
        if name not in profiles():
            raise ReleaseError(
                f"There is no legal profile `{name}`.",
                where="release.json",
                did="No page was made.",
                remedy=f"Use one of {', '.join(profiles())} in forwhom.toml.",
            )
        groups = {d["dimension"]: d for d in about["dimensions"]}
        return cls(language, groups, profiles()[name])

    def plain(self, text: str) -> str:
        """A text in the words of the legal profile."""
        return self.profile.in_its_words(text, self.language)

    def say(self, name: str, **values: object) -> str:
        """One phrase in the words of the legal profile, with its blanks filled."""
        return self.plain(phrases()[name][self.language].format(**values))

    def of_measure(self, measure: Mapping[str, Any], word: str) -> str:
        """A measure's title, question, verb phrase or reason."""
        text: str = ((self.language == "es" and measure.get("spanish")) or measure)[word]
        return self.plain(text)

    def sources(self, text: str) -> str:
        """A source without those titles that have a word which the profile leaves out."""
        parts = re.split(r"(?<=;) ", text or "")
        kept = [part for part in parts if not self.profile.carried(part, self.language)]
        return " ".join(kept).rstrip("; ")

    def label(self, group: str) -> str:
        """What a group is called in a list: `Asian`, `Asian · Female`, `Everyone`."""
        values = group_values(group)
        if not values:
            return self.say("released.everyone")
        return self.plain(" · ".join(self.value(*item) for item in values.items()))


def refuse_banned(page: str, about: Mapping[str, Any], words: ReleasedWords) -> None:
    """Fail closed: no page carries a word that the legal profile leaves out.

    Names of schools and of the district are their own. Raises ReleaseError.
    """
    said = TAGS.sub(" ", page) + " " + " ".join(LABELS.findall(page))
    text = html.unescape(said)
    for name in (about["district"]["name"], *(s["name"] for s in about["schools"])):
        text = text.replace(name, " ")
    if found := words.profile.carried(text, words.language):
        raise ReleaseError(
            f"A page would carry `{found[0]}`, which the legal profile `{words.profile.name}` "
            "leaves out.",
            where="the pages of the release",
            did="Nothing was published; the release before is as it was.",
            remedy="Say it in other words, or choose another legal_profile in forwhom.toml.",
        )
