"""Possible grades of single authorities against trying every grade of every authority."""

from itertools import product
from random import Random

import numpy as np
import pandas as pd
import pytest
from ortools.sat.python import cp_model

from gradedrift import bounds, facts, schemas, tables, trajectories
from gradedrift.errors import SourceError
from tests import known, study

FACTS = facts.ledger(study.GRADE_COUNTS, study.MOVES, study.FIGURES, study.NAMED_GRADES)
FIVE_LAST = bounds.transitions().query("from_period == '2010'")
# Every way to give three authorities one of the 64 trajectories each.
ALL_OF_THREE = np.array(list(product(range(len(known.CELLS)), repeat=3)))


@pytest.fixture(scope="module")
def found():
    return trajectories.authority_trajectories(FACTS, study.NAMED_GRADES)


def possible(found: pd.DataFrame) -> pd.DataFrame:
    """The ranks that are possible, as digits, by authority and year."""
    digits = found["possible_grades"].map(lambda grades: "".join(str(study.RANK[grade]) for grade in grades.split("|")))
    return found.assign(ranks=digits).pivot(index="authority", columns="period", values="ranks")


def statements(ledger: pd.DataFrame) -> list[tuple]:
    return [(facts.coefficients(row.coefficients), row.relation, row.value) for row in ledger.itertuples()]


# The study's authorities


def test_authorities_of_which_the_same_is_known_stand_together_best_first(found):
    classes = trajectories.alike(found)
    by_name = possible(found)
    assert classes["number"].sum() == len(by_name)
    for row in classes.to_dict("records"):
        members = row["authorities"].split(", ")
        assert len(members) == row["number"]
        for year in facts.YEARS:
            assert set(by_name.loc[members, year]) == {"".join(map(str, row[year]))}
    assert len(classes) == len(by_name.drop_duplicates())
    assert list(classes["2009"]) == sorted(classes["2009"], reverse=True)


def test_every_named_authority_has_every_year(found):
    names = sorted(set(study.NAMED_GRADES["authority"]))
    assert list(zip(found["authority"], found["period"])) == list(product(names, known.YEARS))
    assert len(tables.checked(found, schemas.AuthorityTrajectories, "table.csv")) == 53 * 3
    with pytest.raises(SourceError, match="possible_grades"):
        tables.checked(found.assign(possible_grades=""), schemas.AuthorityTrajectories, "table.csv")


def test_what_is_known_of_the_study_s_authorities(found):
    ranks = possible(found)
    # Excellent in 2009 and 2011: seven of the eight throughout, but not which.
    assert tuple(ranks.loc["York"]) == ("4", "43", "4")
    # Poor in 2009 and 2011: the two that were poor in every year.
    assert tuple(ranks.loc["Birmingham"]) == tuple(ranks.loc["Cornwall"]) == ("1", "1", "1")
    # Excellent in 2009 and named no more.
    assert tuple(ranks.loc["Tower Hamlets"]) == ("4", "4321", "32")
    assert tuple(ranks.loc["Rotherham"]) == ("1", "4321", "32")
    # In 2010 none that was excellent fell by two grades, and none rose by two to be excellent.
    assert tuple(ranks.loc["Barnet"]) == ("32", "43", "4")
    assert tuple(ranks.loc["Kent"]) == ("32", "321", "1")
    # Named only in 2015: on none of the complete lists.
    assert tuple(ranks.loc["St Helens"]) == ("32", "4321", "32")
    assert ranks.value_counts().to_dict() == {
        ("4", "43", "4"): 8,
        ("4", "4321", "32"): 2,
        ("1", "1", "1"): 2,
        ("1", "4321", "32"): 7,
        ("32", "43", "4"): 20,
        ("32", "321", "1"): 13,
        ("32", "4321", "32"): 1,
    }


def test_the_reasons_say_what_excludes_the_other_grades(found):
    reasons = found.set_index(["authority", "period"])["reason"]
    assert reasons["Rotherham", "2009"] == "named in ofsted-2009-ratings and ofsted-2009-rotherham-letter"
    assert reasons["Rotherham", "2010"] == "no fact excludes any grade"
    assert reasons["Birmingham", "2010"] == "all facts together allow no other grade"
    lists = "not in the complete list of performs excellently or of performs poorly"
    assert reasons["Rotherham", "2011"] == reasons["St Helens", "2009"] == lists


@pytest.fixture(scope="module")
def placed():
    """Every named authority with a trajectory of its own; that lists are complete is not said again."""
    named = study.NAMED_GRADES[study.NAMED_GRADES["period"].isin(known.YEARS)]
    names = sorted(set(study.NAMED_GRADES["authority"]))
    return known.placements(
        statements(FACTS), names, list(named[["authority", "period", "rank"]].itertuples(index=False))
    )


@pytest.mark.parametrize(
    "name, year",
    [
        ("York", "2010"),
        ("Tower Hamlets", "2010"),
        ("Tower Hamlets", "2011"),
        ("Birmingham", "2010"),
        ("Rotherham", "2010"),
        ("Barnet", "2010"),
        ("Barnet", "2009"),
        ("Kent", "2010"),
        ("St Helens", "2010"),
    ],
)
def test_a_second_solver_that_places_each_authority_finds_the_same(found, placed, name, year):
    model, taken = placed
    for rank in (4, 3, 2, 1):
        wanted = [var for var, cell in zip(taken[name], known.CELLS) if cell[known.YEARS.index(year)] == rank]
        model.clear_objective()
        model.maximize(sum(wanted))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        assert solver.objective_value == (str(rank) in possible(found).loc[name, year])


def test_an_authority_named_for_two_grades_is_refused():
    twice = study.named_grades([(study.NEWS, "annual-rating", "2009", "York", study.POORLY, 1)])
    with pytest.raises(SourceError, match="York is named for different grades of 2009: performs excellently, performs"):
        trajectories.authority_trajectories(FACTS, pd.concat([study.NAMED_GRADES, twice]))


def test_names_that_the_facts_do_not_allow_are_refused():
    # Eleven names for a grade that ten had.
    more = study.named_grades([(study.NEWS, "annual-rating", "2009", "Leicester", study.EXCELLENTLY, 4)])
    with pytest.raises(SourceError, match="named_grades.csv: the named grades contradict the facts"):
        trajectories.authority_trajectories(FACTS, pd.concat([study.NAMED_GRADES, more]))


def test_a_list_that_is_not_known_to_be_complete_excludes_nothing_of_itself():
    total = FACTS[FACTS["stage"] == "authorities"]
    found = trajectories.authority_trajectories(total, study.NAMED_GRADES)
    assert tuple(possible(found).loc["Tower Hamlets"]) == ("4", "4321", "4321")
    complete = FACTS[FACTS["fact_id"].isin(["2009-authorities", "named-2011-poorly"])]
    found = trajectories.authority_trajectories(complete, study.NAMED_GRADES)
    assert tuple(possible(found).loc["Tower Hamlets"]) == ("4", "4321", "432")


# Those graded last


def test_the_five_that_were_graded_last():
    """All performed well in 2011: 76 less 71. Eight declined in the end and seven before, none more improved."""
    found = trajectories.bounds_of_graded_last(FACTS, FIVE_LAST)
    moved = found[found["upper"] > 0]
    assert moved[["from_grade", "to_grade", "lower", "upper"]].values.tolist() == [
        [study.EXCELLENTLY, study.WELL, 1, 1],
        [study.WELL, study.WELL, 4, 4],
    ]
    anyone = pd.DataFrame({"coefficients": ["rank_2009 > 0"]})
    assert trajectories.bounds_of_graded_last(FACTS, anyone)[["lower", "upper"]].values.tolist() == [[5, 5]]


def with_value(fact_id: str, value: int) -> pd.DataFrame:
    return FACTS.assign(value=FACTS["value"].mask(FACTS["fact_id"] == fact_id, value))


def test_fewer_graded_at_the_time_are_more_graded_last():
    found = trajectories.bounds_of_graded_last(with_value("provisional-2011-well", 70), FIVE_LAST)
    assert found["upper"].sum() == 6


def test_provisional_numbers_that_no_final_ones_allow_are_refused():
    # If none had declined at the time, eight of the five that were graded last did.
    declined = with_value("provisional-declined-2010-2011", 0)
    assert bounds.contradiction(declined) == []
    with pytest.raises(SourceError, match="the provisional facts contradict the final ones"):
        trajectories.bounds_of_graded_last(declined, FIVE_LAST)


# Three authorities, every grade of each tried


def grades_tried(ledger: pd.DataFrame) -> np.ndarray:
    """The trajectories of three authorities, one row each way that fits the facts."""
    fits = np.ones(len(ALL_OF_THREE), dtype=bool)
    for coefficients, relation, value in statements(ledger):
        total = coefficients[ALL_OF_THREE].sum(axis=1)
        fits &= {"=": total == value, ">=": total >= value, "<=": total <= value}[relation]
    return np.array(known.CELLS)[ALL_OF_THREE[fits]]


@pytest.mark.parametrize("seed", range(12))
def test_possible_grades_are_those_of_every_way_to_grade_three_authorities(seed):
    rng = Random(seed)
    *published, named = known.publish(known.draw(rng, 3), rng)
    ledger = facts.ledger(*published, named).sample(frac=0.6, random_state=seed)
    total = facts.ledger(*published, named).query("stage == 'authorities'")
    ledger = pd.concat([total, ledger]).drop_duplicates("fact_id")
    ways = grades_tried(ledger)
    for row in named.itertuples():
        ways = ways[ways[:, int(row.authority.split()[1]), known.YEARS.index(row.period)] == row.rank]
    found = possible(trajectories.authority_trajectories(ledger, named)) if len(named) else pd.DataFrame()
    for name, ranks in found.iterrows():
        for at, year in enumerate(known.YEARS):
            tried = sorted(set(ways[:, int(name.split()[1]), at]), reverse=True)
            assert ranks[year] == "".join(map(str, tried))


@pytest.mark.parametrize("seed", range(12))
def test_bounds_on_those_graded_last_are_those_of_every_way_to_grade_three_authorities(seed):
    rng = Random(seed)
    counts, moves, figures, named = known.publish(known.draw(rng, 3), rng, last=1)
    ledger = facts.ledger(counts, moves, figures, named)
    ways = grades_tried(ledger)
    then = ways[:, :2]
    for row in counts[counts["status"] == "provisional"].itertuples():
        is_right = (then[:, :, 2] == row.rank).sum(axis=1) == row.count
        ways, then = ways[is_right], then[is_right]
    for row in figures[figures["release_id"] == study.NEWS].itertuples():
        is_right = known.counted(row, then, ways) == row.value
        ways, then = ways[is_right], then[is_right]
    for row in trajectories.bounds_of_graded_last(ledger, bounds.transitions()).itertuples():
        wanted = facts.coefficients(row.coefficients).reshape(4, 4, 4)
        values = wanted[tuple(4 - ways[:, 2].T)]
        assert (row.lower, row.upper) == (values.min(), values.max())
