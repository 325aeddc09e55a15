"""How hard a text is to read: a United States school grade for English, a scale for Spanish.

A number in figures counts as one word of one syllable in both languages. Flesch (The Art of
Readable Writing, 1949) advises leaving figures out of the syllable count where a text has many.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")
# Neighbouring vowels that are two syllables in English, and an e that is silent inside a word.
APART = re.compile(r"(?<![ctgs])ia|(?<![ctgsvl])io|ien|(?<![gq])ua|creat|eing|rea$|eou")
SILENT_INSIDE = re.compile(r"[^aeiouy]e(?=less|ness|ful|ment|ly$)")
STRONG, WEAK_ACCENTED = set("aeoáéó"), set("íú")


def words_of(text: str) -> list[str]:
    """The words of a text; 2.6, 1,204 and out-of-school are one word each."""
    return WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without their end marks."""
    return [part.strip() for part in SENTENCE_END.split(text) if part.strip()]


def flesch_kincaid_grade(text: str) -> float:
    """The United States school grade at which an English text is read with ease.

    0.39 words per sentence + 11.8 syllables per word - 15.59. Source: Kincaid, Fishburne, Rogers
    and Chissom (1975), Derivation of New Readability Formulas, Research Branch Report 8-75.

    Raises:
        ValueError: The text has no words.
    """
    words = _some_words(text)
    syllables = sum(english_syllables(word) for word in words)
    sentences = len(sentences_of(text))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def inflesz(text: str) -> float:
    """How easy a Spanish text is: 55 to 65 is normal, 65 to 80 quite easy, above 80 very easy.

    206.835 - 62.3 syllables per word - words per sentence. Sources: Szigriszt Pazos (1993),
    Sistemas predictivos de legibilidad del mensaje escrito, Universidad Complutense de Madrid; the
    scale: Barrio-Cantalejo and others (2008), Anales del Sistema Sanitario de Navarra 31(2).

    Raises:
        ValueError: The text has no words.
    """
    words = _some_words(text)
    syllables = sum(spanish_syllables(word) for word in words)
    return 206.835 - 62.3 * syllables / len(words) - len(words) / len(sentences_of(text))


@lru_cache(maxsize=10_000)  # texts use the same words over and over
def english_syllables(word: str) -> int:
    """Syllables of an English word, from its spelling: right for most words, not for all."""
    total = 0
    for part in re.split(r"['’-]", word.lower()):
        if not part.isalpha():
            total += 1
            continue
        groups = len(re.findall(r"[aeiouy]+", part))
        groups += len(APART.findall(part))
        silent = _ends_silently(part) + len(SILENT_INSIDE.findall(part))
        total += max(1, groups - silent)
    return total


@lru_cache(maxsize=10_000)
def spanish_syllables(word: str) -> int:
    """Syllables of a Spanish word: one for each vowel that does not glide into its neighbour."""
    if not any(letter.isalpha() for letter in word):
        return 1
    text = re.sub(r"qu|gu(?=[eéií])", "q", word.lower()).replace("h", "")
    text = re.sub(r"y(?![aeiouáéíóú])", "i", text)
    total = sum(len(run) - _glides(run) for run in re.findall(r"[aeiouáéíóúü]+", text))
    return max(1, total)


def _glides(vowels: str) -> int:
    """How many neighbours share a syllable: not two strong ones, nor one beside í or ú."""
    joined = 0
    for left, right in pairwise(vowels):
        both_strong = left in STRONG and right in STRONG
        joined += not (both_strong or left in WEAK_ACCENTED or right in WEAK_ACCENTED)
    return joined


def _ends_silently(word: str) -> int:
    """1 where the last e is not spoken (made, asked, times), else 0."""
    if re.search(r"[^aeiouy]ed$", word) and not re.search(r"[td]ed$", word):
        return 1
    if re.search(r"[^aeiouycsxzg]es$", word) and not re.search(r"([cs]h|[^aeiouy]l)es$", word):
        return 1
    return int(bool(re.search(r"[^aeiouy]e$", word)) and not re.search(r"[^aeiouy]le$", word))


def _some_words(text: str) -> list[str]:
    words = words_of(text)
    if not words:
        raise ValueError("There are no words to read.")
    return words
