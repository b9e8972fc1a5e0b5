"""From a finding to its notebook, its table and the words of a release, and back: which page shows what a cell names."""

import html
import re
from collections import defaultdict

import pandas as pd

from gradedrift.findings import share
from gradedrift.site.links import FINDINGS, relative
from gradedrift.tables import FLOATS
from gradedrift.views import marked_lines

Links = list[tuple[str, str | None]]  # words, and the place that they lead to, if any
BETWEEN_VALUES = re.compile(r"(?<! )\|(?! )")  # in a cell that holds several; with spaces it is an "or"


def targets(tables: dict[str, pd.DataFrame], places: dict[str, str]) -> dict[str, dict[str, str]]:
    """For each column whose cells name something that has a place: the place of each name."""
    figures = tables["figures"]
    lines = [f"{places[f'data/raw/{row.release_id}.txt']}#L{row.line}" for row in figures.itertuples()]
    figure = dict(zip(figures["figure_id"], lines))
    fact = {name: f"{places['data/processed/facts.csv']}#{name}" for name in tables["facts"]["fact_id"]}
    table = {f"{name}.csv": places[f"data/processed/{name}.csv"] for name in tables}
    release = {name: places[f"data/raw/{name}.txt"] for name in tables["releases"]["release_id"]}
    notebook = {name: places[f"notebooks/{name}.ipynb"] for name in tables["findings"]["notebook"].unique()}
    return {
        **dict.fromkeys(["figure_id", "figure_ids", "left_source", "right_source"], figure),
        **dict.fromkeys(["release_id", "release_ids"], release),
        "left_out": fact,
        "sources": figure | table,
        "notebook": notebook,
        "finding_id": {name: f"{FINDINGS}#{name}" for name in tables["findings"]["finding_id"]},
    }


def rows(table: pd.DataFrame, targets: dict[str, dict[str, str]]) -> list[tuple[str, list[Links]]]:
    """Each row of a table: its anchor, empty where rows have no ids, and its cells, each as words with their links."""
    first = table.columns[0]
    anchored = first.endswith("_id") and table[first].is_unique
    columns = [[_parts(value, targets.get(name, {})) for value in table[name]] for name in table]
    anchors = table[first] if anchored else [""] * len(table)
    return list(zip(anchors, map(list, zip(*columns))))


def _parts(value, targets: dict[str, str]) -> Links:
    words = "" if pd.isna(value) else FLOATS % value if isinstance(value, float) else str(value)
    return [(word, targets.get(word)) for word in BETWEEN_VALUES.split(words)]


def shown(findings: pd.DataFrame, targets: dict[str, dict[str, str]]) -> list[dict]:
    """What readers see of each finding: its columns, its number as a `share`, and the `sources` it rests on."""
    return [
        {**row, "share": share(row), "sources": _sources(row["sources"].split("|"), targets["sources"])}
        for _, row in findings.iterrows()
    ]


def _sources(names: list[str], targets: dict[str, str]) -> list[tuple[str, Links]]:
    """What a finding rests on: for each release its lines, once each, and each table as a whole."""
    found: dict[str, Links] = defaultdict(list)
    for name in names:
        source, _, place = name.partition(":")
        link = (f"line {place.split(':')[0]}" if place else f"every row of {source}", targets.get(name))
        if link not in found[source]:
            found[source].append(link)
    return list(found.items())


def resting_on(findings: pd.DataFrame, facts: pd.DataFrame, targets: dict[str, dict[str, str]]) -> dict[str, Links]:
    """The findings and facts that name a figure or a table as their source, by its name."""
    resting: dict[str, Links] = defaultdict(list)
    for finding in findings.itertuples():
        for source in finding.sources.split("|"):
            resting[source].append((f"finding {finding.finding_id}", targets["finding_id"][finding.finding_id]))
    for fact in facts.itertuples():
        for figure in filter(None, fact.figure_ids.split("|")):
            resting[figure].append((f"fact {fact.fact_id}", targets["left_out"][fact.fact_id]))
    return resting


def record_lines(page: str, text: str, figures: pd.DataFrame, resting: dict[str, Links]) -> list[tuple[str, Links]]:
    """A record line by line: its HTML, in which each figure leads to its row, and what rests on the figures in it."""

    def markup(words: str, here: pd.DataFrame) -> str:
        row = relative(page, f"data/processed/figures.html#{here['figure_id'].iloc[0]}")
        return f'<a href="{html.escape(row)}"><mark>{words}</mark></a>'

    found: dict[int, Links] = defaultdict(list)
    for figure in figures.itertuples():
        found[figure.line] += resting.get(figure.figure_id, [])
    lines = marked_lines(text, figures, markup)
    return [(line, list(dict.fromkeys(found[number]))) for number, line in enumerate(lines, start=1)]
