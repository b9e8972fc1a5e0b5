import math
import warnings
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import SquareTable

from gradedrift import mobility, symmetry, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import SymmetryTests
from tests.test_mobility import SMALL, STUDY, square, squares

EXACT = [symmetry.sign_test, symmetry.mean_rank_exact, symmetry.stuart_maxwell_exact, symmetry.bowker_exact]


def test_pairs_by_hand():
    found = symmetry.pairs(STUDY)
    assert found["up"].to_dict() == {(4, 3): 10, (3, 2): 11, (3, 1): 0, (2, 1): 4}
    assert found["down"].to_dict() == {(4, 3): 2, (3, 2): 2, (3, 1): 3, (2, 1): 1}


def test_two_grades_by_hand():
    # 6 up and 2 down. Every statistic is (6 - 2)^2 / (6 + 2) = 2 but Bhapkar's, 2 / (1 - 2/20) = 20/9.
    table = square([7, 2], [6, 5])
    for test in (symmetry.stuart_maxwell, symmetry.bowker):
        assert test(table) == (pytest.approx(2), 1, pytest.approx(stats.chi2.sf(2, 1)))
    assert symmetry.bhapkar(table).statistic == pytest.approx(20 / 9)
    # Two tails of (1 + 8 + 28) of the 2^8 outcomes; with ties halved, two of (1 + 8 + 28/2).
    for test in EXACT:
        assert test(table).p_value == pytest.approx(2 * 37 / 256)
    assert symmetry.sign_test_mid_p(table).p_value == pytest.approx(2 * 23 / 256)


def test_three_grades_by_hand():
    # Pairs: 4 up, 2 down between 3 and 2; 1 up, 1 down between 3 and 1; 1 up, 0 down between 2 and 1.
    assert symmetry.bowker(SMALL)[:2] == (pytest.approx(4 / 6 + 0 / 2 + 1 / 1), 3)
    # Rank 3 gains 2 and rank 2 loses 1; their covariance is [[8, -6], [-6, 7]], its inverse [[7, 6], [6, 8]] / 20:
    # (2 x 7 x 2 + 2 x 2 x 6 x (-1) + (-1) x 8 x (-1)) / 20 = 12/20.
    assert symmetry.stuart_maxwell(SMALL)[:2] == (pytest.approx(12 / 20), 2)
    # The mean rank gains 2 + 1 = 3 steps net; of 35 authorities 6 of 9 movers improved.
    assert symmetry.mean_rank_exact(SMALL).statistic == 3
    assert symmetry.sign_test(SMALL) == (6, None, pytest.approx(2 * (1 + 9 + 36 + 84) / 512))


def test_the_sign_test_in_balance_and_without_movers():
    balanced = square([3, 1], [1, 3])
    assert symmetry.sign_test(balanced).p_value == 1
    assert symmetry.sign_test_mid_p(balanced).p_value == pytest.approx(1 - 0.5 / 2)  # one up is half of all outcomes
    nobody = {test.name: test.of(square([3, 0], [0, 3])).p_value for test in symmetry.TESTS}
    assert nobody.pop("sign test, mid-p") == 0.5  # the one outcome that there is, counted half
    assert set(nobody.values()) == {1}


def test_grades_without_movers_drop_out():
    # Moves 4-3 and 2-1 only: two groups of two grades, 4 - 2 = 2 degrees of freedom, (3 - 1)^2/4 + 2^2/2.
    apart = square([5, 1, 0, 0], [3, 5, 0, 0], [0, 0, 5, 0], [0, 0, 2, 5])
    assert symmetry.stuart_maxwell(apart)[:2] == (pytest.approx(1 + 2), 2)
    assert symmetry.stuart_maxwell(square([7, 2, 0], [6, 5, 0], [0, 0, 4]))[:2] == (pytest.approx(2), 1)


def test_bhapkar_without_a_finite_statistic():
    # Everybody moved, and all one way: S = 4^2 / 4 = 4 = N.
    assert symmetry.bhapkar(square([0, 0], [4, 0])) == (math.inf, 1, 0)


def test_equal_margins_are_not_symmetry():
    # Five round the circle 3 to 2 to 1 to 3: no grade's count changes, and every pair goes one way.
    circle = square([4, 5, 0], [0, 4, 5], [5, 0, 4])
    for test in (symmetry.stuart_maxwell, symmetry.bhapkar):
        assert test(circle)[:2] == (pytest.approx(0), 2) and test(circle).p_value == pytest.approx(1)
    assert symmetry.stuart_maxwell_exact(circle).p_value == 1
    assert symmetry.mean_rank_exact(circle)[::2] == (0, 1)
    assert symmetry.bowker(circle)[:2] == (pytest.approx(15), 3)
    # All of each five one way, either way: 2^3 of 2^15 outcomes.
    assert symmetry.bowker_exact(circle).p_value == 8 / 2**15


def by_statsmodels(table: pd.DataFrame):
    """Bowker, Stuart-Maxwell and Bhapkar; without `shift_zeros=False` half an authority is added to each cell."""
    other = SquareTable(table, shift_zeros=False)
    return other.symmetry(), other.homogeneity("stuart_maxwell"), other.homogeneity("bhapkar")


@pytest.mark.parametrize("table", [STUDY, SMALL], ids=["study", "small"])
def test_a_second_calculation_agrees(table):
    bowker, margins, bhapkar = by_statsmodels(table)
    assert symmetry.stuart_maxwell(table) == pytest.approx((margins.statistic, margins.df, margins.pvalue))
    assert symmetry.bhapkar(table) == pytest.approx((bhapkar.statistic, bhapkar.df, bhapkar.pvalue))
    # statsmodels also counts pairs without movers in the degrees of freedom; the statistic is the same.
    assert symmetry.bowker(table).statistic == pytest.approx(bowker.statistic)
    assert symmetry.bowker(table).df <= bowker.df


def test_the_second_calculation_differs_if_zeros_are_shifted():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shifted = SquareTable(STUDY)
    assert shifted.symmetry().statistic != pytest.approx(symmetry.bowker(STUDY).statistic, rel=0.01)


def flips(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Every table that turning some of the movers round can give, one for each of the 2^movers outcomes."""
    movers = [
        (first, last) for first in table for last in table if first != last for _ in range(table.loc[first, last])
    ]
    stayed = pd.DataFrame(np.diag(np.diag(table)), index=table.index, columns=table.columns)
    found = []
    for turned in product([False, True], repeat=len(movers)):
        other = stayed.copy()
        for (first, last), is_turned in zip(movers, turned):
            other.loc[(last, first) if is_turned else (first, last)] += 1
        found.append(other)
    return found


def reached(values: list[float], published: float) -> float:
    """The share of values as large as the published one, or larger."""
    return float(np.mean(np.array(values) >= published - 1e-9))


@pytest.mark.parametrize("table", [SMALL, square([2, 2, 0], [1, 4, 0], [3, 1, 2])], ids=["small", "lopsided"])
def test_exact_tests_count_every_outcome(table):
    outcomes = flips(table)
    published = by_statsmodels(table)
    others = [by_statsmodels(outcome) for outcome in outcomes]
    for test, which in (
        (symmetry.bowker_exact, 0),
        (symmetry.stuart_maxwell_exact, 1),
        (symmetry.stuart_maxwell_exact, 2),
    ):
        p_value = reached([other[which].statistic for other in others], published[which].statistic)
        assert test(table).p_value == pytest.approx(p_value)
    for test, of in ((symmetry.sign_test, mobility.movement), (symmetry.mean_rank_exact, mobility.crossed)):
        net = [abs(of(outcome)["improved"] - of(outcome)["declined"]) for outcome in outcomes]
        own = abs(of(table)["improved"] - of(table)["declined"])
        assert test(table).p_value == pytest.approx(reached(net, own))


def test_exact_tests_agree_with_a_simulation():
    draws = 20_000
    found = symmetry.pairs(STUDY)
    movers = found.sum(axis="columns").to_numpy()
    net = 2 * np.random.default_rng(20111108).binomial(movers, 0.5, size=(draws, len(movers))) - movers
    published = (found["up"] - found["down"]).to_numpy()
    # The net gains of ranks 4, 3 and 2 from the pairs 4-3, 3-2, 3-1, 2-1, and the inverse of their covariance.
    ends = np.array([[1, -1, 0], [0, 1, -1], [0, 1, 0], [0, 0, 1]])
    inverse = np.linalg.inv(ends.T @ np.diag(movers) @ ends)
    statistics = {
        symmetry.sign_test: lambda net: abs(net.sum(axis=-1)),
        symmetry.mean_rank_exact: lambda net: abs(net @ np.array([1, 1, 2, 1])),
        symmetry.bowker_exact: lambda net: (net**2 / movers).sum(axis=-1),
        symmetry.stuart_maxwell_exact: lambda net: ((net @ ends) @ inverse * (net @ ends)).sum(axis=-1),
    }
    assert set(statistics) == set(EXACT)
    for test, statistic in statistics.items():
        p_value = test(STUDY).p_value
        error = math.sqrt(p_value * (1 - p_value) / draws)
        assert reached(statistic(net), statistic(published)) == pytest.approx(p_value, abs=4 * error)


def test_outcomes_add_up_to_every_way():
    ups, ways = symmetry.outcomes([12, 13, 3, 5])
    assert ups.shape == (13 * 14 * 4 * 6, 4) and ways.sum() == 2**33
    assert symmetry.outcomes([80])[1].sum() == 2**80  # whole numbers that no machine integer holds


@settings(max_examples=25)
@given(squares(most=2))
def test_exchanging_the_years_changes_no_p_value(table):
    there, back = (symmetry.symmetry_tests(each, "2010", "2011")["p_value"] for each in (table, table.T))
    assert there.tolist() == pytest.approx(back.tolist(), abs=1e-12)


@settings(max_examples=25)
@given(squares(most=1))
def test_a_symmetric_table_deviates_from_nothing(table):
    both = table + table.T
    for test in (symmetry.stuart_maxwell, symmetry.bhapkar, symmetry.bowker):
        assert test(both).statistic == pytest.approx(0) and test(both).p_value == pytest.approx(1)
    assert all(test(both).p_value == 1 for test in EXACT)


@settings(max_examples=25)
@given(squares(most=2), st.permutations(range(4)))
def test_tests_of_margins_and_of_balance_ignore_the_order_of_the_grades(table, order):
    relabelled = square(*table.to_numpy()[np.ix_(order, order)])
    for test in (symmetry.stuart_maxwell, symmetry.bhapkar, symmetry.bowker, symmetry.bowker_exact):
        assert test(table) == pytest.approx(test(relabelled), abs=1e-9)


def test_one_test_is_chosen_and_the_others_are_sensitivity():
    found = symmetry.symmetry_tests(STUDY, "2010", "2011")
    checked = tables.checked(found, SymmetryTests, "tests.csv")
    assert checked["role"].tolist() == ["chosen"] + ["sensitivity"] * 7
    assert checked.loc[0, ["test", "framing"]].tolist() == [symmetry.CHOSEN_TEST, symmetry.FRAMING]
    assert checked["framing"].str.contains(symmetry.FRAMING).all() and set(checked["movers"]) == {33}
    # Two tails of the outcomes with at most 8 of 33 down.
    p_value = 2 * sum(math.comb(33, down) for down in range(9)) / 2**33
    assert checked.loc[0, ["statistic", "p_value"]].tolist() == [25, pytest.approx(p_value)]
    for role in ("chosen", "sensitivity"):
        with pytest.raises(SourceError, match="tests.csv: .*one test is chosen"):
            tables.checked(found.assign(role=role), SymmetryTests, "tests.csv")
