"""Statements of change against counts, names and one another: exactly what is compared, and what is found."""

import pytest

from gradedrift.reconcile import changes
from gradedrift.reconcile.statements import Amount, Check, Unmade
from tests.published import at, between, distribution, listed, of_year, published
from tests.study import ADEQUATELY, EXCELLENTLY, POORLY, WELL


def moved(before: str, after: str, value: float, years: tuple[str, str] = ("2010", "2011"), **more) -> dict:
    return between(*years, measure="moved", from_grade=before, to_grade=after, value=value, **more)


def movement(measure: str, value: float, **more) -> dict:
    return between("2010", "2011", measure=measure, value=value, **more)


def pairs(found: list) -> list[tuple[str, str, str]]:
    return [(check.left.text, check.right.text, check.verdict) for check in found]


# The moves between two years

COUNTS = [*distribution("2010", 2, 3, 2, 1), *distribution("2011", 3, 3, 0, 2)]
MOVES = [
    moved(WELL, EXCELLENTLY, 1.0),
    moved(ADEQUATELY, EXCELLENTLY, 1.0),
    moved(EXCELLENTLY, WELL, 1.0),
    moved(ADEQUATELY, POORLY, 1.0),
]
TOTALS = [movement("improved", 2.0), movement("declined", 2.0)]


def test_each_count_changes_by_the_moves_into_its_grade_less_those_out_of_it():
    found = list(changes.net_changes(published(*COUNTS, *MOVES, *TOTALS)))
    assert pairs(found) == [
        ("3 - 2 = 1", "1 + 1 - 1 = 1", "agrees"),
        ("3 - 3 = 0", "1 - 1 = 0", "agrees"),
        ("0 - 2 = -2", "0 - 1 - 1 = -2", "agrees"),
        ("2 - 1 = 1", "1 = 1", "agrees"),
    ]
    assert found[2] == Check(
        f"r, 2010, 2011, {ADEQUATELY}",
        Amount(-2, "0 - 2 = -2", at(7, 3)),
        Amount(-2, "0 - 1 - 1 = -2", at(10, 12)),
        "agrees",
        "The counts change by 0 - 2 = -2, the moves in and out by 0 - 1 - 1 = -2: the same.",
    )


def test_moves_that_may_not_be_all_are_not_compared_with_the_counts_and_that_is_said():
    expected = [Unmade("r, 2010, 2011", "the release does not list all moves")]
    assert list(changes.net_changes(published(*COUNTS, *MOVES, TOTALS[0]))) == expected
    assert list(changes.net_changes(published(*COUNTS, *MOVES[:3], *TOTALS))) == expected


def test_a_grade_without_a_count_is_not_compared_and_that_is_said():
    without_excellently = [row for row in COUNTS if (row["period"], row["grade"]) != ("2011", EXCELLENTLY)]
    found = list(changes.net_changes(published(*without_excellently, *MOVES, *TOTALS)))
    assert [outcome for outcome in found if isinstance(outcome, Unmade)] == [
        Unmade(f"r, 2010, 2011, {EXCELLENTLY}", "the counts are not stated")
    ]


@pytest.mark.parametrize("after, verdict", [(2.0, "agrees"), (3.0, "conflicts")])
def test_a_grade_that_no_move_goes_into_or_out_of_keeps_its_count(after, verdict):
    counts = [row | {"value": 2.0 if row["period"] == "2010" else after} for row in COUNTS if row["grade"] == POORLY]
    others = [row for row in COUNTS if row["grade"] != POORLY]
    no_poor_moves = [*MOVES[:3], moved(WELL, ADEQUATELY, 1.0)]
    *_, last = changes.net_changes(published(*others, *counts, *no_poor_moves, *TOTALS))
    assert (last.subject, last.verdict) == (f"r, 2010, 2011, {POORLY}", verdict)
    assert last.right == Amount(0, "0", at(9, 10, 11, 12))


def test_a_movement_of_which_no_moves_are_stated_is_not_compared_and_that_is_said():
    only_up = [move for move in MOVES if move["to_grade"] == EXCELLENTLY]
    up, down = changes.move_totals(published(*only_up, *TOTALS))
    assert pairs([up]) == [("1 + 1 = 2", "2", "agrees")]
    about = "r, declined, overall, annual-assessment, 2010 to 2011, authorities"
    assert down == Unmade(about, "the release does not say between which grades")


ANOTHER_RELEASE = {"release_id": "another"}
# What is no number of authorities that moved between two annual grades.
NO_MOVES = [
    moved(WELL, EXCELLENTLY, 7.0, unit="percent"),
    moved(WELL, EXCELLENTLY, 7.0) | {"measure": "improved"},
    moved(WELL, EXCELLENTLY, 7.0) | {"from_period": "2008", "regime": "annual-assessment"},
    moved(WELL, EXCELLENTLY, 7.0) | {"to_period": "2012", "regime": "annual-assessment"},
    moved("good", EXCELLENTLY, 7.0),
    moved(WELL, "outstanding", 7.0),
]


@pytest.mark.parametrize("other", NO_MOVES)
def test_what_does_not_count_authorities_between_two_annual_grades_is_not_among_the_moves(other):
    for compared in (changes.moves_within_counts, changes.net_changes):
        expected = [(check.left.text, check.right.text) for check in compared(published(*COUNTS, *MOVES, *TOTALS))]
        found = compared(published(*COUNTS, *MOVES, *TOTALS, other))
        assert [(check.left.text, check.right.text) for check in found] == expected


@pytest.mark.parametrize(
    "other", [{"unit": "percent"}, {"measure": "unchanged"}, {"from_period": "2008"}, {"to_period": "2012"}]
)
def test_only_authorities_that_improved_or_declined_between_two_annual_grades_are_compared_with_the_moves(other):
    others = [{**total, "value": 9.0, **other} for total in TOTALS]
    found = list(changes.move_totals(published(*MOVES, *others, *TOTALS)))
    assert pairs(found) == [("1 + 1 = 2", "2", "agrees"), ("1 + 1 = 2", "2", "agrees")]


def test_the_moves_of_another_release_or_of_other_years_are_not_added():
    others = [moved(WELL, EXCELLENTLY, 7.0, **ANOTHER_RELEASE), moved(WELL, EXCELLENTLY, 7.0, ("2009", "2011"))]
    up, _ = changes.move_totals(published(*others, *MOVES, *TOTALS))
    assert pairs([up]) == [("1 + 1 = 2", "2", "agrees")]


@pytest.mark.parametrize("stated, verdict", [(0.0, "conflicts"), (1.0, "agrees"), (2.0, "agrees")])
def test_a_move_that_alone_is_stated_may_be_one_of_more(stated, verdict):
    found = list(changes.move_totals(published(MOVES[0], movement("improved", stated))))
    assert pairs(found) == [("1", f"{stated:g}", verdict)]


def test_moves_are_compared_with_the_counts_of_another_release_where_their_own_has_none():
    counts = [row | ANOTHER_RELEASE for row in COUNTS]
    for compared in (changes.moves_within_counts, changes.net_changes):
        own, others = (pairs(list(compared(published(*rows, *MOVES, *TOTALS)))) for rows in (COUNTS, counts))
        assert others == own and own
    assert list(changes.moves_within_counts(published(*counts, MOVES[0]))) == [
        Check(
            f"r, 2010, 2011, into, {EXCELLENTLY}",
            Amount(1, "1", at(9)),
            Amount(3, "3", at(5, release="another")),
            "agrees",
            "The moves into the grade are 1, its count is 3: no more.",
        ),
        Check(
            f"r, 2010, 2011, out of, {WELL}",
            Amount(1, "1", at(9)),
            Amount(3, "3", at(2, release="another")),
            "agrees",
            "The moves out of the grade are 1, its count is 3: no more.",
        ),
    ]


@pytest.mark.parametrize("count, verdict", [(1.0, "conflicts"), (2.0, "agrees"), (3.0, "agrees")])
def test_no_more_move_into_a_grade_than_have_it_or_out_of_it_than_had_it(count, verdict):
    well = [of_year(year, grade=WELL, value=count) for year in ("2010", "2011")]
    found = list(
        changes.moves_within_counts(published(*well, moved(WELL, EXCELLENTLY, 2.0), moved(EXCELLENTLY, WELL, 2.0)))
    )
    assert pairs(found) == [("2", f"{count:g}", verdict)] * 2


def test_a_difference_of_percentages_is_not_one_of_counts():
    differs = between("2010", "2011", measure="difference", grade=WELL, value=2.0)
    [check] = changes.differences(published(*COUNTS, differs | {"grade": EXCELLENTLY, "value": 1.0}))
    assert pairs([check]) == [("1", "3 - 2 = 1", "agrees")]
    assert list(changes.differences(published(*COUNTS, differs | {"unit": "percent"}))) == []


def test_a_difference_of_years_that_are_not_both_counted_is_not_compared_and_that_is_said():
    differs = between("2009", "2011", measure="difference", grade=WELL, value=2.0)
    about = f"r, difference, {WELL}, overall, annual-rating|annual-assessment, 2009 to 2011, authorities"
    assert list(changes.differences(published(*COUNTS, differs))) == [Unmade(about, "no release counts both years")]


DIFFERS = between("2010", "2011", measure="difference", grade=EXCELLENTLY, value=1.0)


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "unchanged"},
        {"unit": "percent"},
        {"regime": "annual-rating"},
        {"period": "2009"},
        {"grade": WELL},
        ANOTHER_RELEASE,
    ],
)
def test_a_difference_is_that_of_the_counts_of_its_own_years_and_grade(other):
    elsewhere = COUNTS[0] | {"value": 9.0} | other
    [check] = changes.differences(published(elsewhere, *COUNTS, DIFFERS))
    assert pairs([check]) == [("1", "3 - 2 = 1", "agrees")]


@pytest.mark.parametrize("pending_of, is_final", [("2009", True), ("2010", False), ("2011", True)])
def test_a_count_of_another_release_is_taken_if_no_grades_of_its_year_were_pending_there(pending_of, is_final):
    before = COUNTS[0] | ANOTHER_RELEASE
    pending = of_year(pending_of, measure="pending", value=1.0, **ANOTHER_RELEASE)
    [found] = changes.differences(published(before, pending, *COUNTS[1:], DIFFERS))
    if is_final:
        assert found.right == Amount(1, "3 - 2 = 1", (*at(6), *at(1, release="another")))
    else:
        assert found.reason == "no release counts both years"


def test_counts_without_a_regime_are_none_of_a_year_without_annual_grades():
    stated = {"regime": "", "grade": WELL, "locator": "Text"}
    years = [{**stated, "period": year, "value": value} for year, value in (("2007", 2.0), ("2008", 5.0))]
    change = {"measure": "difference", "period": "", "from_period": "2007", "to_period": "2008", "value": 3.0}
    [found] = changes.differences(published(*years, stated | change))
    assert found.reason == "no release counts both years"


# What the counts alone force


@pytest.mark.parametrize(
    "before, after, improved, declined",
    [
        ((2, 3, 2, 1), (3, 3, 0, 2), 1, 1),
        ((2, 3, 2, 1), (2, 3, 2, 1), 0, 0),
        ((2, 3, 2, 1), (1, 3, 2, 2), 0, 1),
        ((2, 3, 2, 1), (3, 4, 1, 0), 2, 0),
        # Of fewer authorities than before: fewer with each grade or a better one.
        ((2, 3, 2, 1), (1, 3, 2, 1), 0, 1),
        ((2, 3, 2, 1), (3, 3, 2, 1), 1, 0),
    ],
)
def test_as_many_moved_as_the_counts_force(before, after, improved, declined):
    counts = [*distribution("2010", *before), *distribution("2011", *after)]
    forced = {"improved": improved, "declined": declined}
    for measure, least in forced.items():
        for stated in (least - 1, least, least + 1):
            if stated >= 0:
                found = list(changes.forced_movements(published(*counts, movement(measure, float(stated)))))
                assert pairs(found) == [(str(least), str(stated), "agrees" if least <= stated else "conflicts")]


def test_the_counts_of_both_years_are_the_sources_of_what_they_force():
    found = list(changes.forced_movements(published(*COUNTS, movement("improved", 2.0))))
    assert found == [
        Check(
            "r, improved, overall, annual-assessment, 2010 to 2011, authorities",
            Amount(1, "1", at(1, 5, 2, 6, 3, 7, 4, 8)),
            Amount(2, "2", at(9)),
            "agrees",
            "The counts alone force 1, improved are 2: no more.",
        )
    ]


def test_nothing_is_forced_where_a_count_is_missing_or_another_release_s_and_that_is_said():
    expected = [
        Unmade(
            "r, improved, overall, annual-assessment, 2010 to 2011, authorities",
            "the release does not count both years",
        )
    ]
    improved = movement("improved", 2.0)
    assert list(changes.forced_movements(published(*COUNTS[1:], improved))) == expected
    other = {**COUNTS[0], "release_id": "another"}
    assert list(changes.forced_movements(published(other, *COUNTS[1:], improved))) == expected


# Where those with a grade came from

NAMES_OF_2010 = [
    *listed("2010", EXCELLENTLY, "A B", 101),
    *listed("2010", WELL, "E X Y", 103),
    *listed("2010", POORLY, "H", 106),
]
NAMES_OF_2011 = [*listed("2011", EXCELLENTLY, "A C D", 107), *listed("2011", WELL, "B E F", 110)]
INTO_WELL = moved(ADEQUATELY, WELL, 1.0)


def test_those_with_a_grade_moved_there_or_are_named_on_the_lists_of_both_years():
    """The best grade has its lists too, but no move into it is stated."""
    tables = published(*COUNTS, INTO_WELL, named_grades=[*NAMES_OF_2010, *NAMES_OF_2011])
    assert list(changes.arrivals(tables)) == [
        Check(
            f"r, 2010, 2011, {WELL}",
            Amount(3, "1 + 1 + 1 + 0 = 3", at(9, 101, 102, 110, 111, 112, 103, 104, 105, 106)),
            Amount(3, "3", at(6)),
            "agrees",
            "Moved there or named before are 1 + 1 + 1 + 0 = 3, the count is 3: the same.",
        )
    ]


@pytest.mark.parametrize("count, verdict", [(2, "conflicts"), (3, "agrees"), (4, "conflicts")])
def test_more_or_fewer_with_a_grade_than_came_to_it_are_a_conflict(count, verdict):
    other_count = {"release_id": "another", **of_year("2011", grade=WELL, value=3.0)}
    counts = [*COUNTS[:5], {**COUNTS[5], "value": float(count)}, *COUNTS[6:], other_count]
    found = list(changes.arrivals(published(*counts, INTO_WELL, named_grades=[*NAMES_OF_2010, *NAMES_OF_2011])))
    assert pairs(found) == [("1 + 1 + 1 + 0 = 3", str(count), verdict)]


def test_a_grade_whose_names_are_not_all_known_is_passed_over():
    for names in ([], NAMES_OF_2010, [*NAMES_OF_2010, *NAMES_OF_2011[:-1]]):
        assert list(changes.arrivals(published(*COUNTS, INTO_WELL, named_grades=names))) == []


def test_a_grade_to_which_some_came_from_a_grade_without_names_is_not_compared_and_that_is_said():
    found = list(changes.arrivals(published(*COUNTS, INTO_WELL, named_grades=[*NAMES_OF_2010[:-1], *NAMES_OF_2011])))
    assert found == [Unmade(f"r, 2010, 2011, {WELL}", "neither moves nor lists say how many came from each grade")]


@pytest.mark.parametrize("unfinished, rests", [("2010", True), ("2011", True), ("2009", False)])
def test_names_of_an_unfinished_release_rest_on_a_premise_in_either_year(unfinished, rests):
    early = {"release_id": "early"}
    pending = of_year(unfinished, measure="pending", value=1.0, **early)
    names = [{**row, **(early if row["period"] == unfinished else {})} for row in [*NAMES_OF_2010, *NAMES_OF_2011]]
    found = list(changes.arrivals(published(*COUNTS, INTO_WELL, pending, named_grades=names)))
    compared = "Moved there or named before are 1 + 1 + 1 + 0 = 3, the count is 3: the same."
    premise = " If a grade once published stood, the lists name the final grades."
    assert [check.explanation for check in found] == [compared + premise * rests]


# The same in every year

EVERY_YEAR = between("2010", "2011", measure="every-year", grade=EXCELLENTLY)
OF_EVERY_YEAR = f"every-year, {EXCELLENTLY}, overall, annual-assessment, 2010 to 2011, authorities"


def test_those_with_a_grade_in_every_year_are_among_those_of_each_and_named_in_the_first_and_last():
    tables = published(*COUNTS, {**EVERY_YEAR, "value": 1.0}, named_grades=[*NAMES_OF_2010, *NAMES_OF_2011])
    assert list(changes.every_year(tables)) == [
        Check(
            f"r, counts, {OF_EVERY_YEAR}",
            Amount(1, "1", at(9)),
            Amount(2, "2, the least of 2, 3", at(1, 5)),
            "agrees",
            "The same in every year are 1, in a single year 2, the least of 2, 3: no more.",
        ),
        Check(
            f"r, names, {OF_EVERY_YEAR}",
            Amount(1, "1", at(9)),
            Amount(1, "1", at(101, 102, 107, 108, 109)),
            "agrees",
            "The same in every year are 1, named in the first and the last are 1: no more.",
        ),
    ]


def test_more_in_every_year_than_named_in_the_first_and_last_are_a_conflict():
    names = [*NAMES_OF_2010, *NAMES_OF_2011]
    for value, verdicts in ((2.0, ["agrees", "conflicts"]), (3.0, ["conflicts", "conflicts"])):
        found = changes.every_year(published(*COUNTS, {**EVERY_YEAR, "value": value}, named_grades=names))
        assert [check.verdict for check in found] == verdicts


def test_inspections_or_shares_of_every_year_are_no_authorities():
    for unit in ("inspections", "percent"):
        assert list(changes.every_year(published(*COUNTS, {**EVERY_YEAR, "value": 1.0, "unit": unit}))) == []


def test_without_the_counts_or_the_names_of_a_year_it_is_said_what_is_not_compared():
    assert list(changes.every_year(published(*COUNTS[:4], {**EVERY_YEAR, "value": 1.0}))) == [
        Unmade(f"r, {OF_EVERY_YEAR}", "not every year is counted"),
        Unmade(f"r, names, {OF_EVERY_YEAR}", "the lists of the first and the last year are not complete"),
    ]
