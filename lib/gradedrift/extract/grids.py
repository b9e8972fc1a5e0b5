"""Figures in tables: counts and percentages by grade, and the totals that are checked against them."""

import re
from dataclasses import replace

from gradedrift.errors import SourceError
from gradedrift.extract.context import about, judgement_of, regime_of
from gradedrift.extract.figure import About, Figure, quote
from gradedrift.extract.layout import Cell, Row, Table
from gradedrift.extract.tokens import Token, scan
from gradedrift.extract.vocabulary import COLUMN_WORDS
from gradedrift.grades import RANKS, grade


def read_table(table: Table, source: str) -> list[Figure]:
    """The figures of a table of grades, row by row; none for a table of anything else.

    `SourceError` names the file, the line and the cause for an unknown grade, a row that is
    missing, short or not a number, and a printed total that its column does not add up to.
    """
    ranked = [(row, _rank(row)) for row in table.rows]
    if sum(rank is not None for _, rank in ranked) < 2:
        return []
    _check_rows(table, ranked, source)
    totals = [row for row, rank in ranked if rank is None]
    graded = [(row, rank) for row, rank in ranked if rank is not None]
    title = about(scan(table.title), About())
    figures = []
    for index, heading in enumerate(table.columns):
        if heading:
            figures += _read_column(table, index, heading, graded, totals, title, source)
    return sorted(figures, key=lambda figure: (figure.line, figure.column))


def _grade_word(row: Row) -> Token | None:
    """The grade that is all of a row's label, `None` if the label is anything else."""
    whole = (0, len(row.label.text))
    return next((t for t in scan(row.label.text) if t.kind == "grade" and (t.start, t.end) == whole), None)


def _rank(row: Row) -> int | None:
    word = _grade_word(row)
    return word.value[0] if word else None


def _is_total(row: Row) -> bool:
    return row.label.text.lower().startswith("total")


def _check_rows(table: Table, ranked: list[tuple[Row, int | None]], source: str) -> None:
    for row, rank in ranked:
        if rank is None and not _is_total(row):
            raise SourceError(source, row.label.line, f"unknown grade {row.label.text!r} in {table.name!r}")
        if len(row.cells) != len(table.columns):
            cause = (
                f"{row.label.text!r} has {len(row.cells)} cells, the heading of {table.name!r} has {len(table.columns)}"
            )
            raise SourceError(source, row.label.line, cause)
    ranks = [rank for _, rank in ranked if rank is not None]
    for rank in RANKS:
        if ranks.count(rank) != 1:
            labels = ", ".join(row.label.text for row, _ in ranked)
            cause = f"{table.name!r} has {ranks.count(rank)} rows for the grade of rank {rank}, not one: {labels}"
            raise SourceError(source, table.line, cause)


def _read_column(
    table: Table,
    index: int,
    heading: str,
    graded: list[tuple[Row, int]],
    totals: list[Row],
    title: About,
    source: str,
) -> list[Figure]:
    labels = " ".join(row.label.text for row in [row for row, _ in graded] + totals)
    context = about(scan(f"{heading}. {labels}"), title)
    for row, _ in graded:
        if context.scale and context.scale not in _grade_word(row).value[1]:
            raise SourceError(source, row.label.line, f"{row.label.text!r} is no grade of the scale {context.scale!r}")
    is_percent = _column_kind(heading) == "percent"
    context = replace(context, unit="percent" if is_percent else _unit(totals, context))
    counts = [(row, rank, _value(row.cells[index], is_percent, source)) for row, rank in graded]
    sums = [(row, _value(row.cells[index], is_percent, source)) for row in totals]
    # Printed percentages are rounded one by one, so only counts must add up.
    added = sum(value for *_, value in counts)
    for row, value in sums:
        if not is_percent and value != added:
            cause = f"{row.label.text!r} is {value} but the grades of column {heading!r} add up to {added}"
            raise SourceError(source, row.cells[index].line, cause)
    regime = regime_of(context)

    def figure(row: Row, value: int, measure: str, grade_name: str) -> Figure:
        cell = row.cells[index]
        return Figure(
            line=cell.line,
            column=cell.column,
            locator=f"{table.name}, row {row.label.text}, column {heading}",
            quote=quote(f"{row.label.text} {cell.text}"),
            value=value,
            unit=context.unit,
            qualifier="",
            measure=measure,
            regime=regime,
            judgement=judgement_of(context),
            period=context.period,
            grade=grade_name,
        )

    return [figure(row, value, "graded", grade(regime, rank) if regime else "") for row, rank, value in counts] + [
        figure(row, value, "total", "") for row, value in sums
    ]


def _column_kind(heading: str) -> str:
    return next((kind for words, kind in COLUMN_WORDS.items() if re.fullmatch(words, heading, re.IGNORECASE)), "count")


def _unit(totals: list[Row], context: About) -> str:
    """What a column of counts counts: as its total says, else authorities where each gets one annual grade."""
    named = [token.value for row in totals for token in scan(row.label.text) if token.kind == "unit"]
    if named:
        return named[0]
    return "authorities" if context.scale == "annual" else context.unit


def _value(cell: Cell, is_percent: bool, source: str) -> int:
    digits = cell.text.removesuffix("%") if is_percent else cell.text
    if not (digits.isascii() and digits.isdigit()):
        raise SourceError(source, cell.line, f"{cell.text!r} stands where a number must be")
    return int(digits)
