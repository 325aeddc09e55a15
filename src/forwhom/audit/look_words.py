"""What was seen in a source, and what an import took, as lines for the screen."""

from __future__ import annotations

import textwrap

from forwhom.audit.look import Seen
from forwhom.data.refusals import Account, Reason
from forwhom.measures import MEASURES

SHOWN = 10
WIDTH = 96


def account_lines(accounts: list[Account]) -> list[str]:
    """One line a table: rows in, kept, refused."""
    width = max((len(account.table) for account in accounts), default=5) + 2
    head = f"{'Table':<{width}}{'Rows in':>12}{'Kept':>12}{'Refused':>10}   File"
    rows = [
        f"{a.table:<{width}}{a.rows_in:>12,}{a.kept:>12,}{a.refused:>10,}   {_short(a.file, width)}"
        for a in accounts
    ]
    return [head, *rows]


def import_lines(accounts: list[Account]) -> list[str]:
    """What an import took and what it left out."""
    reasons = [reason for account in accounts for reason in account.reasons]
    notes = list(dict.fromkeys(note for account in accounts for note in account.notes))
    refused = _refused(reasons, "the folder `refused` lists") if reasons else []
    return [*account_lines(accounts), *refused, *_notes(notes)]


def as_lines(seen: Seen) -> list[str]:
    """The whole look: tables, what is missing and what that costs, refused rows."""
    lines = account_lines(seen.accounts) if seen.accounts else []
    for error in dict.fromkeys(map(str, seen.unreadable.values())):
        lines += ["", *error.splitlines()]
    lines += ["", *_wrapped("Not there: ", ", ".join(seen.missing) or "nothing")]
    lines += ["", f"Measures with records: {len(seen.possible)} of {len(MEASURES)}"]
    if seen.costs:
        width = max(map(len, seen.costs)) + 4
        lines += ["", f"{'  Measure without records':<{width}}  Needs"]
        for name, lacks in seen.costs.items():
            lines += _wrapped(f"{'  ' + name:<{width}}  ", "; ".join(lacks), " " * (width + 2))
    lines += _refused(seen.reasons, "--refused FOLDER lists")
    lines += [*_notes(seen.notes), *_verdict(seen)]
    return lines if seen.accounts else lines[1:]


def _verdict(seen: Seen) -> list[str]:
    if seen.unreadable:
        return ["", "An import would stop: a table cannot be read."]
    if seen.too_many:
        return ["", "An import would stop: over 1 % of a table's rows are refused."]
    return ["", "An import would go through."]


def _refused(reasons: list[Reason], lists: str) -> list[str]:
    if not reasons:
        return ["", "Refused rows: none"]
    lines = ["", f"Refused rows: {sum(reason.rows for reason in reasons):,}, by reason"]
    for reason in reasons[:SHOWN]:
        more = ", …" if reason.rows > len(reason.first) else ""
        lead = "row" if reason.rows == 1 else "rows"
        rows = f"{lead} {', '.join(map(str, reason.first))}{more}"
        column = reason.column.replace(", ", "`, `")
        what = f"`{column}` {reason.reason}" if reason.column else reason.reason.rstrip(".")
        told = f"{reason.file}, {rows}: {what}. {reason.remedy}"
        lines += _wrapped(f"{reason.rows:>9,}  ", told, " " * 11)
    if len(reasons) > SHOWN:
        lines.append(f"{'':11}and {len(reasons) - SHOWN} more reasons: {lists} every row")
    return lines


def _notes(notes: list[str]) -> list[str]:
    told = [line for note in notes for line in _wrapped("  ", note)]
    return ["", "Notes", *told] if told else []


def _short(files: str, width: int) -> str:
    return textwrap.shorten(files, max(WIDTH - width - 37, 20), placeholder=" …")


def _wrapped(lead: str, text: str, indent: str = "    ") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [lead]
