"""What somebody thought over for themselves, and how safe a team feels."""

from forwhom.web.reflection.models.pulse import Answered, Round, Sheet
from forwhom.web.reflection.models.reflection import Reflection

__all__ = ["Answered", "Reflection", "Round", "Sheet"]
