"""Two distributions of grades as a cumulative link model: did the services move, or the bars between the grades?

The model (McCullagh 1980, Regression Models for Ordinal Data) gives every authority a quality on a
continuous scale that nobody sees, and a grade by the bars that its quality clears. The bar of a rank is
the least quality that earns it; the lowest rank has none. Quality is normal or logistic, with a location
and a scale. Distributions are counts by rank, best first; bars ascend.

Moving all services down by some amount and moving all bars up by it give the same numbers the same
grades: no counts can tell the two apart (`as_bars`). Bars that move freely fit any two distributions.

The likelihood is that of two independent random samples. The study's are not random and, in the annual
grades, not independent: the deviance says how far a reading is from the counts, not how probable it is.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit, logit, ndtr, ndtri, xlogy

from gradedrift.grades import RANKS

# The distribution of quality and its inverse. (The same as in scipy.stats, which checks its arguments each time.)
LINKS = {"probit": (ndtr, ndtri), "logit": (expit, logit)}
BARRED = (2, 3, 4)  # the ranks that have a bar to clear

# How many of location and scale may differ in the second distribution, by the name of the reading.
READINGS = {"nothing moved": 0, "location": 1, "location and scale": 2}


def own_bars(counts: Sequence[int], link: str) -> np.ndarray:
    """The bars that give exactly these counts, when location is 0 and scale 1.

    A bar that everyone clears is at minus infinity, one that nobody clears at infinity.

    >>> own_bars([0, 25, 50, 25], "logit").round(2)
    array([-1.1,  1.1,  inf])
    """
    below = np.cumsum(counts[::-1])[:-1] / np.sum(counts)
    _, quantile = LINKS[link]
    return quantile(below)


def as_bars(bars: np.ndarray, location: float, scale: float) -> np.ndarray:
    """The bars under which services at location 0 and scale 1 get the grades that the moved services get.

    >>> as_bars(np.array([-1.0, 0.0, 1.0]), location=-0.5, scale=1)
    array([-0.5,  0.5,  1.5])
    """
    return (bars - location) / scale


def probabilities(bars: np.ndarray, link: str, location: float = 0, scale: float = 1) -> np.ndarray:
    """The probability of each rank, best first.

    >>> probabilities(np.array([0.0, np.inf]), "probit")
    array([0. , 0.5, 0.5])
    """
    edges = np.concatenate([[-np.inf], as_bars(bars, location, scale), [np.inf]])
    distribution, _ = LINKS[link]
    return np.diff(distribution(edges))[::-1]


def log_likelihood(counts: Sequence[int], chances: np.ndarray) -> float:
    """Multinomial log-likelihood without its constant; a rank that nobody has adds nothing.

    >>> round(log_likelihood([0, 1, 1, 0], np.array([0, 0.5, 0.5, 0])), 3)
    -1.386
    """
    return float(xlogy(counts, chances).sum())


def readings(before: Sequence[int], after: Sequence[int], link: str) -> pd.DataFrame:
    """How near each reading comes to two distributions, one row a reading.

    Readings: `nothing moved`; `location` and `location and scale`, of the services between bars that stay;
    and `bars`, each moved on its own. Columns: `parameters` (how many are free), `location` and `scale` after
    (0 and 1 before), `bar_2` to `bar_4` before, `moved_bar_2` to `moved_bar_4` (bars that give the same
    grades after to services that stayed), `log_likelihood`, and `deviance` (0 for a perfect fit).

    Where nobody has the best grade its bar is at infinity: it cannot be placed, only fitted.
    `ValueError` where no finite location or scale fits best.
    """
    counts = np.array([before, after])
    occupied = np.count_nonzero(counts.any(axis=0))
    rows = [_row(counts, name, occupied - 1 + free, *_fit(counts, link, free), link) for name, free in READINGS.items()]
    bars, moved = own_bars(before, link), own_bars(after, link)
    rows.append(_row(counts, "bars", 2 * (occupied - 1), bars, moved, 0.0, 1.0, link))
    exact = sum(log_likelihood(some, some / some.sum()) for some in counts)
    table = pd.DataFrame(rows)
    # A perfect fit can miss zero by the last bits, on either side.
    return table.assign(deviance=(2 * (exact - table["log_likelihood"])).clip(lower=0))


def _row(counts, reading, parameters, bars, moved, location, scale, link) -> dict:
    return {
        "reading": reading,
        "parameters": parameters,
        "location": location,
        "scale": scale,
        **{f"bar_{rank}": bar for rank, bar in zip(BARRED, bars)},
        **{f"moved_bar_{rank}": bar for rank, bar in zip(BARRED, moved)},
        "log_likelihood": _joint(counts, bars, moved, link),
    }


def _joint(counts: np.ndarray, bars: np.ndarray, moved: np.ndarray, link: str) -> float:
    """The log-likelihood of both distributions, each under its bars."""
    return sum(log_likelihood(some, probabilities(edges, link)) for some, edges in zip(counts, (bars, moved)))


def _fit(counts: np.ndarray, link: str, free: int) -> tuple[np.ndarray, np.ndarray, float, float]:
    """The likeliest bars before, the same as moved bars after, location and scale; `free` of the last two may move."""
    _check(counts, free)
    # A rank that nobody has in either distribution cannot place a bar: fit the others.
    occupied = counts.any(axis=0)
    used = counts[:, occupied]
    pooled = own_bars(used.sum(axis=0), link)
    start = np.concatenate([pooled[:1], np.log(np.diff(pooled)), np.zeros(free)])

    def loss(values: np.ndarray) -> float:
        bars, location, scale = _unpacked(values, free)
        return -_joint(used, bars, as_bars(bars, location, scale), link)

    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-11, "maxiter": 20_000})
    if not found.success:
        raise RuntimeError(found.message)
    bars, location, scale = _unpacked(found.x, free)
    bars = _all_bars(bars, occupied)
    return bars, as_bars(bars, location, scale), location, scale


def _unpacked(values: np.ndarray, free: int) -> tuple[np.ndarray, float, float]:
    """Bars, location and scale from the values that the search may change, which keep bars in order and scale positive."""
    steps, moved = np.split(values, [len(values) - free])
    location, log_scale = [*moved, 0.0, 0.0][:2]
    return np.cumsum([steps[0], *np.exp(steps[1:])]), float(location), float(np.exp(log_scale))


def _all_bars(bars: np.ndarray, occupied: np.ndarray) -> np.ndarray:
    """The bars of all ranks from those between occupied ranks: an empty rank has the bar of the next occupied one above."""
    ranks = sorted(rank for rank, has in zip(RANKS, occupied) if has)
    known = dict(zip(ranks, [-np.inf, *bars]))
    return np.array([min((bar for of, bar in known.items() if of >= rank), default=np.inf) for rank in BARRED])


def _check(counts: np.ndarray, free: int) -> None:
    """Refuse what no finite location (groups that do not overlap) or scale (fewer than three ranks) fits best."""
    before, after = ([rank for rank, count in zip(RANKS, some) if count] for some in counts)
    if min(before) >= max(after) or min(after) >= max(before):
        raise ValueError(f"ranks {before} before and {after} after do not overlap: no finite location fits best")
    if free == 2 and min(len(before), len(after)) < 3:
        raise ValueError(f"ranks {before} before and {after} after: a scale needs three ranks in each")
