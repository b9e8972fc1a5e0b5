"""The grid of assumptions: each scenario run as its notebook, and one that fails beside them."""

import pandas as pd
import pytest

from gradedrift import percentages, scenarios, single_inspection, tables
from gradedrift.scenarios import Scenario

GOOD = Scenario(47, "truncated", "annual-assessment 2011", "ordinal", "every year")
NOTHING_EQUATED = Scenario(41, "half-up", "annual-assessment 2011", "none", "")
FAILING = Scenario(41, "half-up", "a comparator that there is not", "ordinal", "")


@pytest.fixture(scope="module")
def committed():
    return tables.read("scenarios")


@pytest.fixture(scope="module")
def ran():
    """Three scenarios, two at a time; one of them fails."""
    return scenarios.run([GOOD, FAILING, NOTHING_EQUATED], jobs=2, progress=iter)


def test_the_grid_has_every_combination_once():
    grid = scenarios.grid([(41, "half-up"), (47, "truncated")], ["a", "b"])
    assert len(set(grid)) == len(grid) == (2 * 2 + 1) * len(scenarios.LEFT_OUT)
    assert {(each.base, each.rounding) for each in grid} == {(41, "half-up"), (47, "truncated")}
    assert len({each.name for each in grid}) == len(grid)
    assert {each.equivalence for each in grid} == {"ordinal", "none"}


def test_the_table_is_the_whole_grid_of_the_study(committed):
    grid = scenarios.of_study(tables.read("figures"), tables.read("grade_counts"))
    assert committed["scenario"].unique().tolist() == [each.name for each in grid]
    assert (committed.groupby("scenario")["quantity"].agg(list).map(set) == set(scenarios.QUANTITIES)).all()
    assert scenarios.failures(committed) == []


def test_a_scenario_run_alone_gives_its_rows_of_the_table(ran, committed):
    for scenario in (GOOD, NOTHING_EQUATED):
        one, other = (table[table["scenario"] == scenario.name].reset_index(drop=True) for table in (ran, committed))
        assert len(one) == len(scenarios.QUANTITIES)
        pd.testing.assert_frame_equal(one, other, check_dtype=False)


def test_a_scenario_that_fails_is_named_and_the_others_are_kept(ran):
    assert ran["scenario"].unique().tolist() == [GOOD.name, FAILING.name, NOTHING_EQUATED.name]
    (line,) = scenarios.failures(ran)
    assert (
        line.startswith(f"{FAILING.name}: notebooks/08-try-one-scenario.ipynb: cell ") and "that there is not" in line
    )


def test_where_nothing_is_equated_nothing_between_regimes_has_a_number(committed):
    none = committed[committed["equivalence"] == "none"]
    between = none["quantity"].str.contains("of the inspected|of the others")
    assert (none.loc[between, "reason"] == "nothing is equated").all()
    assert (none.loc[~between, "reason"] == "").all() and between.any()


def test_the_scenario_of_all_facts_is_what_the_study_states(committed):
    """A second route: the tables of the notebooks before."""
    first = committed[committed["scenario"] == committed["scenario"].iloc[0]].set_index("quantity")
    moved = tables.read("movement_bounds")
    for row in moved[(moved["movement"] != "unchanged") & (moved["to_period"] != moved["from_period"])].itertuples():
        name = f"{row.movement} {row.from_period} to {row.to_period}"
        if name in first.index:
            assert (first.loc[name, "lower"], first.loc[name, "upper"]) == (row.lower, row.upper)
    stated = tables.read("regime_bounds").set_index(["quantity", "base", "comparator"])[["lower", "upper"]]
    for name, key in {
        "good or better before, of the inspected": ("previous_good_or_better_among_inspected", 41),
        "good or better needed of the others": ("breakdown_uninspected_good_or_better", 111),
    }.items():
        expected = stated.loc[(*key, "annual-assessment 2011")].tolist()
        assert first.loc[name, ["lower", "upper"]].tolist() == expected


def test_every_base_of_the_grid_fits_both_percentages(committed):
    moved = single_inspection.percentages_moved(tables.read("figures"))["value"]
    for base, rounding in set(zip(committed["base"], committed["rounding"])):
        assert all(percentages.counts(percent, base, rounding) for percent in moved)


def test_over_all_scenarios_are_what_none_exceeds_and_what_all_allow():
    names = list(scenarios.QUANTITIES)
    rows = [(names[0], 10, 60), (names[0], 14, 70), (names[1], 1, 2), (names[1], 4, 5)]
    results = pd.DataFrame(rows, columns=["quantity", "lower", "upper"]).assign(of=152)
    unknown = pd.DataFrame({"quantity": [names[0]], "lower": [None], "upper": [None], "of": [152]})
    found = scenarios.over_all(pd.concat([results, unknown]).astype({"lower": "Int64", "upper": "Int64"}))
    assert found.loc[names[0]].tolist() == [2, 2, 10, 70, 14, 60]
    assert found.loc[names[1], ["lower", "upper"]].tolist() == [1, 5]
    assert found.loc[names[1], ["every_lower", "every_upper"]].isna().all()
