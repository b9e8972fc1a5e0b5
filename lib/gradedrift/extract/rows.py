"""Tables in a release text, in two shapes.

One cell a line (lines that begin with a tab, rows set apart by blank lines), and one row a line (cells
set apart by `|`, tabs, spaces, a colon or a dash). Both become a `Table`; one whose columns are the
grades is turned, so that its rows are.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from gradedrift.extract.lines import Line, Paragraph, Passage, one_line
from gradedrift.extract.vocabulary import CHANGES, COLUMN_OF_COUNTS, COLUMN_OF_SHARES, CUES, GRADE_WORDS

_NAMES = f"{COLUMN_OF_COUNTS}|{COLUMN_OF_SHARES}"
COLUMN_NAME = re.compile(rf"(?<!\S)(?:{_NAMES}|20\d\d)(?!\S)", re.IGNORECASE)
COLUMN_NAMES = re.compile(rf"\s(?:\s*20\d\d(?:\s+20\d\d)+|\s*(?:{_NAMES})(?:\s+(?:{_NAMES}))*)\s*$", re.IGNORECASE)
_GRADES = "|".join([*GRADE_WORDS, "good or better"])
_CHANGES = "|".join(words for words, cue in CUES.items() if cue in CHANGES)
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
CELLS_LAST = re.compile(r"\D*+(?:[\d\s|.,?%()+−–:=-]|per cent)*+", re.IGNORECASE)  # after the first number no words
GRADE_CELL = re.compile(rf"[\"']?(?:{'|'.join(GRADE_WORDS)})[\"']?", re.IGNORECASE)
# By the sign that a line has, if it has cells at all.
CELLS_APART = {
    "|": re.compile(r"\|"),
    "\t": re.compile(r"\t"),
    " - ": re.compile(r"\s-\s"),
    "  ": re.compile(r"\s\s+"),
}
NAME_ALONE = re.compile(r"[A-Z][\w'.& -]*")
RULE = re.compile(r"[\s|:+=-]+")  # the line under the heading of a table drawn with characters
BULLET = re.compile(r"^[\s|·•*]+|^\s*-\s+")
NOTE_NUMBER = re.compile(r"\d+\. ")
SCALE_NUMBER = re.compile(r"[-–]?\(?(?:grade )?([1-4])\)?", re.IGNORECASE)


class Cell(NamedTuple):
    """The text of one cell and its 1-based line and column in the release."""

    line: int
    column: int
    text: str


class Row(NamedTuple):
    """A row's label and, for each column of the table, its cell."""

    label: Cell
    cells: tuple[Cell, ...]
    scale: Cell | None = None  # the number that the scale gives the grade, where the row prints it


class Table(NamedTuple):
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


# --- What a line is in a table --------------------------------------------------------------------------


def _ends_in_cells(text: str) -> bool:
    """Whether a line ends in cells, as every row does: not as prose in a word, or with words after its first number."""
    last = text.rstrip().removesuffix(".")
    is_word = last[-1:].isalpha() and not last.lower().endswith("cent")
    return not is_word and bool(CELLS_LAST.fullmatch(text))


def is_row(line: Line) -> bool:
    return not is_cell(line) and _has_row_shape(line.plain)


@lru_cache(maxsize=2048)
def _has_row_shape(text: str) -> bool:
    return _ends_in_cells(text) and bool(ROW.fullmatch(text))


def _is_graded_name(line: Line) -> bool:
    """Whether a line is the row of a table that gives each authority its grades."""
    if "|" not in line.raw and "\t" not in line.raw:
        return False
    label, *cells = cells_of(line.plain)
    return label[:1].isupper() and bool(cells) and all(GRADE_CELL.fullmatch(cell) for cell in cells)


def is_any_row(line: Line) -> bool:
    return is_row(line) or _is_graded_name(line)


def is_like_row(line: Line) -> bool:
    """Whether a line has the shape of a row, whatever its label says: a damaged row must not go unseen."""
    if not line.plain.strip() or is_cell(line):
        return False
    return is_marked(line) or (_ends_in_cells(line.plain) and bool(ANY_ROW.fullmatch(line.plain)))


def is_cell(line: Line) -> bool:
    """Whether a line holds one cell, after a tab."""
    return line.raw.startswith("\t") and "\t" not in line.raw.strip()


def is_marked(line: Line) -> bool:
    """Whether a line has a mark between cells, or after a name that has lost its cells."""
    if "|" in line.raw or "\t" in line.raw.strip():
        return True
    return line.raw.endswith("\t") and bool(NAME_ALONE.fullmatch(line.raw.rstrip()))


def is_gap(lines: list[Line], at: int) -> bool:
    """Whether a blank line only parts two rows."""
    parted = not lines[at].plain.strip() and 0 < at < len(lines) - 1
    return parted and is_any_row(lines[at - 1]) and is_any_row(lines[at + 1])


def is_cut_off(lines: list[Line], at: int) -> bool:
    """Whether a line is what is left of the row of an authority: its name alone, between two rows or at the very end."""
    if not (at and _is_graded_name(lines[at - 1]) and NAME_ALONE.fullmatch(lines[at].plain.strip())):
        return False
    following = next((line for line in lines[at + 1 :] if line.plain.strip()), None)
    return not following or (lines[at + 1] is following and _is_graded_name(following))


def grades_across(line: Line) -> bool:
    """Whether the line heads a table whose columns are the grades."""
    return len(cells_of(line.plain)) > 2 and sum(bool(GRADE_CELL.fullmatch(cell)) for cell in cells_of(line.plain)) >= 3


@lru_cache(maxsize=2048)
def column_names(line: str) -> list[str]:
    """The column names at the end of a table's heading line, in order; none for any other line."""
    ended = line.rstrip().lower()
    is_prose = ended.endswith((".", ")", ":")) and not ended.endswith(("no.", "(%)"))
    tail = None if is_prose else COLUMN_NAMES.search(line)
    return COLUMN_NAME.findall(tail.group()) if tail and line[: tail.start()].strip() else []


@lru_cache(maxsize=2048)
def cells_of(line: str) -> list[str]:
    """The cells of a line in which something sets them apart: `|`, a tab or several spaces."""
    apart = next((pattern for sign, pattern in CELLS_APART.items() if sign in line), None)
    return [cell.strip() for cell in apart.split(line.strip(" ").strip("|"))] if apart else [line.strip()]


def _split_all(line: str, is_framed: bool) -> list[str]:
    """The cells of a marked line, the empty ones at its ends included; in a frame, without the bars around them."""
    cells = [one_line(cell) for cell in re.split(r"[|\t]", line.strip(" "))]
    return cells[1:-1] if is_framed else cells


# --- One cell a line ------------------------------------------------------------------------------------


def table_of_cells(lines: list[Line], title: Passage) -> Table:
    """The table whose cells stand one on a line, each after a tab."""
    groups: list[list[Cell]] = [[]]
    for line in lines:
        if is_cell(line):
            groups[-1].append(Cell(line.number, len(line.raw) - len(line.raw.lstrip()) + 1, line.plain.strip()))
        elif groups[-1]:
            groups.append([])
    by_number = {line.number: line for line in lines}
    notes = tuple(
        Paragraph((by_number[cell.line],)) for group in groups for cell in group if NOTE_NUMBER.match(cell.text)
    )
    # What comes before the first row with a number is heading; a row that has lost its label is refused later on.
    is_data = [any(_is_number(cell.text) for cell in group[1:]) for group in groups]
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
    return Table(one_line(title.plain), title.start, columns, rows, tuple(lines), notes)


def _is_number(text: str) -> bool:
    """Whether a cell holds a number; a year names its column."""
    return text[:1].isdigit() and not re.fullmatch(r"20\d\d", text)


def _spanned_columns(header: list[list[Cell]], width: int) -> tuple[str, ...]:
    """One text for each of `width` columns after the first, "" where the column only separates."""
    if not header:
        return ()
    names = [one_line(cell.text) for cell in header[-1]]
    if len(names) != width:  # the first cell is over the labels
        names = names[1:]
    if len(header) == 1:
        return tuple(names)
    spans = [one_line(cell.text) for cell in header[-2] if cell.text]
    described, group, inside = [], -1, False
    for name in names:
        group += bool(name) and not inside
        inside = bool(name)
        described.append(f"{spans[group]}: {name}" if name and group < len(spans) else name)
    return tuple(described)


# --- One row a line -------------------------------------------------------------------------------------


def table_of_rows(lines: list[Line], before: Passage) -> Table:
    """The table whose rows stand one on a line: label, perhaps the scale's number, then one cell a column."""
    is_ruled = bool(RULE.fullmatch(lines[0].plain))  # the heading above the rule is lost
    lines = [line for line in lines if line.plain.strip() and not RULE.fullmatch(line.plain)]
    if grades_across(lines[0]) and not all(_is_graded_name(line) for line in lines):
        return _turned(lines, before)
    first = next(index for index, line in enumerate(lines) if is_any_row(line))
    own_title, names = _heading(lines[:first], lines[first].plain) if first else ("", [])
    rows = [_row(line, len(names) or None) for line in lines[first:]]
    if names and all(len(row.cells) == len(names) - 1 for row in rows if " to " in row.label.text):
        names = names[1:] if any(" to " in row.label.text for row in rows) else names
    if any(row.scale for row in rows):  # then a row's first digit is the scale's, though a count is lost
        rows = [_with_scale(row) for row in rows]
    columns = tuple(one_line(name) for name in names) or (() if is_ruled else _unnamed_columns(rows))
    title, line = one_line(own_title), lines[0].number
    if not first or len(title.split()) < 3:  # "Grade" names a column, not the table
        title, line = one_line(f"{before.plain} {title}"), before.start
    return Table(title, line, columns, tuple(rows), tuple(lines), is_headed=bool(names))


def _heading(lines: list[Line], row: str) -> tuple[str, list[str]]:
    """The title and the names of the columns in the lines above the first row; a line that stands twice counts once."""
    *above, last = [line for at, line in enumerate(lines) if not at or line.plain != lines[at - 1].plain]
    if above and is_marked(last) and is_marked(above[-1]):
        is_framed = all(row.strip(" ")[end] == "|" for end in (0, -1))
        return "", _spanned(*(_split_all(line.plain, is_framed) for line in (above[-1], last)))[1:]
    text = last.plain if "|" in row else last.plain.replace("|", " ")  # where no row has a bar it parts nothing
    cells = cells_of(text)
    names = cells[1:] if len(cells) > 1 else column_names(text)
    title = cells[0] if len(cells) > 1 else COLUMN_NAMES.sub("", text) if names else text
    return " ".join([*(line.plain for line in above), title]), names


def _unnamed_columns(rows: list[Row]) -> tuple[str, ...]:
    """What the columns of a table without a heading are: numbers, then the percentages that say so themselves."""
    columns = ["Number"]
    for cells in zip(*(row.cells[1:] for row in rows)):
        if not all(cell.text.endswith(("%", "per cent")) for cell in cells):
            break
        columns.append("%")
    return tuple(columns)


def _spanned(spans: list[str], names: list[str]) -> list[str]:
    """Column names under names that span several of them."""
    described, span = [], ""
    for at, name in enumerate(names):
        span = spans[at] if at < len(spans) and spans[at] else span
        described.append(f"{span}: {name}" if span and name else name or span)
    return described


def _row(line: Line, width: int | None) -> Row:
    """A row's label and cells; of one cell too many, a first digit after the label is the scale's number."""
    text = line.plain
    start = len(BULLET.match(text).group()) if BULLET.match(text) else 0
    if "|" in text or "\t" in text.strip():
        marks = [match.start() for match in re.finditer(r"[|\t]", text) if match.start() >= start]
        label_end = marks[0] if marks else len(text)
        bounds = list(zip([mark + 1 for mark in marks], [*marks[1:], len(text)]))
        cells = [_cell(line, begin, end) for begin, end in bounds]
        is_closed = text.rstrip(" ").endswith("|")  # a tab may close a row, or come before an empty cell
        if cells and not cells[-1].text and (is_closed or len(cells) != width):
            cells.pop()
        label = text[start:label_end]
    else:
        values = re.compile(rf"(?<=[\s:–=-])(?:{_CELL})").search(text, start)
        label_end = values.start() if values else len(text)
        label = text[start:label_end]
        found = re.finditer(r"[^\s(]\S*(?: per cent)?(?:\s\([\d.]+(?:%| per cent)\))?", text[label_end:])
        cells = [_cell(line, label_end + m.start(), label_end + m.end()) for m in found if m.group() != "-"]
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
    grades = cells_of(lines[0].plain)
    width = len(grades) - 1
    rows = [_row(line, None) for line in lines[1:]]
    cells = [(*row.cells, *[Cell(row.label.line, 1, "")] * (width - len(row.cells)))[:width] for row in rows]
    turned = tuple(
        Row(Cell(lines[0].number, 1, name), tuple(row[index] for row in cells)) for index, name in enumerate(grades[1:])
    )
    title = one_line(before.plain)
    columns = tuple(one_line(row.label.text) for row in rows)
    return Table(title, before.start, columns, turned, tuple(lines))
