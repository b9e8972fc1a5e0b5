"""A release text's parts: headings, paragraphs and tables, each of which knows its lines.

Two shapes of table are read: one cell a line (lines that begin with a tab, rows set apart by blank
lines) and one row a line (cells set apart by `|`, tabs, spaces, a colon or a dash). Both become a
`Table`; one whose columns are the grades is turned, so that its rows are.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gradedrift.extract.vocabulary import COLUMN_WORDS, CUES, GRADE_WORDS

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

NEW_PARAGRAPH = re.compile(r"\s*(?:[·•*]|- |\d+\. |\d+\.\d+ |(?:Table|Chart) \d)")
FOOTNOTE_MARK = re.compile(r"(?<=[a-z]{2}|[a-z][\"')])\d{1,2}(?:,\d{1,2})*(?=[\s.,;:)]|$)|\[\d+\]")
LIST_NUMBER = re.compile(r"\s*\(?(?P<number>\d+(?:\.\d+)+|\d+(?=[.)]))[.)]?\s+(?=\S)")
SENTENCE_END = re.compile(r"""(?<!\bSt)(?<!\bno)(?<!\bNo)[.!?]["')\]]*(?=\s+["'(]*[A-Z0-9])""")
_NAMES = "|".join(COLUMN_WORDS)
COLUMN_NAME = re.compile(rf"(?<!\S)(?:{_NAMES}|20\d\d)(?!\S)", re.IGNORECASE)
COLUMN_NAMES = re.compile(rf"(?:(?:\s+20\d\d){{2,}}|(?:\s+(?:{_NAMES}))+)\s*$", re.IGNORECASE)
_GRADES = "|".join([*GRADE_WORDS, "good or better"])
_CHANGES = "|".join(words for words, cue in CUES.items() if cue in ("improved", "declined", "unchanged"))
_LABEL = rf"(?:from )?(?:{_GRADES})(?:[\"']?(?: to |\s*[|\t]\s*)[\"']?(?:{_GRADES}))?|(?:{_CHANGES})|total\b[^\d|\t]*"
# A row on one line: a grade or "total", what sets it apart, then only numbers.
_CELL = r"[+−-]?[\d.,]+\??%?|\(\d[\d.]*%\)|\(?\d+ per cent\)?"
ROW = re.compile(
    rf"[\s|·•*-]*[\"']?(?:{_LABEL})[\"']?\s*(?:\(?(?:grade )?\d\)\s*)?[\s|:–=.-]+(?:{_CELL})(?:[\s|–-]+(?:{_CELL}))*[\s|]*",
    re.IGNORECASE,
)
ANY_ROW = re.compile(
    rf"[\s·•*-]*[A-Za-z][^\d|\t]*?\s*(?:\(?(?:grade )?\d\)\s*)?[\s|:–=.-]+(?:{_CELL})(?:[\s|–-]+(?:{_CELL}))*[\s|]*"
)
GRADE_CELL = re.compile(rf"[\"']?(?:{'|'.join(GRADE_WORDS)})[\"']?", re.IGNORECASE)
RULE = re.compile(r"[\s|:+=-]+")  # the line under the heading of a table drawn with characters
BULLET = re.compile(r"^[\s|·•*]+|^\s*-\s+")
SCALE_NUMBER = re.compile(r"[-–]?\(?(?:grade )?([1-4])\)?", re.IGNORECASE)
# A line that ends so goes on in the next one, whatever that begins with.
UNFINISHED = re.compile(
    r"(?:,|\b(?:of|the|to|from|and|in|for|by|with|than|were|was|are|is|or|an?|at|on|between|that|which|had|have|has|judged|rated|as|be))\s*$"
)
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

    @property
    def start(self) -> int:
        """The line where it begins."""
        return self.lines[0].number

    @cached_property
    def raw(self) -> str:
        return " ".join(line.raw for line in self.lines)

    @cached_property
    def plain(self) -> str:
        return " ".join(line.plain for line in self.lines)

    @cached_property
    def words(self) -> str:
        """The text without its footnote marks: "grades1", "good"2, "[3]"."""
        return FOOTNOTE_MARK.sub(lambda mark: " " * len(mark.group()), self.plain)

    def place(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of a character of the passage."""
        starts = [0]
        for line in self.lines[:-1]:
            starts.append(starts[-1] + len(line.raw) + 1)
        index = bisect_right(starts, offset) - 1
        return self.lines[index].number, offset - starts[index] + 1

    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of each sentence in the passage."""
        numbered = LIST_NUMBER.match(self.plain)  # "1. ..." is no sentence of its own
        begins = numbered.end() if numbered else 0
        ends = [match.end() for match in SENTENCE_END.finditer(self.words, begins)] + [len(self.plain)]
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
    scale: Cell | None = None  # the number that the scale gives the grade, where the row prints it


@dataclass(frozen=True)
class Table:
    """A table with one heading text a column: its own name and, before it, the name that spans it."""

    title: str
    line: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    notes: tuple[Paragraph, ...] = ()
    is_headed: bool = True  # whether its columns have names of their own

    @property
    def start(self) -> int:
        """The line where it begins."""
        return self.lines[0].number

    @property
    def name(self) -> str:
        """ "Table 9" where the table has a number, else its title."""
        numbered = re.match(r"Table \d+", self.title)
        return numbered.group() if numbered else self.title


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


def lines_of(text: str) -> list[Line]:
    """The lines of a text, numbered from 1."""
    return [Line(number, raw.rstrip("\r")) for number, raw in enumerate(text.split("\n"), start=1)]


def _block(lines: list[Line], before: list[Block]) -> Block:
    if _is_cell(lines[0]):
        return _table_of_cells(lines, _title(lines, before))
    if any(_is_row(line) or _is_graded_name(line) for line in lines) or _grades_across(lines[0]):
        return _table_of_rows(lines, _title(lines, before))
    if len(lines) == 1 and _is_heading(lines[0]):
        return Heading(tuple(lines))
    return Paragraph(tuple(lines))


def _title(lines: list[Line], before: list[Block]) -> Passage:
    """What stands before a table: its title, where it has none in its own lines."""
    return before[-1] if before and isinstance(before[-1], Passage) else Passage((lines[0],))


def _is_row(line: Line) -> bool:
    return not _is_cell(line) and _has_row_shape(line.plain)


def _is_graded_name(line: Line) -> bool:
    """Whether a line is the row of a table that gives each authority its grades."""
    label, *cells = _split(line.plain)
    marked = "|" in line.raw or "\t" in line.raw
    return marked and label[:1].isupper() and bool(cells) and all(GRADE_CELL.fullmatch(cell) for cell in cells)


@lru_cache(maxsize=2048)
def _has_row_shape(text: str) -> bool:
    return bool(ROW.fullmatch(text))


def _is_cell(line: Line) -> bool:
    """Whether a line holds one cell, after a tab."""
    return line.raw.startswith("\t") and "\t" not in line.raw.strip()


def _grades_across(line: Line) -> bool:
    """Whether the line heads a table whose columns are the grades."""
    return len(_split(line.plain)) > 2 and sum(bool(GRADE_CELL.fullmatch(cell)) for cell in _split(line.plain)) >= 3


def _end_of_rows(lines: list[Line], start: int) -> int | None:
    """The index after the last row of the table whose lines, one a row, begin at `start`.

    Its heading and its rows follow each other without other words; a blank line may part the rows.
    `None` if no such table begins here.
    """
    if _is_cell(lines[start]):
        return None
    end = first = start
    while first < len(lines) and _may_head(lines[first]) and not _is_any_row(lines[first]):
        first += 1
    end = first
    while end < len(lines) and (_is_like_row(lines[end]) or _is_gap(lines, end)):
        end += 1
    if _grades_across(lines[start]):
        return end if end > start + 1 else None
    rows = [line for line in lines[first:end] if _is_any_row(line)]
    is_marked = all(_is_marked(line) for line in lines[start:end] if line.plain.strip())
    return end if len(rows) >= (1 if is_marked and end - start > 1 else 2) else None


def _is_any_row(line: Line) -> bool:
    return _is_row(line) or _is_graded_name(line)


def _split_all(line: str) -> list[str]:
    """The cells of a marked line, the empty ones at its ends included."""
    return [_one_line(cell) for cell in re.split(r"[|\t]", line.strip(" "))]


def _spanned(spans: list[str], names: list[str]) -> list[str]:
    """Column names under names that span several of them."""
    described, span = [], ""
    for at, name in enumerate(names):
        span = spans[at] if at < len(spans) and spans[at] else span
        described.append(f"{span}: {name}" if span and name else name or span)
    return described


def _is_like_row(line: Line) -> bool:
    """Whether a line has the shape of a row, whatever its label says: a damaged row must not go unseen."""
    return bool(line.plain.strip()) and not _is_cell(line) and (_is_marked(line) or bool(ANY_ROW.fullmatch(line.plain)))


def _is_marked(line: Line) -> bool:
    return "|" in line.raw or "\t" in line.raw.strip()


def _is_gap(lines: list[Line], at: int) -> bool:
    """Whether a blank line only parts two rows."""
    parted = not lines[at].plain.strip() and 0 < at < len(lines) - 1
    return parted and _is_any_row(lines[at - 1]) and _is_any_row(lines[at + 1])


def _may_head(line: Line) -> bool:
    """Whether a line can be the heading of the rows under it: names of columns, or a short title without a count."""
    if not line.plain.strip() or _is_cell(line):
        return False
    if _is_marked(line) or RULE.fullmatch(line.plain) or _column_names(line.plain) or len(_split(line.plain)) > 1:
        return True
    return _is_heading(line) and not re.search(r"(?<!Table )\b(?!20\d\d)\d", line.plain)


def _end_of_block(lines: list[Line], start: int) -> int:
    """The index after the last line of the block that begins at `start`."""
    following = range(start + 1, len(lines))
    if _is_cell(lines[start]):
        inside = [i for i in following if _is_cell(lines[i])]
        outside = [i for i in following if lines[i].plain.strip() and not _is_cell(lines[i])]
        stop = outside[0] if outside else len(lines)
        return max([start, *[i for i in inside if i < stop]]) + 1
    return next((i for i in following if not _continues(lines[i - 1], lines[i])), len(lines))


def _continues(previous: Line, line: Line) -> bool:
    """Whether a sentence of the previous line goes on in this one."""
    text = line.plain.strip()
    if (
        not text
        or _is_cell(line)
        or _is_marked(line)
        or _is_row(line)
        or _grades_across(line)
        or len(_column_names(line.plain)) > 1
    ):
        return False
    if UNFINISHED.search(previous.plain):
        return True
    if NEW_PARAGRAPH.match(line.plain) or (text.endswith(":") and text[0].isupper()):
        return False
    if text[0].islower():
        return True
    ended = previous.plain.rstrip().endswith((".", "!", "?", ":", ")"))
    return len(previous.plain) >= WRAPPED_LENGTH and len(line.plain) < 2 * WRAPPED_LENGTH and not ended


def _is_heading(line: Line) -> bool:
    text = line.plain.strip()
    return len(text) <= HEADING_LENGTH and text[0].isalnum() and not text.endswith((".", ";", ",", "!", "?"))


def _table_of_cells(lines: list[Line], title: Passage) -> Table:
    """The table whose cells stand one on a line, each after a tab."""
    groups: list[list[Cell]] = [[]]
    for line in lines:
        if _is_cell(line):
            groups[-1].append(Cell(line.number, len(line.raw) - len(line.raw.lstrip()) + 1, line.plain.strip()))
        elif groups[-1]:
            groups.append([])
    by_number = {line.number: line for line in lines}
    notes = tuple(
        Paragraph((by_number[cell.line],)) for group in groups for cell in group if re.match(r"\d+\. ", cell.text)
    )
    # A row of numbers has a label and at least one number; what comes before the first is heading.
    is_data = [bool(group and group[0].text and any(_is_number(c.text) for c in group[1:])) for group in groups]
    first = is_data.index(True) if True in is_data else len(groups)
    labels = [_label(group[0]) for group in groups if group]
    rows = tuple(
        Row(label, tuple(group[1:]), scale)
        for (label, scale), group, data in zip(
            labels, [g for g in groups if g], [d for g, d in zip(groups, is_data) if g]
        )
        if data
    )
    header = [group for group in groups[:first] if any(cell.text for cell in group)]
    columns = _spanned_columns(header, max((len(row.cells) for row in rows), default=0))
    return Table(_one_line(title.plain), title.start, columns, rows, tuple(lines), notes)


def _is_number(text: str) -> bool:
    """Whether a cell holds a number; a year names its column."""
    return text[:1].isdigit() and not re.fullmatch(r"20\d\d", text)


def _spanned_columns(header: list[list[Cell]], width: int) -> tuple[str, ...]:
    """One text for each of `width` columns after the first, "" where the column only separates."""
    if not header:
        return ()
    names = [_one_line(cell.text) for cell in header[-1]]
    if len(names) != width:  # the first cell is over the labels
        names = names[1:]
    if len(header) == 1:
        return tuple(names)
    spans = [_one_line(cell.text) for cell in header[-2] if cell.text]
    described, group, inside = [], -1, False
    for name in names:
        group += bool(name) and not inside
        inside = bool(name)
        described.append(f"{spans[group]}: {name}" if name and group < len(spans) else name)
    return tuple(described)


@lru_cache(maxsize=2048)
def _column_names(line: str) -> list[str]:
    """The column names at the end of a table's heading line, in order; none for any other line."""
    tail = COLUMN_NAMES.search(line)
    return COLUMN_NAME.findall(tail.group()) if tail and line[: tail.start()].strip() else []


@lru_cache(maxsize=2048)
def _split(line: str) -> list[str]:
    """The cells of a line in which something sets them apart: `|`, a tab or several spaces."""
    marks = {"|": r"\|", "\t": r"\t", " - ": r"\s-\s"}
    mark = next((pattern for sign, pattern in marks.items() if sign in line), r"\s{2,}")
    return [cell.strip() for cell in re.split(mark, line.strip(" ").strip("|"))]


def _table_of_rows(lines: list[Line], before: Passage) -> Table:
    """The table whose rows stand one on a line: label, perhaps the scale's number, then one cell a column."""
    lines = [line for line in lines if line.plain.strip() and not RULE.fullmatch(line.plain)]
    if _grades_across(lines[0]) and not all(_is_graded_name(line) for line in lines):
        return _turned(lines, before)
    first = next(index for index, line in enumerate(lines) if _is_row(line) or _is_graded_name(line))
    heading = lines[first - 1] if first else None
    names: list[str] = []
    own_title = ""
    above = lines[first - 2] if first > 1 else None
    if heading is not None and above is not None and _is_marked(heading) and _is_marked(above):
        names = _spanned(_split_all(above.plain), _split_all(heading.plain))[1:]
    elif heading is not None:
        cells = _split(heading.plain)
        names = cells[1:] if len(cells) > 1 else _column_names(heading.plain)
        own_title = cells[0] if len(cells) > 1 else COLUMN_NAMES.sub("", heading.plain) if names else heading.plain
        own_title = " ".join([*(line.plain for line in lines[: first - 1]), own_title])
    rows = [_row(line, len(names) or None) for line in lines[first:]]
    if names and all(len(row.cells) == len(names) - 1 for row in rows if " to " in row.label.text):
        names = names[1:] if any(" to " in row.label.text for row in rows) else names
    if any(row.scale for row in rows):  # then a row's first digit is the scale's, though a count is lost
        rows = [_with_scale(row) for row in rows]
    width = len(names) or max(len(row.cells) for row in rows)
    columns = tuple(_one_line(name) for name in names) or ("Number", *["%"] * (width - 1))
    title, line = _one_line(own_title), lines[0].number
    if not heading or len(title.split()) < 3:  # "Grade" names a column, not the table
        title, line = _one_line(f"{before.plain} {title}"), before.start
    return Table(title, line, columns, tuple(rows), tuple(lines), is_headed=bool(names))


def _row(line: Line, width: int | None) -> Row:
    """A row's label and cells; of one cell too many, a first digit after the label is the scale's number."""
    text = line.plain
    start = len(BULLET.match(text).group()) if BULLET.match(text) else 0
    if "|" in text or "\t" in text.strip():
        marks = [match.start() for match in re.finditer(r"[|\t]", text) if match.start() >= start]
        label_end = marks[0] if marks else len(text)
        bounds = list(zip([mark + 1 for mark in marks], [*marks[1:], len(text)]))
        cells = [_cell(line, begin, end) for begin, end in bounds]
        if cells and not cells[-1].text and text.rstrip().endswith(("|", "\t")):
            cells.pop()
        label = text[start:label_end]
    else:
        values = re.compile(rf"(?<=[\s:–=-])(?:{_CELL})").search(text, start)
        label_end = values.start() if values else len(text)
        label = text[start:label_end]
        found = re.finditer(r"[^\s(]\S*(?:\s\([\d.]+(?:%| per cent)\))?", text[label_end:])
        cells = [_cell(line, label_end + m.start(), label_end + m.end()) for m in found if m.group() not in ("-", "–")]
    scale = None
    if width is not None and len(cells) == width + 1 and SCALE_NUMBER.fullmatch(cells[0].text):
        scale, cells = _scale_cell(cells[0]), cells[1:]
    if cells and GRADE_CELL.fullmatch(label.strip()) and GRADE_CELL.fullmatch(cells[0].text):
        label, cells = f"{label.strip()} to {cells[0].text}", cells[1:]  # a move, from and to in columns of their own
    name, numbered = _label(Cell(line.number, start + 1, label))
    return Row(name, tuple(cells), numbered or scale)


def _label(cell: Cell) -> tuple[Cell, Cell | None]:
    """A row's label without the number that the scale gives its grade, and that number's cell."""
    numbered = re.search(r"\((?:grade )?([1-4])\)[\s:–=.-]*$", cell.text, flags=re.IGNORECASE)
    text = cell.text[: numbered.start()] if numbered else cell.text
    label = Cell(cell.line, cell.column, text.strip(" :–=-.\"'\t"))
    return label, Cell(cell.line, cell.column + numbered.start(1), numbered[1]) if numbered else None


def _with_scale(row: Row) -> Row:
    if row.scale or not row.cells or not GRADE_CELL.fullmatch(row.label.text):
        return row
    first, *others = row.cells
    return Row(row.label, tuple(others), _scale_cell(first)) if SCALE_NUMBER.fullmatch(first.text) else row


def _scale_cell(cell: Cell) -> Cell:
    """The digit of a cell that holds a grade's number on its scale: "-2", "(grade 2)"."""
    number = SCALE_NUMBER.fullmatch(cell.text)
    return Cell(cell.line, cell.column + number.start(1), number[1])


def _cell(line: Line, start: int, end: int) -> Cell:
    raw = line.plain[start:end]
    return Cell(line.number, start + len(raw) - len(raw.lstrip()) + 1, raw.strip())


def _turned(lines: list[Line], before: Passage) -> Table:
    """A table whose columns are the grades, with rows and columns exchanged."""
    grades = _split(lines[0].plain)
    width = len(grades) - 1
    rows = [_row(line, None) for line in lines[1:]]
    cells = [(*row.cells, *[Cell(row.label.line, 1, "")] * (width - len(row.cells)))[:width] for row in rows]
    turned = tuple(
        Row(Cell(lines[0].number, 1, name), tuple(row[index] for row in cells)) for index, name in enumerate(grades[1:])
    )
    title = _one_line(before.plain)
    return Table(title, before.start, tuple(row.label.text for row in rows), turned, tuple(lines))


def _one_line(text: str) -> str:
    return " ".join(FOOTNOTE_MARK.sub(" ", text).split())
