"""A finer ancestry, such as Hmong or Mixtec, where the district asks families for it."""

from __future__ import annotations

from forwhom.data.expressions import col
from forwhom.groups.group import NOT_REPORTED, Group, Value

ANOTHER = "Another ancestry"
# Name: the Spanish word behind `ascendencia`, then other words that stand for it in records.
ANCESTRIES: dict[str, tuple[str, ...]] = {
    "Afghan": ("afgana", "afghani", "afghanistan"),
    "Arab": ("árabe", "arabic", "arab american"),
    "Armenian": ("armenia",),
    "Asian Indian": ("india", "indian asian", "east indian"),
    "Bangladeshi": ("bangladesí", "bangladesh"),
    "Burmese": ("birmana", "burma", "myanmar"),
    "Cambodian": ("camboyana", "khmer", "cambodia", "cambodian khmer"),
    "Chamorro": ("chamorra", "guamanian", "guam"),
    "Chinese": ("china", "chinese except taiwanese"),
    "Chuukese": ("chuukesa",),
    "Colombian": ("colombiana", "colombia"),
    "Cuban": ("cubana", "cuba"),
    "Dominican": ("dominicana", "dominican republic"),
    "Ethiopian": ("etíope", "ethiopia"),
    "Fijian": ("fiyiana", "fiji"),
    "Filipino": ("filipina", "pilipino", "philippines"),
    "Guatemalan": ("guatemalteca", "guatemala"),
    "Haitian": ("haitiana", "haiti"),
    "Hmong": ("hmong", "hmong american"),
    "Honduran": ("hondureña", "honduras"),
    "Indonesian": ("indonesia",),
    "Iranian": ("iraní", "persian", "iran"),
    "Iraqi": ("iraquí", "iraq"),
    "Japanese": ("japonesa", "japan"),
    "Karen": ("karen",),
    "Korean": ("coreana", "korea"),
    "Laotian": ("laosiana", "lao", "laos"),
    "Malaysian": ("malasia", "malaysia"),
    "Marshallese": ("marshalesa", "marshall islands"),
    "Maya": ("maya", "mayan"),
    "Mexican": ("mexicana", "mexico", "mexican american", "chicano"),
    "Mien": ("mien", "iu mien", "yao"),
    "Mixtec": ("mixteca", "mixteco"),
    "Native Hawaiian": ("hawaiana", "hawaiian"),
    "Nepali": ("nepalesa", "nepalese", "nepal"),
    "Nicaraguan": ("nicaragüense", "nicaragua"),
    "Pakistani": ("pakistaní", "pakistan"),
    "Peruvian": ("peruana", "peru"),
    "Portuguese": ("portuguesa", "portugal"),
    "Puerto Rican": ("puertorriqueña", "puerto rico"),
    "Punjabi": ("panyabí", "panjabi"),
    "Russian": ("rusa", "russia"),
    "Salvadoran": ("salvadoreña", "salvadorean", "salvadorian", "el salvador"),
    "Samoan": ("samoana", "samoa"),
    "Somali": ("somalí", "somalia"),
    "Sri Lankan": ("esrilanquesa", "sri lanka"),
    "Syrian": ("siria", "syria"),
    "Tahitian": ("tahitiana", "tahiti"),
    "Taiwanese": ("taiwanesa", "taiwan"),
    "Thai": ("tailandesa", "thailand"),
    "Tongan": ("tongana", "tonga"),
    "Triqui": ("triqui", "trique"),
    "Ukrainian": ("ucraniana", "ukraine"),
    "Vietnamese": ("vietnamita", "vietnam"),
    "Yemeni": ("yemení", "yemen"),
    "Zapotec": ("zapoteca", "zapoteco"),
}
UNKNOWN = ("unknown", "not reported", "declined", "declined to state", "decline to state", "none")
BY_WORD = {
    **{word: name for name, words in ANCESTRIES.items() for word in (name.lower(), *words[1:])},
    **dict.fromkeys(UNKNOWN, NOT_REPORTED),
}


def ancestry_of(code: str) -> str:
    """The name for a district's code: ours where we know it, else its own words capitalised.

    >>> ancestry_of("HMONG"), ancestry_of("asian_indian"), ancestry_of("purepecha")
    ('Hmong', 'Asian Indian', 'Purepecha')
    """
    words = code.replace("_", " ").replace("=", " ").replace("&", "and").split()
    plain = " ".join(words).lower()
    own = " ".join(word[:1].upper() + word[1:].lower() for word in words)
    return BY_WORD.get(plain, own or NOT_REPORTED)


def ancestry_words(name: str) -> Value:
    """How to speak of children of an ancestry, also of one that only this district has."""
    spanish = ANCESTRIES.get(name, (name,))[0]
    return Value(
        title=name,
        title_es=spanish[:1].upper() + spanish[1:],
        after=f"of {name} ancestry",
        after_es=f"de ascendencia {spanish}",
    )


group = Group(
    title="Ancestry",
    title_es="Ascendencia",
    about="race",
    when="as_last_reported",
    when_says=(
        "As last reported, in the words of the district's own list. An ancestry of very few "
        "students in the district is counted with the others as Another ancestry."
    ),
    source=(
        "The district's own list; California Government Code 8310.5 and 8310.7 are such lists "
        "in law, of Asian and Pacific Islander groups; the rule groups.ancestry_at_least"
    ),
    values={
        **{name: ancestry_words(name) for name in ANCESTRIES},
        ANOTHER: Value(
            title=ANOTHER,
            title_es="Otra ascendencia",
            after="of another ancestry",
            after_es="de otra ascendencia",
        ),
        NOT_REPORTED: Value(
            title="Ancestry not reported",
            title_es="Sin ascendencia en los registros",
            after="with no ancestry reported",
            after_es="sin ascendencia en los registros",
        ),
    },
    of=col("ancestry"),
    open_values=True,
    named=ancestry_of,
    words=ancestry_words,
    at_least="groups.ancestry_at_least",
    folded=ANOTHER,
    examples="""
    ancestry     | value
    hmong        | Hmong
    HMONG        | Hmong
    asian_indian | Asian Indian
    Khmer        | Cambodian
    lao          | Laotian
    mixteco      | Mixtec
    purepecha    | Purepecha
    unknown      | Not reported
                 | Not reported
    """,
)
