import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import logistic, norm
from statsmodels.miscmodels.ordinal_model import OrderedModel

from gradedrift import thresholds

ASSESSMENT_2011, SAFEGUARDING, LOOKED_AFTER = (28, 76, 33, 15), (1, 24, 41, 19), (0, 35, 43, 3)
SINGLE = (0, 10, 24, 7)


def by_reading(before, after, link):
    return thresholds.readings(before, after, link).set_index("reading")


@pytest.mark.parametrize("link", thresholds.LINKS)
@pytest.mark.parametrize("counts", [ASSESSMENT_2011, SINGLE, (5, 0, 5, 10), (0, 0, 3, 7)])
def test_own_bars_give_the_counts_back(counts, link):
    chances = thresholds.probabilities(thresholds.own_bars(counts, link), link)
    assert chances == pytest.approx(np.array(counts) / sum(counts))


def test_own_bars_by_hand():
    # Rank 1 is a quarter, ranks 1 and 2 three quarters, and nobody is better than 3. The log odds are -log 3 and log 3.
    assert thresholds.own_bars([0, 1, 2, 1], "logit").tolist() == pytest.approx([-np.log(3), np.log(3), np.inf])
    assert thresholds.own_bars([1, 1, 2, 0], "probit").tolist() == pytest.approx([-np.inf, 0, norm.ppf(0.75)])


numbers = st.floats(-3, 3)


@given(
    st.lists(numbers, min_size=3, max_size=3).map(sorted),
    numbers,
    st.floats(0.2, 5),
    st.sampled_from(["probit", "logit"]),
)
def test_moved_services_and_moved_bars_cannot_be_told_apart(bars, location, scale, link):
    bars = np.array(bars)
    services_moved = thresholds.probabilities(bars, link, location, scale)
    bars_moved = thresholds.probabilities(thresholds.as_bars(bars, location, scale), link)
    assert services_moved == pytest.approx(bars_moved, abs=1e-12)
    # The same by the definition of the model: quality above the bar.
    quality = {"probit": norm, "logit": logistic}[link](loc=location, scale=scale)
    assert np.cumsum(services_moved)[:3] == pytest.approx(quality.sf(bars)[::-1], abs=1e-12)


def test_location_by_hand():
    # Half clear the one bar before and a quarter after: log odds of 0 and log 3.
    counts = np.array([(0, 50, 50, 0), (0, 25, 75, 0)])
    bars, moved, location, scale = thresholds._fit(counts, "logit", free=1)
    assert (location, scale) == (pytest.approx(-np.log(3), abs=1e-6), 1)
    assert bars.tolist() == pytest.approx([-np.inf, 0, np.inf], abs=1e-6)
    assert moved.tolist() == pytest.approx([-np.inf, np.log(3), np.inf], abs=1e-6)


@pytest.mark.parametrize("link", thresholds.LINKS)
def test_location_and_scale_by_hand(link):
    # Three ranks, two bars: a and b before, c and d after. Scale is (b - a) / (d - c), location a less scale times c.
    found = by_reading(LOOKED_AFTER, SINGLE, link).loc["location and scale"]
    a, b, _ = thresholds.own_bars(LOOKED_AFTER, link)
    c, d, _ = thresholds.own_bars(SINGLE, link)
    scale = (b - a) / (d - c)
    assert found["scale"] == pytest.approx(scale, abs=1e-5)
    assert found["location"] == pytest.approx(a - scale * c, abs=1e-5)
    assert found["deviance"] == pytest.approx(0, abs=1e-8)
    assert found["bar_4"] == found["moved_bar_4"] == np.inf


@pytest.mark.parametrize("link", thresholds.LINKS)
@pytest.mark.parametrize(
    "before, after", [(ASSESSMENT_2011, SINGLE), (SAFEGUARDING, SINGLE), ((10, 93, 40, 9), (20, 78, 39, 15))]
)
def test_location_as_statsmodels_fits_it(before, after, link):
    grade = np.repeat([4, 3, 2, 1] * 2, [*before, *after])
    is_after = np.repeat([0.0, 1.0], [sum(before), sum(after)])
    model = OrderedModel(grade, is_after[:, None], distr=link)
    fitted = model.fit(method="bfgs", disp=False, gtol=1e-8)
    found = by_reading(before, after, link).loc["location"]
    assert found["location"] == pytest.approx(fitted.params[0], abs=1e-4)
    assert found["log_likelihood"] == pytest.approx(fitted.llf, abs=1e-6)
    bars = model.transform_threshold_params(fitted.params)[1:-1]
    assert found[["bar_2", "bar_3", "bar_4"]].tolist() == pytest.approx(bars.tolist(), abs=1e-4)


@pytest.mark.parametrize("link", thresholds.LINKS)
@pytest.mark.parametrize("before", [ASSESSMENT_2011, SAFEGUARDING, LOOKED_AFTER])
def test_readings(before, link):
    found = by_reading(before, SINGLE, link)
    deviance = found["deviance"]
    # Each reading has the one before as a special case, so it comes no less near; free bars come to the counts themselves.
    assert (deviance.diff().dropna() <= 1e-8).all() and deviance["bars"] == pytest.approx(0, abs=1e-9)
    # By another route: the likelihood-ratio statistic of a 2 x 4 table is the deviance of "nothing moved".
    counts = np.array([before, SINGLE])
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / counts.sum()
    used = counts > 0
    assert deviance["nothing moved"] == pytest.approx(2 * (counts[used] * np.log(counts[used] / expected[used])).sum())
    # No search ends at a point from which a small step is better.
    for free, name in [(1, "location"), (2, "location and scale")]:
        row = found.loc[name]
        bars = row[["bar_2", "bar_3", "bar_4"]].to_numpy(float)
        steps = [(0.01, 1), (-0.01, 1), (0, 1.01), (0, 0.99)][: 2 * free]
        for by, times in steps:
            near = thresholds.probabilities(bars, link, row["location"] + by, row["scale"] * times)
            total = thresholds.log_likelihood(before, thresholds.probabilities(bars, link))
            assert total + thresholds.log_likelihood(SINGLE, near) < row["log_likelihood"]


def test_parameters_count_only_ranks_that_somebody_has():
    assert by_reading(ASSESSMENT_2011, SINGLE, "probit")["parameters"].tolist() == [3, 4, 5, 6]
    assert by_reading(LOOKED_AFTER, SINGLE, "probit")["parameters"].tolist() == [2, 3, 4, 4]


def test_an_unpublished_best_grade_has_its_bar_at_infinity():
    found = by_reading(ASSESSMENT_2011, SINGLE, "probit")
    assert found.loc["bars", "moved_bar_4"] == np.inf and np.isfinite(found.loc["location and scale", "moved_bar_4"])


def test_a_rank_that_nobody_has_shares_the_bar_of_the_next():
    found = by_reading((10, 0, 20, 10), (5, 0, 20, 15), "logit").loc["location"]
    assert found["bar_3"] == found["bar_4"] > found["bar_2"]
    none_poor = by_reading((10, 10, 20, 0), (5, 10, 25, 0), "logit").loc["location"]
    assert none_poor["bar_2"] == -np.inf < none_poor["bar_3"]


@pytest.mark.parametrize(
    "before, after", [((5, 5, 0, 0), (0, 0, 5, 5)), ((0, 0, 5, 5), (0, 5, 5, 0)), ((0, 5, 0, 0), (0, 5, 0, 0))]
)
def test_groups_without_overlap_are_refused(before, after):
    with pytest.raises(ValueError, match="do not overlap"):
        thresholds.readings(before, after, "probit")


def test_a_scale_of_two_ranks_is_refused():
    with pytest.raises(ValueError, match="needs three ranks"):
        thresholds.readings((0, 5, 5, 0), (0, 3, 7, 0), "probit")
