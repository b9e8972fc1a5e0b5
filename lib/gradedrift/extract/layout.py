"""The parts of a release text in order: headings, paragraphs and tables."""

import re

from gradedrift.extract.lines import Heading, Line, Paragraph, Passage, lines_of
from gradedrift.extract.rows import (
    CELLS_APART,
    RULE,
    Table,
    cells_of,
    column_names,
    grades_across,
    is_any_row,
    is_cell,
    is_cut_off,
    is_gap,
    is_like_row,
    is_marked,
    is_row,
    table_of_cells,
    table_of_rows,
)

NEW_PARAGRAPH = re.compile(r"\s*(?:[·•*]|- |\d+\. |\d+\.\d+ |(?:Table|Chart) \d)")
# A line that ends so goes on in the next one, whatever that begins with.
UNFINISHED = re.compile(
    r"(?:[,&]|\b(?:of|the|to|from|and|in|for|by|with|than|were|was|are|is|or|an?|at|on|between|that|which|had|have|has|judged|rated|graded|as|be"
    r"|over|under|almost|nearly|about|around|approximately|roughly|some|least|most|just|only|also))$"
)
# The first of a line that goes on: a small letter or a bracket, but neither an address nor "(1) Nine councils".
GOES_ON = re.compile(r"[\"'(]*(?!www\.|https?:)[a-z]|\((?!\d+\) +[\"']?[A-Z])")
LAST_WORD = 14  # longer than every word of these
HEADING_LENGTH = 120  # longer than every heading of the five releases, shorter than every list of names
WRAPPED_LENGTH = 60  # a line this long without an end to its sentence goes on in the next one

ENDS = (".", "!", "?", ":", ")")  # of a sentence

Block = Heading | Paragraph | Table


def blocks(text: str) -> list[Block]:
    """The parts of a release text, in order."""
    lines = lines_of(text)
    found: list[Block] = []
    at = 0
    while at < len(lines):
        if not lines[at].plain.strip():
            at += 1
            continue
        end = _end_of_rows(lines, at) or _end_of_block(lines, at)
        found.append(_block(lines[at:end], found))
        at = end
    return found


def _block(lines: list[Line], before: list[Block]) -> Block:
    if is_cell(lines[0]):
        return table_of_cells(lines, _title(lines, before))
    if any(is_any_row(line) for line in lines) or grades_across(lines[0]):
        return table_of_rows(lines, _title(lines, before))
    if len(lines) == 1 and _is_heading(lines[0]):
        return Heading(tuple(lines))
    return Paragraph(tuple(lines))


def _title(lines: list[Line], before: list[Block]) -> Passage:
    """What stands before a table: its title, where it has none in its own lines."""
    return before[-1] if before and isinstance(before[-1], Passage) else Passage((lines[0],))


def _end_of_rows(lines: list[Line], start: int) -> int | None:
    """The index after the last row of the table whose lines, one a row, begin at `start`.

    Its heading and its rows follow each other without other words; a blank line may part the rows.
    `None` if no such table begins here.
    """
    if is_cell(lines[start]) or _is_prose(lines[start]):
        return None
    end = first = start
    while first < len(lines) and _may_head(lines[first]) and not is_any_row(lines[first]):
        first += 1
    end = first
    while end < len(lines) and (is_like_row(lines[end]) or is_gap(lines, end) or is_cut_off(lines, end)):
        end += 1
    if grades_across(lines[start]):
        return end
    if end == first:
        return None
    rows = [at for at in range(first, end) if is_any_row(lines[at]) or is_cut_off(lines, at)]
    marked = all(is_marked(line) for line in lines[start:end] if line.plain.strip())
    return end if len(rows) >= (1 if marked else 2) else None


def _is_prose(line: Line) -> bool:
    """Whether a line ends a sentence with a word and has nothing that sets cells apart: neither a row nor a heading."""
    end = line.plain[-len("cent.") :].lower()
    is_sentence = end.endswith(".") and end[-2:-1].isalpha() and not end.endswith(("cent.", "no."))  # "8 per cent."
    return is_sentence and not any(sign in line.plain for sign in CELLS_APART)


def _may_head(line: Line) -> bool:
    """Whether a line can be the heading of the rows under it: names of columns, or a short title without a count."""
    if not line.plain.strip() or is_cell(line):
        return False
    if is_marked(line) or RULE.fullmatch(line.plain) or column_names(line.plain) or len(cells_of(line.plain)) > 1:
        return True
    return _is_heading(line) and not re.search(r"(?<!Table )\b(?!20\d\d)\d", line.plain)


def _end_of_block(lines: list[Line], start: int) -> int:
    """The index after the last line of the block that begins at `start`."""
    following = range(start + 1, len(lines))
    if is_cell(lines[start]):
        stop = next((i for i in following if lines[i].plain.strip() and not is_cell(lines[i])), len(lines))
        return next(i for i in reversed(range(start, stop)) if is_cell(lines[i])) + 1
    return next((i for i in following if not _continues(lines[i - 1], lines[i])), len(lines))


def _continues(previous: Line, line: Line) -> bool:
    """Whether a sentence of the previous line goes on in this one."""
    text = line.plain.strip()
    if (
        not text
        or line.plain == previous.plain
        or is_cell(line)
        or is_marked(line)
        or is_row(line)
        or grades_across(line)
        or len(column_names(line.plain)) > 1
    ):
        return False
    if is_unfinished(previous.plain):
        return True
    if NEW_PARAGRAPH.match(line.plain) or (text.endswith(":") and text[0].isupper()):
        return False
    if GOES_ON.match(text):
        return True
    is_of_its_own = len(line.plain) < WRAPPED_LENGTH and not text.endswith(ENDS)  # "Page 3 of 12"
    is_wrapped = len(previous.plain) >= WRAPPED_LENGTH and len(line.plain) < 2 * WRAPPED_LENGTH
    return is_wrapped and not is_of_its_own and not previous.plain.rstrip().endswith(ENDS)


def is_unfinished(text: str) -> bool:
    """Whether the last word of a text asks for another: "and", "judged", "almost"."""
    return bool(UNFINISHED.search(text.rstrip()[-LAST_WORD:]))


def _is_heading(line: Line) -> bool:
    text = line.plain.strip()
    return len(text) <= HEADING_LENGTH and text[0].isalnum() and not text.endswith((".", ";", ",", "!", "?"))
