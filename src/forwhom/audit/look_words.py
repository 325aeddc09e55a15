"""What was seen in a source, as lines for the screen."""

from __future__ import annotations

import textwrap
from collections import Counter

from forwhom.audit.look import Seen
from forwhom.data.importer import Account
from forwhom.measures import MEASURES

SHOWN = 10
WIDTH = 96


def account_lines(accounts: list[Account]) -> list[str]:
    """One line a table: rows in, kept, refused."""
    width = max((len(account.table) for account in accounts), default=5) + 2
    head = f"{'Table':<{width}}{'Rows in':>12}{'Kept':>12}{'Refused':>10}   File"
    rows = [
        f"{a.table:<{width}}{a.rows_in:>12,}{a.kept:>12,}{a.refused:>10,}   {a.file}"
        for a in accounts
    ]
    return [head, *rows]


def as_lines(seen: Seen) -> list[str]:
    """The whole look: tables, what is missing and what that costs, refused rows."""
    lines = account_lines(seen.accounts)
    lines += ["", *_wrapped("Not there: ", ", ".join(seen.missing) or "nothing")]
    lines += ["", f"Measures with records: {len(seen.possible)} of {len(MEASURES)}"]
    for name, lacks in seen.costs.items():
        lines += _wrapped(f"  {name}: no data, needs ", "; and ".join(lacks))
    lines += _refused(seen)
    if seen.notes:
        lines += ["", "Notes"]
        for note in seen.notes:
            lines += _wrapped("  ", note)
    if seen.too_many:
        lines += ["", "An import would stop: over 1 % of a table's rows are refused."]
    return lines


def _refused(seen: Seen) -> list[str]:
    if not seen.refusals:
        return ["", "Refused rows: none"]
    lines = ["", f"Refused rows: {len(seen.refusals):,}, by reason"]
    reasons = Counter((r.file, r.column, r.reason, r.remedy) for r in seen.refusals)
    for (file, column, reason, remedy), number in reasons.most_common(SHOWN):
        where = f"`{column}` {reason}" if column else reason
        rows = [
            r.row for r in seen.refusals if (r.file, r.column, r.reason) == (file, column, reason)
        ]
        first = ", ".join(str(row) for row in rows[:3]) + (
            ", …" if len(rows) > len(rows[:3]) else ""
        )
        lines += _wrapped(f"  {number:,} × ", f"{file}, row {first}: {where}. {remedy}")
    if len(reasons) > SHOWN:
        lines.append(f"  and {len(reasons) - SHOWN} more reasons: --refused FOLDER lists every row")
    return lines


def _wrapped(lead: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent="    ",
        break_long_words=False,
    ) or [lead]
