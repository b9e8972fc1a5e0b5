from fractions import Fraction
from itertools import combinations, product

import pandas as pd
import pytest
from scipy.stats import hypergeom

from gradedrift import regimes, selection, tables


@pytest.mark.parametrize("group, inspected, everyone", [(3, 4, 6), (5, 5, 6), (0, 2, 4), (2, 1, 5)])
def test_a_group_among_the_inspected_is_bounded_by_every_choice_of_them(group, inspected, everyone):
    members = set(range(group))
    found = {len(members & set(chosen)) for chosen in combinations(range(everyone), inspected)}
    assert selection.among_inspected(group, inspected, everyone) == (min(found), max(found))
    if group and inspected:  # of which the first member is known to be inspected
        found = {len(members & set(chosen)) for chosen in combinations(range(everyone), inspected) if 0 in chosen}
        assert selection.among_inspected(group, inspected, everyone, known=1) == (min(found), max(found))


def test_more_than_there_are_is_refused():
    with pytest.raises(ValueError, match="do not fit"):
        selection.among_inspected(5, 2, 4)


@pytest.mark.parametrize("group, inspected, everyone", [(15, 41, 152), (104, 48, 152), (0, 3, 5), (5, 3, 5), (1, 1, 2)])
def test_a_random_draw_is_inside_its_interval_as_often_as_it_says(group, inspected, everyone):
    lower, upper = regimes.drawn_at_random(group, inspected, everyone)
    draws = hypergeom(everyone, group, inspected)
    assert draws.cdf(upper) - draws.cdf(lower - 1) >= 0.95
    # Each end is needed: without it a tail would hold more than its 2.5%.
    assert draws.cdf(lower) > 0.025 and draws.sf(upper - 1) > 0.025


def test_a_draw_at_a_lower_confidence_is_narrower():
    lower, upper = regimes.drawn_at_random(15, 41, 152, Fraction(1, 2))
    assert regimes.drawn_at_random(15, 41, 152)[0] < lower <= upper < regimes.drawn_at_random(15, 41, 152)[1]


# Every table "rank before x rank now" of three authorities, one now good and two requiring improvement.
NOW = [0, 1, 2, 0]
TABLES = [
    (before, new) for before in product((4, 3, 2, 1), repeat=3) for new in [(3, 2, 2)]
]  # authorities are told apart: every table is there, some of them more than once


@pytest.mark.parametrize("ranks", selection.GROUPS)
@pytest.mark.parametrize("falls, rises", list(product(range(4), repeat=2)))
def test_previous_ranks_are_bounded_by_every_table(ranks, falls, rises):
    caps, known = [1, 2, 1, 1], (0, 0, 0, 1)
    found = [
        sum(rank in ranks for rank in before)
        for before, new in TABLES
        if sum(n < b for b, n in zip(before, new)) == falls
        and sum(n > b for b, n in zip(before, new)) == rises
        and all(before.count(rank) <= cap for rank, cap in zip((4, 3, 2, 1), caps))
        and before.count(1) >= 1
    ]
    expected = (min(found), max(found)) if found else None
    assert regimes.previous(ranks, NOW, 3, falls, rises, caps, known) == expected


NAMED = pd.DataFrame(
    [
        ("annual-rating", "2009", "overall", "A", "E1", "performs well", 3),
        ("annual-assessment", "2011", "overall", "A", "E1", "performs poorly", 1),
        ("annual-assessment", "2011", "overall", "B", "E2", "performs poorly", 1),
        ("single-inspection", "", "overall", "A", "E1", "requires improvement", 2),
        ("single-inspection", "", "leadership", "A", "E1", "requires improvement", 2),
    ],
    columns=["regime", "period", "judgement", "authority", "gss_code", "grade", "rank"],
)


def test_named_authorities_are_known_once_for_each_base():
    assert selection.known(NAMED, {7, 9}) == {
        ("annual-rating 2009", 3, 7): 1,
        ("annual-rating 2009", 3, 9): 1,
        ("annual-assessment 2011", 1, 7): 1,
        ("annual-assessment 2011", 1, 9): 1,
    }


def test_directions_are_those_of_every_possible_grade():
    trajectories = pd.DataFrame(
        [
            ("A", "E1", "2009", "performs well"),
            ("A", "E1", "2010", "performs excellently|performs adequately|performs poorly"),
            ("A", "E1", "2011", "performs poorly"),
            ("B", "E2", "2009", "performs well"),
        ],
        columns=["authority", "gss_code", "period", "possible_grades"],
    )
    found = selection.directions(NAMED, trajectories)
    assert found["possible_directions"].tolist() == ["fell", "fell|same|rose", "rose"]
    assert set(found["authority"]) == {"A"}


@pytest.mark.parametrize(
    "bounds, expected", [((0, 1), "below"), ((0, 2), "undetermined"), ((2, 2), "same"), ((3, 4), "above")]
)
def test_a_share_is_compared_with_that_of_all_exactly(bounds, expected):
    assert selection.against_all(*bounds, inspected=4, group=3, everyone=6) == expected


def test_the_published_table_has_both_readings_of_every_group():
    table = tables.read("first_inspected")
    readings = table.groupby(["comparator", "grade", "inspected"])["status"].agg(list)
    assert len(readings) == 2 * 3 * 3 and all(each == ["bounded", "assumed"] for each in readings)
    loose, tight = (table[table["status"] == status].reset_index(drop=True) for status in ("bounded", "assumed"))
    assert (loose["lower"] <= tight["lower"]).all() and (tight["upper"] <= loose["upper"]).all()
