"""Ways of working, as data: each a TOML file with stages, and what it takes to leave them."""

from forwhom.web.inquiry.cycles.cycle import Cycle, CycleError, Stage
from forwhom.web.inquiry.cycles.shelf import cycle, cycles, problems

__all__ = ["Cycle", "CycleError", "Stage", "cycle", "cycles", "problems"]
