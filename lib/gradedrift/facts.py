"""The ledger of facts: every published statement that limits how the authorities moved from 2009 to 2011.

A *trajectory* is one authority's grades of the three years, as ranks. There are 64, and what is unknown
is how many authorities took each. A *fact* says of a sum over trajectories that it equals, or is at
least or at most, a published value. Its `coefficients` are an expression over the columns of
`TRAJECTORIES`, as `DataFrame.eval` reads it, so that the published ledger can be computed with as it stands.

A *provisional* statement was made before every grade was final. It counts some of the authorities,
and on the premise that a grade once published stood, its count can only have risen: it enters as `>=`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
import pandas as pd

from gradedrift.errors import SourceError
from gradedrift.grades import ANNUAL_REGIMES, RANKS, rank

YEARS = tuple(ANNUAL_REGIMES)
TRAJECTORIES = pd.DataFrame(list(product(RANKS, repeat=len(YEARS))), columns=[f"rank_{year}" for year in YEARS])

# The kinds of facts, in the order in which the information ladder adds them.
STAGES = {
    "authorities": "how many authorities there are",
    "margins": "how many had each grade in each year, and how these numbers changed",
    "moves": "how many moved from one grade to another between consecutive years",
    "move totals": "how many improved, declined or stayed",
    "two-year moves": "how many moved from one grade to another over two years",
    "every year": "how many had the same grade in every year",
    "named lists": "how many are named in lists, and in the lists of two years",
    "provisional": "what was published before every grade was final",
}
_EXPRESSION = re.compile(rf"((rank_({'|'.join(YEARS)})|abs|in|not|\d+)\b|[-+*<>=!&|~()\[\], ])+")
MOVEMENTS = {"improved": ">", "declined": "<", "unchanged": "=="}  # the later rank against the earlier
PREMISE = "if a grade once published stood"


class Fact(NamedTuple):
    """One row of the ledger."""

    fact_id: str
    stage: str
    statement: str
    release_ids: str
    figure_ids: str
    coefficients: str
    relation: str
    value: int


class NamedList(NamedTuple):
    """The authorities that releases name for one grade of one year."""

    period: str
    grade: str
    rank: int
    names: set[str]
    release_ids: list[str]
    is_complete: bool
    is_provisional: bool


def ledger(
    grade_counts: pd.DataFrame, moves: pd.DataFrame, figures: pd.DataFrame, named_grades: pd.DataFrame
) -> pd.DataFrame:
    """Every fact about the annual grades, one row each, by stage; columns as in `schemas.Facts`.

    Takes the tidy tables of those names. A fact that several releases state has one row; if they state
    it differently each statement has its own, and `bounds.contradiction` finds them.

    `SourceError` for a figure that does not say which years it is about.
    """
    counts = grade_counts[_is_annual(grade_counts) & (grade_counts["unit"] == "authorities")]
    unfinished = _unfinished(counts)
    lists = _lists(named_grades[_is_annual(named_grades)], counts, unfinished)
    facts = [
        *_margins(counts),
        *_moves(moves[_is_annual(moves)], unfinished),
        *_stated(_countable(figures), unfinished),
        *_overlaps(lists),
    ]
    return _merged(facts)


def without(facts: pd.DataFrame, left_out: Iterable[str]) -> pd.DataFrame:
    """The facts but those left out, by id. `SourceError` for an id that the ledger does not have."""
    left_out = list(left_out)
    unknown = sorted(set(left_out) - set(facts["fact_id"]))
    if unknown:
        raise SourceError("data/processed/facts.csv", None, f"has no fact {', '.join(unknown)} to leave out")
    return facts[~facts["fact_id"].isin(left_out)].reset_index(drop=True)


def firm(facts: pd.DataFrame) -> pd.DataFrame:
    """The facts that hold even if a grade once published was changed."""
    return facts[~facts["statement"].str.endswith(PREMISE)].reset_index(drop=True)


def without_each_passage(
    facts: pd.DataFrame,
    grade_counts: pd.DataFrame,
    moves: pd.DataFrame,
    figures: pd.DataFrame,
    named_grades: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """The facts left to a reader who has not seen one passage, for each passage that states any of them.

    A passage is a sentence, a list or a whole table of one release. What another one repeats stays
    known; a list of names without a count of its grade is not known to be complete.
    """
    sources = (grade_counts, moves, figures, named_grades)
    stating = pd.concat([facts["figure_ids"], named_grades[_is_annual(named_grades)]["figure_ids"]])
    of_figure = _passages(figures)[figures["figure_id"].isin(stating.str.split("|").explode())]
    parts = {}
    for passage in of_figure.unique():
        unseen = set(figures["figure_id"][_passages(figures) == passage])
        part = ledger(*(_seen(source, unseen) for source in sources))
        parts[passage] = part[part["fact_id"].isin(facts["fact_id"])].reset_index(drop=True)
    return parts


def _passages(figures: pd.DataFrame) -> pd.Series:
    """The passage that states each figure: its release, and there the sentence, the list or the table."""
    return figures["release_id"] + ": " + figures["locator"].str.replace(", row .*", "", regex=True)


def _seen(source: pd.DataFrame, unseen: set[str]) -> pd.DataFrame:
    """The rows that some figure states which has been seen."""
    ids = source["figure_ids" if "figure_ids" in source else "figure_id"]
    return source[~ids.map(lambda joined: unseen.issuperset(joined.split("|"))).astype(bool)]


@cache
def coefficients(expression: str) -> np.ndarray:
    """How often each trajectory counts in a sum: 64 whole numbers in the order of `TRAJECTORIES`.

    >>> int(coefficients("rank_2009 == 4 & rank_2010 == 4").sum())
    4

    `ValueError` for anything but ranks, whole numbers and what compares and joins them: a ledger is data, and no
    data is run as code.
    """
    if not _EXPRESSION.fullmatch(expression):
        raise ValueError(f"not an expression over the ranks of {', '.join(YEARS)}: {expression!r}")
    counted = np.array(TRAJECTORIES.eval(expression, engine="python")).astype(int)
    counted.setflags(write=False)  # the cache hands the same array to everyone
    return counted


def had(period: str, *ranks: int) -> str:
    """The coefficients of having one of some ranks in a year.

    >>> had("2009", 4), had("2009", 4, 3)
    ('rank_2009 == 4', 'rank_2009 in [4, 3]')
    """
    return f"rank_{period} == {ranks[0]}" if len(ranks) == 1 else f"rank_{period} in {list(ranks)}"


def both(*conditions: str) -> str:
    """The coefficients of meeting all of several conditions.

    >>> both(had("2009", 4), had("2010", 3))
    'rank_2009 == 4 & rank_2010 == 3'
    """
    return " & ".join(conditions)


def moved(movement: str, from_period: str, to_period: str) -> str:
    """The coefficients of a movement between two years.

    >>> moved("improved", "2009", "2010")
    'rank_2010 > rank_2009'
    """
    return f"rank_{to_period} {MOVEMENTS[movement]} rank_{from_period}"


def _is_annual(frame: pd.DataFrame) -> pd.Series:
    return frame["regime"].map(lambda regimes: set(regimes.split("|")) <= set(ANNUAL_REGIMES.values())).astype(bool)


def _unfinished(counts: pd.DataFrame) -> set[tuple[str, str]]:
    """The releases that graded only some authorities in a year, as (release, year)."""
    provisional = counts[counts["status"] == "provisional"]
    return {(name, row.period) for row in provisional.itertuples() for name in row.release_ids.split("|")}


def _at_least(fact: Fact) -> Fact:
    """What a provisional statement says of the final grades."""
    return fact._replace(
        fact_id=f"provisional-{fact.fact_id}",
        stage="provisional",
        statement=f"{fact.statement}, {PREMISE}",
        relation=">=",
    )


def _word(grade: str) -> str:
    """The grade's last word, for ids.

    >>> _word("performs excellently")
    'excellently'
    """
    return grade.split()[-1]


def _rank(period: str, grade: str) -> int:
    return rank(ANNUAL_REGIMES[period], grade)


def _margins(counts: pd.DataFrame) -> Iterator[Fact]:
    """A fact for each count of a year's distribution."""
    for row in counts.itertuples():
        fact = Fact(
            f"{row.period}-{_word(row.grade)}",
            "margins",
            f"{row.grade} in {row.period}",
            row.release_ids,
            row.figure_ids,
            had(row.period, row.rank),
            "=",
            int(row.count),
        )
        yield _at_least(fact) if row.status == "provisional" else fact


def _moves(moves: pd.DataFrame, unfinished: set[tuple[str, str]]) -> Iterator[Fact]:
    """A fact for each published move from one grade to another."""
    for row in moves.itertuples():
        steps = YEARS.index(row.to_period) - YEARS.index(row.from_period)
        ends = [(row.from_period, row.from_grade), (row.to_period, row.to_grade)]
        fact = Fact(
            "-".join(f"{period}-{_word(grade)}" for period, grade in ends),
            "moves" if steps == 1 else "two-year moves",
            ", ".join(f"{grade} in {period}" for period, grade in ends),
            row.release_id,
            row.figure_id,
            both(*(had(period, _rank(period, grade)) for period, grade in ends)),
            "=",
            int(row.count),
        )
        yield _at_least(fact) if (row.release_id, row.to_period) in unfinished else fact


def _countable(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures that are facts by themselves: exact counts of authorities in their annual grades.

    Single grades of a year are left to `grade_counts`, which has them reconciled, and moves to `moves`.
    """
    chosen = figures[_is_annual(figures) & (figures["unit"] == "authorities") & (figures["qualifier"] == "")]
    chosen = chosen[chosen["measure"].isin(["total", "graded", "difference", "every-year", *MOVEMENTS])]
    return chosen[(chosen["measure"] != "graded") | chosen["grade"].str.contains("|", regex=False)]


def _stated(figures: pd.DataFrame, unfinished: set[tuple[str, str]]) -> Iterator[Fact]:
    """A fact for each of these figures."""
    for row in figures.itertuples():
        years = [row.period] if row.measure in ("total", "graded") else [row.from_period, row.to_period]
        if not set(years) <= set(YEARS):
            cause = f"{row.figure_id} ({row.measure}) does not say which of {', '.join(YEARS)} it is about"
            raise SourceError("data/processed/figures.csv", None, cause)
        fact = _fact(row, years, row.grade.split("|") if row.grade else [])
        yield _at_least(fact) if (row.release_id, years[-1]) in unfinished else fact


def _fact(figure, years: list[str], grades: list[str]) -> Fact:
    """What a figure says, by its measure."""
    ids, span, graded = "-".join([*years, *map(_word, grades)]), " to ".join(years), " or ".join(grades)
    ranks = [_rank(years[-1], grade) for grade in grades]
    match figure.measure:
        case "total":
            said = (f"{ids}-authorities", "authorities", f"graded in {span}", had(*years, *RANKS))
        case "graded":
            said = (ids, "margins", f"{graded} in {span}", had(*years, *ranks))
        case "difference":
            change = f"1 * ({had(years[1], *ranks)}) - ({had(years[0], *ranks)})"
            said = (f"difference-{ids}", "margins", f"change in {graded} from {span}", change)
        case "every-year":
            each = both(*(had(year, *ranks) for year in YEARS if years[0] <= year <= years[1]))
            said = (f"every-year-{ids}", "every year", f"{graded} in every year from {span}", each)
        case movement:
            said = (f"{movement}-{ids}", "move totals", f"{movement} from {span}", moved(movement, *years))
    fact_id, stage, statement, expression = said
    sources = (figure.release_id, figure.figure_id)
    return Fact(fact_id, stage, statement, *sources, expression, "=", int(figure.value))


def _lists(named_grades: pd.DataFrame, counts: pd.DataFrame, unfinished: set[tuple[str, str]]) -> list[NamedList]:
    """The lists of named authorities, by year and best grade first.

    A list is complete when it has as many names as the final count of its grade.
    """
    final = counts[counts["status"] == "final"].set_index(["period", "rank"])["count"]
    lists = []
    for (period, worst, grade), rows in named_grades.assign(worst=-named_grades["rank"]).groupby(
        ["period", "worst", "grade"]
    ):
        names, releases = set(rows["gss_code"]), list(rows["release_id"].unique())
        is_complete = final.get((period, -worst)) == len(names)
        is_provisional = any((name, period) in unfinished for name in releases)
        lists.append(NamedList(period, grade, -worst, names, releases, is_complete, is_provisional))
    return lists


def _overlaps(lists: list[NamedList]) -> Iterator[Fact]:
    """A fact for each list, and for what lists of different years have in common.

    Only what complete lists have in common is an exact count: more authorities may belong to both of
    two lists if one of them is incomplete.
    """
    for size in range(1, len(YEARS) + 1):
        for chosen in combinations(lists, size):
            if len({each.period for each in chosen}) < size:
                continue
            are_complete = all(each.is_complete for each in chosen)
            kind = "the complete list" if are_complete else "a list that may be incomplete"
            grades = " and ".join(f"{each.grade} in {each.period}" for each in chosen)
            premise = f", {PREMISE}" if any(each.is_provisional for each in chosen) else ""
            yield Fact(
                "-".join(["named", *(f"{each.period}-{_word(each.grade)}" for each in chosen)]),
                "named lists",
                f"named in {kind}: {grades}{premise}",
                "|".join(dict.fromkeys(name for each in chosen for name in each.release_ids)),
                "",
                both(*(had(each.period, each.rank) for each in chosen)),
                "=" if are_complete else ">=",
                len(set.intersection(*(each.names for each in chosen))),
            )


def _merged(facts: Iterable[Fact]) -> pd.DataFrame:
    """The facts by stage, each once with all its sources; ids are numbered where releases contradict one another."""
    once = {}
    for fact in facts:
        said = (fact.fact_id, fact.coefficients, fact.relation, fact.value)
        first = once.setdefault(said, fact)
        sources = {key: _joined(getattr(first, key), getattr(fact, key)) for key in ("release_ids", "figure_ids")}
        once[said] = first._replace(**sources)
    seen, numbered = Counter(), []
    for fact in once.values():
        seen[fact.fact_id] += 1
        again = seen[fact.fact_id]
        numbered.append(fact if again == 1 else fact._replace(fact_id=f"{fact.fact_id}-{again}"))
    stages = list(STAGES)
    return pd.DataFrame(sorted(numbered, key=lambda fact: stages.index(fact.stage)), columns=list(Fact._fields))


def _joined(*ids: str) -> str:
    return "|".join(dict.fromkeys(name for part in ids for name in part.split("|")))
