"""From a finding back to the words behind it: finding, facts, figures, releases, sentences."""

import re
from difflib import get_close_matches

import pandas as pd

from gradedrift import facts, releases, tables
from gradedrift.errors import SourceError
from gradedrift.extract.layout import blocks
from gradedrift.extract.lines import Passage, lines_of
from gradedrift.findings import share

FACTS = "facts.csv"  # the source of a finding that rests on all facts together
PREMISED = "published-grades-stood"  # the assumption without which only the firm facts count
LISTED = re.compile(r"rank_(?P<period>\d{4}) == (?P<rank>\d)")  # what the names on a list have in common


def trace(name: str) -> list[str]:
    """The chain behind a finding, a figure of a release, or a table or chart by its path, as lines of text.

    `SourceError` for what is none of these, with the nearest names.
    """
    findings = tables.read("findings").set_index("finding_id", drop=False)
    figures = tables.read("figures").set_index("figure_id", drop=False)
    made = tables.read("provenance").set_index("output", drop=False)
    if name in findings.index:
        return _of_finding(findings.loc[name], figures)
    if name in figures.index:
        return _places(figures.loc[[name]])
    if name in made.index:
        return _of_output(made.loc[name])
    known = [*findings.index, *made.index, *figures.index]
    nearest = get_close_matches(name, known, cutoff=0) or known
    cause = f"no finding, figure or output is called {name!r}; nearest are {', '.join(nearest[:3])}"
    raise SourceError("data/processed/findings.csv", None, cause)


def _of_finding(finding: pd.Series, figures: pd.DataFrame) -> list[str]:
    lines = [
        finding["finding_id"],
        f"  {finding['statement']}: {share(finding)} ({finding['status']})",
        f"  computed in notebooks/{finding['notebook']}.ipynb",
    ]
    assumed = [name for name in finding["assumptions"].split("|") if name]
    stated = tables.read("assumptions").set_index("assumption_id")["statement"]
    lines += [f"  assumes {name}: {stated[name]}" for name in assumed]
    if finding["without"]:
        lines.append(f"  with fewer assumptions: {finding['without']}")
    sources = finding["sources"].split("|")
    if FACTS in sources:
        known, named_grades = tables.read("facts"), tables.read("named_grades")
        for fact in (known if PREMISED in assumed else facts.firm(known)).itertuples():
            lines += ["", f"fact {fact.fact_id}: {fact.statement}: {fact.relation} {fact.value}"]
            lines += _places(figures.loc[figures_of_fact(fact, named_grades)])
    direct = [source for source in sources if source != FACTS]
    return [*lines, "", *_places(figures.loc[direct])] if direct else lines


def figures_of_fact(fact, named_grades: pd.DataFrame) -> list[str]:
    """The ids of the figures that state a fact; of a fact on named lists, those of the names on the lists."""
    if fact.figure_ids:
        return fact.figure_ids.split("|")
    ids: list[str] = []
    for listed in LISTED.finditer(fact.coefficients):
        on_list = named_grades[
            (named_grades["period"] == listed["period"])
            & (named_grades["rank"] == int(listed["rank"]))
            & named_grades["release_id"].isin(fact.release_ids.split("|"))
        ]
        ids += [figure_id for joined in on_list["figure_ids"] for figure_id in joined.split("|")]
    return list(dict.fromkeys(ids))


def _places(figures: pd.DataFrame) -> list[str]:
    """Where the figures stand and the words there, each place once, in the order given."""
    titles = releases.register().set_index("release_id")
    lines: list[str] = []
    for (release_id, locator, line), same in figures.groupby(["release_id", "locator", "line"], sort=False):
        release = titles.loc[release_id]
        lines.append(f"  {release['publisher']}, {release['title']!r} ({release['published_on']})")
        lines.append(
            f"    {locator} (data/raw/{release_id}.txt, line {line}; {len(same)} figure{'s' * (len(same) > 1)})"
        )
        lines.append(f"    > {_words(same.iloc[0])}")
    return lines


def _words(figure: pd.Series) -> str:
    """The sentence of the record that states the figure; of a table, the row's name and the number."""
    if "sentence" not in figure["locator"]:
        return figure["quote"]
    line, column = map(int, figure["figure_id"].split(":")[1:3])
    return sentence(releases.read_record(figure["release_id"]), line, column)


def sentence(text: str, line: int, column: int) -> str:
    """The sentence of a text that has a character at this line and column, both 1-based, in one line.

    >>> sentence("Nine are\\npoor. Ten are good.", 2, 7)
    'Ten are good.'
    """
    alone = Passage((lines_of(text)[line - 1],))  # a note of a table
    passages = [block for block in blocks(text) if isinstance(block, Passage)]
    passage = next((found for found in passages if line in [each.number for each in found.lines]), alone)
    for start, end in passage.sentences():
        if (line, column) < passage.place(end):
            start, end = passage.printed(start, end)
            return " ".join(passage.raw[start:end].split())
    return " ".join(passage.raw.split())


def _of_output(made: pd.Series) -> list[str]:
    parts = {"made by": "notebooks", "with": "code", "from": "reads", "of the releases": "release_ids"}
    lines = [made["output"]]
    for words, column in parts.items():
        lines += [f"  {words} {name}" for name in made[column].split("|")]
    return lines
