"""A finer ancestry, such as Hmong or Oaxacan, where the district asks families for it."""

from __future__ import annotations

from forwhom.data.expressions import col
from forwhom.groups.group import NOT_REPORTED, Group, Value

group = Group(
    title="Ancestry",
    title_es="Ascendencia",
    about="race",
    when="as_last_reported",
    when_says="As last reported, in the words of the district's own list.",
    source="The district's own list; California Government Code 8310.5 is one such list in law",
    values={
        NOT_REPORTED: Value(
            title="Ancestry not reported",
            title_es="Sin ascendencia en los registros",
            after="with no ancestry reported",
            after_es="sin ascendencia en los registros",
        ),
    },
    of=col("ancestry"),
    open_values=True,
    examples="""
    ancestry | value
    hmong    | hmong
             | Not reported
    """,
)
