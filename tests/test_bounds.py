"""Bounds against a second solver and against counting every table; contradictions against trying every set."""

from itertools import combinations, pairwise, product
from math import comb
from random import Random
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from gradedrift import bounds, facts, schemas, tables
from gradedrift.errors import SourceError
from tests import known, study

FACTS = facts.ledger(study.GRADE_COUNTS, study.MOVES, study.FIGURES, study.NAMED_GRADES)
SAID = [([int(rule(*cell)) for cell in known.CELLS], relation, value) for _, rule, relation, value in study.SAID]
MOVEMENTS = bounds.movements()
# Improved by 10 + 11 + 4, declined by 2 + 2 + 3 + 1; the rest of each grade of 2010 stayed.
FROM_2010_TO_2011 = [
    [18, 2, 0, 0],
    [10, 63, 2, 3],
    [0, 11, 27, 1],
    [0, 0, 4, 11],
]


def few(*rows: tuple) -> pd.DataFrame:
    """A ledger of (coefficients, relation, value)."""
    ledger = pd.DataFrame(rows, columns=["coefficients", "relation", "value"])
    return ledger.assign(fact_id=[f"fact-{at}" for at in range(len(rows))], stage="margins")


def quantities(*expressions: str) -> pd.DataFrame:
    return pd.DataFrame({"quantity": expressions, "coefficients": expressions})


def span(found: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(found["lower"], found["upper"]))


def said(ledger: pd.DataFrame) -> list[tuple]:
    return [(facts.coefficients(row.coefficients), row.relation, row.value) for row in ledger.itertuples()]


def changed(fact_id: str, value: int) -> pd.DataFrame:
    assert fact_id in set(FACTS["fact_id"])
    return FACTS.assign(value=FACTS["value"].mask(FACTS["fact_id"] == fact_id, value))


# The study's facts


@pytest.mark.parametrize("table", [bounds.transitions, bounds.movements, bounds.functionals])
def test_the_study_s_bounds_are_those_of_a_second_solver_on_facts_typed_by_hand(table):
    found = bounds.bounds(FACTS, table())
    for row in found.itertuples():
        assert (row.lower, row.upper) == known.second_solver(SAID, facts.coefficients(row.coefficients)), row


def later(ledger: pd.DataFrame) -> np.ndarray:
    """Bounds on the 4 x 4 table from 2010 to 2011, lower and upper."""
    found = bounds.transition_bounds(ledger).query("from_period == '2010'")
    return found[["lower", "upper"]].to_numpy().T.reshape(2, 4, 4)


def test_the_table_from_2010_to_2011_is_exact():
    assert later(FACTS).tolist() == [FROM_2010_TO_2011, FROM_2010_TO_2011]


def test_either_total_of_movements_makes_that_table_exact_and_without_both_it_is_open():
    stages = FACTS[FACTS["stage"].isin(["authorities", "margins", "moves", "move totals"])]
    for total in ("improved-2010-2011", "declined-2010-2011"):
        assert later(facts.without(stages, [total])).tolist() == [FROM_2010_TO_2011, FROM_2010_TO_2011]
    lower, upper = later(facts.without(stages, ["improved-2010-2011", "declined-2010-2011"]))
    assert (lower[0, 0], upper[0, 0]) == (0, 18) and (lower[2, 2], upper[2, 2]) == (9, 27)
    # What stays open is a cycle of moves that no list has: as many rise by it as fall.
    assert (upper - lower > 0).tolist() == [
        [True, False, True, True],
        [False, False, False, False],
        [True, False, True, False],
        [True, False, False, True],
    ]


def test_one_authority_left_the_best_grade_and_came_back():
    named, seven = (FACTS.set_index("fact_id")["value"][name] for name in (
        "named-2009-excellently-2011-excellently", "every-year-2009-2011-excellently"))  # fmt: skip
    left = quantities(
        "rank_2009 == 4 & rank_2010 != 4 & rank_2011 == 4", "rank_2009 == 4 & rank_2010 == 3 & rank_2011 == 4"
    )
    assert span(bounds.bounds(FACTS, left)) == [(named - seven, named - seven)] * 2


def test_the_published_tables_fit_their_schemas():
    few_quantities = MOVEMENTS.head(2)
    for schema, table in {
        schemas.TransitionBounds: bounds.transition_bounds(FACTS),
        schemas.MovementBounds: bounds.movement_bounds(FACTS),
        schemas.FunctionalBounds: bounds.functional_bounds(FACTS),
        schemas.InformationLadder: bounds.ladder(FACTS, few_quantities),
        schemas.BoundsWithout: bounds.without_each(FACTS, few_quantities, by="stage"),
        schemas.BoundsAssuming: bounds.variants(FACTS, few_quantities),
    }.items():
        assert len(tables.checked(table, schema, "table.csv")) == len(table) > 0
        with pytest.raises(SourceError, match="no more than the upper bound"):
            tables.checked(table.assign(lower=table["upper"] + 1), schema, "table.csv")


def test_the_square_table_has_each_cell_at_its_ranks():
    cells = bounds.transitions().query("from_period == '2009' and to_period == '2011'")
    numbered = cells.assign(number=range(16)).sample(frac=1, random_state=1)
    assert bounds.square(numbered, "number").to_numpy().tolist() == np.arange(16).reshape(4, 4).tolist()
    assert list(bounds.square(cells.assign(number=0), "number").index) == [4, 3, 2, 1]


def test_a_quantity_between_two_years_is_defined_by_both():
    definitions = bounds.functionals().set_index("quantity")["definition"]
    for (start, end), (verb, first, last) in product(
        (("2009", "2010"), ("2010", "2011"), ("2009", "2011")),
        (("lost", "3 or 4", "1 or 2"), ("gained", "1 or 2", "3 or 4")),
    ):
        defined = definitions[f"good or better {verb} {start} to {end}"]
        assert defined == f"rank {first} in {start}, rank {last} in {end}"
    assert definitions["two grades or more up 2009 to 2011"] == "rank in 2011 at least 2 above that in 2009"
    assert definitions["two grades or more down 2010 to 2011"] == "rank in 2011 at least 2 below that in 2010"


def test_parts_of_the_facts_are_binding_if_they_lose_or_weaken_a_fact_that_the_rest_does_not_force():
    known = few(("rank_2009 > 0", "=", 10), ("rank_2009 == 4", "=", 3), ("rank_2009 != 4", "=", 7))
    parts = {
        "nothing": known,
        "what follows": known.iloc[:2],
        "an equation": known.iloc[:2].assign(relation=["=", ">="]),
        "two": known.iloc[:1],
    }
    found = bounds.bounds_of_parts(known, parts, quantities("rank_2009 == 4"))
    assert found[["left_out", "role", "lower", "upper"]].to_numpy().tolist() == [
        ["nothing", "implied", 3, 3],
        ["what follows", "implied", 3, 3],
        ["an equation", "binding", 3, 10],
        ["two", "binding", 0, 10],
    ]


def test_the_tables_of_two_years_add_up_to_their_margins():
    found = bounds.transition_bounds(FACTS)
    assert found.groupby(["from_period", "to_period"]).size().tolist() == [16, 16, 16]
    totals = found.groupby(["from_period", "to_period"])[["lower", "upper"]].sum()
    assert (totals["lower"] <= 152).all() and (totals["upper"] >= 152).all()


# Known grades


@pytest.mark.parametrize("seed", range(20))
def test_random_sets_of_true_facts_leave_the_truth_inside_and_both_solvers_agree(seed):
    rng = Random(seed)
    people = known.draw(rng, rng.randint(5, 60))
    ledger, truth = facts.ledger(*known.publish(people, rng, last=rng.randint(0, 3))), known.table(people)
    asked = pd.concat([bounds.transitions(), MOVEMENTS, bounds.functionals()])
    for _ in range(10):
        kept = [at for at in range(len(ledger)) if ledger["stage"][at] == "authorities" or rng.random() < 0.6]
        some, wanted = ledger.iloc[kept], asked.sample(1, random_state=rng.randrange(2**32))
        for row in bounds.bounds(some, wanted).itertuples():
            costs = facts.coefficients(row.coefficients)
            assert row.lower <= costs @ truth <= row.upper
            assert (row.lower, row.upper) == known.second_solver(said(some), costs)


@pytest.fixture(scope="module")
def all_of_three() -> np.ndarray:
    return known.every_table(3)


@pytest.mark.parametrize("seed", range(8))
def test_bounds_and_implied_facts_are_those_of_every_table(seed, all_of_three):
    rng = Random(seed)
    ledger = facts.ledger(*known.publish(known.draw(rng, 3), rng, last=rng.randint(0, 1)))
    ledger = ledger.sample(frac=0.4, random_state=seed).sort_index()
    ledger = pd.concat([few(("rank_2009 > 0", "=", 3)), ledger]).drop_duplicates("fact_id").reset_index(drop=True)
    fits = known.holds(all_of_three, said(ledger))
    tables_that_fit = all_of_three[fits.all(axis=1)]
    for row in bounds.bounds(ledger, pd.concat([bounds.transitions(), bounds.functionals()])).itertuples():
        values = tables_that_fit @ facts.coefficients(row.coefficients)
        assert (row.lower, row.upper) == (values.min(), values.max())
    for at in range(1, len(ledger)):
        others = np.delete(fits, at, axis=1).all(axis=1)
        is_out = ledger.index == at
        assert bounds.implied(ledger[~is_out], ledger[is_out]) == fits[others, at].all()


def test_counts_are_whole_where_halves_would_do_better():
    # Of three trajectories at most one authority takes each two: 1 at most, but three halves are 1.5.
    one, two, three = (f"(rank_2009 == {n} & rank_2010 == {n} & rank_2011 == {n})" for n in (1, 2, 3))
    ledger = few(*((f"{a} | {b}", "<=", 1) for a, b in combinations((one, two, three), 2)), ("rank_2009 > 0", "=", 9))
    any_of_them = quantities(f"{one} | {two} | {three}")
    assert span(bounds.bounds(ledger, any_of_them)) == [(0, 1)]
    assert bounds.bounds_of(ledger, any_of_them["coefficients"][0]) == (0, 1)
    assert bounds.relaxed(ledger, any_of_them)[["lower", "upper"]].to_numpy().tolist() == [[0, pytest.approx(1.5)]]


def test_divided_authorities_have_at_least_what_is_forced():
    ledger = few(("rank_2009 > 0", "=", 9), ("rank_2009 == 4", ">=", 4))
    assert bounds.relaxed(ledger, quantities("rank_2009 == 4"))[["lower", "upper"]].to_numpy().tolist() == [[4, 9]]


def test_divided_authorities_cannot_resolve_a_contradiction():
    with pytest.raises(ValueError, match="infeasible"):
        bounds.relaxed(few(("rank_2009 > 0", "=", 3), ("rank_2009 > 0", "=", 4)), quantities("rank_2010 == 4"))


def test_a_relaxed_quantity_without_a_limit_is_said_to_have_none():
    with pytest.raises(ValueError, match="unbounded"):
        bounds.relaxed(few(("rank_2009 == 4", "=", 3)), quantities("rank_2009 == 3"))


def test_each_relation_limits_its_side():
    asked = quantities("rank_2010 == 4")
    total = ("rank_2009 > 0", "=", 10)
    assert span(bounds.bounds(few(total, ("rank_2010 == 4", ">=", 3)), asked)) == [(3, 10)]
    assert span(bounds.bounds(few(total, ("rank_2010 == 4", "<=", 3)), asked)) == [(0, 3)]
    assert span(bounds.bounds(few(total, ("rank_2010 == 4", "=", 3)), asked)) == [(3, 3)]


def test_a_quantity_that_nothing_limits_is_refused():
    with pytest.raises(ValueError, match="no fact limits what is counted"):
        bounds.bounds(few(("rank_2010 == 4", "=", 3)), quantities("rank_2010 == 3"))


# Contradictions


@pytest.mark.parametrize(
    "fact_id, value, expected",
    [
        ("2011-poorly", 16, ["2011-poorly", "named-2011-poorly"]),
        ("2009-well", 94, ["2009-excellently", "2009-well", "2009-excellently-well"]),
        # Nine cannot be excellent in every year if only eight are named in both lists.
        (
            "every-year-2009-2011-excellently",
            9,
            ["every-year-2009-2011-excellently", "named-2009-excellently-2011-excellently"],
        ),
        (
            "2010-poorly-2011-adequately",
            5,
            ["2010-well-2011-excellently", "2010-adequately-2011-well", "2010-poorly-2011-adequately", "improved-2010-2011"],
        ),
    ],
)  # fmt: skip
def test_a_wrong_number_is_found_by_a_smallest_contradiction(fact_id, value, expected):
    broken = changed(fact_id, value)
    assert bounds.contradiction(broken) == expected
    chosen = broken[broken["fact_id"].isin(expected)]
    for name in expected:
        assert bounds.contradiction(chosen[chosen["fact_id"] != name]) == []
    with pytest.raises(SourceError) as refused:
        bounds.bounds(broken, MOVEMENTS)
    assert str(refused.value) == f"data/processed/facts.csv: these facts cannot all be true: {', '.join(expected)}"


def test_the_study_s_facts_do_not_contradict_one_another():
    assert bounds.contradiction(FACTS) == []


@pytest.mark.parametrize("seed", range(15))
def test_no_smaller_set_of_facts_contradicts_itself(seed, all_of_three):
    rng = Random(seed)
    ledger = facts.ledger(*known.publish(known.draw(rng, 3), rng)).sample(8, random_state=seed)
    ledger = pd.concat([few(("rank_2009 > 0", "=", 3)), ledger]).reset_index(drop=True)
    wrong = ledger.index.isin(rng.sample(range(1, len(ledger)), 2))
    ledger = ledger.assign(value=ledger["value"] + wrong)
    found = bounds.contradiction(ledger)
    fits = known.holds(all_of_three, said(ledger))
    # The total is left out of the count: every table here has it, so it is known beyond the ledger.
    smallest = known.smallest_contradiction(fits)
    assert len(set(found) - {"fact-0"}) >= smallest and len(found) <= smallest + 1
    assert not found or not fits[:, ledger["fact_id"].isin(found)].all(axis=1).any()
    assert bool(found) == (smallest > 0)


def test_counts_that_no_rounding_makes_whole_are_refused(monkeypatch):
    halves = SimpleNamespace(status=0, x=np.full(64, 0.5))
    monkeypatch.setattr(bounds, "milp", lambda *limits, **options: halves)
    with pytest.raises(ValueError, match="^the solver's counts do not keep the limits once rounded$"):
        bounds.cheapest(bounds.programme(FACTS), np.zeros(64))


def test_three_facts_that_come_late_are_fewer_than_four_that_come_early():
    """Each set has one of the first four facts and one of the last three, in every way."""
    size, early, late = 20, range(4), range(17, 20)
    sets = [np.isin(np.arange(size), pair) for pair in product(early, late)]
    assert np.flatnonzero(bounds._smallest_meeting(sets, size)).tolist() == list(late)


def test_a_value_below_zero_contradicts_itself():
    assert bounds.contradiction(few(("rank_2009 > 0", "=", 3), ("rank_2009 == 4", "=", -1))) == ["fact-1"]


# The number of tables


def ways_by_first_grade(column: list[int], kept: tuple[int, int] | None = None) -> np.ndarray:
    """How many ways there are to share out a column of the table from 2010 to 2011 among the grades of 2009.

    By how many of all its authorities performed excellently, well and adequately in 2009. `kept`, a
    position and a number, is how many had the grade of that position in both 2009 and 2010.
    """
    grid = np.indices((11, 94, 41))
    ways = (grid.sum(axis=0) == 0).astype(np.int64)
    for at in np.argsort(column):
        first = np.stack([*grid, column[at] - grid.sum(axis=0)])
        share = first[3] >= 0
        if kept and kept[0] == at:
            share &= first[at] == kept[1]
        together = np.zeros_like(ways)
        for e, w, a in np.argwhere(ways):
            rest = share[: 11 - e, : 94 - w, : 41 - a]
            together[e:, w:, a:] += ways[e, w, a] * rest
        ways = together
    return ways


def test_the_number_of_tables_is_that_of_a_count_by_the_grade_of_2011():
    to_excellently, to_well, to_adequately, to_poorly = np.transpose(FROM_2010_TO_2011).tolist()
    excellently, well = ways_by_first_grade(to_excellently, kept=(0, 7)), ways_by_first_grade(to_well)
    adequately, poorly = ways_by_first_grade(to_adequately), ways_by_first_grade(to_poorly, kept=(3, 2))
    total = 0
    # 2009 to 2011: 8, 18 and 2 of the excellent came from the best three grades; of the 15 poor 2 were poor
    # and none excellent, so that 13 came from the two between.
    for between in range(14):
        e, w, a = 10 - 8, 93 - 18 - between, 40 - 2 - (13 - between)
        shared_out = adequately[: e + 1, : w + 1, : a + 1] * well[e::-1, w::-1, a::-1]
        total += int(excellently[8, 18, 2] * poorly[0, between, 13 - between] * shared_out.sum())
    assert bounds.compatible_tables(FACTS) == total > 0


@pytest.mark.parametrize("seed", range(10))
def test_the_number_of_tables_is_that_of_all_tables_tried(seed, all_of_three):
    rng = Random(seed)
    people = known.draw(rng, 3)
    ledger = facts.ledger(*known.publish(people, rng)).sample(frac=0.5, random_state=seed)
    later = [(row.coefficients, "=", facts.coefficients(row.coefficients) @ known.table(people))
             for row in bounds.transitions().query("from_period == '2010'").itertuples()]  # fmt: skip
    ledger = pd.concat([few(*later), ledger]).reset_index(drop=True)
    assert bounds.compatible_tables(ledger) == known.holds(all_of_three, said(ledger)).all(axis=1).sum()


def test_whole_counts_within_limits_are_counted():
    # Three counts that add up to 4, the first two to at least 3: 4 + 0 in five ways and 3 + 1 in four.
    limits = bounds.Programme(np.array([[1, 1, 1], [1, 1, 0]]), np.array([4, 3]), np.array([4, 4]))
    assert bounds._solutions(limits, np.arange(3)) == bounds._solutions(limits, np.arange(3)[::-1]) == 5 + 4


def test_with_nothing_known_of_2009_every_cell_is_shared_out_freely():
    stages = FACTS[FACTS["stage"].isin(["authorities", "margins", "moves", "move totals"])]
    unknown_2009 = stages[~stages["coefficients"].str.contains("2009") | (stages["stage"] == "authorities")]
    cells = [size for row in FROM_2010_TO_2011 for size in row]
    assert bounds.compatible_tables(unknown_2009) == np.prod([comb(size + 3, 3) for size in cells], dtype=object)


def test_tables_are_not_counted_unless_the_later_moves_are_known():
    assert bounds.compatible_tables(FACTS[FACTS["stage"] != "move totals"]) is None


def test_a_fact_that_weighs_authorities_differently_is_not_counted_with():
    change, rank = "1 * (rank_2010 == 4) - (rank_2009 == 4)", "1 * rank_2009"
    assert bounds.compatible_tables(pd.concat([FACTS, few((change, "=", 10))])) == bounds.compatible_tables(FACTS)
    with pytest.raises(ValueError, match="differently by more than one"):
        bounds.compatible_tables(pd.concat([FACTS, few((rank, ">=", 152))]))


def from_2010_to_2011(cells: dict[tuple[int, int], int]) -> list[tuple]:
    """Facts that fix the whole table from 2010 to 2011, by the cells that are not empty."""
    every = product((4, 3, 2, 1), repeat=2)
    return [
        (f"rank_2010 == {before} & rank_2011 == {after}", "=", cells.get((before, after), 0)) for before, after in every
    ]


@pytest.mark.parametrize(
    "relation, value, ways",
    [
        (">=", 1, 4 * 10),
        (">=", 2, 4 * (10 - 6)),
        (">=", 3, 4 * 1),
        ("=", 1, 4 * 6),
        ("=", 2, 4 * 3),
        ("<=", 2, 4 * (10 - 1)),
        ("<=", 1, 4 * 6),
    ],
)
def test_what_a_fact_says_of_whole_cells_is_known_and_only_the_rest_is_shared_out(relation, value, ways):
    # One was excellent in 2010 whatever it was in 2009: 4 ways. Of the two others, together in one cell and so
    # shared out in 10 ways, none was excellent in 2009 in 6, one in 3 and both in 1.
    ever = ("rank_2009 == 4 | rank_2010 == 4", relation, value)
    assert bounds.compatible_tables(few(*from_2010_to_2011({(4, 4): 1, (3, 3): 2}), ever)) == ways


def test_a_fact_that_weighs_authorities_of_one_cell_by_two_is_not_counted_with():
    table = from_2010_to_2011({(4, 4): 1})
    assert bounds.compatible_tables(few(*table, ("1 * (rank_2009 == 4)", "=", 1))) == 1
    with pytest.raises(ValueError) as refused:
        bounds.compatible_tables(few(*table, ("2 * (rank_2009 == 4)", "=", 2)))
    assert str(refused.value) == "a fact weighs the authorities of one cell differently by more than one"


# Stages, facts left out, assumptions


def test_every_stage_narrows_the_bounds_down_to_those_of_all_facts():
    found = bounds.ladder(FACTS, MOVEMENTS)
    steps = [span(step) for _, step in found.groupby("stage", sort=False)]
    assert list(found["stage"].unique()) == list(facts.STAGES)
    assert steps[0] == [(0, 152)] * 9 and steps[-1] == span(bounds.bounds(FACTS, MOVEMENTS))
    for before, after in pairwise(steps):
        assert all(low <= new_low and new_high <= high for (low, high), (new_low, new_high) in zip(before, after))
    for stage in facts.STAGES:
        alone = found[found["stage"] == stage]
        upto = list(facts.STAGES)[: list(facts.STAGES).index(stage) + 1]
        assert span(alone) == span(bounds.bounds(FACTS[FACTS["stage"].isin(upto)], MOVEMENTS))


def test_stages_that_the_facts_lack_are_no_rungs():
    without_names = FACTS[FACTS["stage"] != "named lists"]
    assert "named lists" not in set(bounds.ladder(without_names, MOVEMENTS.head(1))["stage"])


@pytest.mark.parametrize("by", ["fact_id", "stage"])
def test_leaving_out_what_is_implied_changes_nothing(by):
    some, asked = FACTS[FACTS["stage"] != "provisional"], MOVEMENTS.head(6)
    found, everything = bounds.without_each(some, asked, by), span(bounds.bounds(some, asked))
    assert list(found["left_out"].unique()) == list(some[by].unique())
    for left_out, part in found.groupby("left_out"):
        assert span(part) == span(bounds.bounds(some[some[by] != left_out], asked))
        assert set(part["role"]) == {"binding"} or span(part) == everything
    assert set(found["role"]) == {"implied", "binding"}


def test_an_assumption_is_one_more_fact():
    asked = bounds.functionals()
    found = bounds.variants(FACTS, asked).set_index(["assumption", "quantity"])
    for row in bounds.ASSUMPTIONS.itertuples():
        assumed = [*SAID, (facts.coefficients(row.coefficients), row.relation, row.value)]
        quantity = "two grades or more down 2009 to 2010"
        costs = facts.coefficients(asked.set_index("quantity")["coefficients"][quantity])
        assert tuple(found.loc[(row.fact_id, quantity), ["lower", "upper"]]) == known.second_solver(assumed, costs)
    assert found.loc[("no-jump-2009-2010", "two grades or more down 2009 to 2010"), "upper"] == 0
    assert found.loc[("no-rise-of-two-2009-2010", "two grades or more down 2009 to 2010"), "upper"] > 0


def test_an_assumption_that_a_fact_refutes_is_named():
    jumped = FACTS.head(1).assign(fact_id="jumped", coefficients="rank_2009 == 2 & rank_2010 == 4", value=1)
    with pytest.raises(SourceError, match="no-jump-2009-2010 is refuted by jumped: take it out"):
        bounds.variants(pd.concat([FACTS, jumped]), bounds.functionals())


def test_facts_that_refute_an_assumption_together_are_all_named():
    excellent, left = ("rank_2009 == 4", "=", 1), ("rank_2009 == 4 & rank_2010 >= 3", "=", 0)
    with pytest.raises(SourceError) as refused:
        bounds.variants(few(("rank_2009 > 0", "=", 3), excellent, left), quantities("rank_2010 == 4"))
    cause = "no-jump-2009-2010 is refuted by fact-1, fact-2: take it out, here and in bounds.ASSUMPTIONS"
    assert str(refused.value) == f"data/reference/assumptions.csv: {cause}"


@pytest.mark.parametrize(
    "assumption, ranks, breaks",
    [
        ("no-jump-2009-2010", (3, 1), True),
        ("no-jump-2009-2010", (3, 2), False),
        ("no-rise-of-two-2009-2010", (3, 1), False),
        ("no-rise-of-two-2009-2010", (2, 4), True),
        ("jumps-only-well-to-poorly-2009-2010", (3, 1), False),
        ("jumps-only-well-to-poorly-2009-2010", (4, 1), True),
        ("jumps-only-well-to-poorly-2009-2010", (1, 3), True),
        ("jumps-only-well-to-poorly-2009-2010", (2, 1), False),
    ],
)
def test_what_an_assumption_excludes(assumption, ranks, breaks):
    expression = bounds.ASSUMPTIONS.set_index("fact_id")["coefficients"][assumption]
    assert facts.coefficients(expression)[known.CELLS.index((*ranks, 1))] == breaks
