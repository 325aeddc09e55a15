"""So that `python -m forwhom` is the command."""

from forwhom.cli import main

main()
