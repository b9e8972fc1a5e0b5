"""Findings: the numbers that the study states, each with its base, status and sources.

Each notebook writes its own part; `collect` joins them.
"""

from pathlib import Path

import pandas as pd

from gradedrift import assumptions, paths, tables
from gradedrift.grades import ANNUAL_REGIMES
from gradedrift.schemas import Findings

PARTS = paths.BUILD / "findings"
BOUNDS = ["lower", "upper"]


def finding(finding_id: str, statement: str, value: float | None, unit: str, status: str, sources, **numbers) -> dict:
    """One row of `findings.csv` without its notebook.

    `sources` are texts of figure ids joined by `|`, or `facts.csv` for what all facts together say. `numbers` may hold `numerator` and `base` of a
    share, `lower` and `upper` of a bound. A count whose `base` is given is its own numerator. An `assumed`
    number has `assumptions`, their ids joined by `|`, and may have the finding that does `without` them.
    """
    ids = dict.fromkeys(part for joined in sources for part in joined.split("|"))
    if "base" in numbers and value is not None:
        numbers = {"numerator": int(value), **numbers}
    return {
        "finding_id": finding_id,
        "statement": statement,
        "value": value,
        **dict.fromkeys(["numerator", "base", "lower", "upper"]),
        "unit": unit,
        "status": status,
        "sources": "|".join(ids),
        "assumptions": "",
        "without": "",
        **numbers,
    }


def bounded(
    finding_id: str, statement: str, bound, unit: str, sources, base: int, status: str | None = None, **assumed
) -> dict:
    """One row for a number of which `bound` has a `lower` and an `upper` bound; where they meet, it is their value.

    Without a `status` it is `derived` where the bounds meet and `bounded` where they do not. `assumed`
    may hold `assumptions` and `without`, as in `finding`.
    """
    lower, upper = int(bound["lower"]), int(bound["upper"])
    if lower == upper:
        return finding(finding_id, statement, lower, unit, status or "derived", sources, base=base, **assumed)
    limits = {"base": base, "lower": lower, "upper": upper}
    return finding(finding_id, statement, None, unit, status or "bounded", sources, **limits, **assumed)


def of_ranks(finding_id: str, statement: str, distribution: pd.DataFrame, ranks: list[int]) -> dict:
    """One row for the number graded at any of `ranks`, of one distribution: rows of `grade_counts`.

    It is `published` for one rank and `derived`, a sum, for several.
    """
    part = distribution[distribution["rank"].isin(ranks)]
    status = "published" if len(ranks) == 1 else "derived"
    about = part["unit"].iloc[0], status, part["figure_ids"]
    return finding(finding_id, statement, part["count"].sum(), *about, base=part["base"].iloc[0])


def of_bounds(
    statements: dict[str, str],
    firm: pd.DataFrame,
    full: pd.DataFrame,
    premise: str,
    assumption: str,
    printed: dict[str, str],
    base: int,
) -> list[dict]:
    """One finding for each quantity of `statements`, and a second, `assumed`, where a premise narrows its bounds.

    `firm` are the bounds without the premise and `full` those with it, by quantity. `premise` says it in a
    statement, `assumption` is its id. `printed` has the figure ids of the counts that are published as they are, by finding id.
    """
    rows = []
    for quantity, statement in statements.items():
        key = quantity.replace(" to 20", " 20").replace(" ", "-")
        status = "published" if key in printed else None
        about = "authorities", [printed.get(key, "facts.csv")], base
        rows.append(bounded(key, statement, firm.loc[quantity], *about, status))
        if not firm.loc[quantity, BOUNDS].equals(full.loc[quantity, BOUNDS]):
            premised = f"{key}-on-premise", f"{statement}, {premise}", full.loc[quantity]
            rows.append(bounded(*premised, *about, "assumed", assumptions=assumption, without=key))
    return rows


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
    rows = pd.DataFrame(findings, columns=list(Findings.to_schema().columns)).assign(notebook=notebook)
    checked = tables.checked(rows, Findings, paths.relative(path))
    tables.write_csv(path, checked)
    return checked


def collect(parts: list[Path]) -> None:
    """Join notebooks' parts, in the given order, to `data/processed/findings.csv`, and write which assumptions they need."""
    joined = pd.concat([tables.read_csv(part, Findings) for part in parts], ignore_index=True)
    needed = assumptions.used(assumptions.register(), joined)
    tables.write("findings", joined)
    tables.write("assumptions", needed)


def share(finding) -> str:
    """A finding's number as readers see it: a share, bounds on one, or the value where it is no share.

    >>> share(pd.Series({"numerator": 103, "base": 152, "value": 103.0}))
    '103 of 152 (67.8%)'
    >>> share(pd.Series({"numerator": pd.NA, "base": 152, "value": None, "lower": 14, "upper": 60}))
    '14 to 60 of 152 (9.2% to 39.5%)'
    """
    if pd.isna(finding["base"]):
        return f"{finding['value']:.3g}"
    base = int(finding["base"])
    if pd.isna(finding["value"]):
        lower, upper = int(finding["lower"]), int(finding["upper"])
        return f"{span(lower, upper)} of {base} ({lower / base:.1%} to {upper / base:.1%})"
    return n_of_n(int(finding["numerator"]), base)


def span(lower: int, upper: int) -> str:
    """Bounds as readers see them: one number where they meet.

    >>> span(14, 60), span(7, 7)
    ('14 to 60', '7')
    """
    return f"{lower}" if lower == upper else f"{lower} to {upper}"


def spans(bounds: pd.DataFrame) -> pd.Series:
    """The columns `lower` and `upper` as readers see them."""
    return pd.Series(map(span, bounds["lower"], bounds["upper"]), index=bounds.index, dtype=str)


def as_shares(counts: pd.DataFrame, base: pd.Series) -> pd.DataFrame:
    """The same table with each count as "n of N (p%)"; `base` has the N of each row."""
    return counts.apply(lambda column: [n_of_n(count, base[row]) for row, count in column.items()])


def n_of_n(count: int, base: int) -> str:
    """A count as "n of N (p%)".

    >>> n_of_n(10, 152)
    '10 of 152 (6.6%)'
    """
    return f"{count} of {base} ({count / base:.1%})"
