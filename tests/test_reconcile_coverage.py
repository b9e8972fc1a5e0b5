"""What is graded, inspected and pending: exactly what is compared, and what is found."""

import pytest

from gradedrift.reconcile import coverage
from gradedrift.reconcile.statements import Amount, Check, Unmade
from tests.published import at, between, distribution, of_year, published
from tests.study import ADEQUATELY, EXCELLENTLY, POORLY, WELL

# All authorities


def test_the_grades_and_those_pending_are_compared_with_all_authorities():
    found = coverage.coverage(
        published(
            *distribution("2010", 2, 3, 2, 1),
            *distribution("2011", 3, 3, 0, 1),
            of_year("2011", measure="pending", value=1.0),
            of_year("2010", measure="total", value=8.0),
        )
    )
    assert [(check.subject, check.left.text, check.verdict) for check in found] == [
        ("r, annual-assessment, overall, 2010", "2 + 3 + 2 + 1 = 8", "agrees"),
        ("r, annual-assessment, overall, 2011", "3 + 3 + 0 + 1 + 1 = 8", "agrees"),
    ]


def test_those_pending_of_another_regime_are_not_added():
    pending = {"regime": "single-inspection", "period": "2009", "measure": "pending", "value": 1.0}
    total = of_year("2009", measure="total", value=8.0)
    graded = next(iter(coverage.coverage(published(*distribution("2009", 2, 3, 2, 1), total, pending))))
    assert (graded.left.text, graded.verdict) == ("2 + 3 + 2 + 1 = 8", "agrees")


def test_those_pending_of_another_year_of_one_regime_are_not_added():
    pending = of_year("2011", measure="pending", value=1.0)
    total = of_year("2010", measure="total", value=8.0)
    graded = next(iter(coverage.coverage(published(*distribution("2010", 2, 3, 2, 1), total, pending))))
    assert (graded.left.text, graded.verdict) == ("2 + 3 + 2 + 1 = 8", "agrees")


@pytest.mark.parametrize(
    "inspected, verdict, outcome",
    [(7.0, "agrees", "no more"), (8.0, "agrees", "no more"), (9.0, "conflicts", "1 apart")],
)
def test_no_more_are_inspected_than_there_are_and_what_counts_no_authorities_is_not_compared(
    inspected, verdict, outcome
):
    rows = [{"regime": "single-inspection", "measure": "inspected"} | more for more in ({"unit": "inspections"}, {})]
    tables = published({"measure": "total", "value": 8.0}, *(row | {"value": inspected} for row in rows))
    assert list(coverage.coverage(tables)) == [
        Check(
            "r, inspected, overall, single-inspection, 2009, authorities",
            Amount(inspected, f"{inspected:g}", at(3)),
            Amount(8, "8", at(1)),
            verdict,
            f"Inspected were {inspected:g}, all authorities are 8: {outcome}.",
        )
    ]


def test_without_the_number_of_all_authorities_nothing_is_compared_and_that_is_said():
    expected = [Unmade("all authorities", "no release says how many there are")]
    assert list(coverage.coverage(published(*distribution("2009", 2, 3, 2, 1)))) == expected


# Inspections under way

PERIOD = "2013-11-01/2015-01-20"
SINGLE = {"regime": "single-inspection", "period": PERIOD}
OF_PENDING = f"r, pending, overall, single-inspection, {PERIOD}, authorities"


def under_way(inspected: float) -> list:
    """41 published, 5 pending, 2 the latest: without and with the latest against so many inspected."""
    tables = published(
        {"measure": "total", "value": 152.0},
        {**SINGLE, "measure": "total", "value": 41.0},
        {**SINGLE, "measure": "pending", "value": 5.0},
        {**SINGLE, "grade": "requires improvement", "value": 2.0, "period": ""},
        {**SINGLE, "measure": "inspected", "value": inspected, "judgement": "", "period": ""},
    )
    return [check for check in coverage.coverage(tables) if "pending" in check.subject]


def test_what_is_left_open_ends_both_explanations():
    left_open = (
        "Whether the 2 latest are among the published or pending is not stated; 47 would need 1 of them to be neither."
    )
    assert under_way(47.0) == [
        Check(
            OF_PENDING,
            Amount(46, "41 + 5 = 46", at(2, 3)),
            Amount(47, "47", at(5)),
            "conflicts",
            f"Published and pending are 41 + 5 = 46, inspected 47: 1 apart. {left_open}",
        ),
        Check(
            f"{OF_PENDING}, with the latest",
            Amount(48, "41 + 5 + 2 = 48", at(2, 3, 4)),
            Amount(47, "47", at(5)),
            "conflicts",
            f"Published, pending and the latest are 41 + 5 + 2 = 48, inspected 47: 1 apart. {left_open}",
        ),
    ]


@pytest.mark.parametrize(
    "inspected, without, with_them",
    [
        (45, "1 apart", "3 apart"),
        (46, "the same", "2 apart"),
        (48, "2 apart", "the same"),
        (49, "3 apart", "1 apart"),
    ],
)
def test_nothing_is_left_open_where_all_or_none_of_the_latest_fit_or_too_many_are_missing(
    inspected, without, with_them
):
    assert [check.explanation for check in under_way(float(inspected))] == [
        f"Published and pending are 41 + 5 = 46, inspected {inspected}: {without}.",
        f"Published, pending and the latest are 41 + 5 + 2 = 48, inspected {inspected}: {with_them}.",
    ]


def test_where_all_that_are_inspected_are_published_the_pending_come_on_top():
    assert under_way(41.0) == [
        Check(
            OF_PENDING,
            Amount(41, "41", at(2)),
            Amount(41, "41", at(5)),
            "agrees",
            "Published are 41, inspected 41: the same.",
        )
    ]


EVERYONE = {"measure": "total", "value": 152.0}
OF_SINGLE = [
    {**SINGLE, "measure": "pending", "value": 5.0},
    {**SINGLE, "measure": "total", "value": 41.0},
    {**SINGLE, "measure": "inspected", "value": 46.0},
    {**SINGLE, "grade": "requires improvement", "value": 2.0, "period": ""},
]


def of_the_pending(*figures: dict) -> list[str]:
    """What is found of the pending of the release."""
    tables = published(EVERYONE, *figures)
    return [check.explanation for check in coverage.coverage(tables) if check.subject.startswith(OF_PENDING)]


def test_where_no_latest_are_counted_only_published_and_pending_are_compared():
    assert of_the_pending(*OF_SINGLE[:3]) == ["Published and pending are 41 + 5 = 46, inspected 46: the same."]


@pytest.mark.parametrize("row", OF_SINGLE[1:])
@pytest.mark.parametrize(
    "other",
    [
        {"release_id": "another"},
        {"regime": "safeguarding-looked-after"},
        {"unit": "percent"},
        {"period": "2015-02-01/2015-03-31"},
    ],
)
def test_what_another_release_regime_unit_or_period_counts_is_not_taken_for_what_stands_beside_the_pending(row, other):
    assert of_the_pending({**row, "value": 30.0, **other}, *OF_SINGLE) == of_the_pending(*OF_SINGLE)


def test_without_a_published_total_only_the_inspected_of_the_same_period_stand_beside_the_pending():
    pending, _, inspected, _ = OF_SINGLE
    said = "Inspected and pending are 46 + 5 = 51, all authorities 152: no more."
    assert of_the_pending(pending, inspected) == [said]
    unmade, _ = coverage.coverage(published(EVERYONE, pending, inspected | {"period": ""}))
    assert unmade == Unmade(OF_PENDING, "the release does not say how many were inspected")


# What became of the pending

EARLY, LATE = {"release_id": "early"}, {"release_id": "late"}
PENDING = of_year("2011", measure="pending", value=5.0, **EARLY)
BEFORE = distribution("2011", 28, 71, 33, 15, **EARLY)
ALL_WELL, TWO_GRADES, ALL_ADEQUATE = (28, 76, 33, 15), (29, 75, 33, 15), (28, 71, 38, 15)
OF_ANNUAL = "early, late, pending, overall, annual-assessment, 2011, authorities"


def movements(improved: tuple[float, float], declined: tuple[float, float], **more) -> list[dict]:
    """How many improved and declined, as first said and as said later."""
    return [
        between("2010", "2011", measure=measure, value=value, **release, **more)
        for measure, values in (("improved", improved), ("declined", declined))
        for release, value in zip((EARLY, LATE), values)
    ]


def became(after: tuple[int, ...], *moves: dict) -> list:
    return list(coverage.pending_grades(published(PENDING, *BEFORE, *distribution("2011", *after, **LATE), *moves)))


def test_the_grades_that_were_pending_are_what_the_counts_rose_by():
    grades, _ = became(TWO_GRADES)
    each = zip(at(6, 7, 8, 9, release="late"), at(2, 3, 4, 5, release="early"))
    assert grades == Check(
        OF_ANNUAL,
        Amount(5, "5", at(1, release="early")),
        Amount(5, "1 + 4 + 0 + 0 = 5", tuple(name for pair in each for name in pair)),
        "agrees",
        "Pending were 5; the counts rose by 1 + 4 + 0 + 0 = 5. If a grade once published stood, those pending"
        f" became 1 {EXCELLENTLY}, 4 {WELL}, 0 {ADEQUATELY}, 0 {POORLY}.",
    )


@pytest.mark.parametrize(
    "after, rose_by",
    [
        ((28, 77, 33, 15), "0 + 6 + 0 + 0 = 6"),
        ((28, 75, 33, 15), "0 + 4 + 0 + 0 = 4"),
        ((27, 77, 33, 15), "-1 + 6 + 0 + 0 = 5"),
    ],
)
def test_counts_that_rose_by_more_or_fewer_or_fell_say_nothing_of_the_pending(after, rose_by):
    grades, _ = became(after)
    assert (grades.verdict, grades.explanation) == ("conflicts", f"Pending were 5; the counts rose by {rose_by}.")


def test_those_pending_whose_grades_no_other_release_gives_are_not_followed_and_that_is_said():
    expected = [
        Unmade(
            "early, pending, overall, annual-assessment, 2011, authorities",
            "no other release gives the grades that were pending",
        )
    ]
    for later in ([], distribution("2010", *ALL_WELL, **LATE), distribution("2011", *ALL_WELL[:3], **LATE)):
        assert list(coverage.pending_grades(published(PENDING, *BEFORE, *later))) == expected


def test_those_pending_improved_declined_or_stayed():
    _, moves = became(ALL_WELL, *movements((25.0, 26.0), (7.0, 9.0)))
    sources = ("late:11:1", "early:10:1", "late:13:1", "early:12:1")
    assert moves == Check(
        f"movements, {OF_ANNUAL}",
        Amount(3, "26 - 25 = 1 and 9 - 7 = 2", sources),
        Amount(5, "5", at(1, release="early")),
        "agrees",
        "Improved and declined rose by 26 - 25 = 1 and 9 - 7 = 2; pending were 5. If a grade once published stood,"
        f" 1 of those pending improved, 2 declined and 2 stayed; as all got {WELL}, who declined had been {EXCELLENTLY}"
        f" and who stayed had been {WELL}.",
    )


def test_all_those_pending_may_have_moved_but_no_more():
    _, moves = became(ALL_WELL, *movements((25.0, 28.0), (7.0, 9.0)))
    assert moves.verdict == "agrees" and "3 of those pending improved, 2 declined and 0 stayed" in moves.explanation
    for improved, declined, rose_by in (
        ((25.0, 28.0), (7.0, 10.0), "28 - 25 = 3 and 10 - 7 = 3"),
        ((25.0, 24.0), (7.0, 8.0), "24 - 25 = -1 and 8 - 7 = 1"),
        ((25.0, 26.0), (7.0, 6.0), "26 - 25 = 1 and 6 - 7 = -1"),
    ):
        _, moves = became(ALL_WELL, *movements(improved, declined))
        said = f"Improved and declined rose by {rose_by}; pending were 5."
        assert (moves.verdict, moves.explanation) == ("conflicts", said)


@pytest.mark.parametrize("after, declined", [(ALL_WELL, 7.0), (TWO_GRADES, 8.0), (ALL_ADEQUATE, 8.0)])
def test_nothing_is_said_of_earlier_grades_unless_some_declined_and_all_got_the_second_best_grade(after, declined):
    _, moves = became(after, *movements((25.0, 25.0), (7.0, declined)))
    fell = declined - 7
    assert moves.explanation == (
        f"Improved and declined rose by 25 - 25 = 0 and {declined:g} - 7 = {fell:g}; pending were 5. If a grade once"
        f" published stood, 0 of those pending improved, {fell:g} declined and {5 - fell:g} stayed."
    )


@pytest.mark.parametrize("other", [{"regime": "annual-rating"}, {"to_period": "2010"}, {"unit": "percent"}])
def test_movements_to_another_year_regime_or_in_another_unit_are_not_those_of_the_pending(other):
    others = [row | other for row in movements((50.0, 60.0), (70.0, 80.0))]
    _, moves = became(ALL_WELL, *others, *movements((25.0, 25.0), (7.0, 8.0)))
    assert (moves.left.text, moves.verdict) == ("25 - 25 = 0 and 8 - 7 = 1", "agrees")


@pytest.mark.parametrize("lost", range(4))
def test_movements_that_are_not_all_stated_are_not_compared_and_that_is_said(lost):
    stated = movements((25.0, 25.0), (7.0, 8.0))
    _, moves = became(ALL_WELL, *stated[:lost], *stated[lost + 1 :])
    reason = "the two releases do not both say how many improved and how many declined"
    assert moves == Unmade(f"movements, {OF_ANNUAL}", reason)
