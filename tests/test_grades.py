import pytest

from gradedrift.grades import ANNUAL_REGIMES, GRADES, RANKS, grade, names, rank


@pytest.mark.parametrize("regime", [regime for regime, grades in GRADES.items() if grades])
def test_ranks_run_from_four_to_one(regime):
    assert [rank(regime, name) for name in GRADES[regime]] == list(RANKS)
    assert [grade(regime, number) for number in RANKS] == list(GRADES[regime]) == list(names(regime).values())


def test_the_second_lowest_grade_was_renamed():
    assert rank("safeguarding-looked-after", "adequate") == rank("single-inspection", "requires improvement") == 2
    with pytest.raises(ValueError, match="single-inspection has no grade 'adequate'"):
        rank("single-inspection", "adequate")


def test_annual_regimes_share_their_grades():
    assert len({GRADES[regime] for regime in ANNUAL_REGIMES.values()}) == 1
