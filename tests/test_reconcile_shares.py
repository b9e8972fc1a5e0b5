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


def test_a_percentage_of_several_grades_together_is_no_part_of_the_column():
    together = of_year("2009", grade="|".join(GRADES[:2]), value=50.0, unit="percent")
    [check] = found_of(column("2009", (1, 2, 2, 1), (17, 33, 33, 17)), [together])
    assert (check.left.text, check.verdict) == ("17% + 33% + 33% + 17% = 100", "agrees")


@pytest.mark.parametrize(
    "other", [{"release_id": "another"}, of_year("2010"), {"judgement": "leadership"}, {"period": "2010"}]
)
def test_the_printed_total_of_another_column_is_not_taken(other):
    total = of_year("2009", measure="total", value=99.0, unit="percent") | other
    [check] = found_of([total], column("2009", (1, 2, 2, 1), (17, 33, 33, 17)))
    assert (check.right.text, check.verdict) == ("100", "agrees")
    [unmade] = found_of([total], column("2009", (1, 2, 2, 1), (17, 33, 33, 17), total=None))
    assert unmade.subject == "r, annual-rating, overall, 2009"


# Shares of counts


def of_counts(*figures: dict) -> list:
    return list(shares.shares_of_counts(published(*figures)))


def test_a_share_is_compared_with_the_count_and_the_base_that_it_is_of():
    of_a_third = [
        of_year("2009", grade=ADEQUATELY, value=33.3, unit="percent"),
        of_year("2009", grade=ADEQUATELY, value=1 / 3, unit="fraction"),
    ]
    subject = f"r, graded, {ADEQUATELY}, overall, annual-rating, 2009, line"
    right = Amount(1, "1 of 3", at(3, 1, 2, 3, 4))
    assert of_counts(*distribution("2009", 0, 2, 1, 0), *of_a_third) == [
        Check(
            f"33.3%, {subject} 5",
            Amount(33.3, "33.3%", at(5)),
            right,
            "agrees",
            "1 of 3 is 33.3%; 33.3% fits (half-up).",
        ),
        Check(f"1/3, {subject} 6", Amount(1 / 3, "1/3", at(6)), right, "agrees", "1 of 3 is 33.3%; 1/3 fits."),
    ]


def test_the_percentages_of_a_release_follow_the_rule_that_fits_most_of_its_own():
    """One release cuts off what the others, which state more percentages, round; its words and fractions decide nothing."""
    one_of_six = {"grade": ADEQUATELY, "value": 17.0, "unit": "percent"}
    own = [
        *distribution("2009", 3, 2, 1, 0),
        of_year("2009", **one_of_six | {"value": 16.0}),
        of_year("2009", **one_of_six | {"value": 1 / 6, "unit": "fraction"}),
    ]
    others = [
        [*distribution("2009", 3, 2, 1, 0, release_id=name), of_year("2009", **one_of_six, release_id=name)]
        for name in ("second", "third")
    ]
    found = of_counts(*own, *(row for rows in others for row in rows))
    assert [(check.left.text, check.verdict, check.explanation) for check in found] == [
        ("16%", "agrees", "1 of 6 is 16.7%; 16% fits (truncated)."),
        ("1/6", "agrees", "1 of 6 is 16.7%; 1/6 fits."),
        ("17%", "agrees", "1 of 6 is 16.7%; 17% fits (half-up)."),
        ("17%", "agrees", "1 of 6 is 16.7%; 17% fits (half-up)."),
    ]


EVERYONE = {"measure": "total", "value": 152.0, "period": ""}
OF_INSPECTED = {"regime": "single-inspection", "measure": "inspected", "period": "2015-03-31"}
SHARE_OF_INSPECTED = {**OF_INSPECTED, "value": 27.0, "unit": "percent"}
OTHER_INSPECTED = [
    {"release_id": "another"},
    {"regime": "safeguarding-looked-after"},
    {"measure": "re-inspected"},
    {"unit": "inspections"},
]
NO_COUNT = "the release has no such count"


@pytest.mark.parametrize("other", OTHER_INSPECTED)
def test_a_share_of_the_inspected_is_of_those_that_its_release_and_regime_say_of_all_authorities(other):
    stated = {**OF_INSPECTED, "value": 41.0}
    [check] = of_counts(SHARE_OF_INSPECTED, EVERYONE, stated | {"value": 100.0} | other, stated)
    assert check == Check(
        "27%, r, inspected, overall, single-inspection, 2015-03-31, line 1",
        Amount(27, "27%", at(1)),
        Amount(41, "41 of 152", at(4, 2)),
        "agrees",
        "41 of 152 is 27.0%; 27% fits (half-up).",
    )
    [unmade] = of_counts(SHARE_OF_INSPECTED, EVERYONE, stated | other)
    assert unmade == Unmade(check.subject, NO_COUNT)


def test_a_share_of_the_inspected_without_their_number_or_that_of_all_is_not_compared_and_that_is_said():
    subject = "27%, r, inspected, overall, single-inspection, 2015-03-31, line 1"
    for figures in ([], [EVERYONE], [{**OF_INSPECTED, "value": 41.0}]):
        assert of_counts(SHARE_OF_INSPECTED, *figures) == [Unmade(subject, NO_COUNT)]


def test_a_share_that_moved_is_not_one_of_the_counts_of_its_grade_and_that_is_said():
    fell = of_year("2009", grade=ADEQUATELY, measure="declined", value=33.0, unit="percent")
    subject = f"33%, r, declined, {ADEQUATELY}, overall, annual-rating, 2009, line 5"
    assert of_counts(*distribution("2009", 0, 2, 1, 0), fell) == [Unmade(subject, NO_COUNT)]


def test_a_share_whose_words_leave_it_open_is_not_compared_and_that_is_said():
    about = of_year("2009", grade=ADEQUATELY, value=33.0, unit="percent", qualifier="about")
    subject = f"about 33%, r, graded, {ADEQUATELY}, overall, annual-rating, 2009, line 5"
    expected = [Unmade(subject, "'about' leaves the share open")]
    assert of_counts(*distribution("2009", 0, 2, 1, 0), about) == expected


# Misprinted percentages

MISPRINT = column("2009", (10, 93, 40, 9), (7, 61, 25, 6))
COUNTED = of_year("2009", grade=ADEQUATELY)


def of_the_misprint(*figures: dict) -> list[tuple[str, str]]:
    return [(check.verdict, check.explanation) for check in of_counts(*figures) if check.left.text == "25%"]


def proof_of(stated: str) -> list[tuple[str, str]]:
    return [
        (
            "explained",
            f"40 of 152 is 26.3%; 25% does not fit (half-up). The percentage is misprinted: {stated} 40, the"
            " counts add up to the printed 152, and the other percentages fit theirs and leave 26 of 100.",
        )
    ]


NOT_PROVED = [("conflicts", "40 of 152 is 26.3%; 25% does not fit (half-up).")]


def test_a_percentage_is_misprinted_where_all_other_figures_agree():
    again = {**COUNTED, "value": 40.0}
    elsewhere = again | {"release_id": "another"}
    assert of_the_misprint(*MISPRINT, elsewhere) == proof_of("2 figures in 2 releases state")
    assert of_the_misprint(*MISPRINT, again, elsewhere) == proof_of("3 figures in 2 releases state")


@pytest.mark.parametrize(
    "other",
    [
        {"release_id": "another"},
        {"measure": "inspected"},
        {"unit": "inspections"},
        {"regime": "annual-assessment"},
        {"period": "2010"},
    ],
)
def test_only_the_total_of_its_own_counts_proves_a_misprint(other):
    *_, total, percent = MISPRINT
    elsewhere = total | {"value": 99.0} | other
    assert of_the_misprint(elsewhere, *MISPRINT)[0][0] == "explained"
    assert of_the_misprint(*MISPRINT[:-2], total | other, percent) == NOT_PROVED
    assert of_the_misprint(*MISPRINT[:-2], total | {"value": 151.0}, percent) == NOT_PROVED


@pytest.mark.parametrize(
    "other, speaks_against_it",
    [
        ({}, True),
        ({"measure": "unchanged"}, False),
        ({"unit": "inspections"}, False),
        ({"regime": "annual-assessment"}, False),
        ({"judgement": "leadership"}, False),
        ({"period": "2010"}, False),
        ({"grade": "|".join(GRADES[2:])}, False),
    ],
)
def test_only_another_count_of_the_same_grade_speaks_against_a_misprint(other, speaks_against_it):
    for release in ("r", "another"):
        found = of_the_misprint(*MISPRINT, {**COUNTED, "value": 38.0, "release_id": release, **other})
        assert found == (NOT_PROVED if speaks_against_it else proof_of("1 figure in 1 release states"))


def test_a_misprint_is_not_proved_where_another_percentage_does_not_fit_or_the_others_leave_another_rest():
    for percentages in ((7, 61, 25, 5), (8, 61, 25, 6)):
        assert of_the_misprint(*column("2009", (10, 93, 40, 9), percentages)) == NOT_PROVED
    assert of_the_misprint(*column("2009", (10, 93, 40, 9), (7, 61, 25, 6), total=99.0)) == NOT_PROVED
    assert of_the_misprint(*column("2009", (10, 93, 40, 9), (7, 61, 25, 6), total=None)) == NOT_PROVED


def test_no_share_of_the_inspected_is_proved_to_be_misprinted():
    """As a grade's would be: all were inspected, and nothing is left of the printed total but what was."""
    all_of_them = of_year("2009", value=152.0)
    found = of_counts(
        *(all_of_them | {"measure": measure} for measure in ("total", "inspected", "graded")),
        of_year("2009", measure="total", value=100.0, unit="percent"),
        of_year("2009", measure="inspected", value=99.0, unit="percent"),
    )
    said = "152 of 152 is 100.0%; 99% does not fit (half-up)."
    assert [(check.verdict, check.explanation) for check in found] == [("conflicts", said)]


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
