"""How the distribution of the annual grades moved: measures of marginal drift.

A distribution here is a table with one row a year and one column a rank, 4 (best) to 1 (worst),
of counts of authorities. Measures of drift compare two of its rows, `before` and `after`.
They say nothing of which authorities moved.
"""

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.spatial import distance

from gradedrift.grades import ANNUAL_REGIMES, GOOD_OR_BETTER, RANKS

THRESHOLDS = list(RANKS[:-1])  # the lowest rank is no threshold: every authority reaches it


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


def at_or_above(distribution: pd.DataFrame) -> pd.DataFrame:
    """Number of authorities of each rank or a better one, by year (columns 4, 3, 2).

    >>> at_or_above(pd.DataFrame([[10, 93, 40, 9]], index=["2009"], columns=[4, 3, 2, 1])).loc["2009"].tolist()
    [10, 103, 143]
    """
    return distribution[list(RANKS)].cumsum(axis="columns")[THRESHOLDS]


def levels(distribution: pd.DataFrame) -> pd.DataFrame:
    """Each year in brief: `best`, `good_or_better` and `worst` (authorities), their `base`, and `mean_rank`."""
    return pd.DataFrame(
        {
            "best": distribution[RANKS[0]],
            "good_or_better": good_or_better(distribution),
            "worst": distribution[RANKS[-1]],
            "base": distribution.sum(axis="columns"),
            "mean_rank": mean_rank(distribution),
        }
    )


def threshold_change(before: pd.Series, after: pd.Series) -> pd.Series:
    """Change in the share of authorities at or above each rank (index 4, 3, 2), each between -1 and 1.

    >>> threshold_change(pd.Series([0, 1, 1, 2], [4, 3, 2, 1]), pd.Series([1, 1, 2, 0], [4, 3, 2, 1])).tolist()
    [0.25, 0.25, 0.5]
    """
    reached = at_or_above(pd.DataFrame([before, after], index=["before", "after"]))
    return reached.loc["after"] / after.sum() - reached.loc["before"] / before.sum()


def share_change(before: pd.Series, after: pd.Series, ranks: list[int]) -> float:
    """Change in the share of authorities of these ranks together, between -1 and 1."""
    return float(after[ranks].sum() / after.sum() - before[ranks].sum() / before.sum())


def mean_rank_change(before: pd.Series, after: pd.Series) -> float:
    """Change in the mean rank, in grades per authority, between -3 and 3.

    The mean rank is 1 plus the shares at or above each rank, so its change is the sum of their changes.
    """
    return float(threshold_change(before, after).sum())


def cliffs_delta(before: pd.Series, after: pd.Series) -> float:
    """Cliff's delta, between -1 (every authority later worse) and 1 (every authority later better).

    The chance that an authority drawn from `after` ranks above one drawn from `before`, less the
    chance that it ranks below. It uses only the order of the grades. Source: Cliff (1993).
    """
    comparison = np.sign(np.subtract.outer(after.index, before.index))
    return float(after @ comparison @ before / (after.sum() * before.sum()))


def wasserstein(before: pd.Series, after: pd.Series) -> float:
    """Wasserstein distance of order 1, in grades per authority, between 0 and 3.

    The fewest steps between neighbouring grades that can turn one distribution into the other, per
    authority; steps count as equal. On a line it is the area between the two cumulative
    distributions. Source: Vallender (1974).
    """
    return float(threshold_change(before, after).abs().sum())


def drift_parts(before: pd.Series, after: pd.Series) -> pd.Series:
    """The Wasserstein distance by kind of step, in grades per authority: what a shift and polarisation share.

    A step goes `up` or `down`, and `outward` from the median rank or `inward`. Steps up and outward are
    common to a shift upwards and to polarisation, so that they tell neither from the other; up and inward
    is a shift alone, down and outward polarisation alone (or a shift downwards). Missing where the median
    rank moved.
    """
    change = threshold_change(before, after)
    up, down = change.clip(lower=0), change.clip(upper=0).abs()
    above = change.index > median_rank(before)
    parts = {
        "up and outward": up[above].sum(),
        "up and inward": up[~above].sum(),
        "down and outward": down[~above].sum(),
        "down and inward": down[above].sum(),
    }
    return pd.Series(parts if median_rank(before) == median_rank(after) else dict.fromkeys(parts, np.nan))


def total_variation(before: pd.Series, after: pd.Series) -> float:
    """Total variation distance, between 0 and 1.

    Half the sum of the absolute changes of the grades' shares: the smallest share of authorities
    that must have changed grade. It ignores the order of the grades. Also known as the index of
    dissimilarity. Source: Duncan and Duncan (1955).
    """
    return float((after / after.sum() - before / before.sum()).abs().sum() / 2)


def jensen_shannon(before: pd.Series, after: pd.Series) -> float:
    """Jensen-Shannon distance, between 0 and 1.

    The square root of the Jensen-Shannon divergence in bits (base 2), which makes it a metric. It
    ignores the order of the grades. Sources: Lin (1991); Endres and Schindelin (2003).
    """
    return float(distance.jensenshannon(before, after[before.index], base=2))


def shift(before: pd.Series, after: pd.Series) -> str:
    """Whether the distribution shifted: `up`, `down`, `same`, or `mixed` where no one direction describes it.

    A shift upwards means that at no threshold fewer, and at some more, are at or above it: first-order
    stochastic dominance. It holds whatever the distances between the grades. Source: Lehmann (1955).
    """
    return _one_way(threshold_change(before, after), "up", "down")


def spread(before: pd.Series, after: pd.Series) -> str:
    """Whether the distribution spread from its median: `wider`, `narrower`, `same`, `mixed` or `median moved`.

    Wider means polarised: at no threshold above the median fewer, and at none up to it more, are at or
    above it. Where the median rank moved the comparison is not defined. A rise at the top alone is a
    shift upwards and a wider spread at once. Source: Allison and Foster (2004).
    """
    median = median_rank(before)
    if median != median_rank(after):
        return "median moved"
    change = threshold_change(before, after)
    return _one_way(change.where(change.index > median, -change), "wider", "narrower")


def median_rank(counts: pd.Series) -> int:
    """The lowest rank that at least half of the authorities do not exceed.

    >>> median_rank(pd.Series([10, 93, 40, 9], [4, 3, 2, 1]))
    3
    """
    from_worst = counts.sort_index().cumsum()
    return int((2 * from_worst >= counts.sum()).idxmax())


def _one_way(changes: pd.Series, rise: str, fall: str) -> str:
    if (changes == 0).all():
        return "same"
    if (changes >= 0).all():
        return rise
    return fall if (changes <= 0).all() else "mixed"


class Measure(NamedTuple):
    """A measure of drift: its name, how it is computed, its unit, and its definition and source for readers."""

    name: str
    of: Callable[[pd.Series, pd.Series], float]
    unit: str
    definition: str
    source: str


MEASURES = (
    Measure(
        "change in share of the best grade",
        lambda before, after: share_change(before, after, [4]),
        "share of authorities",
        "later share of authorities at rank 4 less the earlier one",
        "arithmetic",
    ),
    Measure(
        "change in share good or better",
        lambda before, after: share_change(before, after, [4, 3]),
        "share of authorities",
        "later share of authorities at rank 3 or 4 less the earlier one",
        "arithmetic",
    ),
    Measure(
        "change in share of the worst grade",
        lambda before, after: share_change(before, after, [1]),
        "share of authorities",
        "later share of authorities at rank 1 less the earlier one",
        "arithmetic",
    ),
    Measure(
        "change in mean rank",
        mean_rank_change,
        "grades per authority",
        "later mean rank less the earlier one; steps between grades count as equal",
        "arithmetic",
    ),
    Measure(
        "Cliff's delta",
        cliffs_delta,
        "difference of two probabilities",
        "chance that an authority drawn from the later year ranks above one drawn from the earlier, less the chance that it ranks below",
        "Cliff (1993)",
    ),
    Measure(
        "Wasserstein distance",
        wasserstein,
        "grades per authority",
        "fewest steps between neighbouring grades that turn the earlier distribution into the later, per authority",
        "Vallender (1974)",
    ),
    Measure(
        "steps up and outward",
        lambda before, after: drift_parts(before, after)["up and outward"],
        "grades per authority",
        "part of the Wasserstein distance that goes up, away from the median rank: common to a shift upwards and to polarisation",
        "after Allison and Foster (2004)",
    ),
    Measure(
        "steps up and inward",
        lambda before, after: drift_parts(before, after)["up and inward"],
        "grades per authority",
        "part of the Wasserstein distance that goes up, towards the median rank: a shift upwards but no polarisation",
        "after Allison and Foster (2004)",
    ),
    Measure(
        "steps down and outward",
        lambda before, after: drift_parts(before, after)["down and outward"],
        "grades per authority",
        "part of the Wasserstein distance that goes down, away from the median rank: polarisation but no shift upwards",
        "after Allison and Foster (2004)",
    ),
    Measure(
        "steps down and inward",
        lambda before, after: drift_parts(before, after)["down and inward"],
        "grades per authority",
        "part of the Wasserstein distance that goes down, towards the median rank: neither a shift upwards nor polarisation",
        "after Allison and Foster (2004)",
    ),
    Measure(
        "total variation",
        total_variation,
        "share of authorities",
        "smallest share of authorities that must have changed grade",
        "Duncan and Duncan (1955)",
    ),
    Measure(
        "Jensen-Shannon distance",
        jensen_shannon,
        "square root of bits",
        "square root of the Jensen-Shannon divergence in base 2; 0 for equal distributions, 1 for distributions without a common grade",
        "Lin (1991); Endres and Schindelin (2003)",
    ),
)


def drift_measures(distribution: pd.DataFrame) -> pd.DataFrame:
    """Every measure of drift between every two years; columns as in `schemas.DriftMeasures`."""
    return pd.DataFrame(
        [
            {
                "measure": measure.name,
                "definition": measure.definition,
                "source": measure.source,
                "from_period": first,
                "to_period": last,
                "value": measure.of(distribution.loc[first], distribution.loc[last]),
                "unit": measure.unit,
            }
            for measure in MEASURES
            for first, last in _periods(distribution)
        ]
    )


def marginal_drift(distribution: pd.DataFrame) -> pd.DataFrame:
    """The measures side by side: one row a measure, with unit and definition; one column a pair of years."""
    long = drift_measures(distribution)
    wide = long.assign(years=long["from_period"] + " to " + long["to_period"]).pivot(
        index="measure", columns="years", values="value"
    )
    about = long.drop_duplicates("measure").set_index("measure")[["unit", "definition"]]
    return about.join(wide[[f"{first} to {last}" for first, last in _periods(distribution)]])


def drift_patterns(distribution: pd.DataFrame) -> pd.DataFrame:
    """What tells a shift from polarisation, one row a pair of years.

    Columns: `from_period`, `to_period`; the net change in the number of authorities at or above
    ranks 4, 3 and 2 (`at_or_above_4`, ...); `shift` and `spread`, as in the functions of that name.
    """
    reached = at_or_above(distribution)
    return pd.DataFrame(
        [
            {
                "from_period": first,
                "to_period": last,
                **(reached.loc[last] - reached.loc[first]).add_prefix("at_or_above_"),
                "shift": shift(distribution.loc[first], distribution.loc[last]),
                "spread": spread(distribution.loc[first], distribution.loc[last]),
            }
            for first, last in _periods(distribution)
        ]
    )


def _periods(distribution: pd.DataFrame) -> list[tuple[str, str]]:
    """Every two years in order, neighbours first."""
    years = list(distribution.index)
    return sorted(combinations(years, 2), key=lambda pair: years.index(pair[1]) - years.index(pair[0]))
