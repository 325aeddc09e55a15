"""Whether what a district tried changed a gap, in the schools that tried it."""

from __future__ import annotations

from forwhom.causes.cause import Cause
from forwhom.causes.trials.answers import declared, helped

cause = Cause(
    question={
        "en": "Did what we tried change this?",
        "es": "¿Cambió esto con lo que probamos?",
    },
    assumes={
        "en": "Without it, these schools would have changed as the other schools did. Nothing else "
        "began there at the same time.",
        "es": "Sin eso, estas escuelas habrían cambiado como las demás. Nada más empezó allí al "
        "mismo tiempo.",
    },
    cannot={
        "en": "It cannot show how it was done in each school, nor what it would do elsewhere. "
        "Where schools chose themselves, that choice may be what changed.",
        "es": "No muestra cómo se hizo en cada escuela, ni qué haría en otra parte. Si las "
        "escuelas mismas lo eligieron, quizá esa decisión fue lo que cambió.",
    },
    source="Callaway and Sant'Anna (2021), J. Econometrics 225:200-230; Fisher (1935), The Design "
    "of Experiments.",
    explain=helped,
    asked_when=declared,
)
