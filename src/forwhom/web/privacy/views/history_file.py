"""The rows that were asked for, as a file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.history.search import Asked
from forwhom.web.privacy.filters import Filters

COLUMNS = ("number", "at", "who", "roles", "act", "what", "place", "subject", "count", "why")
COMMANDS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run as a formula
AT_A_TIME = 2_000


@door(may=May.READ_HISTORY)
def download(request: HttpRequest) -> StreamingHttpResponse:
    """The file; taking it away is itself remembered before the first row leaves."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = Filters(request.GET, viewer).asked()
    noted = note(
        by=viewer.who, act=Act.EXPORTED, what="history_file", subject=asked.place,
        count=asked.rows().count(),
    )  # fmt: skip
    answer = StreamingHttpResponse(
        _lines(asked, noted.number), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="history.csv"'
    return answer


class _Line:
    """Hands each written line on."""

    def write(self, text: str) -> str:
        return text


def _lines(asked: Asked, end: int) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + str(writer.writerow(COLUMNS))
    rows = asked.rows().filter(number__lt=end)
    for row in rows.values_list(*COLUMNS).iterator(chunk_size=AT_A_TIME):
        yield str(writer.writerow([harmless(value) for value in row]))


def harmless(value: object) -> object:
    """A text that no spreadsheet runs."""
    return f"'{value}" if isinstance(value, str) and value.startswith(COMMANDS) else value
