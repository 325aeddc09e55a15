"""Where the tests of later apps look for an inquiry as well."""

from tests.web.an_inquiry import Begun, begun

__all__ = ["Begun", "begun"]
