"""People, places, the posts that join them, and the ways in."""

from forwhom.web.accounts.models.invitation import Invitation
from forwhom.web.accounts.models.person import Person
from forwhom.web.accounts.models.place import Place
from forwhom.web.accounts.models.post import Post
from forwhom.web.accounts.models.sign_in import SignIn

__all__ = ["Invitation", "Person", "Place", "Post", "SignIn"]
