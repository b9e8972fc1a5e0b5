import pandas as pd
import pytest

from gradedrift import clean, tables
from gradedrift.errors import SourceError
from gradedrift.grades import GRADES
from tests.study import of_the_five


@pytest.fixture
def figures():
    return of_the_five(tables.read("figures"))


def change(figures, which, value):
    """The figures with another value for those that a query chooses."""
    chosen = figures.query(which)
    assert len(chosen) == 1
    return figures.assign(value=figures["value"].mask(figures.index == chosen.index[0], value))


def counts_of(counts, period, status):
    chosen = counts[(counts["period"] == period) & (counts["status"] == status)]
    return list(chosen["count"]), set(chosen["base"])


def test_annual_grades(figures):
    counts = clean.grade_counts(figures)
    assert counts_of(counts, "2009", "final") == ([10, 93, 40, 9], {152})
    assert counts_of(counts, "2010", "final") == ([20, 78, 39, 15], {152})
    assert counts_of(counts, "2011", "final") == ([28, 76, 33, 15], {152})
    assert counts_of(counts, "2011", "provisional") == ([28, 71, 33, 15], {147})
    assert counts_of(counts, "2013-11-01/2015-01-20", "provisional") == ([0, 10, 24, 7], {41})


def test_regimes_and_units_stay_apart(figures):
    counts = clean.grade_counts(figures)
    inspections = counts[counts["unit"] == "inspections"]
    assert set(inspections["regime"]) == {"safeguarding-looked-after"}
    assert set(inspections.groupby(["judgement", "period"])["base"].first()) == {85, 81, 12}
    assert all(grade in GRADES[regime] for regime, grade in zip(counts["regime"], counts["grade"]))


def test_every_count_traces_to_figures_that_state_it(figures):
    values = figures.set_index("figure_id")["value"]
    for row in clean.grade_counts(figures).itertuples():
        ids = row.figure_ids.split("|")
        assert {values[name] for name in ids} == {row.count}
        assert {name.split(":")[0] for name in ids} == set(row.release_ids.split("|"))


def test_releases_that_agree_share_their_rows(figures):
    counts = clean.grade_counts(figures)
    assert set(counts.loc[counts["period"] == "2009", "release_ids"]) == {"ofsted-2009-ratings|ofsted-2011-statistics"}


@pytest.mark.parametrize(
    "which, value, cause",
    [
        # A sentence against the table of the same release.
        (
            "release_id == 'ofsted-2009-ratings' and line == 30 and unit == 'authorities'",
            41,
            "ofsted-2009-ratings.txt:30: 41 for 'performs adequately', but 40 in line 11",
        ),
        # Counts against the printed total.
        (
            "release_id == 'ofsted-2009-ratings' and line == 29 and unit == 'authorities'",
            94,
            "ofsted-2009-ratings.txt:5: the total is 152 but the grades of 2009 add up to 153",
        ),
        (
            "release_id == 'news-2015-single-inspection' and measure == 'total' and period != ''",
            42,
            "news-2015-single-inspection.txt:13: the total is 42 but the grades of 2013-11-01/2015-01-20 add up to 41",
        ),
        # Annual grades against the number of authorities, with and without pending grades.
        (
            "release_id == 'ofsted-2011-statistics' and period == '2010' and grade == 'performs adequately'",
            40,
            "the grades of 2010 add up to 153 and 0 are pending, of 152 authorities",
        ),
        (
            "release_id == 'news-2011-assessments' and measure == 'pending'",
            4,
            "the grades of 2011 add up to 147 and 4 are pending, of 152 authorities",
        ),
    ],
)
def test_a_contradiction_inside_a_release_is_refused(figures, which, value, cause):
    with pytest.raises(SourceError) as refused:
        clean.grade_counts(change(figures, which, value))
    assert str(refused.value).startswith("data/raw/") and cause in str(refused.value)


def test_a_contradiction_between_releases_is_refused(figures):
    in_table_9 = figures["release_id"].eq("ofsted-2011-statistics") & figures["period"].eq("2009")
    swapped = figures["grade"].replace({"performs well": "performs adequately", "performs adequately": "performs well"})
    with pytest.raises(SourceError) as refused:
        clean.grade_counts(figures.assign(grade=figures["grade"].mask(in_table_9, swapped)))
    assert "ofsted-2011-statistics.txt:32: 93 for 'performs adequately' in 2009, but 40 in ofsted-2009" in str(
        refused.value
    )


def test_as_many_inspections_as_authorities_are_not_every_authority(figures):
    table_1 = figures["judgement"].eq("safeguarding: capacity to improve")
    value = figures["value"].mask(table_1 & figures["grade"].eq("good"), 32 + 152 - 85)
    value = value.mask(table_1 & figures["measure"].eq("total"), 152)
    counts = clean.grade_counts(figures.assign(value=value))
    assert set(counts.loc[counts["judgement"].eq("safeguarding: capacity to improve"), "status"]) == {"provisional"}


def test_an_incomplete_distribution_is_left_out(figures):
    without = figures[figures["grade"] != "requires improvement"]
    assert "single-inspection" not in set(clean.grade_counts(without)["regime"])


def test_the_number_of_authorities_must_be_printed_once(figures):
    total = figures.query("measure == 'total' and unit == 'authorities' and regime == 'annual-rating'")
    with pytest.raises(SourceError, match="one total of the annual rating is needed, found no figure"):
        clean.authorities_in_england(figures.drop(total.index))
    with pytest.raises(
        SourceError,
        match="found 152 in ofsted-2009-ratings:5:68, 152 in ofsted-2009-ratings:32:7, 150 in ofsted-2009-ratings:5:68, 150 in ofsted-2009-ratings:32:7",
    ):
        clean.authorities_in_england(pd.concat([figures, total.assign(value=150)]))


def test_moves_are_the_published_ones(figures):
    moves = clean.moves(figures)
    assert list(moves["count"]) == [18, 2, 10, 11, 4, 2, 2, 3, 1]
    one_step = moves[(moves["from_period"] == "2010") & (moves["to_period"] == "2011")]
    assert one_step["count"].sum() == 25 + 8


def test_a_move_without_both_years_is_refused(figures):
    broken = figures.assign(from_period=figures["from_period"].mask(figures["measure"] == "moved", ""))
    with pytest.raises(SourceError, match=r"ofsted-2011-statistics.txt:33: a move from or to nothing"):
        clean.moves(broken)
