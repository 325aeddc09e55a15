"""What every test of the web may ask for: `tests.web.people_and_places`."""

from tests.web.an_inquiry import begun  # noqa: F401
from tests.web.people_and_places import (  # noqa: F401 - pytest finds fixtures by their names here
    _filled_once,
    as_,
    district,
    elsewhere,
    filled,
    in_english,
    served,
    somebody,
)
