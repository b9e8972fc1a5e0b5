"""Findings: the numbers that the study states, each with its base, status and sources.

Each notebook writes its own part; `collect` joins them.
"""

from pathlib import Path

import pandas as pd

from gradedrift import paths, tables
from gradedrift.grades import ANNUAL_REGIMES
from gradedrift.schemas import Findings

PARTS = paths.BUILD / "findings"


def finding(finding_id: str, statement: str, value: float, unit: str, status: str, sources, **numbers) -> dict:
    """One row of `findings.csv` without its notebook.

    `sources` are texts of figure ids joined by `|`. `numbers` may hold `numerator` and `base` of a
    share, `lower` and `upper` of a bound. A count whose `base` is given is its own numerator.
    """
    ids = dict.fromkeys(part for joined in sources for part in joined.split("|"))
    if "base" in numbers:
        numbers = {"numerator": int(value), **numbers}
    empty = dict.fromkeys(["numerator", "base", "lower", "upper"])
    return {
        "finding_id": finding_id,
        "statement": statement,
        "value": value,
        **empty,
        **numbers,
        "unit": unit,
        "status": status,
        "sources": "|".join(ids),
    }


def by_year(key: str, what: str, counts: pd.Series, base: pd.Series, status: str, sources: pd.Series) -> list[dict]:
    """One finding for each year of an annual grade, named `KEY-YEAR`.

    `counts`, `base` and `sources` (figure ids) have the years as index; `what` says which authorities.
    """
    regimes = {year: regime.replace("-", " ") for year, regime in ANNUAL_REGIMES.items()}
    return [
        finding(
            f"{key}-{year}",
            f"Authorities {what} in the {regimes[year]} of {year}",
            count,
            "authorities",
            status,
            [sources[year]],
            base=base[year],
        )
        for year, count in counts.items()
    ]


def write_part(notebook: str, findings: list[dict]) -> pd.DataFrame:
    """Check and write a notebook's findings; the checked table, columns as in `schemas.Findings`."""
    path = PARTS / f"{notebook}.csv"
    rows = pd.DataFrame(findings).assign(notebook=notebook)[list(Findings.to_schema().columns)]
    checked = tables.checked(rows, Findings, paths.relative(path))
    tables.write_csv(path, checked)
    return checked


def collect(parts: list[Path]) -> Path:
    """Join notebooks' parts, in the given order, to `data/processed/findings.csv`; the path of that table."""
    return tables.write("findings", pd.concat([tables.read_csv(part, Findings) for part in parts], ignore_index=True))


def share(finding) -> str:
    """A finding's number as readers see it: "103 of 152 (67.8%)", or the value where it is no share.

    >>> share(pd.Series({"numerator": 103, "base": 152, "value": 103.0}))
    '103 of 152 (67.8%)'
    """
    if pd.isna(finding["base"]):
        return f"{finding['value']:.3g}"
    return n_of_n(int(finding["numerator"]), int(finding["base"]))


def as_shares(counts: pd.DataFrame, base: pd.Series) -> pd.DataFrame:
    """The same table with each count as "n of N (p%)"; `base` has the N of each row."""
    return counts.apply(lambda column: [n_of_n(count, base[row]) for row, count in column.items()])


def n_of_n(count: int, base: int) -> str:
    """A count as "n of N (p%)".

    >>> n_of_n(10, 152)
    '10 of 152 (6.6%)'
    """
    return f"{count} of {base} ({count / base:.1%})"
