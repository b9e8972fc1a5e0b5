"""What the facts imply for single authorities: those that releases name, and those that were graded last.

Authorities of which the same is known are exchangeable: they form one *class*, and the unknown is how
many of each class took each trajectory. A grade is possible for an authority if some table that fits
every fact and every list gives it to at least one of its class.
"""

from collections import Counter

import numpy as np
import pandas as pd

from gradedrift.bounds import Programme, cheapest, extremes, programme, require_possible
from gradedrift.errors import SourceError
from gradedrift.facts import TRAJECTORIES, YEARS, coefficients, had
from gradedrift.grades import ANNUAL_REGIMES, RANKS, grade
from gradedrift.grades import rank as rank_of

Known = tuple[int | None, ...]  # for each year the rank for which releases name an authority
NOTHING: Known = (None,) * len(YEARS)


def authority_trajectories(facts: pd.DataFrame, named_grades: pd.DataFrame) -> pd.DataFrame:
    """The possible grades of every named authority in each year; columns as in `schemas.AuthorityTrajectories`.

    An authority has the grade for which a release names it, and cannot have a grade whose complete list
    does not name it. A list is complete if a fact of the ledger says that its names are all there are.

    `SourceError` if an authority is named for two grades of a year, or the names contradict the facts.
    """
    require_possible(facts)
    lists, annual = _complete_lists(facts), named_grades[named_grades["regime"].isin(ANNUAL_REGIMES.values())]
    known = {code: _known(rows) for code, rows in annual.groupby("gss_code")}
    possible = _possible(programme(facts), Counter(known.values()), lists)
    rows = []
    for about in named_grades.drop_duplicates("gss_code").sort_values("authority").itertuples():
        ranks = known.get(about.gss_code, NOTHING)
        for year, rank in zip(YEARS, ranks):
            can = possible[ranks, year]
            named = annual[(annual["gss_code"] == about.gss_code) & (annual["period"] == year)]["release_id"]
            reason = f"named in {' and '.join(named.unique())}" if rank else _reason(year, can, lists)
            rows.append((about.authority, about.gss_code, year, "|".join(_grades(year, can)), reason))
    return pd.DataFrame(rows, columns=["authority", "gss_code", "period", "possible_grades", "reason"])


def alike(trajectories: pd.DataFrame) -> pd.DataFrame:
    """The named authorities of which the same is known together, best grades first: one row a class.

    Takes `authority_trajectories`. Columns: a tuple of the possible ranks for each year, then how many
    authorities there are (`number`) and their names (`authorities`).
    """
    ranks = [
        tuple(rank_of(ANNUAL_REGIMES[year], name) for name in grades.split("|"))
        for year, grades in zip(trajectories["period"], trajectories["possible_grades"])
    ]
    possible = trajectories.assign(ranks=ranks).pivot(index="authority", columns="period", values="ranks")
    by = [YEARS[0], YEARS[-1], *YEARS[1:-1]]
    classes = possible.reset_index().groupby(by)["authority"].agg(number="count", authorities=", ".join)
    return classes.sort_index(ascending=False).reset_index()[[*YEARS, "number", "authorities"]]


def bounds_of_graded_last(facts: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Bounds on quantities among the authorities whose grade was not yet final in the provisional statements.

    Those authorities and the others are two classes. What a provisional statement counts is counted among
    the others alone, and there it is exact; a part that it takes away is a final count of all.
    """
    require_possible(facts)
    limits = programme(facts)
    is_provisional = (facts["stage"] == "provisional").to_numpy()
    then, value = limits.matrix[is_provisional], limits.lower[is_provisional]
    first, last = np.maximum(then, 0) + np.minimum(then, 0), np.minimum(then, 0)
    classes = Programme(
        np.vstack([np.hstack([limits.matrix, limits.matrix]), np.hstack([first, last])]),
        np.append(limits.lower, value),
        np.append(limits.upper, value),
    )
    if cheapest(classes, np.zeros(classes.matrix.shape[1], dtype=int)) is None:
        raise SourceError("data/processed/facts.csv", None, "the provisional facts contradict the final ones")
    costs = [
        np.append(np.zeros(len(TRAJECTORIES), dtype=int), coefficients(each)) for each in quantities["coefficients"]
    ]
    found = [extremes(classes, cost) for cost in costs]
    return quantities.assign(lower=[low for low, _ in found], upper=[high for _, high in found])


def _complete_lists(facts: pd.DataFrame) -> set[tuple[str, int]]:
    """The years and ranks of which the ledger says that all who had them are named."""
    complete = set(facts.query("stage == 'named lists' and relation == '='")["coefficients"])
    return {(year, rank) for year in YEARS for rank in RANKS if had(year, rank) in complete}


def _known(named: pd.DataFrame) -> Known:
    """For each year the rank for which one authority is named. `SourceError` if there are two."""
    for (name, year), ranks in named.groupby(["authority", "period"])["rank"]:
        if ranks.nunique() > 1:
            cause = f"{name} is named for different grades of {year}: {', '.join(_grades(year, ranks.unique()))}"
            raise SourceError("data/processed/named_grades.csv", None, cause)
    by_year = named.drop_duplicates("period").set_index("period")["rank"]
    return tuple(int(by_year[year]) if year in by_year else None for year in YEARS)


def _allowed(known: Known, lists: set[tuple[str, int]]) -> np.ndarray:
    """Which trajectories the lists leave to an authority, as a mask."""
    allowed = np.ones(len(TRAJECTORIES), dtype=bool)
    for year, rank in zip(YEARS, known):
        ranks = [rank] if rank else [other for other in RANKS if (year, other) not in lists]
        allowed &= TRAJECTORIES[f"rank_{year}"].isin(ranks).to_numpy()
    return allowed


def _possible(
    limits: Programme, sizes: Counter[Known], lists: set[tuple[str, int]]
) -> dict[tuple[Known, str], list[int]]:
    """The possible ranks of one of each class in each year, from classes with their sizes.

    The class of which nothing is known takes in all others: how many they are is for the facts to say.
    """
    classes = [*(known for known in sizes if known != NOTHING), NOTHING]
    of_class, trajectory = np.nonzero([_allowed(known, lists) for known in classes])
    members = np.equal.outer(np.arange(len(classes) - 1), of_class).astype(int)
    size = [sizes[known] for known in classes[:-1]]
    lifted = Programme(
        np.vstack([limits.matrix[:, trajectory], members]),
        np.append(limits.lower, size),
        np.append(limits.upper, size),
    )
    if cheapest(lifted, np.zeros(len(trajectory), dtype=int)) is None:
        raise SourceError("data/processed/named_grades.csv", None, "the named grades contradict the facts")
    ranks = TRAJECTORIES.to_numpy()[trajectory]
    return {
        (known, year): [rank for rank in RANKS if _is_possible(lifted, (of_class == at) & (ranks[:, y] == rank))]
        for at, known in enumerate(classes)
        for y, year in enumerate(YEARS)
    }


def _is_possible(limits: Programme, columns: np.ndarray) -> bool:
    """Whether some counts within the limits are above zero in some of the columns."""
    return bool(columns.any()) and bool(columns @ cheapest(limits, -columns.astype(int)))


def _grades(year: str, ranks) -> list[str]:
    """The names of some ranks of a year."""
    return [grade(ANNUAL_REGIMES[year], rank) for rank in ranks]


def _reason(year: str, possible: list[int], lists: set[tuple[str, int]]) -> str:
    """Why only some grades are possible for an authority that is not named in a year."""
    listed = [rank for rank in RANKS if (year, rank) in lists]
    reasons = []
    if listed:
        reasons.append(f"not in the complete list of {' or of '.join(_grades(year, listed))}")
    if len(possible) + len(listed) < len(RANKS):
        reasons.append("all facts together allow no other grade")
    return "; ".join(reasons) or "no fact excludes any grade"
