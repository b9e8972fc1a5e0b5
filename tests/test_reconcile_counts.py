"""Counts against totals, parts, other releases and the tidy tables: exactly what is compared, and what is found."""

import pytest

from gradedrift.reconcile import counts
from gradedrift.reconcile.statements import Amount, Check, Unmade
from tests.published import at, between, distribution, of_year, published
from tests.study import ADEQUATELY, EXCELLENTLY, GRADES, POORLY, WELL

SINCE_2009, UNTIL_2010, QUARTER = "2009-06-01/2011-09-30", "2009-06-01/2010-09-30", "2011-07-01/2011-09-30"
INSPECTIONS = {"unit": "inspections", "regime": "safeguarding-looked-after", "judgement": "", "period": SINCE_2009}

# Totals


def test_the_counts_of_all_grades_are_compared_with_their_total():
    tables = published(*distribution("2009", 1, 2, 3, 4), {"measure": "total", "value": 10.0})
    assert list(counts.totals(tables)) == [
        Check(
            "r, overall, annual-rating, 2009, authorities",
            Amount(10, "1 + 2 + 3 + 4 = 10", at(1, 2, 3, 4)),
            Amount(10, "10", at(5)),
            "agrees",
            "The grades add up to 1 + 2 + 3 + 4 = 10, the printed total is 10: the same.",
        )
    ]


def test_counts_of_all_grades_without_a_total_are_not_compared_and_that_is_said():
    found = list(counts.totals(published(*distribution("2009", 1, 2, 3, 4))))
    assert found == [Unmade("r, overall, annual-rating, 2009, authorities", "the release prints no total of these")]


def test_counts_of_some_grades_need_no_total():
    assert list(counts.totals(published(*distribution("2009", 1, 2)))) == []


# Repeated


@pytest.mark.parametrize(
    "again, verdict, outcome", [((28.0, 28.0), "agrees", "the same"), ((28.0, 29.0), "conflicts", "not the same")]
)
def test_what_a_release_repeats_is_compared_with_its_first_statement(again, verdict, outcome):
    figures = [of_year("2011", grade=WELL, value=value) for value in (28.0, *again)]
    texts = ", ".join(f"{value:g}" for value in again)
    assert list(counts.repeated(published(*figures))) == [
        Check(
            f"r, graded, {WELL}, overall, annual-assessment, 2011, authorities",
            Amount(28, "28", at(1)),
            Amount(28, texts, at(2, 3)),
            verdict,
            f"First it is 28, then {texts}: {outcome}.",
        )
    ]
    assert list(counts.repeated(published(figures[0]))) == []


def test_a_move_that_a_release_repeats_is_named_by_both_its_grades():
    move = between("2010", "2011", measure="moved", from_grade=WELL, to_grade=EXCELLENTLY, value=10.0)
    [check] = counts.repeated(published(move, move))
    about = f"r, moved, {WELL} to {EXCELLENTLY}, overall, annual-assessment, 2010 to 2011, authorities"
    assert (check.subject, check.verdict) == (about, "agrees")


# Several grades at once


@pytest.mark.parametrize(
    "other",
    [
        {"release_id": "another"},
        {"unit": "inspections"},
        {"measure": "re-inspected"},
        {"regime": "annual-assessment"},
        {"judgement": "leadership"},
        {"period": "2010"},
    ],
)
def test_several_grades_are_compared_with_the_counts_of_each_that_are_of_the_same_alone(other):
    tables = published(
        {"grade": EXCELLENTLY, "value": 7.0, **other},
        {"grade": EXCELLENTLY, "value": 10.0},
        {"grade": WELL, "value": 93.0},
        {"grade": f"{EXCELLENTLY}|{WELL}", "value": 68.0, "unit": "percent"},
        {"grade": f"{EXCELLENTLY}|{WELL}", "value": 103.0},
    )
    assert list(counts.several_grades(tables)) == [
        Check(
            f"r, graded, {EXCELLENTLY}|{WELL}, overall, annual-rating, 2009, authorities",
            Amount(103, "103", at(5)),
            Amount(103, "10 + 93 = 103", at(2, 3)),
            "agrees",
            "Together they are 103, one by one 10 + 93 = 103: the same.",
        )
    ]


def test_several_grades_of_which_one_is_not_counted_are_not_compared_and_that_is_said():
    both = f"{EXCELLENTLY}|{WELL}"
    tables = published({"grade": EXCELLENTLY, "value": 10.0}, {"grade": both, "value": 103.0})
    assert list(counts.several_grades(tables)) == [
        Unmade(
            f"r, graded, {both}, overall, annual-rating, 2009, authorities",
            "the release does not count each of the grades",
        )
    ]


# Two releases


def across(*figures: dict) -> dict[str, str]:
    """The verdict on each number that two releases state, by its subject."""
    return {check.subject: check.verdict for check in counts.across_releases(published(*figures))}


EARLY, LATE = {"release_id": "early"}, {"release_id": "late"}
FIVE_PENDING = of_year("2011", measure="pending", value=5.0)
GRADED_LATER = [*distribution("2011", 28, 71, 33, 15, **EARLY), *distribution("2011", 28, 76, 33, 15, **LATE)]
PERFORMS_WELL = f"graded, {WELL}, overall, annual-assessment, 2011, authorities"


def test_grades_that_were_pending_explain_as_many_more():
    found = list(counts.across_releases(published({**FIVE_PENDING, **EARLY}, *GRADED_LATER)))
    assert [check.verdict for check in found] == ["agrees", "explained", "agrees", "agrees"]
    assert found[1] == Check(
        f"early, late, {PERFORMS_WELL}",
        Amount(71, "71", at(3, release="early")),
        Amount(76, "76", at(7, release="late")),
        "explained",
        "In early it is 71, in late 76: 5 apart. 5 grades were pending in early, and late has as many more:"
        f" 0 of {EXCELLENTLY}, 5 of {WELL}, 0 of {ADEQUATELY}, 0 of {POORLY}."
        " If a grade once published stood, the difference lies with them.",
    )


def test_grades_pending_in_a_third_release_explain_nothing():
    third = of_year("2011", grade=WELL, value=71.0, release_id="third")
    found = across({**FIVE_PENDING, **EARLY}, third, *GRADED_LATER)
    assert found[f"third, early, {PERFORMS_WELL}"] == "agrees"
    assert found[f"third, late, {PERFORMS_WELL}"] == "conflicts"


def test_grades_pending_in_another_regime_explain_nothing():
    other = {"regime": "annual-rating"}
    found = across(
        {**FIVE_PENDING, **EARLY, **other},
        *(row | other for row in GRADED_LATER),
        of_year("2011", grade=WELL, value=71.0, **EARLY),
        of_year("2011", grade=WELL, value=76.0, **LATE),
    )
    assert found[f"early, late, graded, {WELL}, overall, annual-rating, 2011, authorities"] == "explained"
    assert found[f"early, late, {PERFORMS_WELL}"] == "conflicts"


def test_grades_pending_of_another_year_explain_nothing():
    found = across(
        {**FIVE_PENDING, **EARLY},
        *GRADED_LATER,
        of_year("2010", grade=WELL, value=71.0, **EARLY),
        of_year("2010", grade=WELL, value=76.0, **LATE),
    )
    assert found[f"early, late, {PERFORMS_WELL}"] == "explained"
    assert found[f"early, late, graded, {WELL}, overall, annual-assessment, 2010, authorities"] == "conflicts"


def test_a_change_is_explained_by_the_grades_pending_of_its_later_year():
    declined = between("2010", "2011", measure="declined")
    found = across(
        {**FIVE_PENDING, **EARLY},
        *GRADED_LATER,
        {**declined, **EARLY, "value": 7.0},
        {**declined, **LATE, "value": 8.0},
    )
    assert found["early, late, declined, overall, annual-assessment, 2010 to 2011, authorities"] == "explained"


@pytest.mark.parametrize(
    "before, after, everyone, verdict",
    [
        (48.3, 48.6, 148.0, "explained"),
        (48.0, 49.6, 148.0, "explained"),  # 0.7 of them and two roundings
        (48.0, 49.7, 148.0, "conflicts"),
        (48.0, 53.0, 148.0, "conflicts"),
        (48.6, 48.3, 148.0, "conflicts"),
        (48.3, 48.6, None, "conflicts"),
    ],
)
def test_a_share_rises_by_no_more_than_the_grades_that_were_pending(before, after, everyone, verdict):
    share = of_year("2011", grade=WELL, unit="percent")
    found = across(
        of_year("2011", measure="pending", value=1.0, **EARLY),
        *distribution("2011", 28, 71, 33, 15, **EARLY),
        *distribution("2011", 28, 72, 33, 15, **LATE),
        *([of_year("2011", measure="total", value=everyone, **LATE)] if everyone else []),
        {**share, **EARLY, "value": before},
        {**share, **LATE, "value": after},
    )
    assert found[f"early, late, graded, {WELL}, overall, annual-assessment, 2011, percent"] == verdict


@pytest.mark.parametrize("after, verdict", [(76.0, "explained"), (77.0, "explained"), (77.04, "conflicts")])
def test_a_share_rises_by_all_the_grades_that_were_pending_and_a_point_at_most(after, verdict):
    share = of_year("2011", grade=WELL, unit="percent")
    found = across(
        {**FIVE_PENDING, **EARLY},
        *GRADED_LATER,
        of_year("2011", measure="total", value=100.0, **LATE),
        {**share, **EARLY, "value": 71.0},
        {**share, **LATE, "value": after},
    )
    assert found[f"early, late, graded, {WELL}, overall, annual-assessment, 2011, percent"] == verdict


def test_several_grades_of_one_sentence_are_not_compared_with_those_of_another():
    def stated(grade: str, value: float, sentence: str) -> dict:
        return {"unit": "settings", "regime": "", "period": "", "grade": grade, "value": value, "locator": sentence}

    both = "outstanding|good"
    found = counts.several_grades(
        published(
            *(stated("outstanding", 1.0, "sentence 2"), stated("good", 2.0, "sentence 2"), stated(both, 3.0, "sentence 2")),
            *(stated("outstanding", 4.0, "sentence 4"), stated("good", 5.0, "sentence 4"), stated(both, 9.0, "sentence 4")),
        )
    )  # fmt: skip
    assert [(each.verdict, each.right.value) for each in found] == [("agrees", 3.0), ("agrees", 9.0)]


# Parts


def test_a_part_of_a_longer_period_is_compared_with_the_whole_of_its_own_release():
    total = {**INSPECTIONS, "measure": "total", "judgement": "safeguarding"}
    tables = published(
        {**total, "value": 10.0, "release_id": "another"},
        {**total, "value": 12.0, "period": QUARTER},
        {**total, "value": 85.0},
    )
    assert list(counts.parts(tables)) == [
        Check(
            f"r, of total, {SINCE_2009}, total, safeguarding, safeguarding-looked-after, {QUARTER}, inspections",
            Amount(12, "12", at(2)),
            Amount(85, "85", at(3)),
            "agrees",
            "The part is 12, the whole 85: no more.",
        )
    ]


@pytest.mark.parametrize("period", [UNTIL_2010, QUARTER])
@pytest.mark.parametrize("count, verdict", [(85, "agrees"), (86, "conflicts")])
def test_a_part_may_begin_or_end_with_the_whole_and_be_as_many(period, count, verdict):
    total = {**INSPECTIONS, "measure": "total"}
    found = list(counts.parts(published({**total, "value": float(count), "period": period}, {**total, "value": 85.0})))
    assert [check.verdict for check in found] == [verdict]


NOT_MADE = {**INSPECTIONS, "measure": "not-judged", "value": 4.0}
REPEATED = {**INSPECTIONS, "measure": "re-inspected"}


@pytest.mark.parametrize(
    "other",
    [
        {"release_id": "another"},
        {"regime": "unannounced"},
        {"period": QUARTER},
        {"locator": "Another section, paragraph 1"},
        {"grade": "inadequate"},
    ],
)
def test_a_part_of_a_group_is_compared_with_the_group_of_the_same_release_regime_period_and_section(other):
    tables = published(
        {**NOT_MADE, "locator": "Section, paragraph 2"},
        {**REPEATED, "value": 6.0, "locator": "Section, paragraph 1"},
        {**REPEATED, "value": 9.0, "locator": "Section, paragraph 3", **other},
    )
    found = [check for check in counts.parts(tables) if "not-judged" in check.subject]
    assert [(check.left.text, check.right.text) for check in found] == [("4", "6")]


@pytest.mark.parametrize("sentence", ["", ", sentence 2", ", paragraph 3, sentence 2"])
def test_a_part_is_compared_with_the_group_of_the_same_note_of_a_table_and_not_that_of_another(sentence):
    tables = published(
        {**NOT_MADE, "locator": "Table 1, note"},
        {**REPEATED, "value": 6.0, "locator": f"Table 1, note{sentence}"},
        {**REPEATED, "value": 9.0, "locator": f"Table 2, note{sentence}", "judgement": "service"},
    )
    assert [(check.left.text, check.right.text) for check in counts.parts(tables)] == [("4", "6")]


def test_a_part_of_several_groups_is_compared_with_the_largest():
    """The largest by number, not by the name of its service."""
    groups = [{**REPEATED, "value": value, "judgement": service} for value, service in ((2.0, "b"), (6.0, "a"))]
    for rows in (groups, groups[::-1]):
        found = [(check.left.text, check.right.text) for check in counts.parts(published(NOT_MADE, *rows))]
        assert found == [("4", "6")]


def test_repeats_with_a_grade_are_no_part_of_the_total_of_inspections():
    total = {**INSPECTIONS, "measure": "total", "value": 85.0}
    found = list(
        counts.parts(published({**REPEATED, "value": 6.0}, {**REPEATED, "value": 2.0, "grade": "good"}, total))
    )
    assert [(check.left.text, check.right.text) for check in found] == [("6", "85")]


# Tidy tables


def tidy(year: str, *rows: tuple) -> list[dict]:
    """The rows of a distribution from (count, figures), best grade first."""
    about = of_year(year, judgement="overall", unit="authorities", status="final")
    return [
        {**about, "grade": grade, "count": count, "figure_ids": figures}
        for grade, (count, figures) in zip(GRADES, rows)
    ]


@pytest.mark.parametrize(
    ("figures", "found", "verdict", "said"),
    [
        ([(EXCELLENTLY, 10.0), (EXCELLENTLY, 10.0), (WELL, 93.0)], "10, 93", "agrees", "the same"),
        ([(EXCELLENTLY, 10.0), (EXCELLENTLY, 11.0)], "10 or 11, none", "conflicts", "not the same"),
    ],
)
def test_a_tidy_count_is_compared_with_every_figure_that_it_names(figures, found, verdict, said):
    tables = published(
        *({"grade": grade, "value": value} for grade, value in figures),
        grade_counts=tidy("2009", (10, "r:1:1|r:2:1"), (93, "r:3:1")),
    )
    sources = at(1, 2, 3)
    assert list(counts.tidy_tables(tables)) == [
        Check(
            "grade_counts, annual-rating, overall, 2009, authorities, final",
            Amount(103, "10, 93", sources),
            Amount(103, found, sources),
            verdict,
            f"The table has 10, 93, its figures {found}: {said}.",
        )
    ]


def test_tidy_tables_are_compared_in_their_order():
    tables = published(
        *distribution("2010", 1),
        *distribution("2009", 2),
        grade_counts=[*tidy("2010", (1, "r:1:1")), *tidy("2009", (2, "r:2:1"))],
    )
    assert [check.left.text for check in counts.tidy_tables(tables)] == ["1", "2"]
