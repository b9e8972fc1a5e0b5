"""Who was inspected first: how many of those with an earlier grade, and which of them, the releases allow.

The article of 2015 names two inspected authorities and no others. Complete lists and whole counts of earlier
grades say how large each group is; how many of a group were inspected first is bounded.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from gradedrift import overlaps, regimes
from gradedrift.grades import ANNUAL_REGIMES, RANKS, names, rank

# The groups of earlier grades that are asked about: the best, the worst, and good or better.
GROUPS = ([RANKS[0]], [RANKS[-1]], regimes.GOOD_OR_BETTER_RANKS)


def directions(named_grades: pd.DataFrame, trajectories: pd.DataFrame) -> pd.DataFrame:
    """Whether each authority named with a single inspection fell, stayed or rose by rank, against each annual grade.

    Takes `named_grades` and `authority_trajectories`. Columns: `authority`, `gss_code`, `grade` (of the single
    inspection), `period`, `possible_grades` and `possible_directions`, both joined by `|`; one row an authority and year.
    """
    now = named_grades.query("regime == 'single-inspection' and judgement == 'overall'")
    compared = now[["gss_code", "grade", "rank"]].merge(trajectories, on="gss_code")
    compared["possible_directions"] = [
        "|".join(dict.fromkeys(_direction(before, row.rank) for before in row.possible_grades.split("|")))
        for row in compared.itertuples()
    ]
    columns = ["authority", "gss_code", "grade", "period", "possible_grades", "possible_directions"]
    return compared.sort_values(["authority", "period"], ignore_index=True)[columns]


def _direction(before: str, now: int) -> str:
    was = rank("annual-assessment", before)
    return "fell" if now < was else "rose" if now > was else "same"


def among_inspected(group: int, inspected: int, everyone: int, known: int = 0) -> tuple[int, int]:
    """Least and greatest number of a group among the inspected, `known` of whom releases name.

    `ValueError` for a group, or a number of inspected, that is larger than all there are.

    >>> among_inspected(15, 48, 152, known=1), among_inspected(104, 48, 152)
    ((1, 15), (0, 48))
    """
    least, most = overlaps.both(group, inspected, everyone)
    return max(known, least), most


def known(named_grades: pd.DataFrame, bases: Iterable[int]) -> Counter[tuple[str, int, int]]:
    """How many authorities named for an annual grade are named with a single inspection too: by comparator, rank and base.

    `bases` are the numbers of inspected authorities that those with a named single inspection belong to.
    """
    inspected = set(named_grades.query("regime == 'single-inspection'")["gss_code"])
    earlier = named_grades[named_grades["regime"].isin(ANNUAL_REGIMES.values())]
    both = earlier[earlier["gss_code"].isin(inspected)].drop_duplicates(["gss_code", "period"])
    return Counter((f"{row.regime} {row.period}", row.rank, base) for row in both.itertuples() for base in bases)


def rows(
    before: Mapping[str, Sequence[int]],
    readings: Iterable[tuple[Sequence[int], int, int, int, str]],
    known: Mapping[tuple[str, int, int], int],
) -> list[dict]:
    """Rows of `schemas.FirstInspected`: each group of each earlier distribution, among each number of inspected.

    `before` are whole distributions, best first, by regime and year. A reading of the percentages has the
    new grades, best first, the base, those that fell, those that rose, and the rounding. `known` has how many of a
    rank of a distribution are named among a base. First what group sizes and names alone allow, then
    what the rises and falls add if they are against that distribution.
    """
    found, readings = [], list(readings)
    for comparator, counts in before.items():
        of_rank = dict(zip(RANKS, counts))
        for now, base, falls, rises, rounding in readings:
            moves = f"{falls} fell and {rises} rose, percentages {rounding}, compared with {comparator}; "
            named = {rank: known.get((comparator, rank, base), 0) for rank in RANKS}
            for ranks in GROUPS:
                group = sum(of_rank[rank] for rank in ranks)
                about = comparator, ranks, group, base, sum(counts)
                alone = among_inspected(group, base, sum(counts), sum(named[rank] for rank in ranks))
                found.append(_row(*about, alone, "none"))
                moved = regimes.previous(ranks, now, base, falls, rises, counts, list(named.values()))
                if moved:
                    found.append(_row(*about, moved, moves + regimes.EQUIVALENCE))
    return found


def _row(comparator, ranks, group, base, everyone, bounds, assumption) -> dict:
    lower, upper = bounds
    likely = regimes.drawn_at_random(group, base, everyone)
    grade = names(comparator.split()[0])
    return {
        "comparator": comparator,
        "grade": "|".join(grade[rank] for rank in ranks),
        "group": group,
        "inspected": base,
        "assumption": assumption,
        "lower": lower,
        "upper": upper,
        "others_lower": group - upper,
        "others_upper": group - lower,
        "random_lower": likely[0],
        "random_upper": likely[1],
        "share_against_all": against_all(lower, upper, base, group, everyone),
        "status": "bounded" if assumption == "none" else "assumed",
    }


def against_all(lower: int, upper: int, inspected: int, group: int, everyone: int) -> str:
    """Whether a group's share of the inspected is `above`, `below` or `same` as its share of all, or `undetermined`.

    >>> against_all(11, 28, 41, 104, 152), against_all(8, 37, 47, 104, 152)
    ('below', 'undetermined')
    """
    of_all, least, most = Fraction(group, everyone), Fraction(lower, inspected), Fraction(upper, inspected)
    if least == most == of_all:
        return "same"
    return "above" if least > of_all else "below" if most < of_all else "undetermined"
