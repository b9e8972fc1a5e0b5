"""What an unfinished programme under a new regime can say of all authorities, and of the same ones before.

Counts only. Grades of two regimes share ranks, not meanings: whatever compares two of them here takes
equal ranks as equal, which is an assumption, and names what it compares with.

First come bounds that assume nothing about who was inspected first (worst-case bounds: Manski 2003,
Partial Identification of Probability Distributions), then bounds under a stated limit, then sampling
intervals, which assume that the first inspected were as good as drawn at random.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, comb, floor

import numpy as np
import pandas as pd
from scipy.optimize import LinearConstraint, milp

from gradedrift.grades import GOOD_OR_BETTER, RANKS

GOOD_OR_BETTER_RANKS = [rank for rank in RANKS if rank >= GOOD_OR_BETTER]

EQUIVALENCE = "equal ranks taken as equal grades"  # what every comparison of two regimes here assumes
CONFIDENCE = Fraction(95, 100)  # of an interval for what a random draw gives

# The 16 cells of a table "rank before x rank now", row by row, best ranks first.
BEFORE = np.repeat(RANKS, len(RANKS))
NOW = np.tile(RANKS, len(RANKS))
NOBODY = (0,) * len(RANKS)

# The numbers of the previous distribution that the table of bounds has, and the ranks of each.
PREVIOUS = {
    "previous_good_or_better_among_inspected": GOOD_OR_BETTER_RANKS,
    **{f"previous_rank_{rank}_among_inspected": [rank] for rank in RANKS},
}


def is_ordinal(equivalence: str) -> bool:
    """Whether equal ranks are taken as equal grades (`ordinal`) or nothing is (`none`). `ValueError` for anything else."""
    if equivalence not in ("ordinal", "none"):
        raise ValueError(f"equivalence may be ordinal or none, not {equivalence!r}")
    return equivalence == "ordinal"


# All authorities, from those inspected.


def good_or_better_bounds(good: int, inspected: int, everyone: int) -> tuple[int, int]:
    """Least and greatest number good or better among all, when `good` of the `inspected` are and nothing else is known.

    At the least no other authority is, at the most every other one. `ValueError` for impossible counts.

    >>> good_or_better_bounds(10, 41, 152)
    (10, 121)
    """
    _check(good, inspected, everyone)
    return good, good + everyone - inspected


def breakdown_point(good: int, everyone: int, comparator_good: int, comparator_base: int) -> int:
    """The least number of uninspected authorities that must be good or better for the share of all not to be below the comparator's.

    `good` are good or better already. The number may exceed the uninspected: then the share is below in any case.

    >>> breakdown_point(10, 152, 104, 152)
    94
    """
    needed = ceil(Fraction(comparator_good * everyone, comparator_base))
    return max(0, needed - good)


def limited_bounds(
    good: int, inspected: int, everyone: int, worse_by: Fraction, better_by: Fraction
) -> tuple[int, int]:
    """Bounds on the number good or better among all, if the uninspected differ from the inspected by no more than stated.

    Their share good or better is at most `worse_by` below and at most `better_by` above that of the
    inspected (0.1 is ten percentage points). `ValueError` for impossible counts, or if no whole number
    of authorities lies within the limits.

    >>> limited_bounds(10, 41, 152, Fraction(1, 10), Fraction(1, 10))
    (26, 48)
    """
    _check(good, inspected, everyone)
    share, rest = Fraction(good, inspected), everyone - inspected
    least = ceil(max(share - worse_by, 0) * rest)
    most = floor(min(share + better_by, 1) * rest)
    if least > most:
        raise ValueError(f"no whole number of {rest} lies between {worse_by} below and {better_by} above {share}")
    return good + least, good + most


def expected_good_or_better(good: int, inspected: int, everyone: int) -> float:
    """Number good or better among all, in authorities, if the uninspected have the same share as the inspected.

    >>> round(expected_good_or_better(10, 41, 152), 1)
    37.1
    """
    _check(good, inspected, everyone)
    return good * everyone / inspected


def hypergeometric_interval(
    good: int, inspected: int, everyone: int, confidence: Fraction = CONFIDENCE
) -> tuple[int, int]:
    """Exact equal-tailed interval for the number good or better among all, if the inspected were a simple random sample.

    It holds every number under which at most `good`, and at least `good`, each have more than half of
    1 - `confidence` as probability: the Clopper-Pearson interval of a finite population (Buonaccorsi
    1987, American Statistician 41, 215; Wright 1991, Exact Confidence Bounds when Sampling from Small
    Finite Universes). Its coverage is at least `confidence` for every population. Computed in whole
    numbers; `ValueError` for impossible counts.

    >>> hypergeometric_interval(1, 2, 4)
    (1, 3)
    """
    _check(good, inspected, everyone)
    among_all = range(good, good + everyone - inspected + 1)
    plausible = [group for group in among_all if _is_likely(good, inspected, group, everyone, confidence)]
    return plausible[0], plausible[-1]


def drawn_at_random(group: int, inspected: int, everyone: int, confidence: Fraction = CONFIDENCE) -> tuple[int, int]:
    """Equal-tailed interval for how many of a group are inspected, if the inspected are a simple random sample.

    It holds every number such that at most it, and at least it, each have more than half of 1 - `confidence` as
    probability. Computed in whole numbers; `ValueError` for impossible counts.

    >>> drawn_at_random(15, 41, 152)
    (1, 7)
    """
    _check(group, everyone, everyone)
    drawn = range(min(group, inspected) + 1)
    plausible = [number for number in drawn if _is_likely(number, inspected, group, everyone, confidence)]
    return plausible[0], plausible[-1]


def _is_likely(number: int, drawn: int, group: int, everyone: int, confidence: Fraction) -> bool:
    """Whether neither tail that `number` of a group among the drawn begins is rarer than half of 1 - `confidence`."""
    weights = [comb(group, k) * comb(everyone - group, drawn - k) for k in range(drawn + 1)]
    rare = (1 - confidence) / 2 * comb(everyone, drawn)
    return sum(weights[: number + 1]) > rare and sum(weights[number:]) > rare


def by_authority(good: int, inspections: int, authorities: int) -> tuple[int, int]:
    """Bounds on the number of authorities good or better, when one inspection of each counts and some had several.

    `good` counts inspections. The re-inspections that do not count may all, or none, be among the good.

    >>> by_authority(25, 85, 79)
    (19, 25)
    """
    _check(good, inspections, inspections)
    return max(0, good - (inspections - authorities)), min(good, authorities)


def changes(good: int, inspected: int, everyone: int, comparators: pd.DataFrame) -> pd.DataFrame:
    """The change in the share good or better against each comparator, in percentage points, with its sign.

    Takes `comparator`, `good_or_better` and `base`; adds `share_pct`; `change_points` and `direction` for
    the inspected; `lower_points`, `upper_points` and `direction_of_all` for all, assuming nothing of the
    uninspected. Directions are `fell`, `rose`, `same` or `undetermined`, decided in whole numbers.
    """
    lower, upper = good_or_better_bounds(good, inspected, everyone)
    rows = []
    for row in comparators.itertuples():
        was = Fraction(row.good_or_better, row.base)
        now, least, most = (share - was for share in _shares((good, inspected), (lower, everyone), (upper, everyone)))
        rows.append(
            {
                "share_pct": float(100 * was),
                "change_points": float(100 * now),
                "direction": _direction(now, now),
                "lower_points": float(100 * least),
                "upper_points": float(100 * most),
                "direction_of_all": _direction(least, most),
            }
        )
    return pd.concat([comparators.reset_index(drop=True), pd.DataFrame(rows)], axis="columns")


def _shares(*pairs: tuple[int, int]) -> list[Fraction]:
    return [Fraction(int(count), int(base)) for count, base in pairs]


def _direction(least: Fraction, most: Fraction) -> str:
    """The sign of a change that lies between `least` and `most`, as a word."""
    if least == most == 0:
        return "same"
    return "rose" if least > 0 else "fell" if most < 0 else "undetermined"


def _check(good: int, inspected: int, everyone: int) -> None:
    if not (0 <= good <= inspected <= everyone and inspected > 0):
        raise ValueError(f"{good} good or better of {inspected} inspected of {everyone} cannot be")


# The same authorities, before.


def previous_good_or_better(
    now: Sequence[int], base: int, falls: int, rises: int, caps: Sequence[int] | None = None
) -> tuple[int, int] | None:
    """Least and greatest number of the `base` authorities that were good or better before; `None` if nothing fits.

    Of the base, `falls` now have a lower rank than before and `rises` a higher one. `now` are the
    published new grades, best first. A larger base holds all of them and others whose new grade is
    unknown; a smaller base is some of them. `caps`, best first, are the most authorities that can have
    had each previous grade. Sharp: the extremes over all whole tables "rank before x rank now".

    >>> previous_good_or_better([0, 1, 1, 0], base=2, falls=1, rises=0)
    (1, 2)
    """
    return previous(GOOD_OR_BETTER_RANKS, now, base, falls, rises, caps)


def previous(
    ranks: Sequence[int],
    now: Sequence[int],
    base: int,
    falls: int,
    rises: int,
    caps: Sequence[int] | None = None,
    known: Sequence[int] = NOBODY,
) -> tuple[int, int] | None:
    """Least and greatest number of the `base` authorities that had one of some ranks before; `None` if nothing fits.

    The other arguments as for `previous_good_or_better`. `known`, best first, are the fewest that can have had each
    previous grade.

    >>> previous([4], [0, 1, 1, 0], base=2, falls=1, rises=0)
    (0, 1)
    """
    return _extremes(np.isin(BEFORE, ranks), now, base, falls, rises, caps, known)


def change_in_good_or_better(
    now: Sequence[int], base: int, falls: int, rises: int, caps: Sequence[int] | None = None
) -> tuple[int, int] | None:
    """Least and greatest change in the number good or better among the `base` authorities; `None` if nothing fits.

    Arguments as for `previous_good_or_better`. Where the base has authorities of unknown new grade, both ends move.

    >>> change_in_good_or_better([0, 1, 1, 0], base=2, falls=1, rises=0)
    (-1, 0)
    """
    weights = (NOW >= GOOD_OR_BETTER).astype(int) - (BEFORE >= GOOD_OR_BETTER)
    return _extremes(weights, now, base, falls, rises, caps)


def _extremes(
    weights: np.ndarray, now, base: int, falls: int, rises: int, caps, known=NOBODY
) -> tuple[int, int] | None:
    """Least and greatest weighted sum of the cells over all whole tables that fit; `None` if none does."""
    rows = [*(rank == NOW for rank in RANKS), *(rank == BEFORE for rank in RANKS), NOW < BEFORE, NOW > BEFORE, NOW > 0]
    least_now, most_now = (now, [base] * 4) if base >= sum(now) else ([0] * 4, now)
    lower = [*least_now, *known, falls, rises, base]
    upper = [*most_now, *(caps or [base] * 4), falls, rises, base]
    facts = LinearConstraint(np.array(rows, dtype=float), lower, upper)
    ends = []
    for sign in (1, -1):
        found = milp(sign * np.asarray(weights, dtype=float), integrality=np.ones(len(NOW)), constraints=facts)
        if found.status == 2:  # infeasible
            return None
        if not found.success:
            raise RuntimeError(found.message)
        ends.append(sign * round(found.fun))
    return ends[0], ends[1]


# The table of bounds: rows of `schemas.RegimeBounds`.


def bound(quantity: str, base: int, lower: int, upper: int, status: str, **more) -> dict:
    """One row of `regime_bounds`, of authorities; `more` may hold `comparator`, `assumption` and `estimate`.

    Without them there is no comparator, no assumption and no estimate.
    """
    row = {"quantity": quantity, "base": base, "comparator": "", "assumption": "none", "lower": lower, "upper": upper}
    return {**row, "estimate": None, "unit": "authorities", "status": status, **more}


def everyone_rows(good: int, inspected: int, everyone: int, limits: Iterable[Fraction]) -> list[dict]:
    """Rows of bounds on all authorities: assuming nothing, then under each limit on how the uninspected differ, then as a prediction.

    `limits` are differences of shares, such as 0.1 for ten percentage points either way.
    """
    quantity = f"good_or_better_among_{everyone}"
    rows = [bound(quantity, everyone, *good_or_better_bounds(good, inspected, everyone), "bounded")]
    for limit in limits:
        lower, upper = limited_bounds(good, inspected, everyone, limit, limit)
        assumption = f"share of the uninspected within {float(100 * limit):g} percentage points of the inspected"
        rows.append(bound(quantity, everyone, lower, upper, "assumed", assumption=assumption))
    lower, upper = hypergeometric_interval(good, inspected, everyone)
    assumption = "first inspected as if drawn at random, standard unchanged; 95% hypergeometric interval"
    predicted = {"assumption": assumption, "estimate": expected_good_or_better(good, inspected, everyone)}
    return [*rows, bound("completed_programme_good_or_better", everyone, lower, upper, "assumed", **predicted)]


def breakdown_rows(good: int, inspected: int, everyone: int, comparators: pd.DataFrame) -> list[dict]:
    """Rows of the breakdown point against each comparator (`comparator`, `good_or_better`, `base`).

    The base is the uninspected. A comparator that not even all of them could reach still has its row.
    """
    rows = []
    for row in comparators.itertuples():
        least = breakdown_point(good, everyone, row.good_or_better, row.base)
        about = {"comparator": row.comparator, "assumption": EQUIVALENCE, "estimate": least}
        quantity = "breakdown_uninspected_good_or_better"
        rows.append(bound(quantity, everyone - inspected, least, least, "assumed", **about))
    return rows


def previous_rows(now: Sequence[int], pairs: pd.DataFrame, caps: Mapping[str, Sequence[int] | None]) -> list[dict]:
    """Rows of bounds on the previous distribution, for each pair of `percentages.joint` and each cap.

    First the number good or better, then the number of each rank, best first. `caps` are by comparator, the regime
    and period that the previous grades are taken from; empty for none. A pair that no table fits has no row: its
    percentages cannot be about these authorities.
    """
    rows = []
    for pair in pairs.itertuples():
        for comparator, cap in caps.items():
            source = f"; previous grades from the {comparator}" if comparator else ""
            assumption = f"{pair.falls} fell and {pair.rises} rose, percentages {pair.rounding}{source}; {EQUIVALENCE}"
            about = {"comparator": comparator, "assumption": assumption}
            for quantity, ranks in PREVIOUS.items():
                found = previous(ranks, now, pair.base, pair.falls, pair.rises, cap)
                if found:
                    rows.append(bound(quantity, pair.base, *found, "assumed", **about))
    return rows
