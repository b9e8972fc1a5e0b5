"""The texts that are written from the tables: the README's blocks and the data dictionary."""

import json
import textwrap

import pandas as pd

from gradedrift import paths, tables
from gradedrift.errors import SourceError
from gradedrift.findings import share
from gradedrift.schemas import SCHEMAS, Table

README = paths.ROOT / "README.md"
DICTIONARY = paths.PROCESSED / "README.md"
README_FIGURE = paths.FIGURES / "grades-2009-2011.png"

ANSWER = (
    "**They moved apart more than they moved up.** The authorities that performed excellently went from"
    " {excellent-2009} in 2009 to {excellent-2011} in 2011, those that performed poorly from {poor-2009} to"
    " {poor-2011}. The number that was good or better hardly changed: {good-or-better-2009} in 2009,"
    " {good-or-better-2010} in 2010 and {good-or-better-2011} in 2011.",
    "Behind that net change, {improved-2010-2011} improved and {declined-2010-2011} declined from 2010 to 2011"
    " (published). From 2009 to 2010 the releases only bound how many did: {improved-2009-2010} improved and"
    " {declined-2009-2010} declined (bounded). Bounds are not estimates.",
    "Under the single inspection framework, {good-or-better-single-inspection} of the inspections published"
    " by January 2015 were good or better. That is another scale with a raised minimum, and another set of"
    " authorities: the two numbers are not a trend.",
)
WIDTH = 100


def write() -> None:
    """Write the README's blocks and the data dictionary, each whole, where they changed."""
    findings = tables.read("findings")
    _write(README, with_blocks(README.read_text(encoding="utf-8"), blocks(findings)))
    _write(DICTIONARY, dictionary(SCHEMAS))


def blocks(findings: pd.DataFrame) -> dict[str, str]:
    """The README's generated blocks by name, as Markdown."""
    shares = {row["finding_id"]: share(row) for _, row in findings.iterrows()}
    figure = json.loads(README_FIGURE.with_suffix(".json").read_text(encoding="utf-8"))
    return {
        "answer": "\n\n".join(textwrap.fill(paragraph.format(**shares), WIDTH) for paragraph in ANSWER),
        "figure": f"![{figure['alt']}]({paths.relative(README_FIGURE)})",
        "results": results(findings),
    }


def results(findings: pd.DataFrame) -> str:
    """The findings as a Markdown table, one row each."""
    rows = [
        f"| {row['statement']} | {share(row)} | {row['status']} | [{row['notebook']}](notebooks/{row['notebook']}.ipynb) |"
        for _, row in findings.iterrows()
    ]
    return "\n".join(["| Finding | n of N | Status | Shown in |", "| --- | --- | --- | --- |", *rows])


def with_blocks(text: str, blocks: dict[str, str]) -> str:
    """The text with each block between its two marks replaced. `SourceError` for a block without marks."""
    for name, body in blocks.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        before, opened, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not (opened and closed):
            raise SourceError("README.md", None, f"the marks {begin} and {end} are missing")
        text = f"{before}{begin}\n{body}\n{end}{after}"
    return text


def dictionary(schemas: dict[str, type[Table]]) -> str:
    """The data dictionary as Markdown: every table, every column."""
    parts = [
        "# Data dictionary",
        "Written by `make all` from the schemas in `lib/gradedrift/schemas.py`."
        ' CSV, UTF-8, one header row; an empty cell means "does not apply" or "not published".',
    ]
    for name, model in schemas.items():
        columns = model.to_schema().columns
        rows = [f"| `{column}` | {_kind(about)} | {_escaped(about.description)} |" for column, about in columns.items()]
        parts += [
            f"## {name}.csv",
            " ".join(model.__doc__.split()),
            "\n".join(["| Column | Type | Meaning |", "| --- | --- | --- |", *rows]),
        ]
    return "\n\n".join(parts) + "\n"


def _kind(column) -> str:
    name = str(column.dtype).lower()
    return "whole number" if "int" in name else "number" if "float" in name else "text"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def _write(path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        paths.replace_with(path, text.encode())
