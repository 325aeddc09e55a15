"""One finding of an audit explained, timed: python -m benchmarks.explain_job AUDIT MEASURE."""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does

from benchmarks.timing import tell
from forwhom.audit.explain import Explained, explain_finding
from forwhom.results import open_audit


class AsInstalled(MetaPathFinder):
    """Hides pandas, which no district installs: pyarrow would load it, for half a second."""

    def find_spec(self, fullname: str, *_: object) -> None:
        """Nothing, as any other; but of pandas that it is not there."""
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)


def main(audit: Path, measure: str) -> None:
    """The first finding of the measure, by every way of explaining that fits it."""
    sys.meta_path.insert(0, AsInstalled())
    found = next(f for f in open_audit(audit).findings if f.measure == measure)

    def job() -> Explained:
        return explain_finding(audit, found.id)

    told: Explained = tell(job)
    ways = ", ".join(f"{one.cause} {one.status}" for one in told.explanations)
    print(f"{found.measure}: {ways}", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
