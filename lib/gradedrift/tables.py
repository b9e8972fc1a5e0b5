"""The only reader and writer of the tables in `data/processed`, each checked against its schema.

CSV as in RFC 4180 but with LF line ends: UTF-8, one header row, no index, floats to six significant digits.
"""

from pathlib import Path

import pandas as pd
from pandera.errors import SchemaErrors

from gradedrift import paths
from gradedrift.errors import SourceError
from gradedrift.schemas import SCHEMAS, Table

FLOATS = "%.6g"
REPEATED_KEY = "multiple_fields_uniqueness"  # pandera's name for it


def read(name: str) -> pd.DataFrame:
    """The table `name`, its columns typed as its schema says and text cells never missing.

    `KeyError` for a table that has no schema; `SourceError` for a file that is missing or breaks
    its schema, with the line.
    """
    return read_csv(paths.PROCESSED / f"{name}.csv", SCHEMAS[name])


def write(name: str, frame: pd.DataFrame) -> Path:
    """Check the table and write it whole or not at all; the path it belongs at.

    `SourceError` for a table that breaks its schema: what is on disk stays as it was.
    """
    path = paths.PROCESSED / f"{name}.csv"
    write_csv(path, checked(frame, SCHEMAS[name], paths.relative(path)))
    return path


def read_csv(path: Path, schema: type[Table]) -> pd.DataFrame:
    """The CSV file at `path`, checked against a schema."""
    try:
        text = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise SourceError(
            paths.relative(path), None, "is missing; `make all` writes what is under data/processed"
        ) from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as problem:
        raise SourceError(paths.relative(path), None, f"is not a CSV table: {problem}".strip()) from None
    columns = schema.to_schema().columns
    numbers = [name for name in text if name in columns and columns[name].dtype.type.kind in "fi"]
    return checked(
        text.assign(**{name: text[name].replace("", None) for name in numbers}), schema, paths.relative(path)
    )


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a checked table in the study's one form of CSV.

    `SourceError` for text that a spreadsheet would take for a formula.
    """
    for name, column in frame.items():
        for line, cell in enumerate(column, start=2):
            if is_formula(cell):
                cause = f"column {name!r}: a spreadsheet would take {cell!r} for a formula"
                raise SourceError(paths.relative(path), line, cause)
    data = frame.to_csv(index=False, float_format=FLOATS, lineterminator="\n", encoding="utf-8")
    paths.replace_with(paths.output(path), data.encode())


def is_formula(cell) -> bool:
    """Whether a spreadsheet would compute a cell of text. Numbers, and a sign that stands alone, it does not.

    >>> [is_formula(cell) for cell in ("=1+1", "@SUM(A1)", "-2+3", "\\t=1", "=", "-", -2.5, "1 = 1")]
    [True, True, True, True, False, False, False, False]
    """
    return isinstance(cell, str) and len(cell) > 1 and cell[0] in "=+-@\t\r"


def checked(frame: pd.DataFrame, schema: type[Table], source: str) -> pd.DataFrame:
    """The table with its columns typed; `SourceError` names the first thing that breaks the schema."""
    try:
        return schema.validate(frame.reset_index(drop=True), lazy=True)
    except SchemaErrors as problem:
        cases = problem.failure_cases
        # A broken cell first: checks of the whole table may fail only because of it. A repeated key last.
        repeated = cases["check"] == REPEATED_KEY
        order = (cases["schema_context"] != "Column") * 1 + repeated
        first = cases.loc[order.sort_values(kind="stable").index[0]]
        line = None if pd.isna(first["index"]) else int(first["index"]) + 2  # after the header, from 1
        cause = f"column {first['column']!r}: '{first['failure_case']}' fails {first['check']}"
        if first["check"] == REPEATED_KEY:
            cause = f"another row has the same {', '.join(schema.to_schema().unique)}"
        raise SourceError(source, line, cause) from None
