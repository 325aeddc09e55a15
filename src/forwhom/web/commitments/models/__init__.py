"""Promises and replies, and who wants a letter about them."""

from forwhom.web.commitments.models.commitment import Commitment
from forwhom.web.commitments.models.letter import Letter, Sent

__all__ = ["Commitment", "Letter", "Sent"]
