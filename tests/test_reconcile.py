"""The ledger: what it finds in the study's tables, what it finds once they are broken, and where its numbers come from."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from gradedrift import authorities, bounds, clean, corrections, facts, figures, releases, tables, trajectories
from gradedrift.errors import SourceError
from gradedrift.reconcile import KINDS, Published, reconcile
from gradedrift.reconcile.statements import quantities
from gradedrift.schemas import Reconciliation
from tests import published as tiny
from tests.lists import HERE
from tests.study import of_the_five as of_releases

TABLES = ("figures", "named_grades", "grade_counts", "moves", "authorities")
NAMED = {kind.name: kind for kind in KINDS}
STATISTICS, PRESS, NEWS, LATER = (
    "ofsted-2011-statistics",
    "ofsted-2009-ratings",
    "news-2011-assessments",
    "news-2015-single-inspection",
)


def committed() -> Published:
    return Published(*map(tables.read, TABLES), authorities.aliases(), corrections.register())


def of_the_five() -> Published:
    """What the five releases publish, of which the examples here are typed."""
    study, named = tables.read("figures"), tables.read("named_grades")
    stated, errors = of_releases(study), corrections.register()
    counts, moves = clean.grade_counts(corrections.apply(stated, errors)), clean.moves(stated)
    known, aliases = tables.read("authorities"), authorities.aliases()
    return Published(stated, of_releases(named), counts, moves, known, aliases, errors)


PUBLISHED = of_the_five()
FOUND = reconcile(PUBLISHED)


def verdicts(published: Published, *kinds: str) -> pd.Series:
    """The verdicts by check."""
    ledger = reconcile(published, [NAMED[name] for name in kinds] or KINDS).ledger
    return ledger.set_index("check_id")["verdict"]


def with_cell(table: str, which: str, column: str, value) -> Published:
    """The study's tables with another value in the rows of one table that a query chooses."""
    frame = getattr(PUBLISHED, table)
    chosen = frame.index.isin(frame.query(which).index)
    assert chosen.any()
    return replace(PUBLISHED, **{table: frame.assign(**{column: frame[column].mask(chosen, value)})})


def without(table: str, which: str) -> Published:
    """The study's tables with rows lost from one of them."""
    frame = getattr(PUBLISHED, table)
    lost = frame.query(which).index
    assert len(lost)
    return replace(PUBLISHED, **{table: frame.drop(lost)})


def line(release: str, number: int, more: str = "value == value") -> str:
    return f"release_id == '{release}' and line == {number} and {more}"


# A tiny ledger


def test_what_is_compared_what_is_not_and_which_figures_are_in_no_comparison():
    tables = tiny.published(
        *tiny.distribution("2009", 1, 2, 3, 4),
        {"measure": "total", "value": 10.0},
        {"unit": "fraction", "value": 0.5},
        *tiny.distribution("2010", 1, 2, 3, 4),
    )
    found = reconcile(tables, [NAMED["totals"], NAMED["repeated"]])
    assert found.ledger.to_dict("records") == [
        {
            "check_id": "totals-r-overall-annual-rating-2009-authorities",
            "kind": "totals",
            "statement": f"{NAMED['totals'].statement}: r, overall, annual-rating, 2009, authorities",
            "left": "1 + 2 + 3 + 4 = 10",
            "left_source": "r:1:1|r:2:1|r:3:1|r:4:1",
            "right": "10",
            "right_source": "r:5:1",
            "verdict": "agrees",
            "explanation": "The grades add up to 1 + 2 + 3 + 4 = 10, the printed total is 10: the same.",
            "affects": "",
        }
    ]
    assert found.coverage.to_csv(index=False, lineterminator="\n").splitlines() == [
        "kind,possible,made,agrees,explained,conflicts",
        "totals,2,1,1,0,0",
        "repeated,0,0,0,0,0",
    ]
    subject, reason = "r, overall, annual-assessment, 2010, authorities", "the release prints no total of these"
    assert found.unmade.to_dict("records") == [{"kind": "totals", "subject": subject, "reason": reason}]
    assert tuple(found.uncompared["figure_id"]) == tiny.at(6, 7, 8, 9, 10)


def test_what_conflicts_affects_results():
    [row] = reconcile(
        tiny.published(*tiny.distribution("2009", 1, 2, 3, 4), {"measure": "total", "value": 11.0}), [NAMED["totals"]]
    ).ledger.to_dict("records")
    assert (row["verdict"], row["affects"]) == ("conflicts", NAMED["totals"].affects) and row["affects"]


def test_a_ledger_of_no_figures_has_its_columns_and_every_kind():
    found = reconcile(tiny.published())
    assert list(found.ledger.columns) == list(Reconciliation.to_schema().columns) and found.ledger.empty
    assert list(found.coverage["kind"]) == [kind.name for kind in KINDS] and (found.coverage["made"] == 0).all()
    said = {"kind": "coverage", "subject": "all authorities", "reason": "no release says how many there are"}
    assert found.unmade.to_dict("records") == [said]
    assert found.uncompared.empty


# The study


def test_the_ledger_is_the_published_table():
    found = reconcile(committed())
    assert tables.read("reconciliation").equals(tables.checked(found.ledger, Reconciliation, "reconciliation.csv"))


def test_nothing_is_skipped_silently():
    by_kind = FOUND.coverage.set_index("kind")
    assert list(by_kind.index) == [kind.name for kind in KINDS]
    assert (by_kind["made"] > 0).all()
    unmade = FOUND.unmade["kind"].value_counts().reindex(by_kind.index).fillna(0)
    assert (by_kind["possible"] == by_kind["made"] + unmade).all()
    assert by_kind["made"].sum() == len(FOUND.ledger)
    assert (FOUND.unmade["reason"] != "").all()
    # Every figure is compared or shown as not compared.
    sources = set("|".join([*FOUND.ledger["left_source"], *FOUND.ledger["right_source"]]).split("|"))
    ids = set(PUBLISHED.figures["figure_id"])
    assert ids - sources == set(FOUND.uncompared["figure_id"]) and sources - ids == {"authorities.csv"}


def test_every_difference_of_the_study():
    differing = FOUND.ledger[FOUND.ledger["verdict"] != "agrees"]
    found = {(row.kind, row.left, row.right, row.verdict) for row in differing.itertuples()}
    assert found == {
        ("across-releases", "76", "71", "explained"),
        ("across-releases", "8", "7", "explained"),
        ("shares-of-counts", "25%", "40 of 152", "explained"),
        ("percentage-columns", "7% + 61% + 25% + 6% = 99", "100", "explained"),
        ("register", "15", "14", "explained"),
        ("coverage", "41 + 5 = 46", "47", "conflicts"),
        ("coverage", "41 + 5 + 2 = 48", "47", "conflicts"),
        ("shares-of-one-thing", "3/4", "nearly 1/2", "conflicts"),
        ("shares-of-one-thing", "3/4", "44%", "conflicts"),
        ("bases", "44% and 17%", "no counts of 41 + 5 = 46", "conflicts"),
        ("bases", "44% and 17%", "no counts of 41 + 2 = 43", "conflicts"),
        (
            "bases",
            "44% and 17%",
            "67 and 26 (half-up or truncated); 67 and 27 (truncated); 68 and 26 (truncated);"
            " 68 and 27 (truncated) of 152",
            "conflicts",
        ),
    }


@pytest.mark.parametrize(
    "kind, left, right",
    [
        ("totals", "1 + 24 + 41 + 19 = 85", "85"),
        ("several-grades", "103", "10 + 93 = 103"),
        ("coverage", "28 + 71 + 33 + 15 + 5 = 152", "152"),
        ("coverage", "135 + 17 = 152", "152"),
        ("shares-of-counts", "over 2/3", "10 + 93 = 103 of 152"),
        ("shares-of-counts", "3/4", "24 + 7 = 31 of 41"),
        ("shares-of-counts", "over 1/2", "24 + 7 = 31 of 41"),
        ("shares-of-counts", "almost 1/3", "47 of 152"),
        ("shares-of-one-thing", "nearly 1/2", "44%"),
        ("differences", "8", "28 - 20 = 8"),
        ("differences", "0", "15 - 15 = 0"),
        ("move-totals", "10 + 11 + 4 = 25", "25"),
        ("move-totals", "2 + 2 + 3 + 1 = 8", "8"),
        ("net-changes", "76 - 78 = -2", "11 + 2 - 10 - 2 - 3 = -2"),
        ("arrivals", "18 + 2 + 8 + 0 = 28", "28"),
        ("every-year", "7", "8"),
        ("every-year", "2", "2"),
        ("re-inspections", "85", "79 + 2 + 4 = 85"),
        ("re-inspections", "81", "79 + 2 = 81"),
        ("re-inspections", "6", "2 + 4 = 6"),
        ("graded-twice", "19", "17 + 2 = 19"),
        ("lists", "28", "28"),
        ("named-twice", "performs poorly", "performs poorly"),
        ("bases", "44% and 17%", "18 and 7 (half-up) of 41"),
        ("bases", "44% and 17%", "21 and 8 (truncated) of 47"),
        ("bases", "44% and 17%", "21 and 8 (half-up) of 41 + 5 + 2 = 48"),
    ],
)
def test_agreements_that_the_releases_allow(kind, left, right):
    rows = FOUND.ledger.query("kind == @kind and left == @left and right == @right")
    assert len(rows) and set(rows["verdict"]) == {"agrees"}


def test_what_became_of_the_five_is_what_all_facts_force():
    """The ledger's arithmetic against the integer programme over all facts about the annual grades."""
    ledger = facts.ledger(PUBLISHED.grade_counts, PUBLISHED.moves, PUBLISHED.figures, PUBLISHED.named_grades)
    later = bounds.transitions().query("from_period == '2010'")
    found = trajectories.bounds_of_graded_last(ledger, later).query("upper > 0")
    well, excellently = "performs well", "performs excellently"
    assert found[["from_grade", "to_grade", "lower", "upper"]].values.tolist() == [
        [excellently, well, 1, 1],
        [well, well, 4, 4],
    ]
    grades, moves = FOUND.ledger.query("kind == 'pending'")["explanation"]
    assert "If a grade once published stood, those pending became 0 performs excellently, 5 performs well" in grades
    assert "0 of those pending improved, 1 declined and 4 stayed" in moves
    assert f"who declined had been {excellently} and who stayed had been {well}" in moves


def test_a_conflict_says_what_it_affects():
    conflicts = FOUND.ledger["verdict"] == "conflicts"
    assert (FOUND.ledger["affects"] != "").equals(conflicts)
    with pytest.raises(SourceError, match="a conflict, and nothing else, says what it affects"):
        tables.checked(FOUND.ledger.assign(affects=""), Reconciliation, "reconciliation.csv")


# Broken: each kind of comparison, once

PART_OF_2009 = "graded-performs-adequately-overall-annual-rating-2009-authorities"
BROKEN = {
    "totals": (with_cell("figures", line(STATISTICS, 86), "value", 44), "totals-ofsted-2011-statistics-looked-after-children-overall-effectiveness-safeguarding-looked-after-2009-06-01-2011-09-30-inspections"),
    "several-grades": (with_cell("figures", line(PRESS, 29, "unit == 'authorities'"), "value", 94), "several-grades-ofsted-2009-ratings-graded-performs-excellently-performs-well-overall-annual-rating-2009-authorities"),
    "repeated": (with_cell("figures", line(PRESS, 30, "unit == 'authorities'"), "value", 41), f"repeated-ofsted-2009-ratings-{PART_OF_2009}"),
    "across-releases": (with_cell("figures", f"release_id == '{STATISTICS}' and period == '2009' and grade == 'performs adequately'", "value", 41), f"across-releases-ofsted-2009-ratings-ofsted-2011-statistics-{PART_OF_2009}"),
    "all-authorities": (without("authorities", "authority == 'Kent'"), "all-authorities-ofsted-2009-ratings-total-overall-annual-rating-2009-authorities"),
    "parts": (with_cell("figures", line(STATISTICS, 26), "value", 136), "parts-ofsted-2011-statistics-of-inspected-2010-09-01-2011-09-30-priority-action-unannounced-2010-09-01-2011-09-30-inspections"),
    "coverage": (with_cell("figures", line(STATISTICS, 25, "measure == 'pending'"), "value", 16), "coverage-ofsted-2011-statistics-pending-unannounced-2010-09-01-2011-09-30-authorities"),
    "pending": (with_cell("figures", line(NEWS, 9, "measure == 'pending'"), "value", 6), "pending-news-2011-assessments-ofsted-2011-statistics-pending-overall-annual-assessment-2011-authorities"),
    "shares-of-counts": (with_cell("figures", line(LATER, 11, "measure == 'inspected'"), "value", 0.25), "shares-of-counts-almost-1-4-news-2015-single-inspection-inspected-single-inspection-line-11"),
    "percentage-columns": (with_cell("figures", line(PRESS, 28, "unit == 'percent'"), "value", 9), "percentage-columns-ofsted-2009-ratings-annual-rating-overall-2009"),
    "shares-of-one-thing": (with_cell("figures", line(LATER, 11, "measure == 'declined'"), "value", 51), "shares-of-one-thing-nearly-1-2-news-2015-single-inspection-declined-overall-single-inspection-line-5-51-line-11"),
    "bases": (with_cell("figures", line(LATER, 11, "measure == 'improved'"), "value", 18), "bases-news-2015-single-inspection-single-inspection-44-and-18-of-41"),
    "differences": (with_cell("figures", line(NEWS, 5, "measure == 'difference'"), "value", 7), "differences-news-2011-assessments-difference-performs-excellently-overall-annual-assessment-2010-to-2011-authorities"),
    "move-totals": (with_cell("figures", line(STATISTICS, 35, "value == 11"), "value", 12), "move-totals-ofsted-2011-statistics-improved-overall-annual-assessment-2010-to-2011-authorities"),
    "net-changes": (with_cell("figures", line(STATISTICS, 37, "value == 3"), "value", 4), "net-changes-ofsted-2011-statistics-2010-2011-performs-poorly"),
    "moves-within-counts": (with_cell("figures", line(STATISTICS, 33, "value == 18"), "value", 94), "moves-within-counts-ofsted-2011-statistics-2009-2011-out-of-performs-well"),
    "forced-movements": (with_cell("figures", line(STATISTICS, 35, "measure == 'improved'"), "value", 7), "forced-movements-ofsted-2011-statistics-improved-overall-annual-assessment-2010-to-2011-authorities"),
    "arrivals": (with_cell("figures", line(STATISTICS, 33, "value == 2"), "value", 3), "arrivals-ofsted-2011-statistics-2009-2011-performs-excellently"),
    "every-year": (with_cell("figures", line(STATISTICS, 33, "measure == 'every-year'"), "value", 9), "every-year-ofsted-2011-statistics-names-every-year-performs-excellently-overall-annual-rating-annual-assessment-2009-to-2011-authorities"),
    "re-inspections": (with_cell("figures", line(STATISTICS, 9, "measure == 're-inspected'"), "value", 7), "re-inspections-ofsted-2011-statistics-re-inspected-safeguarding-looked-after-2009-06-01-2011-09-30-authorities"),
    "services": (with_cell("figures", line(STATISTICS, 20, "measure == 'total'"), "value", 7), "services-ofsted-2011-statistics-more-than-of-looked-after-children-total-safeguarding-safeguarding-looked-after-2011-07-01-2011-09-30-inspections"),
    "graded-twice": (with_cell("figures", line(STATISTICS, 11, "value == 17"), "value", 18), "graded-twice-ofsted-2011-statistics-graded-inadequate-safeguarding-overall-effectiveness-safeguarding-looked-after-2009-06-01-2011-09-30-inspections"),
    "several-judgements": (with_cell("figures", line(STATISTICS, 12, "value == 2"), "value", 4), "several-judgements-ofsted-2011-statistics-looked-after-children-overall-effectiveness-graded-inadequate-safeguarding-overall-effectiveness-looked-after-children-overall-effectiveness-safeguarding-looked-after-2009-06-01-2011-09-30-inspections"),
    "judgements-named": (with_cell("figures", line(STATISTICS, 21, "unit == 'areas'"), "value", 5), "judgements-named-ofsted-2011-statistics-graded-inadequate-looked-after-children-overall-effectiveness-staying-safe-being-healthy-leadership-and-management-safeguarding-looked-after-2011-07-01-2011-09-30-areas"),
    "lists": (with_cell("named_grades", "authority == 'York' and period == '2009'", "grade", "performs poorly"), "lists-ofsted-2009-ratings-annual-rating-overall-2009-performs-poorly-count-of-ofsted-2009-ratings"),
    "register": (with_cell("named_grades", "authority == 'Kent'", "name_as_printed", "Kemt"), "register-news-2011-assessments-annual-assessment-overall-2011-performs-poorly"),
    "named-twice": (with_cell("named_grades", "release_id == 'ofsted-2009-rotherham-letter'", "grade", "performs adequately"), "named-twice-rotherham-annual-rating-overall-2009"),
    "printed-numbers": (with_cell("figures", "value == 1 and authority == 'Rotherham'", "value", 4), "printed-numbers-ofsted-2009-rotherham-letter-rotherham-performs-poorly-scale-of-ofsted-2009-ratings"),
    "tidy-tables": (with_cell("grade_counts", "period == '2010' and rank == 3", "count", 79), "tidy-tables-grade-counts-annual-assessment-overall-2010-authorities-final"),
}  # fmt: skip


def test_every_kind_is_broken_once():
    assert list(BROKEN) == [kind.name for kind in KINDS]


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_data_change_the_verdict(kind):
    broken, check = BROKEN[kind]
    after = verdicts(broken, kind)
    assert after[check] == "conflicts"
    # A percentage is part of the name of its check.
    before = FOUND.ledger.set_index("check_id")["verdict"].reindex([check])
    assert before.iloc[0] in ("agrees", "explained") or kind in ("shares-of-counts", "shares-of-one-thing", "bases")


def test_a_number_far_off_changes_a_verdict_whichever_figure_it_is():
    """No figure is listed as compared while its value does not matter."""
    kinds = [kind for kind in KINDS if kind.name != "tidy-tables"]
    sides = FOUND.ledger.assign(source=FOUND.ledger["left_source"] + "|" + FOUND.ledger["right_source"])
    pairs = sides.assign(source=sides["source"].str.split("|")).explode("source").query("kind != 'tidy-tables'")
    numbered = PUBLISHED.figures.dropna(subset="value").set_index("figure_id")
    missed, tried = [], 0
    for figure, rows in pairs[pairs["source"].isin(numbered.index)].groupby("source"):
        tried += 1
        touched = [kind for kind in kinds if kind.name in set(rows["kind"])]
        was = rows["verdict"].eq("conflicts").groupby(rows["check_id"]).first()
        for value in (1000.0, 0.0, 50.0):
            figures = PUBLISHED.figures.assign(
                value=PUBLISHED.figures["value"].mask(PUBLISHED.figures["figure_id"] == figure, value)
            )
            ledger = reconcile(replace(PUBLISHED, figures=figures), touched).ledger
            now = ledger.set_index("check_id")["verdict"].eq("conflicts")
            if not now.reindex(was.index).eq(was).all():
                break
        else:
            missed.append(figure)
    assert missed == [] and tried > 140


@pytest.mark.parametrize("period", ["2009", "2011"])
def test_a_name_in_the_other_list_changes_the_verdicts(period):
    named = PUBLISHED.named_grades
    other = {"performs excellently": "performs poorly", "performs poorly": "performs excellently"}
    for at, row in named[named["period"].eq(period) & ~named["release_id"].str.contains("letter")].iterrows():
        moved = named.assign(grade=named["grade"].mask(named.index == at, other[row["grade"]]))
        found = verdicts(replace(PUBLISHED, named_grades=moved), "lists")
        assert (found == "conflicts").sum() >= 2, row["authority"]


def test_another_name_in_a_list_of_the_same_length_changes_what_two_lists_have_in_common():
    """Birmingham was poor in every year; with another authority in its place one name alone is on both lists."""
    check = "every-year-ofsted-2011-statistics-names-every-year-performs-poorly-overall-annual-rating-annual-assessment-2009-to-2011-authorities"
    replaced = with_cell("named_grades", "authority == 'Birmingham' and period == '2011'", "gss_code", "E06000016")
    after = reconcile(replaced, [NAMED["every-year"], NAMED["lists"]]).ledger.set_index("check_id")
    assert after.loc[check, ["left", "right", "verdict"]].tolist() == ["2", "1", "conflicts"]
    assert set(after.loc[after["kind"] == "lists", "verdict"]) == {"agrees"}


# Lost rows


def test_a_lost_move_breaks_the_totals_and_the_net_changes():
    lost = verdicts(without("figures", line(STATISTICS, 35, "value == 4")), "move-totals", "net-changes")
    conflicts = set(lost.index[lost == "conflicts"])
    assert conflicts == {
        "move-totals-ofsted-2011-statistics-improved-overall-annual-assessment-2010-to-2011-authorities",
        "net-changes-ofsted-2011-statistics-2010-2011-performs-adequately",
        "net-changes-ofsted-2011-statistics-2010-2011-performs-poorly",
    }


def test_a_lost_name_breaks_its_list_and_what_rests_on_it():
    lost = reconcile(without("named_grades", "authority == 'York' and period == '2011'"))
    conflicts = lost.ledger.query("verdict == 'conflicts' and kind == 'lists'")
    assert len(conflicts) == 1 and conflicts["left"].item() == "27"
    reasons = set(lost.unmade.query("kind in ['every-year', 'arrivals']")["reason"])
    assert "the lists of the first and the last year are not complete" in reasons
    assert "arrivals" not in set(lost.ledger["kind"])


@pytest.mark.parametrize("kept, conflicts", [(14, 1), (13, 0)])
def test_fewer_names_than_half_of_the_count_are_examples(kept, conflicts):
    named = tables.read("named_grades").query("period == '2011' and rank == 4")["authority"].iloc[kept:]
    found = reconcile(without("named_grades", f"period == '2011' and authority in {list(named)}"))
    own = found.unmade.query("kind == 'lists' and reason.str.startswith('the release names 13 of the 28 ')")
    assert len(found.ledger.query("verdict == 'conflicts' and kind == 'lists'")) == conflicts == 1 - len(own)


def test_a_lost_count_is_not_compared_and_that_is_said():
    lost = reconcile(without("figures", line(LATER, 13, "grade == 'inadequate'")))
    assert not lost.ledger["check_id"].str.startswith("totals-news-2015").any()
    fewer = lost.coverage.set_index("kind")["made"] - FOUND.coverage.set_index("kind")["made"]
    assert fewer["totals"] == -1 and fewer["shares-of-counts"] == -2
    assert "the release has no such count" in set(lost.unmade["reason"])


# Explained only where other figures prove it


@pytest.mark.parametrize(
    "broken",
    [
        # Another percentage of the column does not fit its count.
        with_cell("figures", line(PRESS, 28, "unit == 'percent'"), "value", 8),
        # The count is another one in another release, or in another sentence.
        with_cell("figures", line(STATISTICS, 32, "value == 40"), "value", 38),
        with_cell("figures", line(PRESS, 30, "unit == 'authorities'"), "value", 38),
        # The counts do not add up to the printed total; the percentages have none, or another.
        with_cell("figures", line(PRESS, 28, "unit == 'authorities'"), "value", 11),
        without("figures", line(PRESS, 32, "unit == 'percent'")),
        with_cell("figures", line(PRESS, 32, "unit == 'percent'"), "value", 99),
    ],
)
def test_a_percentage_is_not_explained_without_its_proof(broken):
    check = "shares-of-counts-25-ofsted-2009-ratings-graded-performs-adequately-overall-annual-rating-2009-line-30"
    assert FOUND.ledger.set_index("check_id")["verdict"][check] == "explained"
    assert verdicts(broken, "shares-of-counts")[check] == "conflicts"


@pytest.mark.parametrize(
    "broken",
    [
        with_cell("figures", line(NEWS, 9, "measure == 'pending'"), "value", 4),
        without("figures", line(NEWS, 9, "measure == 'pending'")),
        # One count fell while another rose by more: a grade once published did not stand.
        with_cell("figures", f"release_id == '{NEWS}' and period == '2011' and value == 33", "value", 34),
        without("figures", line(NEWS, 9, "value == 33")),
    ],
)
def test_a_later_count_is_not_explained_without_its_proof(broken):
    after = verdicts(broken, "across-releases")
    for what in ("graded-performs-well", "declined"):
        span = "2010-to-2011" if what == "declined" else "2011"
        check = f"across-releases-ofsted-2011-statistics-news-2011-assessments-{what}-overall-annual-assessment-{span}-authorities"
        assert after[check] == "conflicts"


def test_fewer_later_than_before_is_not_explained_by_what_was_pending():
    broken = with_cell("figures", line(NEWS, 7, "measure == 'declined'"), "value", 9)
    after = verdicts(broken, "across-releases", "pending")
    assert (after[after.index.str.contains("declined")] == "conflicts").all()
    assert after[after.index.str.contains("pending-movements")].tolist() == ["conflicts"]


@pytest.mark.parametrize(
    "broken",
    [
        replace(PUBLISHED, corrections=PUBLISHED.corrections.query("column == 'value'")),
        # Corrected to a name that the list has already: fifteen names, but fourteen authorities.
        with_cell("named_grades", "authority == 'Cheshire West and Chester'", "gss_code", "E10000016"),
    ],
)
def test_a_misprint_is_not_explained_without_its_proof(broken):
    check = "register-news-2011-assessments-annual-assessment-overall-2011-performs-poorly"
    assert verdicts(broken, "register")[check] == "conflicts"


# Conflicts that go away


@pytest.mark.parametrize(
    "which, value, check",
    [
        (line(LATER, 7), 46, "coverage-news-2015-single-inspection-pending-overall-single-inspection-2013-11-01-2015-01-20-authorities"),
        (line(LATER, 9, "measure == 'graded'"), 1, "coverage-news-2015-single-inspection-pending-overall-single-inspection-2013-11-01-2015-01-20-authorities-with-the-latest"),
        (line(LATER, 11, "measure == 'declined'"), 75, "shares-of-one-thing-3-4-news-2015-single-inspection-declined-overall-single-inspection-line-3-75-line-11"),
        (line(LATER, 11, "measure == 'declined'"), 43, "bases-news-2015-single-inspection-single-inspection-43-and-17-of-41-5-46"),
    ],
)  # fmt: skip
def test_a_conflict_is_open_only_as_long_as_the_figures_differ(which, value, check):
    assert verdicts(with_cell("figures", which, "value", value))[check] == "agrees"


# From the ledger back to the lines of the releases


def test_every_row_goes_back_to_a_line_of_a_release():
    known = tables.read("figures").set_index("figure_id")
    texts = {name: releases.read_record(name).split("\n") for name in tables.read("releases")["release_id"]}
    tidy = [
        tables.read("grade_counts")["figure_ids"],
        tables.read("moves")["figure_id"],
        tables.read("named_grades")["figure_ids"],
    ]
    sides = [FOUND.ledger["left_source"], FOUND.ledger["right_source"], *tidy]
    for name in {name for side in sides for ids in side for name in ids.split("|")} - {"authorities.csv"}:
        figure = known.loc[name]
        assert name.startswith(f"{figure['release_id']}:{figure['line']}:")
        there = texts[figure["release_id"]][figure["line"] - 1][int(name.split(":")[2]) - 1 :]
        assert re.match(r"\w+", there)[0] in figure["quote"], name


def test_tidy_rows_name_the_releases_of_their_figures():
    counts, moves, named = (tables.read(name) for name in ("grade_counts", "moves", "named_grades"))
    rows = [
        *zip(counts["release_ids"], counts["figure_ids"]),
        *zip(moves["release_id"], moves["figure_id"]),
        *zip(named["release_id"], named["figure_ids"]),
    ]
    for release_ids, figure_ids in rows:
        assert {name.split(":")[0] for name in figure_ids.split("|")} == set(release_ids.split("|"))


def test_the_numbers_of_a_row_are_those_of_its_sources():
    values = PUBLISHED.figures.set_index("figure_id")["value"]
    counted = [
        "bases",
        "pending",
        "forced-movements",
        "judgements-named",
        "lists",
        "register",
        "arrivals",
        "named-twice",
    ]
    rows = FOUND.ledger[~FOUND.ledger["kind"].isin(counted)]
    checked = 0
    for row in rows.itertuples():
        for text, sources in ((row.left, row.left_source), (row.right, row.right_source)):
            if sources == "authorities.csv" or "/" in text or (row.kind, row.right) == ("every-year", "8"):
                continue
            stated = {f"{values[name]:g}" for name in sources.split("|") if pd.notna(values[name])}
            base = {"152", "41"} if " of " in text else set()
            shown = set(re.findall(r"\d+", text.split("=")[0]))
            assert not stated or shown <= stated | base, row.check_id
            checked += bool(stated)
    assert checked > 250


# Other releases


def test_any_release_of_the_family_can_be_compared():
    empty = {name: getattr(PUBLISHED, name).head(0) for name in ("named_grades", "grade_counts", "moves")}
    for path in sorted((HERE / "unseen").glob("*.txt")):
        found = reconcile(replace(PUBLISHED, figures=figures.of_file(path).figures, **empty))
        assert len(tables.checked(found.ledger, Reconciliation, path.name)) == len(found.ledger)


# Tiny tables


def stated(*rows: dict) -> Published:
    """Figures of one release `r`, each given by what is not empty."""
    plain = dict.fromkeys(PUBLISHED.figures, "")
    about = {
        "unit": "authorities",
        "measure": "graded",
        "regime": "annual-rating",
        "judgement": "overall",
        "period": "2009",
    }
    filled = [
        {**plain, **about, "figure_id": f"r:{at}:1", "release_id": "r", "line": at, "locator": "Some", "quote": "q", **row}
        for at, row in enumerate(rows, start=1)
    ]  # fmt: skip
    empty = {name: getattr(PUBLISHED, name).head(0) for name in ("named_grades", "grade_counts", "moves")}
    return replace(PUBLISHED, figures=pd.DataFrame(filled), **empty)


GRADES = ("performs excellently", "performs well", "performs adequately", "performs poorly")


def column(counts, percentages, total=100) -> list[dict]:
    """A table of counts and percentages with their totals."""
    return [
        *({"grade": grade, "value": float(count)} for grade, count in zip(GRADES, counts)),
        *({"grade": grade, "value": float(share), "unit": "percent"} for grade, share in zip(GRADES, percentages)),
        {"measure": "total", "value": float(sum(counts))},
        {"measure": "total", "value": float(total), "unit": "percent"},
    ]


@pytest.mark.parametrize("other, verdict", [(26, "explained"), (27, "conflicts"), (25, "agrees")])
def test_a_number_that_another_release_states_as_it_was_meant_is_explained(other, verdict):
    share = {"unit": "percent", "grade": "performs adequately"}
    published = stated({**share, "release_id": PRESS, "value": 25.0}, {**share, "value": float(other)})
    row = reconcile(published, [NAMED["across-releases"]]).ledger.iloc[0]
    assert row["verdict"] == verdict
    assert ("26 is meant in ofsted-2009-ratings: 40 of 152 is 26.3%" in row["explanation"]) == (verdict == "explained")


@pytest.mark.parametrize("stated_less, verdict", [(5, "agrees"), (4, "conflicts")])
def test_a_difference_can_be_of_fewer(stated_less, verdict):
    years = {"from_period": "2009", "to_period": "2010"}
    published = stated(
        {"grade": "performs well", "value": 93.0},
        {"grade": "performs well", "value": 88.0, "period": "2010", "regime": "annual-assessment"},
        *2 * [{**years, "measure": "difference", "grade": "performs well", "value": -stated_less, "period": "",
        "regime": "annual-rating|annual-assessment"}],
    )  # fmt: skip
    ledger = reconcile(published, [NAMED["differences"], NAMED["repeated"]]).ledger
    assert ledger["left"].tolist() == 2 * [f"{stated_less} fewer"] and ledger["right"].iloc[0] == "88 - 93 = -5"
    assert ledger["verdict"].tolist() == [verdict, "agrees"]
    assert len(tables.checked(ledger, Reconciliation, "some.csv")) == 2


def test_a_release_that_cuts_its_percentages_off_is_read_so():
    rounded, cut = (stated(*column((2, 3, 1, 0), shares)) for shares in ((33, 50, 17, 0), (33, 50, 16, 0)))
    for published, word in ((rounded, "half-up"), (cut, "truncated")):
        ledger = reconcile(published, [NAMED["shares-of-counts"]]).ledger
        assert set(ledger["verdict"]) == {"agrees"} and ledger["explanation"].str.contains(word).all()


def test_a_column_that_rounding_alone_puts_off_is_explained():
    found = reconcile(stated(*column((1, 1, 1, 0), (33, 33, 33, 0))), [NAMED["percentage-columns"]]).ledger
    assert found["left"].item() == "33% + 33% + 33% + 0% = 99" and found["verdict"].item() == "explained"
    assert "rounding alone" in found["explanation"].item()
    broken = reconcile(stated(*column((1, 1, 1, 0), (33, 33, 32, 0))), [NAMED["percentage-columns"]]).ledger
    assert broken["verdict"].item() == "conflicts"


def test_a_share_with_decimals_is_exact():
    of_seven = (1, 2, 4, 0)
    for shares, verdict in (((14.3, 28.6, 57.1, 0), "agrees"), ((14.2, 28.6, 57.1, 0), "conflicts")):
        found = verdicts(stated(*column(of_seven, shares)), "shares-of-counts")
        assert found[found.index.str.contains("excellently")].tolist() == [verdict]


def test_words_that_leave_a_share_open_are_not_judged():
    under = {"unit": "fraction", "value": 0.5, "qualifier": "under", "grade": GRADES[0]}
    found = reconcile(stated(*column((1, 1, 1, 1), (25, 25, 25, 25)), under), [NAMED["shares-of-counts"]])
    assert len(found.ledger) == 4 and found.unmade["reason"].tolist() == ["'under' leaves the share open"]


def test_one_move_may_be_one_of_more_but_not_of_fewer():
    change = {"period": "", "from_period": "2009", "to_period": "2010"}
    move = {**change, "measure": "moved", "from_grade": GRADES[1], "to_grade": GRADES[3], "value": 4.0}
    for declined, verdict in ((23.0, "agrees"), (3.0, "conflicts")):
        published = stated(move, {**change, "measure": "declined", "value": declined})
        assert verdicts(published, "move-totals").tolist() == [verdict]


def test_a_count_as_at_a_date_is_that_of_the_one_interval_that_ends_on_it():
    span = {"regime": "unannounced", "measure": "inspected", "judgement": "", "period": "2010-09-01/2011-09-30"}
    date = {**span, "period": "2011-09-30"}
    found = quantities(stated({**span, "value": 135.0}, {**date, "value": 135.0}).figures)
    assert [(q.period, len(q.figure_ids)) for q in found] == [("2010-09-01/2011-09-30", 2)]
    quarter = {**span, "period": "2011-07-01/2011-09-30", "value": 9.0}
    assert len(quantities(stated({**span, "value": 135.0}, {**date, "value": 135.0}, quarter).figures)) == 3


def test_six_homes_are_not_six_schools():
    homes = {"unit": "settings", "regime": "", "judgement": "", "period": "", "locator": "Letter, sentence 2"}
    schools = {**homes, "locator": "Letter, sentence 4"}
    rows = [
        {**homes, "measure": "total", "value": 6.0},
        {**schools, "measure": "total", "value": 3.0},
        {**homes, "grade": "good", "value": 4.0},
    ]
    assert verdicts(stated(*rows), "totals", "repeated").tolist() == ["agrees"]
    assert verdicts(stated(*rows[:2], {**rows[2], "value": 7.0}), "totals").tolist() == ["conflicts"]


@pytest.mark.parametrize(
    "published, inspected, pending, expected",
    [
        (33.0, 38.0, 5.0, ["agrees"]),
        (33.0, 33.0, 5.0, ["agrees"]),  # inspected means published, and the pending come on top
        (33.0, 37.0, 5.0, ["conflicts"]),
        (None, 96.0, 5.0, ["agrees"]),  # not all others await a judgement
        (None, 150.0, 5.0, ["conflicts"]),
    ],
)
def test_published_and_pending_are_what_was_inspected(published, inspected, pending, expected):
    about = {"regime": "single-inspection", "period": "2014-09-30"}
    rows = [
        {**about, "measure": "inspected", "value": inspected, "judgement": ""},
        {**about, "measure": "pending", "value": pending},
        {"measure": "total", "value": 152.0},
    ]
    if published:
        rows.append({**about, "measure": "total", "value": published})
    found = verdicts(stated(*rows), "coverage")
    assert found[found.index.str.contains("pending")].tolist() == expected


def test_what_is_left_open_is_said_only_where_the_latest_could_make_the_difference():
    check = "coverage-news-2015-single-inspection-pending-overall-single-inspection-2013-11-01-2015-01-20-authorities"
    for inspected, is_open in ((47, True), (49, False), (45, False)):
        ledger = reconcile(with_cell("figures", line(LATER, 7), "value", inspected), [NAMED["coverage"]]).ledger
        explanation = ledger.set_index("check_id")["explanation"][check]
        assert ("would need 1 of them to be neither" in explanation) is is_open
