"""Shares against their column, against one another and against every base: exactly what is found."""

import pytest

from gradedrift.reconcile import shares
from gradedrift.reconcile.statements import Amount, Check, Unmade
from tests.published import at, distribution, of_year, published
from tests.study import ADEQUATELY, GRADES

# Columns of percentages


def column(year: str, counts: tuple, percentages: tuple, total: float | None = 100.0) -> list[dict]:
    """The counts of a year's grades, each with its percentage, and the printed totals."""
    parts = [of_year(year, grade=g, value=float(n), unit="percent") for g, n in zip(GRADES, percentages)]
    authorities = of_year(year, measure="total", value=float(sum(counts)))
    printed = [of_year(year, measure="total", value=total, unit="percent")] if total else []
    return [*distribution(year, *counts), *parts, authorities, *printed]


def found_of(*columns: list[dict]) -> list:
    return list(shares.percentage_columns(published(*(row for rows in columns for row in rows))))


@pytest.mark.parametrize(
    "counts, percentages, verdict, added, proof",
    [
        ((1, 2, 2, 1), (17, 33, 33, 17), "agrees", "17% + 33% + 33% + 17% = 100", ""),
        (
            (1, 2, 2, 2),
            (14, 29, 29, 29),
            "explained",
            "14% + 29% + 29% + 29% = 101",
            " Each fits its count, so that rounding alone makes the difference.",
        ),
        (
            (10, 93, 40, 9),
            (7, 61, 25, 6),
            "explained",
            "7% + 61% + 25% + 6% = 99",
            f" By its count 25% ({ADEQUATELY}) should be 26%; then the column adds up to 100.",
        ),
        ((10, 93, 40, 9), (7, 61, 25, 5), "conflicts", "7% + 61% + 25% + 5% = 98", ""),
    ],
)
def test_the_percentages_of_all_grades_add_up_or_it_is_known_why_not(counts, percentages, verdict, added, proof):
    [check] = found_of(column("2009", counts, percentages))
    assert (check.subject, check.verdict) == ("r, annual-rating, overall, 2009", verdict)
    assert check.left == Amount(sum(percentages), added, at(5, 6, 7, 8))
    assert check.right == Amount(100, "100", at(10))
    assert check.explanation == f"The percentages add up to {added}, the printed total is 100.{proof}"


def test_a_column_without_its_total_its_counts_or_a_grade_is_not_compared_and_the_next_one_is():
    whole = column("2010", (1, 2, 2, 1), (17, 33, 33, 17))
    reason = "the release does not print the percentages of all grades and their total, or not the counts"
    for lost in (
        column("2009", (1, 2, 2, 1), (17, 33, 33, 17), total=None),
        column("2009", (1, 2, 2, 1), (17, 33, 33, 17))[4:],
        column("2009", (1, 2, 2, 1), (17, 33, 33)),
    ):
        unmade, made = found_of(lost, whole)
        assert unmade == Unmade("r, annual-rating, overall, 2009", reason)
        assert (made.subject, made.verdict) == ("r, annual-assessment, overall, 2010", "agrees")


# Two shares of one thing

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


def test_two_shares_may_both_be_almost_all():
    [check] = shares.shares_of_one_thing(
        published(
            {**FELL, "unit": "percent", "value": 99.9}, {**FELL, "unit": "percent", "value": 99.0, "qualifier": "over"}
        )
    )
    assert (check.verdict, check.left.text, check.right.text) == ("agrees", "99.9%", "over 99%")


def test_a_share_that_both_may_be_is_not_looked_for_elsewhere():
    [check] = shares.shares_of_one_thing(
        published(
            *column("2009", (1, 2, 2, 1), (17, 33, 33, 17)),
            {**FELL, "unit": "percent", "value": 33.0},
            {**FELL, "unit": "fraction", "value": 1 / 3},
        )
    )
    assert check.explanation == "33% and 1/3 are stated of the same: some share is both."


# Bases

UP_TO = {"regime": "single-inspection", "period": "2015-03-31"}
PENDING = {**UP_TO, "measure": "pending", "value": 2.0}
PUBLISHED = {**UP_TO, "measure": "total", "value": 8.0}
INSPECTED = {**UP_TO, "measure": "inspected", "value": 10.0}


def moved(falls: float, rises: float | None, unit: str = "percent") -> list[dict]:
    """The shares that fell and rose."""
    both = (("declined", falls), ("improved", rises))
    return [{**FELL, "measure": measure, "unit": unit, "value": value} for measure, value in both if value is not None]


def on_bases(*figures: dict) -> list[tuple[str, str, str]]:
    return [(each.right.text, each.verdict, each.explanation) for each in shares.bases(published(*figures))]


def test_percentages_that_fell_and_rose_are_tried_on_every_base():
    found = on_bases(PENDING, PUBLISHED, INSPECTED, *moved(50, 30))
    assert found == [
        ("no counts of 8", "conflicts", "50% and 30% of 8 are no counts."),
        ("5 and 3 (half-up or truncated) of 10", "agrees", "50% and 30% of 10 are 5 and 3 (half-up or truncated)."),
    ]
    last = list(shares.bases(published(PENDING, PUBLISHED, INSPECTED, *moved(50, 30))))[-1]
    assert last.left == Amount(50, "50% and 30%", at(4, 5)) and (last.right.value, last.right.sources) == (10, at(3, 3))


def test_no_more_fell_or_rose_than_were_inspected():
    four_pending = PENDING | {"value": 4.0}
    as_many, more = (on_bases(four_pending, PUBLISHED, INSPECTED, *moved(50, rises))[1] for rises in (33, 42))
    assert as_many[:2] == ("6 and 4 (half-up or truncated) of 8 + 4 = 12", "agrees")
    said = "50% and 42% of 8 + 4 = 12 are 6 and 5 (half-up), more than the 10 inspected."
    assert more[1:] == ("conflicts", said)


def test_where_no_release_says_how_many_were_inspected_the_base_is_the_limit():
    assert on_bases(PENDING, PUBLISHED, *moved(50, 50))[-1][:2] == (
        "5 and 5 (half-up or truncated) of 8 + 2 = 10",
        "agrees",
    )


def test_percentages_that_no_base_can_be_tried_for_are_not_compared_and_that_is_said():
    reason = "the release does not state both in whole per cent and how far inspections are"
    for figures in (moved(50, None), moved(50.5, 30)):
        subject = f"{figures[0]['value']:g}%, r, declined, overall, single-inspection, line 2"
        assert list(shares.bases(published(PENDING, *figures))) == [Unmade(subject, reason)]
    [alone] = shares.bases(published(*moved(50, 30)))
    assert alone.reason == reason


def test_fractions_that_fell_or_rose_have_no_base():
    assert list(shares.bases(published(PENDING, PUBLISHED, *moved(0.75, 0.25, unit="fraction")))) == []
