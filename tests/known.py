"""Known grades of invented authorities: published in part and at random, and bounds on them found in other ways."""

from itertools import combinations, combinations_with_replacement, product
from random import Random

import numpy as np
import pandas as pd
from ortools.sat.python import cp_model

from gradedrift.grades import ANNUAL_REGIMES
from tests import study

YEARS = tuple(ANNUAL_REGIMES)
SPANS = (("2009", "2010"), ("2010", "2011"), ("2009", "2011"))
CELLS = list(product((4, 3, 2, 1), repeat=3))
GRADE = {rank: grade for grade, rank in study.RANK.items()}
MEASURES = {
    "improved": lambda before, after: after > before,
    "declined": lambda before, after: after < before,
    "unchanged": lambda before, after: after == before,
}


def draw(rng: Random, size: int) -> list[dict[str, int]]:
    """The ranks of invented authorities by year, most of them near to one another."""
    people = []
    for _ in range(size):
        first = rng.randint(1, 4)
        later = [min(4, max(1, first + rng.choice((-2, -1, 0, 0, 1)))) for _ in YEARS[1:]]
        people.append(dict(zip(YEARS, (first, *later))))
    return people


def table(people: list[dict[str, int]]) -> np.ndarray:
    """How many took each trajectory."""
    return np.array([sum(tuple(ranks.values()) == cell for ranks in people) for cell in CELLS])


def publish(people: list[dict[str, int]], rng: Random, last: int = 0) -> tuple[pd.DataFrame, ...]:
    """Tidy tables of true statements, at random; the `last` authorities were not yet graded in the news of 2011."""

    def graded(among, year):
        return [sum(ranks[year] == rank for ranks in among) for rank in (4, 3, 2, 1)]

    def chance(share):
        return rng.random() < share

    def said(release, among, spans):
        for (start, end), measure in product(spans, MEASURES):
            if chance(0.4):
                moved = sum(MEASURES[measure](ranks[start], ranks[end]) for ranks in among)
                yield (release, measure, "", start, end, moved)
        for (start, end), rank in product(spans, GRADE):
            if chance(0.1):
                before, after = (
                    sum(ranks[year] == rank for ranks in group) for year, group in ((start, people), (end, among))
                )
                yield (release, "difference", GRADE[rank], start, end, after - before)
            if chance(0.1):
                years = [year for year in YEARS if start <= year <= end]
                stayed = sum(all(ranks[year] == rank for year in years) for ranks in among)
                yield (release, "every-year", GRADE[rank], start, end, stayed)

    then = people[: len(people) - last]
    counts = [(study.STATISTICS, "final", year, graded(people, year)) for year in YEARS if chance(0.8)]
    stated = [(study.STATISTICS, "total", "", "2009", "", len(people)), *said(study.STATISTICS, people, SPANS)]
    if last:
        counts.append((study.NEWS, "provisional", "2011", graded(then, "2011")))
        stated += said(study.NEWS, then, SPANS[1:])
    moved = [
        (study.STATISTICS, start, GRADE[before], end, GRADE[after], sum((ranks[start], ranks[end]) == (before, after) for ranks in people))
        for (start, end), before, after in product(SPANS, GRADE, GRADE)
        if chance(0.3)
    ]  # fmt: skip
    named = []
    for year, rank in product(YEARS, GRADE):
        names = [at for at, ranks in enumerate(people) if ranks[year] == rank]
        if names and chance(0.3):
            release = study.RELEASED if year != "2011" else study.STATISTICS
            some = names if chance(0.6) else rng.sample(names, rng.randint(1, len(names)))
            named += [(release, ANNUAL_REGIMES[year], year, f"authority {at}", GRADE[rank], rank) for at in some]
    return study.grade_counts(counts), study.moves(moved), study.figures(stated), study.named_grades(named)


def second_solver(said: list[tuple], costs: list[int]) -> tuple[int, int]:
    """Least and greatest sum over tables that fit, by CP-SAT; `said` are (coefficients, relation, value)."""
    found = []
    for sign in (1, -1):
        model = cp_model.CpModel()
        counts = [model.new_int_var(0, 200, "") for _ in costs]
        for coefficients, relation, value in said:
            total = sum(int(n) * count for n, count in zip(coefficients, counts) if n)
            model.add({"=": total == value, ">=": total >= value, "<=": total <= value}[relation])
        model.minimize(sum(sign * int(n) * count for n, count in zip(costs, counts) if n))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        found.append(sign * round(solver.objective_value))
    return found[0], found[1]


def placements(said: list[tuple], names: list[str], named: list[tuple]) -> tuple[cp_model.CpModel, dict]:
    """A model in which each authority of `names` has one trajectory, and all others are a table.

    `named` are (authority, year, rank). With it the variables, by authority and trajectory.
    """
    model = cp_model.CpModel()
    taken = {name: [model.new_bool_var("") for _ in CELLS] for name in names}
    counts = [model.new_int_var(0, 200, "") + sum(taken[name][at] for name in names) for at in range(len(CELLS))]
    for name in names:
        model.add_exactly_one(taken[name])
    for name, year, rank in named:
        model.add_exactly_one(var for var, cell in zip(taken[name], CELLS) if cell[YEARS.index(year)] == rank)
    for coefficients, relation, value in said:
        total = sum(int(n) * count for n, count in zip(coefficients, counts) if n)
        model.add({"=": total == value, ">=": total >= value, "<=": total <= value}[relation])
    return model, taken


def every_table(size: int) -> np.ndarray:
    """All tables of so many authorities, one row each."""
    chosen = np.array(list(combinations_with_replacement(range(len(CELLS)), size)))
    return (chosen[:, :, None] == np.arange(len(CELLS))).sum(axis=1, dtype=np.int8)


def holds(tables: np.ndarray, said: list[tuple]) -> np.ndarray:
    """Which tables (rows) fit which statements (columns)."""
    compare = {"=": np.equal, ">=": np.greater_equal, "<=": np.less_equal}
    return np.column_stack([compare[how](tables @ np.asarray(sums), value) for sums, how, value in said])


def smallest_contradiction(fits: np.ndarray) -> int:
    """The size of a smallest set of statements that no table fits, 0 if some table fits all."""
    if fits.all(axis=1).any():
        return 0
    kinds = np.unique(fits, axis=0)
    sizes = range(1, fits.shape[1] + 1)
    return next(
        n for n in sizes for some in combinations(range(fits.shape[1]), n) if not kinds[:, some].all(axis=1).any()
    )


def counted(figure, then: np.ndarray, everyone: np.ndarray) -> np.ndarray:
    """What a provisional figure counts, given ranks by way, authority and year; `then` are those graded by then."""
    start, end = YEARS.index(figure.from_period), YEARS.index(figure.to_period)
    if figure.measure in MEASURES:
        return MEASURES[figure.measure](then[:, :, start], then[:, :, end]).sum(axis=1)
    rank = study.RANK[figure.grade]
    if figure.measure == "every-year":
        return (then[:, :, start : end + 1] == rank).all(axis=2).sum(axis=1)
    return (then[:, :, end] == rank).sum(axis=1) - (everyone[:, :, start] == rank).sum(axis=1)
