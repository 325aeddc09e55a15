"""A reason ends at a practice, a rule or a resource; never at a person or a group."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.web.findings.about_systems import blames

AT_PEOPLE = """
The students don't care.
Students dont care about school
These kids just do not try
Kids from those families never listen
Boys are too disruptive
The girls are so disrespectful
Students in this neighborhood do not value education
They are unmotivated
They won't do their homework
Parents don’t support learning
The parents never come.
Families do not show up
The parents are not interested
Parents aren't interested in school
A family that has no discipline: the family has no discipline
Students lack motivation
There is a lack of motivation
It comes from a lack of parental involvement at home
Students have no respect
Students have bad attitudes
Kids make poor choices
Learners are low
Students cannot behave
They refuse to work
It is student apathy
Bad parenting
They come from broken homes
It is the parents' fault
We blame the families
Their culture does not value school
Teachers are lazy
Teachers don't want to change
The teachers are racist
Ms. Ortega sends everyone out
It is the culture of poverty
Los estudiantes no quieren aprender
A los estudiantes no les importa
A las familias no les interesa la escuela
Los padres nunca ayudan
Los padres no vienen
Los alumnos son flojos
Los niños de aquí no respetan
Las madres no apoyan
Son malos padres.
Los jóvenes no se esfuerzan
Los muchachos no tienen disciplina
Es por falta de interés
Las familias carecen de valores
Es culpa de los padres
Los maestros son racistas
La Sra. Ortega los manda a la oficina
No le echan ganas los estudiantes: los estudiantes no le echan ganas
""".strip().splitlines()

AT_SYSTEMS = """
Tardy slips turn into suspensions after the third one.
Students are not told about the program in Spanish.
Students do not have a bus after four o'clock.
Students can't reach the clinic, since the bus does not stop there.
Students never see a counselor: there is one for 600.
Students cannot read the letter, because it comes in English alone.
Students miss class because buses never come
Students say the bus does not come.
Families do not get letters in their language.
Families cannot come at two in the afternoon.
Families do not come because meetings fall in work hours.
Parents are called at work hours only.
Parents do not attend when nobody interprets.
Parents are not interested parties under the appeal rule.
Teachers lack planning time.
Teachers do not use the same form.
Teachers are not given time to visit homes.
Teachers are not trained in the new rule.
Our staff is too small for home visits.
The rule fails students who take the bus.
Nobody asks students who are new what they can do.
The late bus is slow, and children wait.
Buses come late because they are slow on this road.
Homework counts twice, so a student who works at night fails.
Dr. King Elementary has no nurse.
The program is bad for students who work.
The screening test is weak: it misses children who speak Spanish.
Two schools share one nurse.
We suspend where others call home.
Our letters say "students who do not care" and shut people out.
El horario deja fuera a quienes toman el autobús.
No se les ofrece álgebra a los estudiantes nuevos.
Los estudiantes no tienen autobús después de las cuatro.
Los estudiantes no vienen porque el autobús llega tarde.
Las familias no pueden llegar a las dos de la tarde.
A las familias no se les avisa en su idioma.
Los maestros no tienen tiempo para planear.
Los padres no asisten cuando nadie interpreta.
La regla manda a los estudiantes a casa.
Falta de tiempo para planear
Las cartas son muy largas y difíciles.
""".strip().splitlines()


@pytest.mark.parametrize("text", AT_PEOPLE)
def test_what_ends_at_people_is_turned_back(text: str) -> None:
    assert blames(text)
    assert blames(text.upper()) or "Ms." in text or "Sra." in text
    assert blames(f"We think that this is so: {text[:1].lower()}{text[1:]}") or text[:2] == "Ms"


@pytest.mark.parametrize("text", AT_SYSTEMS)
def test_what_speaks_of_the_system_stands(text: str) -> None:
    assert not blames(text)


WHO = ["students", "the children", "parents", "our families", "teachers", "boys", "those kids"]
FAULT = ["don't care", "do not try", "never listen", "are lazy", "lack discipline",
         "refuse to work", "have no motivation", "are not motivated", "won't behave"]  # fmt: skip
GIVEN = ["are not told", "are given no bus", "do not get a letter", "wait for two hours",
         "are sent out by the tardy rule", "have no nurse", "cannot take the late bus",
         "never hear of the program", "are placed by one test"]  # fmt: skip
WHY = ["", " because the rule says so", " since there is one bus", ", year after year"]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(WHO), st.sampled_from(FAULT), st.sampled_from(WHY))
def test_blame_is_seen_whatever_follows_it(who: str, fault: str, why: str) -> None:
    assert blames(f"{who} {fault}{why}.")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(WHO), st.sampled_from(GIVEN), st.sampled_from(WHY))
def test_what_people_are_given_is_no_blame(who: str, given_to: str, why: str) -> None:
    assert not blames(f"{who} {given_to}{why}.")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_an_answer_soon(text: str) -> None:
    assert blames(text) in (True, False)
