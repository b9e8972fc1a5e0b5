"""The texts that are written from the tables: the README's blocks and the data dictionary."""

import json
import textwrap

import pandas as pd

from gradedrift import headlines, paths, tables
from gradedrift.errors import SourceError
from gradedrift.findings import share
from gradedrift.openings import Opening, openings
from gradedrift.schemas import SCHEMAS, Table

README = paths.ROOT / "README.md"
DICTIONARY = paths.PROCESSED / "README.md"
README_FIGURE = paths.FIGURES / "grades-2009-2011.png"

ANSWER = (
    "**They moved apart more than they moved up.** From 2009 to 2011 the authorities that performed excellently went"
    " from {excellent-2009} to {excellent-2011}, those that performed poorly from {poor-2009} to {poor-2011}, and good"
    " or better hardly changed: {good-or-better-2009}, then {good-or-better-2011}. From 2010 to 2011,"
    " {improved-2010-2011} improved and {declined-2010-2011} declined. From 2009 to 2010 the releases only bound it:"
    " {improved-2009-2010} and {declined-2009-2010}. Of the first single inspections, on another scale with a raised"
    " minimum, {good-or-better-single-inspection} were good or better: that is no trend."
)
WIDTH = 100


def write() -> None:
    """Write the README's blocks and the data dictionary, each whole, where they changed."""
    text = README.read_text(encoding="utf-8")
    _write(README, with_blocks(text, blocks(tables.read("findings"), headlines.register(), openings())))
    _write(DICTIONARY, dictionary(SCHEMAS))


def blocks(findings: pd.DataFrame, chosen: pd.DataFrame, opened: list[Opening]) -> dict[str, str]:
    """The README's generated blocks by name, as Markdown; `chosen` are the headlines, `opened` the notebooks."""
    figure = json.loads(README_FIGURE.with_suffix(".json").read_text(encoding="utf-8"))
    return {
        "answer": textwrap.fill(answer(findings), WIDTH),
        "figure": f"![{figure['alt']}]({paths.relative(README_FIGURE)})",
        "results": results(headlines.told(chosen, findings), len(findings)),
        "notebooks": notebooks(opened),
        "map": f"```mermaid\n{flow(opened)}\n```",
    }


def answer(findings: pd.DataFrame) -> str:
    """The study's answer, with its numbers: as the README and notebook 00 open."""
    return ANSWER.format(**{row["finding_id"]: share(row) for _, row in findings.iterrows()})


def results(told: pd.DataFrame, number: int) -> str:
    """The headlines as a Markdown table, one row each, and where all findings are; `number` is how many."""
    rows = [
        f"| {row['sentence']} | {', '.join(row['status'])} | {headlines.links(row['notebooks'], 'notebooks/')} |"
        for _, row in told.iterrows()
    ]
    return "\n".join(
        [
            "| Finding | Status | Shown in |",
            "| --- | --- | --- |",
            *rows,
            "",
            f"[00-read-the-findings](notebooks/00-read-the-findings.ipynb) has these with their figures, and"
            f" [findings.csv](data/processed/findings.csv) all {number} findings with their sources.",
        ]
    )


def notebooks(opened: list[Opening]) -> str:
    """The notebooks as a Markdown table: name, question, and the answer in short."""
    rows = [f"| {headlines.links((one.name,), 'notebooks/')} | {one.question} | {one.short_answer} |" for one in opened]
    return "\n".join(["| Notebook | Question | Answer |", "| --- | --- | --- |", *rows])


def flow(opened: list[Opening]) -> str:
    """How data flow from the records to the README, in Mermaid: an arrow names the tables that pass along it."""
    arrows = []
    for later in opened:
        for folder in ("data/raw", "data/reference"):
            if any(path.startswith(folder) for path in later.reads):
                arrows.append(f"{folder.replace('/', '_')} --> {_node(later)}")
        for earlier in opened:
            passed = [path for path in earlier.writes if path in later.reads]
            if passed:
                names = "<br>".join(path.rpartition("/")[2].removesuffix(".csv") for path in passed)
                arrows.append(f"{_node(earlier)} -->|{names}| {_node(later)}")
        if later.has_findings:
            arrows.append(f"{_node(later)} --> findings")
        if "data/processed/findings.csv" in later.reads:
            arrows.append(f"findings --> {_node(later)} --> readme[README]")
    boxes = [f'{_node(one)}["{one.name}"]' for one in opened]
    ends = ['data_raw[("data/raw")]', 'data_reference[("data/reference")]', 'findings[("findings.csv")]']
    return "\n    ".join(["flowchart TD", *ends, *boxes, *arrows])


def _node(opened: Opening) -> str:
    return f"n_{opened.name.partition('-')[0]}"


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
