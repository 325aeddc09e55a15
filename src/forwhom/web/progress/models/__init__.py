"""What progress is measured against, what was decided of it, and what was learned."""

from forwhom.web.progress.models.baseline import Baseline
from forwhom.web.progress.models.card import Card
from forwhom.web.progress.models.verdict import Verdict

__all__ = ["Baseline", "Card", "Verdict"]
