"""A release text's parts: headings, paragraphs and tables, each of which knows its lines.

Two shapes of table are read: one cell a line (lines that begin with a tab, rows set apart by blank
lines) and one row a line (under a heading line that ends in column names). Both become a `Table`.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from gradedrift.extract.vocabulary import COLUMN_WORDS

# One character for one, so that a place in the normalised text is the same place in the original.
PLAIN = str.maketrans(
    {
        "\u00a0": " ",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2011": "-",
    }
)

NEW_PARAGRAPH = re.compile(r"\s*(?:[·•]|\d+\. |(?:Table|Chart) \d)")
SENTENCE_END = re.compile(r"""[.!?]["')\]]*(?=\s+["'(]*[A-Z0-9])""")
# A row on one line: a label, perhaps the number that the scale gives the grade ("- 4"), the values.
ROW = re.compile(r"(?P<label>\D*?)(?:\s*-\s*\d(?=\s|$))?\s*(?P<values>(?:\d.*)?)")
COLUMN_NAME = re.compile(rf"(?<!\S)(?:{'|'.join(COLUMN_WORDS)})(?!\S)", re.IGNORECASE)
COLUMN_NAMES = re.compile(rf"(?:\s+(?:{'|'.join(COLUMN_WORDS)}))+\s*$", re.IGNORECASE)
HEADING_LENGTH = 120  # longer than every heading of the five releases, shorter than every list of names
WRAPPED_LENGTH = 60  # a line this long without an end to its sentence goes on in the next one


@dataclass(frozen=True)
class Line:
    """One line of the release: its 1-based number and its text as published."""

    number: int
    raw: str

    @cached_property
    def plain(self) -> str:
        return self.raw.translate(PLAIN)


@dataclass(frozen=True)
class Passage:
    """Words that are read together: one or more lines joined by a space."""

    lines: tuple[Line, ...]

    @cached_property
    def raw(self) -> str:
        return " ".join(line.raw for line in self.lines)

    @cached_property
    def plain(self) -> str:
        return " ".join(line.plain for line in self.lines)

    def place(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of a character of the passage."""
        starts = [0]
        for line in self.lines[:-1]:
            starts.append(starts[-1] + len(line.raw) + 1)
        index = bisect_right(starts, offset) - 1
        return self.lines[index].number, offset - starts[index] + 1

    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of each sentence in the passage."""
        ends = [match.end() for match in SENTENCE_END.finditer(self.plain)] + [len(self.plain)]
        return [(start, end) for start, end in zip([0, *ends], ends) if self.plain[start:end].strip()]


@dataclass(frozen=True)
class Heading(Passage):
    """A short line that is no sentence; the section's name for what follows."""

    @property
    def title(self) -> str:
        return self.plain.strip().rstrip(":")


@dataclass(frozen=True)
class Paragraph(Passage):
    """Running text; a bullet or a numbered note is one paragraph."""


@dataclass(frozen=True)
class Cell:
    """The text of one cell and its 1-based line and column in the release."""

    line: int
    column: int
    text: str


@dataclass(frozen=True)
class Row:
    """A row's label and, for each column of the table, its cell."""

    label: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table with one heading text a column: its own name and, before it, the name that spans it."""

    title: str
    line: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Paragraph, ...] = ()

    @property
    def name(self) -> str:
        """ "Table 9" where the table has a number, else its title."""
        numbered = re.match(r"Table \d+", self.title)
        return numbered.group() if numbered else self.title


Block = Heading | Paragraph | Table


def blocks(text: str) -> list[Block]:
    """The parts of a release text, in order."""
    lines = [Line(number, raw) for number, raw in enumerate(text.split("\n"), start=1)]
    found: list[Block] = []
    at = 0
    while at < len(lines):
        if not lines[at].plain.strip():
            at += 1
            continue
        end = _end_of_block(lines, at)
        found.append(_block(lines[at:end], found))
        at = end
    return found


def _block(lines: list[Line], before: list[Block]) -> Block:
    if lines[0].raw.startswith("\t"):
        title = before[-1] if before and isinstance(before[-1], Passage) else Passage((lines[0],))
        return _table_of_cells(lines, title)
    if _column_names(lines[0].plain):
        return _table_of_rows(lines)
    if len(lines) == 1 and _is_heading(lines[0]):
        return Heading(tuple(lines))
    return Paragraph(tuple(lines))


def _end_of_block(lines: list[Line], start: int) -> int:
    """The index after the last line of the block that begins at `start`."""
    following = range(start + 1, len(lines))
    if lines[start].raw.startswith("\t"):
        inside = [i for i in following if lines[i].raw.startswith("\t")]
        outside = [i for i in following if lines[i].plain.strip() and not lines[i].raw.startswith("\t")]
        stop = outside[0] if outside else len(lines)
        return max([start, *[i for i in inside if i < stop]]) + 1
    if _column_names(lines[start].plain):
        return next((i for i in following if not lines[i].plain.strip()), len(lines))
    return next((i for i in following if not _continues(lines[i - 1], lines[i])), len(lines))


def _continues(previous: Line, line: Line) -> bool:
    """Whether a sentence of the previous line goes on in this one."""
    if not line.plain.strip() or line.raw.startswith("\t") or NEW_PARAGRAPH.match(line.plain):
        return False
    if _column_names(line.plain):
        return False
    ended = previous.plain.rstrip().endswith((".", "!", "?", ":", ")"))
    starts_small = line.plain.lstrip()[:1].islower()
    if starts_small:
        return True
    return len(previous.plain) >= WRAPPED_LENGTH and len(line.plain) < 2 * WRAPPED_LENGTH and not ended


def _is_heading(line: Line) -> bool:
    text = line.plain.strip()
    return len(text) <= HEADING_LENGTH and text[0].isalnum() and not text.endswith((".", ";", ",", "!", "?"))


def _table_of_cells(lines: list[Line], title: Passage) -> Table:
    """The table whose cells stand one on a line, each after a tab."""
    groups: list[list[Cell]] = [[]]
    for line in lines:
        if line.raw.startswith("\t"):
            groups[-1].append(Cell(line.number, len(line.raw) - len(line.raw.lstrip()) + 1, line.plain.strip()))
        elif groups[-1]:
            groups.append([])
    by_number = {line.number: line for line in lines}
    notes = tuple(
        Paragraph((by_number[cell.line],)) for group in groups for cell in group if re.match(r"\d+\. ", cell.text)
    )
    # A row of numbers has a label and at least one number; what comes before the first is heading.
    is_data = [bool(group and group[0].text and any(c.text[:1].isdigit() for c in group[1:])) for group in groups]
    first = is_data.index(True) if True in is_data else len(groups)
    columns = _spanned_columns([group for group in groups[:first] if any(cell.text for cell in group)])
    rows = tuple(Row(group[0], tuple(group[1:])) for group, data in zip(groups, is_data) if data)
    return Table(_one_line(title.plain), title.lines[0].number, columns, rows, notes)


def _spanned_columns(header: list[list[Cell]]) -> tuple[str, ...]:
    """One text for each column after the first, "" where the column only separates."""
    if not header:
        return ()
    names = [_one_line(cell.text) for cell in header[-1]][1:]
    if len(header) == 1:
        return tuple(names)
    spans = [_one_line(cell.text) for cell in header[-2] if cell.text]
    described, group, inside = [], -1, False
    for name in names:
        group += bool(name) and not inside
        inside = bool(name)
        described.append(f"{spans[group]}: {name}" if name and group < len(spans) else name)
    return tuple(described)


def _column_names(line: str) -> list[str]:
    """The column names at the end of a table's heading line, in order; none for any other line."""
    tail = COLUMN_NAMES.search(line)
    if not tail or not line[: tail.start()].strip():
        return []
    names = COLUMN_NAME.findall(tail.group())
    return names if len(names) > 1 else []


def _table_of_rows(lines: list[Line]) -> Table:
    """The table whose rows stand one on a line: label, perhaps "- 4", then one number a column."""
    names = _column_names(lines[0].plain)
    rows = []
    for line in lines[1:]:
        label, values = ROW.fullmatch(line.plain).group("label", "values")
        start = len(line.plain) - len(values)
        cells = tuple(Cell(line.number, start + word.start() + 1, word.group()) for word in re.finditer(r"\S+", values))
        rows.append(Row(Cell(line.number, 1, label.strip()), cells))
    return Table(_one_line(COLUMN_NAMES.sub("", lines[0].plain)), lines[0].number, tuple(names), tuple(rows))


def _one_line(text: str) -> str:
    return " ".join(text.split())
