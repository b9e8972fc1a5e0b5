"""What the facts imply: sharp bounds, the number of tables that fit, and the facts that contradict one another.

The unknown is a table of 64 whole numbers: how many authorities took each trajectory of
`facts.TRAJECTORIES`. A bound is *sharp*: a table that fits all facts attains it. Bounds are not
estimates, and nothing here weighs one table that fits against another.

Facts come as the ledger that `facts.ledger` makes. Quantities come as a table with a column
`coefficients` written in the same way; bounds add the columns `lower` and `upper`.
"""

from collections import Counter
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import LinearConstraint, milp

from gradedrift.errors import SourceError
from gradedrift.facts import MOVEMENTS, STAGES, TRAJECTORIES, YEARS, both, coefficients, had, moved
from gradedrift.grades import ANNUAL_REGIMES, RANKS, grade, rank

SPANS = [*pairwise(YEARS), (YEARS[0], YEARS[-1])]
_EQUATION = ["coefficients", "relation", "value"]  # what a fact says, whoever says it

# Functionals of the whole three years ...
_OVER_ALL_YEARS = [
    ("never changed", "the same grade in every year", "rank_2009 == rank_2010 & rank_2010 == rank_2011"),
    ("moved in both years", "another grade in 2010, and another again in 2011", "rank_2009 != rank_2010 & rank_2010 != rank_2011"),
    ("improved twice", "better in 2010, better again in 2011", "rank_2009 < rank_2010 & rank_2010 < rank_2011"),
    ("declined twice", "worse in 2010, worse again in 2011", "rank_2009 > rank_2010 & rank_2010 > rank_2011"),
    ("up then down", "better in 2010, worse in 2011 than in 2010", "rank_2009 < rank_2010 & rank_2010 > rank_2011"),
    ("down then up", "worse in 2010, better in 2011 than in 2010", "rank_2009 > rank_2010 & rank_2010 < rank_2011"),
    ("ever excellent", "rank 4 in some year", "rank_2009 == 4 | rank_2010 == 4 | rank_2011 == 4"),
    ("ever poor", "rank 1 in some year", "rank_2009 == 1 | rank_2010 == 1 | rank_2011 == 1"),
    ("always good or better", "rank 3 or 4 in every year", "rank_2009 >= 3 & rank_2010 >= 3 & rank_2011 >= 3"),
]  # fmt: skip
# ... and of two of them.
_BETWEEN_TWO_YEARS = [
    ("good or better lost", "rank 3 or 4 in {0}, rank 1 or 2 in {1}", "rank_{0} >= 3 & rank_{1} <= 2"),
    ("good or better gained", "rank 1 or 2 in {0}, rank 3 or 4 in {1}", "rank_{0} <= 2 & rank_{1} >= 3"),
    ("two grades or more up", "rank in {1} at least 2 above that in {0}", "rank_{1} - rank_{0} >= 2"),
    ("two grades or more down", "rank in {1} at least 2 below that in {0}", "rank_{0} - rank_{1} >= 2"),
]
# What a variant of the bounds may assume about the move that no release describes. Each is one more fact.
_ASSUMPTIONS = [
    ("no-jump-2009-2010", "none moved by two grades or more from 2009 to 2010", "abs(rank_2010 - rank_2009) >= 2"),
    ("no-rise-of-two-2009-2010", "none rose by two grades or more from 2009 to 2010", "rank_2010 - rank_2009 >= 2"),
    # The only move of two grades among those of 2010 to 2011.
    ("jumps-only-well-to-poorly-2009-2010", "none moved by two grades or more from 2009 to 2010, except from performs well to performs poorly", "abs(rank_2010 - rank_2009) >= 2 & ~(rank_2009 == 3 & rank_2010 == 1)"),
]  # fmt: skip
ASSUMPTIONS = pd.DataFrame(_ASSUMPTIONS, columns=["fact_id", "statement", "coefficients"]).assign(relation="=", value=0)


class Programme(NamedTuple):
    """Limits on whole, non-negative counts: `lower <= matrix @ counts <= upper`, one row a limit."""

    matrix: np.ndarray
    lower: np.ndarray
    upper: np.ndarray

    def hold(self, counts: np.ndarray) -> np.ndarray:
        """Which limits the counts keep, exactly."""
        sums = self.matrix @ counts
        return (self.lower <= sums) & (sums <= self.upper)


def programme(facts: pd.DataFrame) -> Programme:
    """The facts as limits on the counts of the 64 trajectories."""
    matrix = np.array([coefficients(expression) for expression in facts["coefficients"]]).reshape(-1, len(TRAJECTORIES))
    value, relation = facts["value"].to_numpy(float), facts["relation"]
    return Programme(matrix, np.where(relation != "<=", value, -np.inf), np.where(relation != ">=", value, np.inf))


def cheapest(limits: Programme, costs: np.ndarray) -> np.ndarray | None:
    """Whole counts within the limits that cost least; None if there are none.

    A best solution that may have fractions but turns out whole is also the best whole one, and is quicker
    to find. Only where it is not whole must the integer programme be solved.

    `ValueError` if the cost has no least value.
    """
    constraint = LinearConstraint(limits.matrix, limits.lower, limits.upper)
    for integrality in (0, 1):
        found = milp(costs, integrality=integrality, constraints=constraint, options={"mip_rel_gap": 0})
        if found.status == 2:  # infeasible
            return None
        if found.status != 0:
            raise ValueError(f"no fact limits what is counted: {found.message}")
        counts = np.rint(found.x).astype(int)
        # Within the solver's tolerance of a whole number, and exactly within the limits once rounded.
        if np.abs(found.x - counts).max() < 1e-5 and limits.hold(counts).all():
            return counts
    raise ValueError("the solver's counts do not keep the limits once rounded")


def extremes(limits: Programme, costs: np.ndarray) -> tuple[int, int]:
    """The least and the greatest value of a sum over counts that keep the limits; there must be some."""
    return int(costs @ cheapest(limits, costs)), int(costs @ cheapest(limits, -costs))


def require_possible(facts: pd.DataFrame) -> None:
    """`SourceError` that names a smallest set of facts that contradict one another, if there is one."""
    contradicting = contradiction(facts)
    if contradicting:
        cause = f"these facts cannot all be true: {', '.join(contradicting)}"
        raise SourceError("data/processed/facts.csv", None, cause)


def bounds(facts: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """The quantities with their sharp bounds, in columns `lower` and `upper`.

    `SourceError` if the facts contradict one another, `ValueError` if they leave a quantity unbounded.
    """
    require_possible(facts)
    limits = programme(facts)
    found = [extremes(limits, coefficients(expression)) for expression in quantities["coefficients"]]
    return quantities.assign(lower=[low for low, _ in found], upper=[high for _, high in found])


def bounds_of(facts: pd.DataFrame, expression: str) -> tuple[int, int]:
    """The sharp bounds of one quantity, given by its coefficients. Errors as for `bounds`."""
    found = bounds(facts, pd.DataFrame({"coefficients": [expression]})).iloc[0]
    return int(found["lower"]), int(found["upper"])


def relaxed(facts: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """The quantities with bounds that let authorities be divided, in columns `lower` and `upper`: never narrower than `bounds`.

    `ValueError` if the facts contradict one another, or leave a quantity unbounded.
    """
    limits = programme(facts)
    constraint = LinearConstraint(limits.matrix, limits.lower, limits.upper)
    ends = []
    for costs in map(coefficients, quantities["coefficients"]):
        found = [milp(sign * costs, integrality=0, constraints=constraint) for sign in (1, -1)]
        for failed in (each for each in found if each.status != 0):
            raise ValueError(failed.message)
        ends.append((found[0].fun, -found[1].fun))
    return quantities.assign(lower=[low for low, _ in ends], upper=[high for _, high in ends])


def transitions() -> pd.DataFrame:
    """All 16 moves between two years, for each pair of years, from the best grade down."""
    rows = []
    for (start, end), before, after in product(SPANS, RANKS, RANKS):
        grades = grade(ANNUAL_REGIMES[start], before), grade(ANNUAL_REGIMES[end], after)
        rows.append((start, end, *grades, both(had(start, before), had(end, after))))
    return pd.DataFrame(rows, columns=["from_period", "to_period", "from_grade", "to_grade", "coefficients"])


def movements() -> pd.DataFrame:
    """Improved, declined and unchanged, for each pair of years."""
    rows = [
        (start, end, movement, f"{movement} {start} to {end}", moved(movement, start, end))
        for (start, end), movement in product(SPANS, MOVEMENTS)
    ]
    return pd.DataFrame(rows, columns=["from_period", "to_period", "movement", "quantity", "coefficients"])


def functionals() -> pd.DataFrame:
    """What else a reader asks about: trajectories over all years, and changes between two."""
    rows = [
        (f"{quantity} {start} to {end}", definition.format(start, end), expression.format(start, end))
        for (start, end), (quantity, definition, expression) in product(SPANS, _BETWEEN_TWO_YEARS)
    ]
    return pd.DataFrame([*_OVER_ALL_YEARS, *rows], columns=["quantity", "definition", "coefficients"])


def transition_bounds(facts: pd.DataFrame) -> pd.DataFrame:
    """Bounds on every cell of the tables between two years; columns as in `schemas.TransitionBounds`."""
    return bounds(facts, transitions()).drop(columns="coefficients")


def square(cells: pd.DataFrame, which: str) -> pd.DataFrame:
    """One bound of the 16 cells between two years as a table: ranks before as rows, ranks after as columns."""
    ends = {
        end: [rank(ANNUAL_REGIMES[year], name) for year, name in zip(cells[f"{end}_period"], cells[f"{end}_grade"])]
        for end in ("from", "to")
    }
    return cells.assign(**ends).pivot(index="from", columns="to", values=which).loc[list(RANKS), list(RANKS)]


def movement_bounds(facts: pd.DataFrame) -> pd.DataFrame:
    """Bounds on how many improved, declined and stayed; columns as in `schemas.MovementBounds`."""
    return bounds(facts, movements()).drop(columns=["quantity", "coefficients"])


def functional_bounds(facts: pd.DataFrame) -> pd.DataFrame:
    """Bounds on what else a reader asks about; columns as in `schemas.FunctionalBounds`."""
    return bounds(facts, functionals())


def ladder(facts: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """The bounds as the stages of facts are added one after another; columns as in `schemas.InformationLadder`.

    Only the stages that the facts have. Takes quantities with a column `quantity`.
    """
    stages = [stage for stage in STAGES if stage in set(facts["stage"])]
    steps = []
    for count, stage in enumerate(stages, start=1):
        step = bounds(facts[facts["stage"].isin(stages[:count])], quantities)
        steps.append(step.assign(stage=stage, statement=STAGES[stage]))
    return pd.concat(steps)[["stage", "statement", "quantity", "lower", "upper"]].reset_index(drop=True)


def without_each(facts: pd.DataFrame, quantities: pd.DataFrame, by: str = "fact_id") -> pd.DataFrame:
    """The bounds with each fact left out in turn, or each stage; columns as in `schemas.BoundsWithout`."""
    return bounds_of_parts(facts, {name: facts[facts[by] != name] for name in facts[by].unique()}, quantities)


def bounds_of_parts(facts: pd.DataFrame, parts: dict[str, pd.DataFrame], quantities: pd.DataFrame) -> pd.DataFrame:
    """The bounds by parts of the facts, each named after what it leaves out; columns as in `schemas.BoundsWithout`.

    What is left out is *implied* if the other facts force it all the same, so that no bound changes;
    else it is *binding*.
    """
    everything, said = bounds(facts, quantities), pd.MultiIndex.from_frame(facts[_EQUATION])
    found = []
    for left_out, part in parts.items():
        is_kept = said.isin(pd.MultiIndex.from_frame(part[_EQUATION]))
        is_implied = implied(part, facts[~is_kept])
        step = everything if is_implied else bounds(part, quantities)
        found.append(step.assign(left_out=left_out, role="implied" if is_implied else "binding"))
    return pd.concat(found)[["left_out", "role", "quantity", "lower", "upper"]].reset_index(drop=True)


def implied(facts: pd.DataFrame, others: pd.DataFrame) -> bool:
    """Whether every table that fits the facts fits the others too."""
    limits, claimed = programme(facts), programme(others)
    for sums, lower, upper in zip(*claimed):
        for sign, limit in ((1, lower), (-1, -upper)):
            if np.isfinite(limit) and not _is_at_least(limits, sign * sums, limit):
                return False
    return True


def _is_at_least(limits: Programme, costs: np.ndarray, limit: float) -> bool:
    """Whether a sum cannot be below a limit: no counts keep the limits and undercut it."""
    undercut = Programme(
        np.vstack([limits.matrix, costs]), np.append(limits.lower, -np.inf), np.append(limits.upper, limit - 1)
    )
    return cheapest(undercut, np.zeros(len(costs), dtype=int)) is None


def variants(facts: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """The bounds under one assumption each; columns as in `schemas.BoundsAssuming`.

    `SourceError` for an assumption that the facts refute.
    """
    require_possible(facts)
    parts = []
    for assumption in ASSUMPTIONS["fact_id"]:
        assumed = ASSUMPTIONS[ASSUMPTIONS["fact_id"] == assumption]
        both = pd.concat([facts, assumed])
        if refuting := [name for name in contradiction(both) if name != assumption]:
            cause = f"{assumption} is refuted by {', '.join(refuting)}: take it out, here and in bounds.ASSUMPTIONS"
            raise SourceError("data/reference/assumptions.csv", None, cause)
        part = bounds(both, quantities)
        parts.append(part.assign(assumption=assumption, statement=assumed["statement"].iloc[0]))
    return pd.concat(parts)[["assumption", "statement", "quantity", "lower", "upper"]].reset_index(drop=True)


def compatible_tables(facts: pd.DataFrame) -> int | None:
    """How many tables fit all facts, exactly; None unless the facts fix the whole table from 2010 to 2011.

    With that table fixed, what is left is to share out each of its cells among the four grades of 2009.
    What a fact says alike of all authorities of a cell is then known, and taken away from its value.

    `ValueError` for a fact by which authorities of a cell differ by more than one.
    """
    later = bounds(facts, transitions().query("from_period == '2010'"))
    if (later["lower"] != later["upper"]).any():
        return None
    cells = programme(later.assign(relation="=", value=later["lower"]))
    sizes = cells.lower @ cells.matrix  # of the cell of each trajectory
    limits = programme(facts)
    by_first_grade = limits.matrix.reshape(len(facts), len(RANKS), -1)
    alike = by_first_grade.min(axis=1)
    known = alike @ sizes[: alike.shape[1]]
    differing = (by_first_grade - alike[:, None]).reshape(limits.matrix.shape)
    if differing.max() > 1:
        raise ValueError("a fact weighs the authorities of one cell differently by more than one")
    is_open = differing.any(axis=1)
    fits = Programme(
        np.vstack([cells.matrix, differing[is_open]]),
        np.append(cells.lower, (limits.lower - known)[is_open]),
        np.append(cells.upper, (limits.upper - known)[is_open]),
    )
    # Small cells first, those of the same grade in 2011 together: facts are then settled early.
    of_grade = pd.Series(sizes).groupby(TRAJECTORIES["rank_2011"]).transform("sum")
    return _solutions(fits, np.lexsort([sizes, of_grade]))


def _solutions(limits: Programme, order: np.ndarray) -> int:
    """The number of whole counts within limits whose coefficients are 0 or 1; some limit bounds each count above.

    Counts are chosen one after another. Choices with the same sums so far leave the same choices for the
    rest: only how many there are is kept. Once its last count is chosen, a sum is done with and set to 0.
    """
    rows = np.unique(np.column_stack([limits.lower, limits.upper, limits.matrix[:, order]]), axis=0)
    lower, upper, members = rows[:, 0], rows[:, 1], rows[:, 2:] > 0
    last = len(order) - 1 - members[:, ::-1].argmax(axis=1)
    ways = Counter({(0,) * len(rows): 1})
    for at in range(len(order)):
        inside = np.flatnonzero(members[:, at]).tolist()
        settled = [row for row in inside if last[row] == at]
        after = Counter()
        for sums, number in ways.items():
            least = max([0, *(lower[row] - sums[row] for row in settled)])
            most = min(upper[row] - sums[row] for row in inside)
            for count in range(int(least), int(most) + 1):
                added = list(sums)
                for row in inside:
                    added[row] = 0 if row in settled else sums[row] + count
                after[tuple(added)] += number
        ways = after
    return sum(ways.values())


def contradiction(facts: pd.DataFrame) -> list[str]:
    """The ids of a smallest set of facts that cannot all be true; empty if there is a table that fits them all.

    A table breaks some facts. A set that contradicts itself has one of them, or that table would fit the set.
    So: take the smallest set that has one of the facts broken by each table seen so far, and look for a table
    that keeps this set and is nearest to the other facts. If there is none the set contradicts itself, and no
    smaller set can; else that table is one more seen.
    """
    limits, broken = programme(facts), []
    while True:
        kept = _smallest_meeting(broken, len(facts))
        table = _nearest(limits, kept)
        if table is None:
            return list(facts["fact_id"][kept])
        if limits.hold(table).all():
            return []
        broken.append(~limits.hold(table))


def _smallest_meeting(sets: list[np.ndarray], size: int) -> np.ndarray:
    """A smallest choice of facts with a member in every set, as a mask; early facts are preferred."""
    if not sets:
        return np.zeros(size, dtype=bool)
    # One fact more always costs more than any positions can.
    costs = size**2 + np.arange(size)
    chosen = cheapest(Programme(np.array(sets, dtype=int), np.ones(len(sets)), np.full(len(sets), np.inf)), costs)
    return chosen > 0


def _nearest(limits: Programme, kept: np.ndarray) -> np.ndarray | None:
    """Counts that keep some limits and miss the others by least in sum; None if they cannot be kept."""
    rows, columns = limits.matrix.shape
    slack = np.eye(rows, dtype=int)[:, ~kept]
    elastic = limits._replace(matrix=np.hstack([limits.matrix, slack, -slack]))
    costs = np.append(np.zeros(columns, dtype=int), np.ones(2 * slack.shape[1], dtype=int))
    found = cheapest(elastic, costs)
    return None if found is None else found[:columns]
