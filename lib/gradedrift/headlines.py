"""The headline findings: which they are is kept by hand in `data/reference/headlines.csv`, their numbers come from the findings."""

import string
from pathlib import Path

import pandas as pd

from gradedrift import paths, tables
from gradedrift.errors import SourceError
from gradedrift.findings import share
from gradedrift.schemas import Headlines


def register() -> pd.DataFrame:
    """The headlines in their order, one row each; columns as in `schemas.Headlines`.

    `SourceError` names the line of a headline whose figure is missing.
    """
    headlines = tables.read_csv(_path(), Headlines)
    for at, figure in headlines["figure"].items():
        if figure and not (paths.FIGURES / f"{figure}.png").exists():
            raise _refused(at, f"there is no figure {figure!r} under figures")
    return headlines


def told(headlines: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """The headlines with their numbers: `sentence`, `figure`, and tuples of `finding_ids`, `status` and `notebooks`.

    `SourceError` names the line of a headline that asks for a finding which is not there.
    """
    by_id = findings.set_index("finding_id")
    shares = {finding_id: share(row) for finding_id, row in by_id.iterrows()}
    rows = []
    for at, headline in headlines.iterrows():
        ids = named(headline["sentence"])
        for missing in (finding_id for finding_id in ids if finding_id not in shares):
            raise _refused(at, f"there is no finding {missing!r} in findings.csv")
        rows.append(
            {
                "sentence": headline["sentence"].format(**shares),
                "figure": headline["figure"],
                "finding_ids": ids,
                "status": _each(by_id.loc[list(ids), "status"]),
                "notebooks": _each(by_id.loc[list(ids), "notebook"]),
            }
        )
    return pd.DataFrame(rows)


def named(sentence: str) -> tuple[str, ...]:
    """The ids in braces, each once.

    >>> named("{poor-2009} in 2009, and {poor-2011} later")
    ('poor-2009', 'poor-2011')
    """
    return _each(field for _, field, _, _ in string.Formatter().parse(sentence) if field)


def links(notebooks: tuple[str, ...], folder: str = "") -> str:
    """The notebooks as Markdown links, joined by commas."""
    return ", ".join(f"[{name}]({folder}{name}.ipynb)" for name in notebooks)


def _each(values) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _refused(at: int, cause: str) -> SourceError:
    # The register's index counts from 0 and the file's lines from 1, the header first.
    return SourceError(paths.relative(_path()), at + 2, cause)


def _path() -> Path:
    return paths.REFERENCE / "headlines.csv"
