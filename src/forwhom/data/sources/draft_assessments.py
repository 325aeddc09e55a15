"""Writes the blocks of a drafted mapping that fill the table of tests."""

from __future__ import annotations

from forwhom.data.sources import value_words as words
from forwhom.data.sources.column_look import Look
from forwhom.data.sources.draft_lines import DOUBT, Found, block_of, recoded, told, year_lines


def test_blocks(found: Found) -> list[str]:
    """A block for the tests in rows, and one for each subject that stands in columns."""
    subject = found.one.get("subject")
    meanings: tuple[str, ...] = ("scale_score", "level")
    columns = {meaning: found.one[meaning] for meaning in meanings if meaning in found.one}
    made = [_test(found, told(s), parts) for s, parts in found.tests.items()]
    if subject is not None and columns:
        made.append(_test(found, subject, columns))
    return made


def _test(found: Found, subject: str | Look, parts: dict[str, Look]) -> str:
    lines = [f"columns.student_id = {found.get('student_id')}", *year_lines(found)]
    if isinstance(subject, Look):
        known = words.recode(list(subject.codes), words.SUBJECT)
        lines.append(recoded("subject", subject, known))
    else:
        lines.append(f"columns.subject = {{ always = {subject} }}")
    lines.append(f'columns.kind = {{ always = "state" }}  {DOUBT}or interim, screener')
    if "grade" in found.one:
        lines.append(f"columns.grade = {found.get('grade')}")
    if "scale_score" in parts:
        lines.append(f"columns.scale_score = {told(parts['scale_score'].name)}")
    if "level" in parts:
        lines += _level(parts["level"])
    return block_of("assessments", lines)


def _level(look: Look) -> list[str]:
    """Level, whether it meets the standard (a guess to check), and whether the test was taken."""
    without = [value for value in look.codes if words.plain(value) in words.NO_SCORE]
    levels = [value for value in look.codes if value not in without]
    met = {value: "yes" for value in levels if words.plain(value) in words.MET}
    met |= {value: "no" for value in levels if words.plain(value) in words.NOT_MET}
    met |= dict.fromkeys(without, "")
    lines = [f"columns.levels = {{ always = {len(levels)} }}", *_proficient(look, levels, met)]
    if not without:
        return [f"columns.level = {told(look.name)}", *lines]
    empty = ", ".join(f'{told(value)} = ""' for value in without)
    no = ", ".join(f'{told(value)} = "no"' for value in without)
    return [
        f'columns.level = {{ from = {told(look.name)}, as = "text", recode = {{ {empty} }} }}',
        f'columns.tested = {{ from = {told(look.name)}, recode = {{ {no}, "*" = "yes" }} }}',
        *lines,
    ]


def _proficient(look: Look, levels: list[str], met: dict[str, str]) -> list[str]:
    if not any(met.values()):
        pairs = ", ".join(f'{told(value)} = "…"' for value in levels)
        return [
            f"{DOUBT}which levels meet the standard? Write yes or no, and take the # away:",
            f"# columns.proficient = {{ from = {told(look.name)}, recode = {{ {pairs} }} }}",
        ]
    doubt = f"{DOUBT}proficient is a guess from the words: does your state count them so?"
    return [f"{doubt}\n{recoded('proficient', look, met)}"]
