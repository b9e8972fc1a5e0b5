"""How the distribution of the annual grades moved: measures of marginal drift.

A distribution here is a table with one row a year and one column a rank, 4 (best) to 1 (worst),
of counts of authorities. It says nothing of which authorities moved.
"""

import pandas as pd

from gradedrift.grades import ANNUAL_REGIMES, GOOD_OR_BETTER, RANKS


def annual_distribution(grade_counts: pd.DataFrame, status: str = "final") -> pd.DataFrame:
    """Counts of authorities by year (index `period`) and rank (columns 4, 3, 2, 1).

    Takes `grade_counts`; years with no distribution of that status are left out.
    """
    annual = grade_counts[grade_counts["regime"].isin(ANNUAL_REGIMES.values()) & (grade_counts["status"] == status)]
    return annual.pivot(index="period", columns="rank", values="count")[list(RANKS)]


def good_or_better(distribution: pd.DataFrame) -> pd.Series:
    """Number of authorities of rank 3 or 4, by year.

    >>> good_or_better(pd.DataFrame([[10, 93, 40, 9]], index=["2009"], columns=[4, 3, 2, 1]))["2009"]
    np.int64(103)
    """
    return distribution[[rank for rank in distribution if rank >= GOOD_OR_BETTER]].sum(axis="columns")


def mean_rank(distribution: pd.DataFrame) -> pd.Series:
    """Mean rank by year, between 1 (all poorly) and 4 (all excellently).

    It treats the steps between grades as equal, which the scale does not say: a summary, not a measurement.
    """
    return (distribution * list(distribution)).sum(axis="columns") / distribution.sum(axis="columns")


def net_change(distribution: pd.DataFrame) -> pd.Series:
    """Change in the number of authorities of each rank from the first year to the last.

    Net: movements up and down that cancel out do not show.
    """
    return distribution.iloc[-1] - distribution.iloc[0]
