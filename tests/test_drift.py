import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gradedrift import drift, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import DriftMeasures

# By hand from Table 9 of the statistics: rows 2009, 2010, 2011; columns ranks 4 to 1.
TABLE_9 = pd.DataFrame(
    [[10, 93, 40, 9], [20, 78, 39, 15], [28, 76, 33, 15]], index=["2009", "2010", "2011"], columns=[4, 3, 2, 1]
)


def test_annual_distribution():
    found = drift.annual_distribution(tables.read("grade_counts"))
    pd.testing.assert_frame_equal(found, TABLE_9, check_names=False)
    provisional = drift.annual_distribution(tables.read("grade_counts"), status="provisional")
    assert provisional.loc["2011"].tolist() == [28, 71, 33, 15] and list(provisional.index) == ["2011"]


def test_measures_by_hand():
    assert drift.good_or_better(TABLE_9).tolist() == [103, 98, 104]
    assert drift.net_change(TABLE_9).tolist() == [18, -17, -7, 6]
    # 4 x 10 + 3 x 93 + 2 x 40 + 9 = 408 and so on, each over 152.
    assert drift.mean_rank(TABLE_9).tolist() == pytest.approx([408 / 152, 407 / 152, 421 / 152])


RANKS = [4, 3, 2, 1]


def counts(*numbers: int) -> pd.Series:
    """Counts by rank, best first."""
    return pd.Series(numbers, index=RANKS)


def test_levels_and_thresholds_by_hand():
    found = drift.levels(TABLE_9)
    assert found[["best", "good_or_better", "worst", "base"]].to_numpy().tolist() == [
        [10, 103, 9, 152],
        [20, 98, 15, 152],
        [28, 104, 15, 152],
    ]
    assert found["mean_rank"].tolist() == drift.mean_rank(TABLE_9).tolist()
    assert drift.at_or_above(TABLE_9).loc["2011"].tolist() == [28, 104, 137]
    assert drift.at_or_above(TABLE_9[[1, 3, 2, 4]]).equals(drift.at_or_above(TABLE_9))


# Two years of ten authorities: 4 + 3 + 2 + 1 become 5 + 1 + 1 + 3.
BEFORE, AFTER = counts(4, 3, 2, 1), counts(5, 1, 1, 3)


def test_measures_of_drift_by_hand():
    # At or above 4, 3, 2: 4, 7, 9 of 10 become 5, 6, 7 of 10.
    assert drift.threshold_change(BEFORE, AFTER).tolist() == pytest.approx([0.1, -0.1, -0.2])
    assert drift.mean_rank_change(BEFORE, AFTER) == pytest.approx(-0.2)
    assert drift.wasserstein(BEFORE, AFTER) == pytest.approx(0.4)
    # Above: 5 x (3 + 2 + 1) + 1 x (2 + 1) + 1 x 1 = 34; below: 3 x (4 + 3 + 2) + 1 x (4 + 3) + 1 x 4 = 38; of 100 pairs.
    assert drift.cliffs_delta(BEFORE, AFTER) == pytest.approx((34 - 38) / 100)
    assert drift.total_variation(BEFORE, AFTER) == pytest.approx((1 + 2 + 1 + 2) / 10 / 2)
    assert drift.share_change(BEFORE, AFTER, [4, 3]) == pytest.approx(-0.1)


def test_jensen_shannon_by_hand():
    # All at 4 become half at 4, half at 3. The mixture is 3/4 and 1/4, so the divergence is
    # log2(4/3) / 2 + (log2(2/3) + log2(2)) / 4 / 1 = 0.2075 + 0.1038 = 0.3113 bits.
    assert drift.jensen_shannon(counts(2, 0, 0, 0), counts(1, 1, 0, 0)) ** 2 == pytest.approx(0.3113, abs=5e-5)
    assert drift.jensen_shannon(counts(2, 2, 0, 0), counts(0, 0, 3, 1)) == pytest.approx(1)


def test_the_extremes_of_the_ranges():
    worst, best = counts(0, 0, 0, 5), counts(5, 0, 0, 0)
    assert drift.cliffs_delta(worst, best) == 1 and drift.cliffs_delta(best, worst) == -1
    assert drift.wasserstein(worst, best) == 3 and drift.mean_rank_change(best, worst) == -3
    assert drift.total_variation(worst, best) == drift.jensen_shannon(worst, best) == 1


@pytest.mark.parametrize(
    "after, shift, spread",
    [
        ((1, 5, 3, 1), "same", "same"),
        ((2, 5, 3, 0), "up", "mixed"),
        ((1, 5, 2, 2), "down", "wider"),  # a fall at the bottom alone fits both descriptions
        ((2, 4, 3, 1), "up", "wider"),  # and so does a rise at the top alone
        ((2, 4, 2, 2), "mixed", "wider"),
        ((0, 7, 3, 0), "mixed", "narrower"),
        ((2, 6, 0, 2), "mixed", "mixed"),
    ],
)
def test_a_shift_and_polarisation_are_told_apart(after, shift, spread):
    # At or above 4, 3, 2 before: 1, 6, 9 of 10. The median is rank 3, before and after.
    before, after = counts(1, 5, 3, 1), counts(*after)
    assert drift.median_rank(before) == drift.median_rank(after) == 3
    assert (drift.shift(before, after), drift.spread(before, after)) == (shift, spread)


def test_no_spread_is_stated_when_the_median_moved():
    before, after = counts(0, 1, 4, 0), counts(0, 4, 1, 0)
    assert drift.spread(before, after) == "median moved" and drift.shift(before, after) == "up"
    parts = drift.drift_parts(before, after)
    assert parts.isna().all() and parts.dtype == float


def test_parts_of_the_drift_by_hand():
    # The median is rank 3 in both years. Rank 4 gains 1 of 10 (up, outward); at or above 3 the count falls by 1 and
    # at or above 2 by 2 (down, outward).
    assert drift.drift_parts(BEFORE, AFTER).tolist() == pytest.approx([0.1, 0, 0.3, 0])
    assert drift.drift_parts(AFTER, BEFORE).tolist() == pytest.approx([0, 0.3, 0, 0.1])


distributions = st.tuples(*[st.integers(0, 40)] * 4).filter(any).map(lambda numbers: counts(*numbers))


@given(distributions, distributions)
def test_measures_hold_together(before, after):
    wasserstein = drift.wasserstein(before, after)
    assert wasserstein == pytest.approx(stats.wasserstein_distance(RANKS, RANKS, before, after), abs=1e-12)
    means = drift.mean_rank(pd.DataFrame([before, after]))
    assert drift.mean_rank_change(before, after) == pytest.approx(means.iloc[1] - means.iloc[0], abs=1e-12)
    # Each authority that changed grade crossed at least one step, at most three.
    total_variation = drift.total_variation(before, after)
    assert total_variation - 1e-12 <= wasserstein <= 3 * total_variation + 1e-12
    # The mean rank shows all of the drift exactly when the distributions do not cross.
    shows_all = wasserstein - abs(drift.mean_rank_change(before, after)) < 1e-12
    assert shows_all == (drift.shift(before, after) != "mixed")
    parts = drift.drift_parts(before, after)
    if parts.notna().all():
        assert parts.sum() == pytest.approx(wasserstein, abs=1e-12)
        assert (drift.spread(before, after) in ("wider", "same")) == (parts.filter(like="inward").sum() == 0)


@given(distributions, distributions)
def test_exchanging_the_years_reverses_the_direction(before, after):
    assert drift.cliffs_delta(before, after) == -drift.cliffs_delta(after, before)
    assert drift.mean_rank_change(before, after) == -drift.mean_rank_change(after, before)
    for measure in (drift.wasserstein, drift.total_variation, drift.jensen_shannon):
        assert measure(before, after) == pytest.approx(measure(after, before))
    turned = {"up": "down", "down": "up", "wider": "narrower", "narrower": "wider"}
    for pattern in (drift.shift, drift.spread):
        assert pattern(after, before) == turned.get(pattern(before, after), pattern(before, after))


def test_the_order_of_the_columns_does_not_matter():
    for measure in drift.MEASURES:
        assert measure.of(BEFORE, AFTER[::-1]) == pytest.approx(measure.of(BEFORE, AFTER)), measure.name
    assert drift.median_rank(BEFORE[::-1]) == drift.median_rank(BEFORE)


@given(distributions)
def test_a_larger_base_with_the_same_shares_is_no_drift(before):
    for measure in drift.MEASURES:
        assert measure.of(before, 3 * before) == pytest.approx(0, abs=1e-7), measure.name
    assert drift.shift(before, 3 * before) == drift.spread(before, 3 * before) == "same"


def test_tables_of_measures_and_patterns():
    long = tables.checked(drift.drift_measures(TABLE_9), DriftMeasures, "drift_measures.csv")
    assert list(long["measure"].unique()) == [measure.name for measure in drift.MEASURES]
    wide = drift.marginal_drift(TABLE_9)
    assert list(wide)[2:] == ["2009 to 2010", "2010 to 2011", "2009 to 2011"]
    # 10, 103, 143 at or above 4, 3, 2 become 20, 98, 137, then 28, 104, 137.
    assert wide.loc["Wasserstein distance"].tolist()[2:] == pytest.approx([21 / 152, 14 / 152, 25 / 152])
    assert wide.loc["change in share of the worst grade"].tolist()[2:] == pytest.approx([6 / 152, 0, 6 / 152])
    assert wide.loc["steps up and outward"].tolist()[2:] == pytest.approx([10 / 152, 8 / 152, 18 / 152])
    patterns = drift.drift_patterns(TABLE_9)
    assert list(patterns)[:5] == ["from_period", "to_period", "at_or_above_4", "at_or_above_3", "at_or_above_2"]
    assert patterns.iloc[:, 2:5].to_numpy().tolist() == [[10, -5, -6], [8, 6, 0], [18, 1, -6]]
    assert patterns["shift"].tolist() == ["mixed", "up", "mixed"]
    assert patterns["spread"].tolist() == ["wider", "mixed", "mixed"]


def test_a_table_of_measures_without_definitions_is_refused():
    broken = drift.drift_measures(TABLE_9).assign(definition="")
    with pytest.raises(SourceError, match="drift_measures.csv:2: column 'definition'"):
        tables.checked(broken, DriftMeasures, "drift_measures.csv")
