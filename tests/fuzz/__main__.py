"""Call one parser with ever odder bytes: `python -m tests.fuzz NAME [SECONDS]`, atheris installed.

It stops at the first thing that is no ForwhomError, or that takes over 10 s or 1 GB, and leaves
the bytes in build/fuzz/NAME/; give that file's path after the seconds to run it again.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import atheris  # pip install atheris: Linux only, and no dependency of ours

with atheris.instrument_imports(include=["forwhom", "openpyxl", "zipfile", "tomllib", "csv"]):
    from forwhom.errors import ForwhomError
    from tests.fuzz.parsers import PARSERS

LONGEST, SECONDS, MEGABYTES = 1 << 16, 10, 1024


def main() -> None:
    """Run the parser that is named."""
    name, seconds, *files = [*sys.argv[1:], "600"][: max(2, len(sys.argv) - 1)]
    parser, place = PARSERS[name], Path("build/fuzz") / name
    (place / "corpus").mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(parser.seeds()):
        (place / "corpus" / f"seed-{number}").write_bytes(seed)

    def read(data: bytes) -> None:
        with contextlib.suppress(ForwhomError):
            parser.run(data)

    limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SECONDS}"]
    limits += [f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={place}/", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, *(files or [str(place / "corpus")])], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
