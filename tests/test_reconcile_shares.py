"""Shares against one another: exactly what is found."""

from gradedrift.reconcile import shares
from gradedrift.reconcile.statements import Amount, Check
from tests.published import at, published

FELL = {"regime": "single-inspection", "period": "", "measure": "declined"}


def test_two_shares_of_one_thing_that_cannot_both_be_true_are_a_conflict():
    tables = published(
        {**FELL, "unit": "fraction", "value": 0.75},
        {**FELL, "unit": "percent", "value": 44.0},
    )
    assert list(shares.shares_of_one_thing(tables)) == [
        Check(
            "3/4, r, declined, overall, single-inspection, line 1, 44%, line 2",
            Amount(0.75, "3/4", at(1)),
            Amount(44, "44%", at(2)),
            "conflicts",
            "3/4 and 44% are stated of the same: no share is both.",
        )
    ]
