"""Other programs, each in an environment of its own: `python -m benchmarks.peers install`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.runs import ROOT

# The pins that work together: pysubgroup 0.9.0 needs an older numpy, and with it an older pyarrow;
# aequitas 1.1.0 needs an older pandas.
PEERS = {
    "aequitas": ["aequitas==1.1.0", "pandas<3", "pyarrow"],
    "divexplorer": ["divexplorer==0.2.6", "pyarrow"],
    "pyfixest": ["pyfixest==0.60.0", "pyarrow"],
    "pysubgroup": ["pysubgroup==0.9.0", "numpy<2", "pandas<3", "pyarrow<20"],
}
FOLDER = ROOT / "build" / "peers"


def python(peer: str) -> Path:
    """The Python in which a peer is installed."""
    return FOLDER / peer / "bin" / "python"


def there(peer: str) -> bool:
    """Whether it has been installed."""
    return python(peer).exists()


def install() -> None:
    """Each peer with its pins, about 600 MB apiece."""
    for peer, pins in PEERS.items():
        print(f"Installing {peer} into {(FOLDER / peer).relative_to(ROOT)}")
        subprocess.run([sys.executable, "-m", "venv", FOLDER / peer], check=True)
        subprocess.run([python(peer), "-m", "pip", "install", "-q", *pins], check=True)


if __name__ == "__main__":
    if sys.argv[1:] != ["install"]:
        raise SystemExit("Usage: python -m benchmarks.peers install")
    install()
