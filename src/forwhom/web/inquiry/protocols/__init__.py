"""Protocols, as data: ways of talking in a meeting, step by step, with minutes."""

from forwhom.web.inquiry.protocols.protocol import Protocol, Turn
from forwhom.web.inquiry.protocols.shelf import mistakes, of_district, protocol, protocols

__all__ = ["Protocol", "Turn", "mistakes", "of_district", "protocol", "protocols"]
