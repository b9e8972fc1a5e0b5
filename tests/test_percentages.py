from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradedrift import percentages, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import PercentageInversions

DECIMAL = {"half-up": ROUND_HALF_UP, "truncated": ROUND_DOWN}


@pytest.mark.parametrize(
    "count, base, half_up, truncated",
    [
        (1, 8, 13, 12),  # 12.5: on the edge
        (1, 200, 1, 0),  # 0.5: on the edge
        (10, 41, 24, 24),  # 24.39
        (18, 41, 44, 43),  # 43.90
        (0, 41, 0, 0),
        (41, 41, 100, 100),
        (99, 100, 99, 99),
    ],
)
def test_rounded(count, base, half_up, truncated):
    assert percentages.rounded(count, base, "half-up") == half_up
    assert percentages.rounded(count, base, "truncated") == truncated


@given(
    st.integers(1, 200).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
    st.sampled_from(percentages.ROUNDINGS),
)
def test_rounded_as_decimal_arithmetic_rounds(share, rounding):
    count, base = share
    # Wholes and a remainder in twenty-eight digits: no base up to 200 comes so near to an edge without being on it.
    exact = Decimal(100 * count) / Decimal(base)
    assert percentages.rounded(count, base, rounding) == exact.quantize(Decimal(1), DECIMAL[rounding])


def test_rounded_to_other_parts():
    assert percentages.rounded(31, 41, "half-up", parts=4) == 3  # 75.6 per cent is 3 out of 4 ...
    assert percentages.rounded(18, 41, "half-up", parts=4) == 2  # ... and 43.9 per cent is not
    assert percentages.agrees(18, 41, 439, "truncated", parts=1000) and percentages.agrees(18, 41, 439, "half-up", 1000)


def test_an_unknown_rounding_is_refused():
    with pytest.raises(KeyError, match="to even"):
        percentages.rounded(1, 8, "to even")


def test_counts_are_all_and_only_those_that_round_to_the_percentage():
    assert percentages.counts(25, 152, "half-up") == [38]  # 37.24 to 38.75
    assert percentages.counts(25, 152, "truncated") == [38, 39]  # 38 to 39.51
    assert not percentages.agrees(40, 152, 25, "half-up") and not percentages.agrees(40, 152, 25, "truncated")
    assert percentages.counts(44, 3, "half-up") == []
    assert percentages.counts(100, 41, "truncated") == [41] and percentages.counts(0, 41, "half-up") == [0]


def test_inversions_by_hand():
    found = percentages.inversions(50, bases=range(1, 5))
    # Of 3: 1 is 33.3 and 2 is 66.7, so nothing.
    half = [(rounding, base, count) for rounding in ("half-up", "truncated") for base, count in [(2, 1), (4, 2)]]
    assert list(found.itertuples(index=False, name=None)) == half


def test_the_two_percentages_of_the_article():
    pairs = percentages.joint(falls=44, rises=17, bases=range(41, 50))
    assert pairs.to_dict("split")["data"] == [
        ["half-up", 41, 18, 7, 16],  # 43.90 and 17.07
        ["half-up", 48, 21, 8, 19],  # 43.75 and 16.67
        ["truncated", 45, 20, 8, 17],  # 44.44 and 17.78
        ["truncated", 47, 21, 8, 18],  # 44.68 and 17.02
    ]
    other = percentages.joint(falls=45, rises=17, bases=range(41, 50))
    assert 41 not in set(other["base"])


def test_joint_leaves_out_what_is_more_than_everyone():
    assert percentages.joint(60, 40, bases=[100])["unchanged"].tolist() == [0, 0]
    assert percentages.joint(60, 41, bases=[100]).empty
    assert list(percentages.joint(60, 41, bases=[100])) == ["rounding", "base", "falls", "rises", "unchanged"]


def test_joint_takes_an_iterator_of_bases_as_it_takes_a_list():
    assert percentages.joint(44, 17, iter([41])).equals(percentages.joint(44, 17, [41]))


@pytest.mark.parametrize(
    "count, base, qualifier, fraction, expected",
    [
        (103, 152, "over", "2/3", True),  # 67.8 per cent
        (2, 3, "over", "2/3", False),  # exactly is not over
        (31, 41, "over", "1/2", True),
        (18, 41, "nearly", "1/2", True),  # 43.9 per cent: a half is nearer than a third
        (10, 24, "nearly", "1/2", True),  # 5/12, halfway between a third and a half
        (41, 100, "nearly", "1/2", False),
        (1, 2, "nearly", "1/2", False),
        (47, 152, "almost", "1/3", True),  # 30.9 per cent
        (44, 152, "almost", "1/3", False),  # 28.9 per cent: a quarter is nearer
        (1, 100, "almost", "1/4", False),
    ],
)
def test_worded(count, base, qualifier, fraction, expected):
    assert percentages.worded(count, base, qualifier, Fraction(fraction)) is expected


def test_more_fractions_make_words_stricter():
    fifths = [*percentages.WORDED, *(Fraction(n, 5) for n in (1, 2, 3, 4))]
    assert percentages.worded(18, 41, "nearly", Fraction(1, 2))
    assert not percentages.worded(18, 41, "nearly", Fraction(1, 2), fifths)


def test_an_unknown_qualifier_is_refused():
    with pytest.raises(ValueError, match="'about'"):
        percentages.worded(1, 2, "about", Fraction(1, 2))


def checked(table):
    return tables.checked(table, PercentageInversions, "table")


def test_percentage_inversions_fit_their_schema():
    found = checked(percentages.percentage_inversions({"a-release:9:1": 44, "a-release:9:5": 17}))
    for row in found.itertuples():
        assert percentages.agrees(row.count, row.base, row.printed, row.rounding)
    assert set(found["figure_id"]) == {"a-release:9:1", "a-release:9:5"}
    # As many counts as 152 bases have that round to either percentage: none is left out.
    every = [(n, base) for base in range(1, 153) for n in range(base + 1)]
    expected = sum(percentages.rounded(*share, rule) in (44, 17) for share in every for rule in percentages.ROUNDINGS)
    assert len(found) == expected
    assert percentages.percentage_inversions({}).empty


@pytest.mark.parametrize(
    "column, value, cause",
    [
        ("rounding", "to even", "'rounding': 'to even' fails"),
        ("base", 153, "'base': '153' fails"),
        ("count", 42, "no more than its base"),
        ("printed", 101, "'printed': '101' fails"),
    ],
)
def test_a_broken_inversion_is_refused(column, value, cause):
    table = percentages.percentage_inversions({"a-release:9:1": 44}, [41, 48])
    table.loc[0, column] = value
    with pytest.raises(SourceError, match=cause):
        checked(table)


def test_a_repeated_inversion_is_refused():
    table = percentages.percentage_inversions({"a-release:9:1": 44}, [41])
    with pytest.raises(SourceError, match="another row has the same figure_id, rounding, base, count"):
        checked(pd.concat([table, table]))
