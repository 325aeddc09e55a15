"""Reads the settings of a mapping.toml one by one, and says plainly when one is wrong."""

from __future__ import annotations

from typing import Any

from forwhom.data.sources.mapping_error import Place, problem


def one_word(given: object, place: Place) -> str | None:
    """A text given as one: a number or true stands for its text."""
    if given is None or isinstance(given, str):
        return given
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, (int, float)):
        return str(given)
    raise problem("`always` is not one text.", place, 'Write { always = "…" }.')


def pairs(given: dict[str, Any], option: str, place: Place) -> dict[str, str] | None:
    """Pairs of texts, such as those of `recode`."""
    words = given.get(option)
    if words is None:
        return None
    if not isinstance(words, dict):
        raise problem(
            f"`{option}` is not a list of pairs.", place, f'Write {option} = {{ "A" = "b" }}.'
        )
    return {key: one_word(word, place) or "" for key, word in words.items()}


def row_choice(raw: dict[str, Any], option: str, place: Place) -> dict[str, tuple[str, ...]]:
    """The values by which `keep` and `drop` choose rows, for each column."""
    given = raw.get(option, {})
    if not isinstance(given, dict):
        raise problem(
            f"`{option}` does not name a column.",
            place.setting(option),
            f'Write {option} = {{ COLUMN = ["value", "value"] }}.',
        )
    return {column: texts(words, option, place) for column, words in given.items()}


def one_text(raw: dict[str, Any], option: str, place: Place) -> str | None:
    """A text, or nothing where it is not given."""
    given = raw.get(option)
    if given is None or isinstance(given, str):
        return given
    raise problem(f"`{option}` is not a text.", place.setting(option), "Put it in quotation marks.")


def texts(given: object, option: str, place: Place) -> tuple[str, ...]:
    """One text or several."""
    listed = [given] if isinstance(given, (str, int)) else given
    if isinstance(listed, (list, tuple)) and all(isinstance(one, (str, int)) for one in listed):
        return tuple(str(one) for one in listed)
    raise problem(
        f"`{option}` is neither a text nor a list of texts.",
        place.setting(option),
        f'Write {option} = "…" or {option} = ["…", "…"].',
    )


def blocks(given: object, place: Place, written: str) -> list[dict[str, Any]]:
    """The blocks written with two pairs of brackets."""
    if isinstance(given, list) and all(isinstance(one, dict) for one in given):
        return given
    raise problem(f"`{written}` needs two pairs of brackets.", place, f"Write {written}.")


def only_known(
    given: dict[str, Any], known: tuple[str, ...], place: Place, what: str, before: str = ""
) -> None:
    """Refuse a setting that is not known."""
    for key in given:
        if key not in known:
            raise problem(
                f"There is no {what} `{key}`.",
                place.setting(before + key),
                f"There are {', '.join(known)}.",
                (key, known),
            )
