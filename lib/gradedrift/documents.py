"""The texts that are written from the tables: the README's blocks, the data dictionary and the log of assumptions."""

import json
import textwrap

import pandas as pd

from gradedrift import headlines, package, paths, tables
from gradedrift.errors import SourceError
from gradedrift.findings import share
from gradedrift.openings import Opening, openings
from gradedrift.schemas import SCHEMAS, Table

README = paths.ROOT / "README.md"
DICTIONARY = paths.PROCESSED / "README.md"
ASSUMPTIONS = paths.ROOT / "docs" / "assumptions.md"
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
SCOPES = {
    "findings": "What single findings need",
    "variants": "What narrows bounds that are shown beside the findings",
    "study": "What every number rests on",
}


def write() -> None:
    """Write the README's blocks, the data dictionary and the log of assumptions, each whole, where they changed."""
    text, findings = README.read_text(encoding="utf-8"), tables.read("findings")
    _write(README, with_blocks(text, blocks(findings, headlines.register(), openings())))
    _write(DICTIONARY, dictionary(SCHEMAS))
    _write(ASSUMPTIONS, assumptions_log(tables.read("assumptions"), effects(findings)))


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
        f"| {row['sentence']} | {', '.join(map(_linked, row['status']))} | {headlines.links(row['notebooks'], 'notebooks/')} |"
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


def _linked(status: str) -> str:
    return "[assumed](docs/assumptions.md)" if status == "assumed" else status


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
        rows = [
            [f"`{column}`", _kind(about), package.unit(name, column), _escaped(about.description)]
            for column, about in columns.items()
        ]
        key = ", ".join(f"`{column}`" for column in package.primary_key(model))
        joins = [f"`{column}` to [{to.table}](#{to.table}csv)" for column, to in package.references(name).items()]
        parts += [
            f"## {name}.csv",
            package.summary(model),
            f"Key: {key}." + (f" Joins: {', '.join(joins)}." if joins else ""),
            _markdown(["Column", "Type", "Unit", "Meaning"], rows),
        ]
    return "\n\n".join(parts) + "\n"


def assumptions_log(assumptions: pd.DataFrame, effects: pd.DataFrame) -> str:
    """The log of assumptions as Markdown: each with its reason, what changes if it fails, and its effect on results.

    `assumptions` has the columns of `schemas.AssumptionsUsed`, `effects` those that `effects` gives.
    """
    parts = [
        "# What the study assumes",
        "Written by `make all` from the [register](../data/reference/assumptions.csv) and the tables of results;"
        " [assumptions.csv](../data/processed/assumptions.csv) is the same as a table. Where a number needs an"
        " assumption, its status is `assumed`, and `assumptions` in [findings.csv](../data/processed/findings.csv)"
        " names it.",
    ]
    for scope, heading in SCOPES.items():
        parts.append(f"## {heading}")
        for row in assumptions[assumptions["scope"] == scope].itertuples():
            parts += [f"### {row.assumption_id}", f"It is assumed that {row.statement}."]
            parts.append(f"- Why: {row.why}.\n- If it fails: {row.if_it_fails}.")
            shown = effects[effects["assumption_id"] == row.assumption_id]
            if len(shown):
                parts.append(
                    _markdown(["Number", "With it", "Without it"], shown[["number", "with", "without"]].values)
                )
    return "\n\n".join(parts) + "\n"


def effects(findings: pd.DataFrame) -> pd.DataFrame:
    """What each assumption does to the numbers: `assumption_id, number, with, without`.

    Without it stands the finding that needs fewer assumptions, or else that nothing can be said.
    """
    shown = {row["finding_id"]: share(row) for _, row in findings.iterrows()}
    needed = findings.assign(assumption_id=findings["assumptions"].str.split("|")).explode("assumption_id")
    rows = [
        (row.assumption_id, row.statement, shown[row.finding_id], _fewer(row, findings, shown))
        for row in needed[needed["assumption_id"] != ""].itertuples()
    ]
    rows += [*_narrowed_moves(), *_narrowed_shares()]
    return pd.DataFrame(rows, columns=["assumption_id", "number", "with", "without"])


def _fewer(finding, findings: pd.DataFrame, shown: dict[str, str]) -> str:
    """The number of the finding that does without this assumption, where there is one."""
    other = findings[findings["finding_id"] == finding.without]
    is_without = [finding.assumption_id not in joined.split("|") for joined in other["assumptions"]]
    return shown[finding.without] if any(is_without) else "not said"


def _narrowed_moves() -> list[tuple[str, str, str, str]]:
    """The bounds on moves that an assumption of `bounds_assuming` changes."""
    plain = tables.read("movement_bounds")
    quantities = plain["movement"] + " " + plain["from_period"] + " to " + plain["to_period"]
    plain = plain.assign(quantity=quantities)[["quantity", "lower", "upper"]]
    both = tables.read("bounds_assuming").merge(plain, on="quantity", suffixes=("", "_plain"))
    rows = []
    for row in both.itertuples():
        pair = f"{row.lower} to {row.upper}", f"{row.lower_plain} to {row.upper_plain}"
        if pair[0] != pair[1]:
            rows.append((row.assumption, f"Authorities: {row.quantity}", *pair))
    return rows


def _narrowed_shares() -> list[tuple[str, str, str, str]]:
    """The bounds on all authorities that a limit on those not yet inspected changes."""
    bounds = tables.read("regime_bounds")
    plain, limited = bounds[bounds["assumption"] == "none"], bounds[bounds["assumption"] != "none"]
    both = limited.merge(plain, on=["quantity", "base", "comparator"], suffixes=("", "_plain"))
    return [
        (
            "share-of-others-near",
            f"Authorities good or better in a first single inspection, of {row.base}: {row.assumption}",
            f"{row.lower} to {row.upper}",
            f"{row.lower_plain} to {row.upper_plain}",
        )
        for row in both.itertuples()
    ]


def _markdown(header: list[str], rows) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _kind(column) -> str:
    name = str(column.dtype).lower()
    return "whole number" if "int" in name else "number" if "float" in name else "text"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def _write(path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        paths.replace_with(path, text.encode())
