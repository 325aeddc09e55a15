"""An inquiry, its team, and what is written within it."""

from forwhom.web.inquiry.models.inquiry import Inquiry
from forwhom.web.inquiry.models.member import Member
from forwhom.web.inquiry.models.move import Move
from forwhom.web.inquiry.models.within import Within

__all__ = ["Inquiry", "Member", "Move", "Within"]
