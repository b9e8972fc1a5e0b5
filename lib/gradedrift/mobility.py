"""How authorities moved between two years: movers, exits and indices of mobility.

A table of moves here is square: one row a rank in the first year, one column a rank in the second,
best first, of counts of authorities. Those on its diagonal kept their grade. It describes these two
years; nothing here projects it onto others.
"""

import numpy as np
import pandas as pd

from gradedrift.errors import SourceError


def checked(table: pd.DataFrame) -> pd.DataFrame:
    """The table itself. `SourceError` unless it is square, best rank first, and holds whole counts of somebody."""
    ranks = list(table.index)
    if ranks != list(table.columns) or ranks != sorted(set(ranks), reverse=True):
        raise SourceError(
            "table of moves", None, f"rows {ranks} and columns {list(table)} are not one scale, best first"
        )
    for (first, last), count in table.stack().items():
        if not (count >= 0 and count == int(count)):
            raise SourceError("table of moves", None, f"{count} from rank {first} to rank {last} is no count")
    if not table.to_numpy().any():
        raise SourceError("table of moves", None, "nobody is in it")
    return table.astype(int)


def movement(table: pd.DataFrame) -> pd.Series:
    """Number of authorities that `improved`, `declined` and stayed `unchanged`.

    >>> movement(pd.DataFrame([[5, 2], [3, 7]], index=[4, 3], columns=[4, 3])).tolist()
    [3, 2, 12]
    """
    counts, steps = checked(table).to_numpy(), _steps(table)
    return pd.Series(
        {
            "improved": counts[steps > 0].sum(),
            "declined": counts[steps < 0].sum(),
            "unchanged": counts[steps == 0].sum(),
        }
    )


def crossed(table: pd.DataFrame) -> pd.Series:
    """Grades crossed in all by the authorities that `improved` and by those that `declined`."""
    counts, steps = checked(table).to_numpy(), _steps(table)
    return pd.Series(
        {
            "improved": (counts * steps.clip(min=0)).sum(),
            "declined": (counts * (-steps).clip(min=0)).sum(),
        }
    )


def exits(table: pd.DataFrame) -> pd.DataFrame:
    """Of the authorities of each rank in the first year (`base`), how many had `left` it in the second, and the `share`.

    The share is the exit probability of Prais (1955), read here as a description of these authorities.
    It is missing for a rank that nobody had.

    >>> exits(pd.DataFrame([[5, 5], [3, 7]], index=[4, 3], columns=[4, 3])).loc[3].tolist()
    [3.0, 10.0, 0.3]
    """
    base = checked(table).sum(axis="columns")
    left = base - np.diag(table)
    return pd.DataFrame({"left": left, "base": base, "share": left / base})


def shorrocks(table: pd.DataFrame) -> float:
    """Shorrocks' trace index, from 0 (nobody moved) over 1 (the first grade tells nothing of the second) to K/(K - 1).

    The sum of the exit shares over K - 1, for K grades: every grade weighs the same, however few had
    it. Missing where nobody had some grade in the first year. Source: Shorrocks (1978).
    """
    return float(exits(table)["share"].sum(skipna=False) / (len(table) - 1))


def mobility_measures(table: pd.DataFrame, from_period: str, to_period: str) -> pd.DataFrame:
    """Every index of mobility; columns as in `schemas.MobilityMeasures`.

    `numerator` and `base` hold n and N wherever the value is one count over another. Bartholomew's index goes from
    0 to K - 1 for K grades; the original weighs by a long-run equilibrium, which one pair of years cannot tell.
    """
    moved, jumped, base = movement(table), crossed(table), int(table.to_numpy().sum())
    authorities, grades = "share of authorities", "grades per authority"
    rows = [
        _row("improved", "share of authorities whose rank rose", "arithmetic", authorities, moved["improved"], base),
        _row("declined", "share of authorities whose rank fell", "arithmetic", authorities, moved["declined"], base),
        _row(
            "immobile share",
            "share of authorities of unchanged rank",
            "arithmetic",
            authorities,
            moved["unchanged"],
            base,
        ),
        *(
            _row(
                f"exit share of rank {rank}",
                f"of the authorities of rank {rank} in the first year, the share that had left it in the second",
                "Prais (1955)",
                authorities,
                row["left"],
                row["base"],
            )
            for rank, row in exits(table).iterrows()
        ),
        *(
            _row(
                f"mean jump of those that {way}",
                f"grades crossed per authority that {way}",
                "arithmetic",
                grades,
                jumped[way],
                moved[way],
            )
            for way in jumped.index
        ),
        _row(
            "Bartholomew's index",
            "grades crossed per authority, each grade weighted by its authorities in the first year",
            "Bartholomew (1967)",
            grades,
            jumped.sum(),
            base,
        ),
        {
            "measure": "Shorrocks' trace index",
            "definition": "sum of the exit shares of the K grades over K - 1; 0 if nobody moved",
            "source": "Shorrocks (1978)",
            "value": shorrocks(table),
            "unit": "index",
        },
    ]
    columns = ["measure", "definition", "source", "from_period", "to_period", "value", "numerator", "base", "unit"]
    return pd.DataFrame(rows).assign(from_period=from_period, to_period=to_period)[columns]


def _row(measure: str, definition: str, source: str, unit: str, numerator: float, base: float) -> dict:
    """A measure that is one count over another; its value is missing where there is nothing to divide by."""
    value = numerator / base if base else np.nan
    counts = {"value": value, "numerator": int(numerator), "base": int(base)}
    return {"measure": measure, "definition": definition, "source": source, "unit": unit, **counts}


def _steps(table: pd.DataFrame) -> np.ndarray:
    """Grades crossed by the authorities of each cell, upwards positive."""
    return np.subtract.outer(table.columns, table.index).T
