from collections import defaultdict
from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.stats import hypergeom

from gradedrift import percentages, regimes, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import RegimeBounds

NOW = [0, 10, 24, 7]  # the 41 published single inspections, best first
COMPARATORS = pd.DataFrame(
    [("annual-assessment 2011", 104, 152), ("safeguarding, inspections", 25, 85)],
    columns=["comparator", "good_or_better", "base"],
)


# All authorities.


@pytest.mark.parametrize("inspected, everyone", [(3, 3), (2, 6), (4, 7)])
def test_worst_case_bounds_are_those_of_every_possible_rest(inspected, everyone):
    for good in range(inspected + 1):
        possible = [good + sum(rest) for rest in product([0, 1], repeat=everyone - inspected)]
        assert regimes.good_or_better_bounds(good, inspected, everyone) == (min(possible), max(possible))


@pytest.mark.parametrize("good, inspected, everyone", [(-1, 2, 3), (3, 2, 3), (1, 4, 3), (0, 0, 3)])
def test_impossible_counts_are_refused(good, inspected, everyone):
    for function in (
        regimes.good_or_better_bounds,
        regimes.hypergeometric_interval,
        regimes.expected_good_or_better,
        lambda *counts: regimes.limited_bounds(*counts, Fraction(1), Fraction(1)),
    ):
        with pytest.raises(ValueError, match="cannot be"):
            function(good, inspected, everyone)


def test_breakdown_point_by_hand():
    assert regimes.breakdown_point(10, 152, 104, 152) == 94  # 10 + 94 = 104
    assert regimes.breakdown_point(10, 152, 25, 85) == 35  # 25/85 of 152 is 44.7, so 45 are needed
    assert regimes.breakdown_point(10, 20, 1, 4) == 0  # 10 of 20 is enough already


@pytest.mark.parametrize("comparator_good, comparator_base", [(104, 152), (25, 85), (1, 3), (2, 4), (0, 7), (7, 7)])
def test_breakdown_point_is_enough_and_one_less_is_not(comparator_good, comparator_base):
    good, everyone = 3, 29
    least = regimes.breakdown_point(good, everyone, comparator_good, comparator_base)
    assert (good + least) * comparator_base >= comparator_good * everyone
    assert least == 0 or (good + least - 1) * comparator_base < comparator_good * everyone


@pytest.mark.parametrize("worse_by, better_by", [("1/10", "1/10"), ("0", "1"), ("1", "0"), ("1/3", "1/5"), ("2", "2")])
def test_limited_bounds_are_those_of_every_rest_within_the_limits(worse_by, better_by):
    worse_by, better_by = Fraction(worse_by), Fraction(better_by)
    for good in range(7):
        share = Fraction(good, 6)
        within = [n for n in range(20) if share - worse_by <= Fraction(n, 19) <= share + better_by]
        assert regimes.limited_bounds(good, 6, 25, worse_by, better_by) == (good + min(within), good + max(within))


def test_without_limits_the_bounds_assume_nothing():
    assert regimes.limited_bounds(10, 41, 152, Fraction(1), Fraction(1)) == regimes.good_or_better_bounds(10, 41, 152)


def test_limits_that_no_whole_number_meets_are_refused():
    with pytest.raises(ValueError, match="no whole number of 111"):
        regimes.limited_bounds(10, 41, 152, Fraction(0), Fraction(0))


@pytest.mark.parametrize("inspected, everyone", [(41, 152), (5, 12), (12, 12)])
@pytest.mark.parametrize("confidence", [Fraction(95, 100), Fraction(1, 2)])
def test_the_interval_covers_every_population_at_least_as_often_as_it_says(inspected, everyone, confidence):
    # Every population and every sample it can give, weighed by scipy's probabilities.
    intervals = [
        regimes.hypergeometric_interval(good, inspected, everyone, confidence) for good in range(inspected + 1)
    ]
    lower, upper = np.array(intervals).T
    for good_among_all in range(everyone + 1):
        chance = hypergeom.pmf(np.arange(inspected + 1), everyone, good_among_all, inspected)
        covered = chance[(lower <= good_among_all) & (good_among_all <= upper)].sum()
        assert covered >= float(confidence) - 1e-12


def test_a_shorter_interval_would_not_cover():
    """The check above can fail: with either end one nearer, some population is covered too rarely."""
    intervals = [regimes.hypergeometric_interval(good, 41, 152) for good in range(42)]
    lower, upper = np.array(intervals).T
    rarest = []
    for closer in [(lower + 1, upper), (lower, upper - 1)]:
        covered = [
            hypergeom.pmf(np.arange(42), 152, m, 41)[(closer[0] <= m) & (m <= closer[1])].sum() for m in range(153)
        ]
        rarest.append(min(covered))
    assert max(rarest) < 0.95


def test_the_interval_covers_simulated_populations():
    draws = np.random.default_rng(2015).hypergeometric(37, 152 - 37, 41, size=2000)
    intervals = {good: regimes.hypergeometric_interval(good, 41, 152) for good in set(draws.tolist())}
    covered = np.mean([intervals[good][0] <= 37 <= intervals[good][1] for good in draws.tolist()])
    assert 0.95 <= covered < 1


def test_the_ends_of_the_interval_are_plausible_and_the_next_are_not():
    # 3 of 10 from 50. Tools that print the first implausible number on each side print 4 and 32.
    assert regimes.hypergeometric_interval(3, 10, 50) == (5, 31)
    for inside, outside in [(5, 4), (31, 32)]:
        least_tail = [min(hypergeom.cdf(3, 50, m, 10), hypergeom.sf(2, 50, m, 10)) for m in (inside, outside)]
        assert least_tail[0] > 0.025 >= least_tail[1]


def test_a_complete_programme_leaves_no_doubt():
    assert regimes.hypergeometric_interval(3, 10, 10) == (3, 3)
    assert regimes.expected_good_or_better(3, 10, 10) == 3


def test_by_authority_is_every_choice_of_the_inspection_that_counts():
    # Five inspections of three authorities, the first inspected three times; each was good or better (1) or not.
    possible = defaultdict(set)
    for first, again, third, *others in product([0, 1], repeat=5):
        for counted in (first, again, third):
            possible[first + again + third + sum(others)].add(counted + sum(others))
    assert len(possible) == 6
    for good, numbers in possible.items():
        assert regimes.by_authority(good, 5, 3) == (min(numbers), max(numbers))


def test_changes_by_hand():
    # Now 1 of 2 inspected; between 1 and 2 of all 3.
    rows = [
        ("lower", 1, 10, "rose", "rose"),
        ("the least", 1, 3, "rose", "undetermined"),
        ("same", 2, 4, "same", "undetermined"),
        ("the most", 2, 3, "fell", "undetermined"),
        ("all", 1, 1, "fell", "fell"),
    ]
    expected = pd.DataFrame(rows, columns=["comparator", "good_or_better", "base", "direction", "direction_of_all"])
    found = regimes.changes(1, 2, 3, expected[["comparator", "good_or_better", "base"]])
    pd.testing.assert_frame_equal(found[list(expected)], expected)
    found = found.set_index("comparator")
    numbers = ["share_pct", "change_points", "lower_points", "upper_points"]
    assert found.loc["same", numbers].tolist() == pytest.approx([50, 0, -100 / 6, 100 / 6])
    assert found.loc["all", numbers].tolist() == pytest.approx([100, -50, -200 / 3, -100 / 3])


def test_the_sign_depends_on_whether_inspections_or_authorities_are_counted():
    least, most = regimes.by_authority(25, 85, 79)
    rows = [("inspections", 25, 85), ("authorities, at least", least, 79), ("authorities, at most", most, 79)]
    comparators = pd.DataFrame(rows, columns=["comparator", "good_or_better", "base"])
    assert regimes.changes(10, 41, 152, comparators)["direction"].tolist() == ["fell", "rose", "fell"]


# The same authorities before: every table, one by one.


def splits(total: int, caps=None):
    """Every way in which `total` authorities of one new grade had the four previous grades."""
    caps = caps or [total] * 4
    for parts in product(*(range(min(total, cap) + 1) for cap in caps[:3])):
        if 0 <= total - sum(parts) <= caps[3]:
            yield (*parts, total - sum(parts))


def enumerated(now, base, falls, rises, caps=None):
    """Extremes of the previous number good or better, and of its change, over every table that fits; by brute force."""
    if base >= sum(now):
        news = [np.add(now, more) for more in splits(base - sum(now))]
    else:
        news = list(splits(base, list(now)))
    previous, change = set(), set()
    for new in news:
        for columns in product(*(splits(int(count)) for count in new)):
            table = np.array(columns).T  # rows: before; columns: now
            fell, rose = np.triu(table, 1).sum(), np.tril(table, -1).sum()
            if (fell, rose) == (falls, rises) and (caps is None or (table.sum(axis=1) <= caps).all()):
                previous.add(int(table[:2].sum()))
                change.add(int(new[0] + new[1] - table[:2].sum()))
    return [(min(found), max(found)) if found else None for found in (previous, change)]


@pytest.mark.parametrize("caps", [None, [0, 2, 2, 1], [1, 1, 1, 1]])
@pytest.mark.parametrize("now, base", [([0, 1, 2, 1], 4), ([0, 1, 1, 0], 3), ([1, 0, 2, 1], 2), ([0, 1, 1, 1], 4)])
def test_bounds_are_those_of_every_table(now, base, caps):
    fitting = 0
    for falls, rises in product(range(base + 1), repeat=2):
        expected = enumerated(now, base, falls, rises, caps)
        found = [
            bounds(now, base, falls, rises, caps)
            for bounds in (regimes.previous_good_or_better, regimes.change_in_good_or_better)
        ]
        assert found == expected
        fitting += expected[0] is not None
    assert fitting


def test_bounds_of_the_41_are_those_of_every_table():
    """Column by column, which (falls, rises, previously good or better) can be had; all sums of the columns' sets."""
    reached = {(0, 0, 0)}
    for place, count in enumerate(NOW):
        column = {(sum(parts[:place]), sum(parts[place + 1 :]), sum(parts[:2])) for parts in splits(count)}
        reached = {tuple(map(sum, zip(one, other))) for one in reached for other in column}
    previous = defaultdict(list)
    for falls, rises, good in reached:
        previous[falls, rises].append(good)
    for falls, rises in [(18, 7), (16, 6), (0, 0), (41, 0), (20, 8)]:
        found = regimes.previous_good_or_better(NOW, 41, falls, rises)
        assert found == ((min(previous[falls, rises]), max(previous[falls, rises])) if previous[falls, rises] else None)


@pytest.mark.parametrize("caps", [(1, 24, 41, 17), (0, 35, 43, 3)], ids=["safeguarding", "looked after children"])
def test_bounds_of_the_41_under_caps_are_those_of_every_table(caps):
    """All 5 million and 0.1 million tables: splits of the good, the requires improvement and the inadequate."""
    good, improve, inadequate = (
        np.array(list(splits(count, [min(cap, count) for cap in caps])), dtype=np.int16) for count in NOW[1:]
    )

    def summed(weights):
        parts = zip((good, improve, inadequate), weights)
        first, second, third = (split @ np.array(weight, dtype=np.int16) for split, weight in parts)
        return first[:, None, None] + second[:, None] + third

    # What counts as a fall, a rise and each previous grade, by new grade: good, requires improvement, inadequate.
    fits = summed([(1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 1, 0)]) == 18
    fits &= summed([(0, 0, 1, 1), (0, 0, 0, 1), (0, 0, 0, 0)]) == 7
    for rank, cap in zip(np.eye(4, dtype=int), caps):
        fits &= summed([rank] * 3) <= cap
    previous = summed([(1, 1, 0, 0)] * 3)[fits]
    assert regimes.previous_good_or_better(NOW, 41, 18, 7, caps) == (previous.min(), previous.max())


def test_the_change_is_the_new_number_less_the_previous_one():
    lower, upper = regimes.previous_good_or_better(NOW, 41, 18, 7)
    assert regimes.change_in_good_or_better(NOW, 41, 18, 7) == (10 - upper, 10 - lower)


def test_caps_can_only_narrow_and_contradictions_have_no_bounds():
    loose = regimes.previous_good_or_better(NOW, 41, 18, 7)
    tight = regimes.previous_good_or_better(NOW, 41, 18, 7, (1, 24, 41, 17))
    assert loose[0] <= tight[0] <= tight[1] <= loose[1] and tight != loose
    assert regimes.previous_good_or_better(NOW, 41, 18, 24) is None  # 42 moves of 41
    assert regimes.previous_good_or_better(NOW, 41, 18, 7, (1, 2, 3, 4)) is None


# The table.


def table():
    pairs = percentages.joint(44, 17, [41, 47])
    caps = {"": None, "safeguarding inspections": (1, 24, 41, 17)}
    rows = [
        *regimes.everyone_rows(10, 41, 152, [Fraction(1, 10)]),
        *regimes.breakdown_rows(10, 41, 152, COMPARATORS),
        *regimes.previous_rows(NOW, pairs, caps),
    ]
    return pd.DataFrame(rows)


def test_the_table_fits_its_schema_and_holds_what_the_functions_say():
    found = tables.checked(table(), RegimeBounds, "table").set_index("quantity")
    nothing = found.loc["good_or_better_among_152"].query("assumption == 'none'")
    assert nothing[["lower", "upper"]].values.tolist() == [[10, 121]]
    assert found.loc["breakdown_uninspected_good_or_better", "estimate"].tolist() == [94, 35]
    assert found.loc["breakdown_uninspected_good_or_better", "base"].tolist() == [111, 111]
    previous = found.loc["previous_good_or_better_among_inspected"]
    assert previous["base"].tolist() == [41, 41, 47, 47]
    assert previous[["lower", "upper"]].values.tolist()[0] == [11, 28]
    by_rank = found.loc[[f"previous_rank_{rank}_among_inspected" for rank in (4, 3, 2, 1)]]
    of_41 = by_rank[(by_rank["base"] == 41) & (by_rank["comparator"] == "")]
    assert (of_41["lower"].sum() <= 41) and (of_41["upper"].sum() >= 41) and len(by_rank) == 4 * len(previous)
    assert of_41.loc["previous_rank_4_among_inspected", "upper"] == 18  # none is outstanding now: all of them fell
    predicted = found.loc["completed_programme_good_or_better"]
    assert (predicted["lower"], predicted["upper"]) == regimes.hypergeometric_interval(10, 41, 152)
    assert predicted["estimate"] == pytest.approx(10 * 152 / 41)


def test_a_pair_that_nothing_fits_has_no_row():
    pairs = percentages.joint(44, 17, [41])
    assert regimes.previous_rows(NOW, pairs, {"too few": (1, 2, 3, 4)}) == []


@pytest.mark.parametrize(
    "column, value, cause",
    [
        ("lower", 122, "in this order"),
        ("estimate", 5.0, "in this order"),
        ("assumption", "random", "exactly where the status"),
        ("unit", "percent", "'unit': 'percent' fails"),
        ("status", "certain", "'status': 'certain' fails"),
        ("quantity", "Good", "'quantity': 'Good' fails"),
    ],
)
def test_a_broken_table_is_refused(column, value, cause):
    broken = table()
    broken.loc[0, column] = value
    with pytest.raises(SourceError, match=cause):
        tables.checked(broken, RegimeBounds, "table")


def test_a_repeated_bound_is_refused():
    with pytest.raises(SourceError, match="another row has the same quantity, base, comparator, assumption"):
        tables.checked(pd.concat([table(), table()]), RegimeBounds, "table")
