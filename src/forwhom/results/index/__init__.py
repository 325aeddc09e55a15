"""A small index in each audit's folder, so that a page reads what it shows and no more."""

from forwhom.results.index.build import built, is_ready, pictures_of
from forwhom.results.index.findings import Question
from forwhom.results.index.opened import Index
from forwhom.results.index.seen import Places

__all__ = ["Index", "Places", "Question", "built", "is_ready", "pictures_of"]
