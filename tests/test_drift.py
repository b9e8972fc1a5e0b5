import pandas as pd
import pytest

from gradedrift import drift, tables

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
