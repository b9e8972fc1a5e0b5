"""Were movers as likely to move up as down? Tests of symmetry for a square table of moves.

The authorities are a census and not a sample, so that no population is inferred. A p-value here
answers one question, worded in `FRAMING`: how often would a table as lopsided as the published one,
or more, have come about if a fair coin had decided for each mover which of its two grades came
first? The exact tests count these outcomes one by one. The moves are tied to their pairs of grades
and the authorities that did not move tell nothing, except in Bhapkar's statistic.

Tables of moves are as in `mobility`. An authority that moved from rank x to rank y or back belongs to
the pair of x and y.
"""

import math
from collections.abc import Callable
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from gradedrift.mobility import checked, movement

FRAMING = "probability if each mover had been equally likely to move up or down"
APPROXIMATE = f"chi-square approximation to the {FRAMING}"
MID_P = f"{FRAMING}, with outcomes that tie with the published one counted half"

# Chosen by the question and the scale, not by the result: the releases say how many improved and how
# many declined, and grades have an order but no distances. The sign test asks just that, needs no
# approximation, and has no degrees of freedom to choose. What it leaves out, how far authorities moved
# and between which grades, the other tests show.
CHOSEN_TEST = "sign test"

# Two statistics that differ by less than this part of the larger are the same number, computed in
# another order. Different ones are far further apart: they are fractions with small denominators.
TIE = 1e-9


class Result(NamedTuple):
    """A test's statistic, its degrees of freedom (missing for exact tests) and its p-value."""

    statistic: float
    df: int | None
    p_value: float


def pairs(table: pd.DataFrame) -> pd.DataFrame:
    """Movers `up` and `down` between two ranks (index `better`, `worse`), for the pairs that have any.

    >>> pairs(pd.DataFrame([[5, 2], [3, 7]], index=[4, 3], columns=[4, 3])).loc[(4, 3)].tolist()
    [3, 2]
    """
    table = checked(table)
    found = {
        (better, worse): (table.loc[worse, better], table.loc[better, worse])
        for better, worse in combinations(table.index, 2)
    }
    index = pd.MultiIndex.from_tuples(found, names=["better", "worse"])
    every = pd.DataFrame(list(found.values()), index=index, columns=["up", "down"])
    return every[every.sum(axis="columns") > 0]


def sign_test(table: pd.DataFrame) -> Result:
    """Exact two-sided sign test of the direction of movers; the statistic is the number that improved.

    Binomial with probability one half, over all movers. Source: Dixon and Mood (1946).
    """
    up, down = movement(table)[["improved", "declined"]]
    return Result(float(up), None, _binomial(up, up + down))


def sign_test_mid_p(table: pd.DataFrame) -> Result:
    """The sign test with outcomes as likely as the published one counted half. Source: Lancaster (1961)."""
    up, down = movement(table)[["improved", "declined"]]
    # Outcomes that tie with the published one: as many up, or as many down, which may be the same.
    ties = stats.binom.pmf(list({up, down}), up + down, 0.5).sum()
    return Result(float(up), None, float(_binomial(up, up + down) - ties / 2))


def _binomial(up: int, movers: int) -> float:
    return float(stats.binomtest(int(up), int(movers)).pvalue) if movers else 1.0


def stuart_maxwell(table: pd.DataFrame) -> Result:
    """Stuart-Maxwell test that both years have the same margins, by chi-square.

    A generalised inverse takes the place of a deleted grade, so that no choice of grade is needed and
    grades without movers drop out. The degrees of freedom are the rank of the covariance matrix: the
    grades with movers, less the groups into which moves connect them. Sources: Stuart (1955), Maxwell (1970).
    """
    found = pairs(table)
    return _chi_square(_margins_statistic(found, _net(found)), _covariance_rank(found))


def bhapkar(table: pd.DataFrame) -> Result:
    """Bhapkar's test that both years have the same margins, by chi-square.

    From Stuart-Maxwell's statistic S and all N authorities it is S / (1 - S/N) (Keefe, 1982). It rises
    with S, so that the exact version of both is one. Infinite where S = N. Source: Bhapkar (1966).
    """
    margins, authorities = stuart_maxwell(table), int(table.to_numpy().sum())
    left = 1 - margins.statistic / authorities
    return _chi_square(margins.statistic / left if left > TIE else math.inf, margins.df)


def bowker(table: pd.DataFrame) -> Result:
    """Bowker's test that up and down are balanced in every pair of ranks, by chi-square.

    The degrees of freedom are the pairs with at least one mover; pairs without any do not count.
    Source: Bowker (1948).
    """
    found = pairs(table)
    return _chi_square(_pairs_statistic(found, _net(found)), len(found))


def stuart_maxwell_exact(table: pd.DataFrame) -> Result:
    """Stuart-Maxwell's statistic with its exact conditional p-value, which is also that of Bhapkar's."""
    return _exact(table, _margins_statistic)


def bowker_exact(table: pd.DataFrame) -> Result:
    """Bowker's statistic with its exact conditional p-value."""
    return _exact(table, _pairs_statistic)


def mean_rank_exact(table: pd.DataFrame) -> Result:
    """Exact test of the change in mean rank; the statistic is the sum of grades crossed, upwards less downwards.

    The sign test with each mover weighted by its jump: steps between grades count as equal.
    Source: the paired randomisation test of Fisher (1935).
    """
    found = pairs(table)
    published = float((_net(found) * _gaps(found)).sum())
    return _exact(table, _jumps_statistic)._replace(statistic=published)


def _exact(table: pd.DataFrame, statistic: Callable) -> Result:
    """A statistic with the share of all outcomes in which it is as large as published, or larger."""
    found = pairs(table)
    published = statistic(found, _net(found))
    ups, ways = outcomes(found.sum(axis="columns").tolist())
    reached = statistic(found, 2 * ups - found.sum(axis="columns").to_numpy()) >= published * (1 - TIE)
    return Result(float(published), None, int(ways[reached].sum()) / int(ways.sum()))


def outcomes(movers: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Every way in which the movers of each pair can divide: how many move up in each pair, and in how many ways.

    Shapes (outcomes, pairs) and (outcomes,). The ways are whole numbers of any size and add up to 2
    to the power of all movers; the number of outcomes is the product of each pair's movers plus one.

    >>> outcomes([2])[0].tolist(), outcomes([2])[1].tolist()
    ([[0], [1], [2]], [1, 2, 1])
    """
    ups = list(product(*(range(number + 1) for number in movers)))
    ways = [math.prod(math.comb(number, up) for number, up in zip(movers, outcome)) for outcome in ups]
    return np.array(ups, dtype=int).reshape(len(ups), len(movers)), np.array(ways, dtype=object)


# The statistics take the net moves of each pair (up less down), of one outcome or one row an outcome.


def _pairs_statistic(found: pd.DataFrame, net: np.ndarray) -> np.ndarray:
    return (net**2 / found.sum(axis="columns").to_numpy()).sum(axis=-1)


def _margins_statistic(found: pd.DataFrame, net: np.ndarray) -> np.ndarray:
    """The net gains of the ranks, squared and weighted by the generalised inverse of their covariance."""
    gains = net @ _ends(found)
    inverse = np.linalg.pinv(_covariance(found), rcond=TIE, hermitian=True)
    return (gains @ inverse * gains).sum(axis=-1)


def _jumps_statistic(found: pd.DataFrame, net: np.ndarray) -> np.ndarray:
    return abs((net * _gaps(found)).sum(axis=-1))


def _net(found: pd.DataFrame) -> np.ndarray:
    return (found["up"] - found["down"]).to_numpy()


def _gaps(found: pd.DataFrame) -> np.ndarray:
    """Grades between the two ranks of each pair."""
    return (found.index.get_level_values("better") - found.index.get_level_values("worse")).to_numpy()


def _ends(found: pd.DataFrame) -> np.ndarray:
    """What one move up adds to each rank: 1 to the better, -1 to the worse; one row a pair."""
    ranks = np.array(sorted({rank for pair in found.index for rank in pair}, reverse=True))
    ends = [(ranks == better).astype(int) - (ranks == worse) for better, worse in found.index]
    return np.array(ends, dtype=int).reshape(len(found), len(ranks))


def _covariance(found: pd.DataFrame) -> np.ndarray:
    """The covariance of the ranks' net gains if a fair coin had decided each move. It is the same in every outcome."""
    ends = _ends(found)
    return ends.T @ (ends * found.sum(axis="columns").to_numpy()[:, np.newaxis])


def _covariance_rank(found: pd.DataFrame) -> int:
    return int(np.linalg.matrix_rank(_covariance(found), tol=TIE, hermitian=True)) if len(found) else 0


def _chi_square(statistic: float, df: int) -> Result:
    """The result with its upper tail; with no degrees of freedom nothing can deviate, and p is 1."""
    return Result(float(statistic), df, float(stats.chi2.sf(statistic, df)) if df else 1.0)


class Test(NamedTuple):
    """A test, with what it asks for readers, how its p-value is to be read, and its source."""

    name: str
    of: Callable[[pd.DataFrame], Result]
    asks: str
    framing: str
    source: str


_DIRECTION, _MARGINS = "did more move up than down", "did any grade's count change"
_BALANCE, _JUMPS = "was any pair of grades out of balance", "did the mean rank change"

TESTS = (
    Test("sign test", sign_test, _DIRECTION, FRAMING, "Dixon and Mood (1946)"),
    Test("sign test, mid-p", sign_test_mid_p, _DIRECTION, MID_P, "Lancaster (1961)"),
    Test("mean rank, exact", mean_rank_exact, _JUMPS, FRAMING, "Fisher (1935)"),
    Test("Stuart-Maxwell, exact", stuart_maxwell_exact, _MARGINS, FRAMING, "Stuart (1955); Maxwell (1970)"),
    Test("Stuart-Maxwell", stuart_maxwell, _MARGINS, APPROXIMATE, "Stuart (1955); Maxwell (1970)"),
    Test("Bhapkar", bhapkar, _MARGINS, APPROXIMATE, "Bhapkar (1966)"),
    Test("Bowker, exact", bowker_exact, _BALANCE, FRAMING, "Bowker (1948)"),
    Test("Bowker", bowker, _BALANCE, APPROXIMATE, "Bowker (1948)"),
)


def symmetry_tests(table: pd.DataFrame, from_period: str, to_period: str) -> pd.DataFrame:
    """Every test of a table of moves between two years, the chosen one first; columns as in `schemas.SymmetryTests`."""
    return pd.DataFrame(
        [
            {
                "test": test.name,
                "role": "chosen" if test.name == CHOSEN_TEST else "sensitivity",
                "asks": test.asks,
                "from_period": from_period,
                "to_period": to_period,
                **test.of(table)._asdict(),
                "movers": int(pairs(table).to_numpy().sum()),
                "framing": test.framing,
                "source": test.source,
            }
            for test in TESTS
        ]
    )
