"""The language that is spoken in a child's home."""

from __future__ import annotations

from functools import reduce

from forwhom.data.expressions import Expression, col, when
from forwhom.groups.group import NOT_REPORTED, Group, Value

# Name: Spanish name, then the codes of ISO 639-1, 639-2 and 639-3 that stand for it in records.
LANGUAGES: dict[str, tuple[str, ...]] = {
    "English": ("inglés", "en", "eng"),
    "Spanish": ("español", "es", "spa"),
    "Amharic": ("amárico", "am", "amh"),
    "Arabic": ("árabe", "ar", "ara", "arb"),
    "Armenian": ("armenio", "hy", "arm", "hye"),
    "Bengali": ("bengalí", "bn", "ben"),
    "Burmese": ("birmano", "my", "bur", "mya"),
    "Cantonese": ("cantonés", "yue"),
    "Chinese": ("chino", "zh", "chi", "zho"),
    "Chuukese": ("chuukés", "chk"),
    "Dari": ("darí", "prs"),
    "Farsi": ("farsi", "fa", "fas", "per", "pes"),
    "French": ("francés", "fr", "fra", "fre"),
    "German": ("alemán", "de", "deu", "ger"),
    "Gujarati": ("guyaratí", "gu", "guj"),
    "Haitian Creole": ("haitiano", "ht", "hat"),
    "Hebrew": ("hebreo", "he", "heb"),
    "Hindi": ("hindi", "hi", "hin"),
    "Hmong": ("hmong", "hmn", "mww", "hnj"),
    "Ilocano": ("ilocano", "ilo"),
    "Italian": ("italiano", "it", "ita"),
    "Japanese": ("japonés", "ja", "jpn"),
    "Karen": ("karen", "kar", "ksw"),
    "Khmer": ("jemer", "km", "khm"),
    "Korean": ("coreano", "ko", "kor"),
    "Lao": ("lao", "lo", "lao"),
    "Mandarin": ("mandarín", "cmn"),
    "Marshallese": ("marshalés", "mh", "mah"),
    "Mixtec": ("mixteco", "mix", "mxt", "mxb"),
    "Navajo": ("navajo", "nv", "nav"),
    "Nepali": ("nepalí", "ne", "nep", "npi"),
    "Pashto": ("pastún", "ps", "pus", "pst"),
    "Polish": ("polaco", "pl", "pol"),
    "Portuguese": ("portugués", "pt", "por"),
    "Punjabi": ("panyabí", "pa", "pan"),
    "Romanian": ("rumano", "ro", "ron", "rum"),
    "Russian": ("ruso", "ru", "rus"),
    "Samoan": ("samoano", "sm", "smo"),
    "Sign language": ("lengua de señas", "ase", "sgn"),
    "Somali": ("somalí", "so", "som"),
    "Swahili": ("suajili", "sw", "swa", "swh"),
    "Tagalog": ("tagalo", "tl", "tgl", "fil"),
    "Tamil": ("tamil", "ta", "tam"),
    "Telugu": ("telugu", "te", "tel"),
    "Thai": ("tailandés", "th", "tha"),
    "Tigrinya": ("tigriña", "ti", "tir"),
    "Tongan": ("tongano", "to", "ton"),
    "Turkish": ("turco", "tr", "tur"),
    "Ukrainian": ("ucraniano", "uk", "ukr"),
    "Urdu": ("urdu", "ur", "urd"),
    "Vietnamese": ("vietnamita", "vi", "vie"),
}
UNKNOWN = ("und", "zxx", "UND", "ZXX")  # the codes for "undetermined" and "no language"

language = col("home_language")


def _named(so_far: Expression, name: str) -> Expression:
    codes = LANGUAGES[name][1:]
    return when(language.is_one_of([*codes, *map(str.upper, codes)]), name, so_far)


def _spoken(name: str, spanish: str) -> Value:
    signed = name == "Sign language"
    return Value(
        title=name,
        title_es=spanish.capitalize(),
        after="who sign at home" if signed else f"who speak {name} at home",
        after_es="que usan lengua de señas" if signed else f"que hablan {spanish} en casa",
    )


group = Group(
    title="Language at home",
    title_es="Idioma del hogar",
    about="language",
    when="as_last_reported",
    when_says="As last reported, often on the home language survey. Other codes stay as they are.",
    source="ISO 639; Lau v. Nichols, 414 U.S. 563 (1974), and the home language surveys it led to",
    values={
        **{name: _spoken(name, words[0]) for name, words in LANGUAGES.items()},
        NOT_REPORTED: Value(
            title="Language at home not reported",
            title_es="Sin idioma del hogar en los registros",
            after="with no home language reported",
            after_es="sin dato de idioma",
        ),
    },
    of=reduce(_named, LANGUAGES, when(~language.is_one_of(UNKNOWN), language)),
    open_values=True,
    examples="""
    home_language | value
    en            | English
    eng           | English
    es            | Spanish
    SPA           | Spanish
    hmn           | Hmong
    pa            | Punjabi
    zh            | Chinese
    yue           | Cantonese
    cmn           | Mandarin
    fil           | Tagalog
    Spanish       | Spanish
    xyz           | xyz
    und           | Not reported
                  | Not reported
    """,
)
