"""What a journey may ask for: the web's people and places, and a browser for each of them."""

from tests.journeys.browsers import (  # noqa: F401 - pytest finds fixtures by their names here
    _full_once,
    full_district,
    walks,
    window,
)
from tests.web.accounts.conftest import with_password  # noqa: F401
from tests.web.audits.conftest import small_export  # noqa: F401
from tests.web.people_and_places import (  # noqa: F401
    _filled_once,
    as_,
    district,
    filled,
    in_english,
    served,
    somebody,
)
