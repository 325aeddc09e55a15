"""Run every check, say how each went, change nothing, and fail if any failed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
PYTHON = sys.executable
CHECKS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "-q"],
    "lint": [str(BIN / "ruff"), "check", "-q"],
    "layers": [str(BIN / "lint-imports")],
    "types": [str(BIN / "mypy"), "--no-error-summary"],
    "reference pages": [PYTHON, "docs/build_reference.py", "--check"],
    "house rules": [PYTHON, "-m", "pytest", "-q", "--continue-on-collection-errors", "tests/house"],
}


def main() -> int:
    """Run all checks, printing only what a failed one says, and return 1 if any failed."""
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    if failed:
        print(f"{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}.")
        print("`make fix` puts right what a machine can.")
    else:
        print(f"All {len(CHECKS)} checks passed.")
    return 1 if failed else 0


def _passes(name: str, command: list[str]) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
