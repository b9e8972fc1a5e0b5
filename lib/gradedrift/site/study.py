"""What the pages are made of, read once: tables, records and notebooks, and what each of them rests on."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
import pandas as pd
from nbformat import NotebookNode, ValidationError
from nbformat.reader import NotJSONError

from gradedrift import paths, releases, tables
from gradedrift.errors import SourceError
from gradedrift.notebooks import check_complete
from gradedrift.openings import Opening, openings
from gradedrift.schemas import SCHEMAS
from gradedrift.site import evidence, prose
from gradedrift.site.links import FINDINGS, NAVIGATION, places


@dataclass(frozen=True)
class Study:
    """The study as the pages show it."""

    tables: dict[str, pd.DataFrame]
    records: dict[str, str]  # release id -> text
    figures: dict[str, dict]  # name -> what its JSON says, with its `numbers`
    notebooks: dict[str, NotebookNode]  # name -> executed notebook
    openings: list[Opening]  # how each notebook opens, in reading order
    places: dict[str, str]  # file of the repository -> page of the site
    code: str  # address on the web of the repository's files, or empty

    @cached_property
    def targets(self) -> dict[str, dict[str, str]]:
        """The place of what a table's cells name, as `evidence.targets` gives them."""
        return evidence.targets(self.tables, self.places)

    @cached_property
    def resting(self) -> dict[str, evidence.Links]:
        """The findings and facts that rest on a figure or a table, as `evidence.resting_on` gives them."""
        return evidence.resting_on(self.tables["findings"], self.tables["facts"], self.targets)

    @cached_property
    def chapters(self) -> list[dict]:
        """Each notebook as pages tell of it: its opening, its place, the tables it writes, the findings it states."""
        findings = self.tables["findings"]
        return [
            {
                "name": opened.name,
                "question": opened.question,
                "answer": prose.of_paragraph(opened.short_answer),
                "place": self.places[f"notebooks/{opened.name}.ipynb"],
                "writes": [name for name in self.tables if f"data/processed/{name}.csv" in opened.writes],
                "findings": evidence.shown(findings[findings["notebook"] == opened.name], self.targets),
            }
            for opened in self.openings
        ]

    @property
    def navigation(self) -> list[tuple[str, str]]:
        """What every page links to: words and place."""
        return [(words, place) for words, place in NAVIGATION if place in {FINDINGS, *self.places.values()}]

    @property
    def files(self) -> list[str]:
        """The files that the pages show or offer as they are: figures and tables."""
        figures = [file for file, place in self.places.items() if file == place]
        return [*figures, *(f"data/processed/{name}.csv" for name in self.tables)]


def read(code: str) -> Study:
    """The study as it is on disk. `SourceError` for a file that is missing or damaged, or a notebook that has not run."""
    data = {name: tables.read(name) for name in SCHEMAS}
    records = {name: releases.read_record(name) for name in data["releases"]["release_id"]}
    notebooks = {path.stem: _notebook(path) for path in sorted(paths.ROOT.glob("notebooks/*.ipynb"))}
    for name in set(data["findings"]["notebook"]) - set(notebooks):
        raise SourceError("data/processed/findings.csv", None, f"names the notebook {name}, which is missing")
    figures = {path.stem: _figure(path) for path in sorted(paths.FIGURES.glob("*.json"))}
    return Study(data, records, figures, notebooks, openings(), places(paths.ROOT, list(data), list(records)), code)


def _figure(path: Path) -> dict:
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        return about | {"numbers": pd.read_csv(path.with_suffix(".csv"), dtype=str, keep_default_na=False)}
    except (ValueError, FileNotFoundError) as problem:
        raise SourceError(paths.relative(path), None, f"does not tell of a figure: {problem}") from None


def _notebook(path: Path) -> NotebookNode:
    name = paths.relative(path)
    try:
        notebook = nbformat.read(path, as_version=4)
    except (NotJSONError, ValidationError) as problem:
        raise SourceError(name, None, f"is not a notebook: {str(problem).splitlines()[0]}") from None
    check_complete(notebook, name)
    return notebook
