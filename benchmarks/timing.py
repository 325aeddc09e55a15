"""How a job tells its time: seconds of CPU and of wall, as one line of JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any


def tell(job: Callable[[], Any]) -> Any:
    """Do the job once, print how long it took, hand back what it made."""
    cpu, wall = time.process_time(), time.perf_counter()
    made = job()
    print(json.dumps({"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}))
    return made
