"""Figures in tables: counts and percentages by grade, and the totals that are checked against them."""

import re
from functools import lru_cache
from typing import NamedTuple

from gradedrift.errors import SourceError
from gradedrift.extract import vocabulary as words
from gradedrift.extract.context import about, grade_names, judgement_of, regime_of
from gradedrift.extract.figure import About, Figure, quote
from gradedrift.extract.names import NO_NAME, is_name
from gradedrift.extract.rows import GRADE_CELL, Cell, Row, Table, cells_of
from gradedrift.extract.tokens import GradeWord, scan
from gradedrift.grades import RANKS

# A count with its percentage in one cell: "10 (24%)".
BOTH = re.compile(r"(?P<count>[\d,]+)\s*\((?P<percent>\d+(?:\.\d+)?\s*(?:%|per cent))\)")
_GENERIC = f"{words.COLUMN_OF_COUNTS}|{words.COLUMN_OF_SHARES}"
GENERIC = re.compile(_GENERIC, re.IGNORECASE)
HAS_GENERIC = re.compile(rf"(?<!\S)(?:{_GENERIC})(?!\S)", re.IGNORECASE)
OF_SHARES = re.compile(rf"{words.PERCENT_OF_YEAR}|(?:.*: )?(?:{words.COLUMN_OF_SHARES})", re.IGNORECASE)
CHANGE_COLUMN = re.compile(words.CHANGE_COLUMN, re.IGNORECASE)
REMARK = re.compile(r"\((?![^)]*20\d\d)[^)]*\)|\[[^\]]*\]")
SCALES = (words.ANNUAL, words.ANNOUNCED, words.SINGLE)
PERCENT = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?:%|per cent)?")


class Meaning(NamedTuple):
    """What a row counts: a grade, a change, a move, all of them, or what is pending."""

    measure: str
    word: GradeWord | None = None
    to_word: GradeWord | None = None


def read_table(table: Table, before: About, source: str, year: str = "") -> list[Figure]:
    """The figures of a table by grade, by change or by move, row by row; none for a table of anything else.

    `before` is what the text is about where the table stands. `SourceError` names the file, the line
    and the cause for an unknown grade, a row that is missing, short or not a number, and a printed
    total that its column does not add up to.
    """
    meanings = {row: meaning for row in table.rows if (meaning := _meaning(row.label.text))}
    graded = {row: meaning for row, meaning in meanings.items() if meaning.measure == "graded"}
    changes = [meaning for meaning in meanings.values() if meaning.measure in ("moved", *words.CHANGES)]
    if len(graded) + len(changes) < 2 or _across(table):
        return []
    _check_rows(table, meanings, source)
    if graded:
        _check_ranks(table, graded, source)
    if _may_be_scale(table):
        return []
    labels = " ".join(row.label.text for row in table.rows)
    title = about(scan(f"{table.title}. {labels}", year), before)
    _check_scale(about(scan(table.title), About()).scale or title.scale, meanings, source)
    figures = []
    for index, heading in enumerate(table.columns):
        if heading:
            figures += _read_column(table, index, heading, meanings, title, source, year)
    if not table.is_headed and title.scale == words.SINGLE and "overall" not in table.title.lower():
        figures = [
            figure._replace(judgement=title.judgement) for figure in figures
        ]  # a lost heading may have named one
    return figures


def is_of_names(table: Table) -> bool:
    """Whether a table gives authorities their grades: a row of it has nothing else in its cells."""
    return any(row.cells and all(GRADE_CELL.fullmatch(cell.text) for cell in row.cells) for row in table.rows)


def read_named_table(
    table: Table, before: About, source: str, year: str = "", names: re.Pattern[str] = NO_NAME
) -> list[Figure]:
    """The grades of a table that gives each authority one a column, as figures without a number.

    `names` matches the authorities that it may name. `SourceError` names the file, the line and the cause for an
    unknown grade and a row that is short.
    """
    _check_heading(table, names, source)
    labels = " ".join(cell.text for row in table.rows for cell in row.cells)
    title = about(scan(f"{table.title}. {labels}", year), before)
    figures = []
    for row in table.rows:
        _check_width(table, row, source)
        for heading, cell in zip(table.columns, row.cells):
            context = _of_column(table, heading, title, year)._replace(unit="grade")
            meaning = _meaning(cell.text)
            if not meaning:
                cause = f"unknown grade {cell.text!r} of {row.label.text!r} in {table.name!r}"
                raise SourceError(source, cell.line, cause)
            found = _figure(table, row, heading, cell, None, False, meaning, context)
            figures.append(found._replace(authority=row.label.text))
    return figures


@lru_cache(maxsize=256)
def _meaning(label: str) -> Meaning | None:
    """What a row's label says; `None` if it is no grade, change, move, total or pending."""
    tokens = scan(label)
    grades = [token for token in tokens if token.kind == "grade"]
    if len(grades) == 2 and re.search(r"\bto\b", label[grades[0].end : grades[1].start]):
        return Meaning("moved", grades[0].value, grades[1].value)
    if len(grades) == 1 and (grades[0].start, grades[0].end) == (0, len(label)):
        return Meaning("graded", grades[0].value)
    if re.fullmatch(words.TOTAL, label, re.IGNORECASE):
        return Meaning("total")
    cues = [token.value for token in tokens if token.kind in ("cue", "no_change", "same_grade")]
    known = {"pending": "pending", "no change": "unchanged", "same grade": "unchanged"} | {
        change: change for change in words.CHANGES
    }
    return next((Meaning(known[cue]) for cue in cues if cue in known), None)


def _across(table: Table) -> bool:
    """Whether a column is a grade or a change, too: a table of these by grades states no distribution."""
    meanings = [_meaning(heading) for heading in table.columns]
    return any(meaning and meaning.measure in ("graded", "moved", *words.CHANGES) for meaning in meanings)


def _may_be_scale(table: Table) -> bool:
    """Whether the only numbers of a table are those of its grades on a scale, and no heading calls them counts."""
    numbers = [tuple(cell.text for cell in row.cells) for row in table.rows]
    return not table.is_headed and numbers in ([*zip("1234")], [*zip("4321")])


def _check_rows(table: Table, meanings: dict[Row, Meaning], source: str) -> None:
    for row in table.rows:
        if row not in meanings:
            raise SourceError(source, row.label.line, f"unknown grade {row.label.text!r} in {table.name!r}")
        _check_width(table, row, source)


def _check_width(table: Table, row: Row, source: str) -> None:
    if len(row.cells) != len(table.columns):
        of_columns = f"the heading of {table.name!r} has {len(table.columns)}"
        of_none = f"{table.name!r} has no heading that says what they are"
        cause = f"{row.label.text!r} has {len(row.cells)} cells, {of_columns if table.is_headed else of_none}"
        raise SourceError(source, row.label.line, cause)


def _check_heading(table: Table, names: re.Pattern[str], source: str) -> None:
    """Refuse a row whose grade is unknown where it comes first: its place is that of a heading, its words are not."""
    for line in table.lines:
        label, *cells = cells_of(line.plain)
        is_above = line.number < table.rows[0].label.line
        if is_above and cells and (is_name(label, names) or any(map(GRADE_CELL.fullmatch, cells))):
            unknown = next((cell for cell in cells if not GRADE_CELL.fullmatch(cell)), label)
            raise SourceError(source, line.number, f"unknown grade {unknown!r} of {label!r} in {table.name!r}")


def _check_scale(scale: str, meanings: dict[Row, Meaning], source: str) -> None:
    """Refuse a grade that the scale named by the title does not have."""
    for row, meaning in meanings.items():
        if meaning.word and scale in SCALES and scale not in meaning.word.scales:
            raise SourceError(source, row.label.line, f"{row.label.text!r} is no grade of the scale {scale!r}")


def _check_ranks(table: Table, graded: dict[Row, Meaning], source: str) -> None:
    ranks = [meaning.word.ranks[0] for meaning in graded.values() if len(meaning.word.ranks) == 1]
    for rank in RANKS:
        if ranks.count(rank) != 1:
            labels = ", ".join(row.label.text for row in table.rows)
            cause = f"{table.name!r} has {ranks.count(rank)} rows for the grade of rank {rank}, not one: {labels}"
            raise SourceError(source, table.line, cause)


def _read_column(
    table: Table, index: int, heading: str, meanings: dict[Row, Meaning], title: About, source: str, year: str
) -> list[Figure]:
    """The figures of one column, after its counts are checked against its total."""
    # A column that is only "%" is about the same as the one before it.
    named = [name for name in table.columns[: index + 1] if name and not _is_generic(name)]
    context = _of_column(table, _without_remarks(named[-1]) if named else "", title, year)
    if named and context.scale in (words.ANNOUNCED, words.SINGLE) and not _is_known(_without_remarks(named[-1])):
        context = context._replace(judgement=named[-1].lower())
    if CHANGE_COLUMN.search(heading):
        return _read_differences(table, index, heading, meanings, title, source)
    is_percent = _is_percent(heading) or all(row.cells[index].text.endswith(("%", "per cent")) for row in table.rows)
    context = context._replace(unit=_unit(table, heading, context, title))
    first = next(i for i, name in enumerate(table.columns) if name)
    figures: list[Figure] = []
    counts: dict[Row, float] = {}
    for row in table.rows:
        for cell, is_share in _cells(row.cells[index], is_percent):
            value = _value(cell, is_share, source)
            if not is_share:
                counts[row] = value
            figures.append(_figure(table, row, heading, cell, value, is_share, meanings[row], context))
        if row.scale and index == first:
            figures.append(_scale(table, row, meanings[row], context))
    _check_total(heading, counts, meanings, index, source)
    return figures


def _of_column(table: Table, heading: str, title: About, year: str) -> About:
    """What a column is about; of no year if its heading does not say which of several in the title is its own."""
    tokens = scan(heading, year)
    context = about(tokens, title)
    if tokens.dates or context.scale != words.ANNUAL:
        return context
    years = {token.value.year for token in scan(table.title).kinds.get("period", ()) if token.value.year}
    return context._replace(period="") if len(years) > 1 else context


def _read_differences(
    table: Table, index: int, heading: str, meanings: dict[Row, Meaning], title: About, source: str
) -> list[Figure]:
    """The figures of a column of changes between the first and the last year of the table."""
    own = [token.value.year for token in scan(heading) if token.kind == "period"]
    others = [token.value.year for name in table.columns for token in scan(name) if token.kind == "period"]
    years = sorted(own if len(own) > 1 else others)
    context = title._replace(period="", unit=_unit(table, heading, title, title))
    if len(years) > 1:
        context = context._replace(from_period=years[0], to_period=years[-1])
    figures = []
    for row, meaning in meanings.items():
        cell = row.cells[index]
        may_be_empty = meaning.measure == "total"
        if meaning.measure not in ("graded", "total") or (may_be_empty and cell.text in ("", "-")):
            continue
        signed = re.fullmatch(r"(?P<sign>[+−-]?)(?P<number>\d+)", cell.text)
        if not signed:
            raise SourceError(source, cell.line, f"{cell.text!r} stands where a number must be")
        value = int(signed["number"]) * (-1 if signed["sign"] in ("-", "−") else 1)
        cell = cell._replace(column=cell.column + signed.start("number"))
        found = _figure(table, row, heading, cell, value, False, meaning._replace(measure="difference"), context)
        figures.append(found)
    return figures


def _cells(cell: Cell, is_percent: bool) -> list[tuple[Cell, bool]]:
    """A cell's numbers, and whether each is a percentage: "10 (24%)" has one of each."""
    both = BOTH.fullmatch(cell.text)
    if not both:
        return [(cell, is_percent)]
    return [
        (Cell(cell.line, cell.column + both.start(name), both[name]), name == "percent")
        for name in ("count", "percent")
    ]


def _check_total(heading: str, counts: dict[Row, float], meanings: dict[Row, Meaning], index: int, source: str) -> None:
    """Refuse a total that its column does not add up to; percentages are rounded one by one, so only counts must."""
    parts = {row: value for row, value in counts.items() if meanings[row].measure not in ("total", "pending")}
    added = sum(value for row, value in parts.items() if not meanings[row].word or len(meanings[row].word.ranks) == 1)
    pending = sum(value for row, value in counts.items() if meanings[row].measure == "pending")
    for row, value in counts.items():
        if meanings[row].measure == "total" and value not in (added, added + pending):
            cause = f"{row.label.text!r} is {value:g} but the grades of column {heading!r} add up to {added:g}"
            raise SourceError(source, row.cells[index].line, cause)


def _figure(
    table: Table,
    row: Row,
    heading: str,
    cell: Cell,
    value: float | None,
    is_share: bool,
    meaning: Meaning,
    context: About,
) -> Figure:
    names = grade_names(context.scale)
    dated = context.scale == words.ANNUAL and (meaning.measure == "difference" or not _is_by_grade(table, context))
    years = (context.from_period, context.to_period) if dated else ()
    named = "|".join(names[rank] for rank in meaning.word.ranks) if meaning.word and names else ""
    return Figure(
        line=cell.line,
        column=cell.column,
        locator=f"{table.name}, row {row.label.text}, column {heading}",
        quote=quote(f"{row.label.text} {cell.text}"),
        value=value,
        unit="percent" if is_share else context.unit,
        qualifier="",
        measure=meaning.measure,
        regime=regime_of(context, *years),
        judgement=judgement_of(context),
        period="" if dated else context.period,
        grade="" if meaning.to_word else named,
        from_period=context.from_period if dated else "",
        from_grade=named if meaning.to_word else "",
        to_period=context.to_period if dated else "",
        to_grade=names[meaning.to_word.ranks[0]] if meaning.to_word and names else "",
    )


def _is_by_grade(table: Table, context: About) -> bool:
    """Whether a table gives grades or has a row for one: what a cell counts is of the year of its column."""
    graded = (meaning for row in table.rows if (meaning := _meaning(row.label.text)) and meaning.measure == "graded")
    return context.unit == "grade" or any(graded)


def _scale(table: Table, row: Row, meaning: Meaning, context: About) -> Figure:
    """The figure of the number that the scale gives a row's grade."""
    scale = row.scale
    found = _figure(table, row, "", scale, int(scale.text), False, meaning, context)
    return found._replace(locator=f"{table.name}, row {row.label.text}", unit="grade", measure="scale")


def _without_remarks(heading: str) -> str:
    """A heading without what someone put into it: "Overall (as before) effectiveness"."""
    return " ".join(REMARK.sub(" ", heading).split())


def _is_known(heading: str) -> bool:
    """Whether a heading says what its column is about; "Overall" and "To date" are what goes without saying."""
    kinds = {"judgement", "service", "period", "regime", "unit"}
    goes_without_saying = heading.lower() in ("overall", "to date", "so far") or HAS_GENERIC.search(heading)
    return bool(goes_without_saying) or not kinds.isdisjoint(scan(heading).kinds)


def _is_generic(heading: str) -> bool:
    """Whether a heading says only that its column has counts or percentages."""
    return bool(GENERIC.fullmatch(heading))


def _is_percent(heading: str) -> bool:
    """Whether a heading says that its column has percentages."""
    return bool(OF_SHARES.fullmatch(heading))


def _unit(table: Table, heading: str, context: About, title: About) -> str:
    """What a column of counts counts: as its heading or its total says, else as the title says.

    Where none says so: authorities, if each gets one annual grade.
    """
    totals = " ".join(row.label.text for row in table.rows if _meaning(row.label.text).measure == "total")
    named = [token.value for text in (heading, totals) for token in scan(text) if token.kind == "unit"]
    if named:
        return named[0]
    return "authorities" if context.scale in (words.ANNUAL, words.SINGLE) else title.unit or context.unit


def _value(cell: Cell, is_percent: bool, source: str) -> float:
    found = PERCENT.fullmatch(cell.text) if is_percent else re.fullmatch(r"(?P<number>\d+(?:,\d{3})*)", cell.text)
    if not found or not cell.text.isascii():
        raise SourceError(source, cell.line, f"{cell.text!r} stands where a number must be")
    return float(found["number"].replace(",", ""))
