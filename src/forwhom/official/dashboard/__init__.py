"""The California School Dashboard: status, change and color, 2018 to 2025."""

from forwhom.official.calculation import Calculation
from forwhom.official.dashboard.calculate import makes
from forwhom.official.dashboard.forecast import forecasts

calculation = Calculation(
    name="dashboard",
    title="California School Dashboard",
    asks="Which color does each student group have, why, and how far is the next level?",
    spanish=(
        "Tablero Escolar de California",
        "¿Qué color tiene cada grupo, por qué, y a qué distancia está el nivel siguiente?",
    ),
    topic="dashboard",
    makes=makes,
    source="Education Code 52064.5; California Department of Education, Five-by-Five Tables",
    forecasts=forecasts,
    from_records=True,
)
