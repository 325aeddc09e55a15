"""Where a child stands in learning English at school."""

from __future__ import annotations

from forwhom.groups.group import NOT_REPORTED, Group, Value

# A district that does not tell long-term learners apart has all of its learners under Current.
group = Group(
    title="Learning English",
    title_es="Aprendizaje del inglés",
    about="english",
    when="census_day",
    when_says=(
        "On census day: the first Wednesday of October, unless forwhom.toml names another day."
    ),
    source=(
        "ESEA section 8101(20), 20 USC 7801(20) (English learner); California Education Code "
        "313.1 and 52052 (long-term English learner)"
    ),
    values={
        "Current": Value(
            title="Learning English",
            title_es="Aprenden inglés",
            after="who are learning English",
            after_es="que aprenden inglés",
        ),
        "Long-term": Value(
            title="Long-term English learners",
            title_es="Llevan años aprendiendo inglés",
            after="who are long-term English learners",
            after_es="que llevan años aprendiendo inglés",
        ),
        "Reclassified": Value(
            title="Reclassified as fluent in English",
            title_es="Reclasificados como competentes en inglés",
            after="reclassified as fluent in English",
            after_es="reclasificados como competentes en inglés",
        ),
        "Never": Value(
            title="Never English learners",
            title_es="Siempre dominaron el inglés",
            after="who were never English learners",
            after_es="que siempre dominaron el inglés",
        ),
        NOT_REPORTED: Value(
            title="English learner status not reported",
            title_es="Sin dato sobre el aprendizaje del inglés",
            after="with English status not reported",
            after_es="sin dato sobre su inglés",
        ),
    },
    recorded="english_learner",
    otherwise="Never",
)
