"""From figures to tidy tables."""

import pandas as pd

from gradedrift.errors import SourceError
from gradedrift.grades import ANNUAL_REGIMES, GRADES, RANKS, rank
from gradedrift.paths import record_path
from gradedrift.schemas import GradeCounts, Moves

DISTRIBUTION = ["regime", "judgement", "period", "unit"]  # what one distribution of grades is about


def authorities_in_england(figures: pd.DataFrame) -> int:
    """How many authorities have children's services: the printed total of the annual grades.

    `SourceError` if no release prints it or two print it differently.
    """
    totals = figures.query("measure == 'total' and unit == 'authorities' and regime == 'annual-rating'")
    if totals["value"].nunique() != 1:
        found = ", ".join(f"{total.value:g} in {total.figure_id}" for total in totals.itertuples()) or "no figure"
        raise SourceError(
            "data/processed/figures.csv", None, f"one total of the annual rating is needed, found {found}"
        )
    return int(totals["value"].iloc[0])


def grade_counts(figures: pd.DataFrame) -> pd.DataFrame:
    """Every complete distribution of grades that a release publishes; columns as in `schemas.GradeCounts`.

    A distribution is complete when it has a count for each of its regime's four grades. It is final
    when it grades every authority, else provisional: more grades were to come. Releases that publish
    the same distribution share its rows.

    `SourceError` names the figure where a release states a count twice and differently, prints a total
    that its counts do not add up to, leaves annual grades unaccounted for, or contradicts another
    release that grades as many.
    """
    every = authorities_in_england(figures)
    counted = figures[figures["unit"].isin(["authorities", "inspections"]) & (figures["regime"] != "")]
    graded = counted[(counted["measure"] == "graded") & ~counted["grade"].str.contains("|", regex=False)]
    subjects = counted.groupby(["release_id", *DISTRIBUTION])
    parts = []
    for about, stated in graded.groupby(["release_id", *DISTRIBUTION], sort=False):
        part = _distribution(stated)
        if len(part) == len(RANKS):
            _check_base(part, subjects.get_group(about), every)
            # As many inspections as there are authorities may still leave some authority out.
            is_final = part["unit"].iloc[0] == "authorities" and part["base"].iloc[0] == every
            parts.append(part.assign(status="final" if is_final else "provisional"))
    return _ordered(_merged(pd.concat(parts)))


def moves(figures: pd.DataFrame) -> pd.DataFrame:
    """Every published count of authorities that moved between two grades; columns as in `schemas.Moves`.

    `SourceError` names a move whose years or grades the release does not settle.
    """
    moved = figures[(figures["measure"] == "moved") & (figures["unit"] == "authorities")]
    ends = ["from_period", "from_grade", "to_period", "to_grade"]
    for move in moved[(moved[ends] == "").any(axis="columns")].itertuples():
        raise SourceError(record_path(move.release_id), move.line, f"a move from or to nothing: {move.quote!r}")
    counted = moved.assign(count=moved["value"].astype(int))
    return counted[list(Moves.to_schema().columns)].reset_index(drop=True)


def _distribution(stated: pd.DataFrame) -> pd.DataFrame:
    """One release's counts of one distribution, one row a grade."""
    rows = []
    for grade, same in stated.groupby("grade", sort=False):
        first = same.iloc[0]
        for other in same[same["value"] != first["value"]].itertuples():
            cause = f"{other.value:g} for {grade!r}, but {first['value']:g} in line {first['line']}"
            raise SourceError(record_path(other.release_id), other.line, cause)
        rows.append(
            {
                **first[DISTRIBUTION],
                "grade": grade,
                "rank": rank(first["regime"], grade),
                "count": int(first["value"]),
                "release_ids": first["release_id"],
                "figure_ids": "|".join(same["figure_id"]),
            }
        )
    part = pd.DataFrame(rows)
    return part.assign(base=part["count"].sum())


def _check_base(part: pd.DataFrame, same: pd.DataFrame, every: int) -> None:
    """Refuse a distribution that does not add up to its printed total, or to every authority.

    `same` are all figures of the release on the same subject. Annual grades were given to every
    authority: what is not graded must be stated as pending.
    """
    base = part["base"].iloc[0]
    for total in same[same["measure"] == "total"].itertuples():
        if total.value != base:
            cause = f"the total is {total.value:g} but the grades of {total.period} add up to {base}"
            raise SourceError(record_path(total.release_id), total.line, cause)
    first = same.iloc[0]
    pending = int(same.loc[same["measure"] == "pending", "value"].sum())
    if first["regime"] in ANNUAL_REGIMES.values() and base + pending != every:
        cause = f"the grades of {first['period']} add up to {base} and {pending} are pending, of {every} authorities"
        raise SourceError(record_path(first["release_id"]), int(first["line"]), cause)


def _merged(counts: pd.DataFrame) -> pd.DataFrame:
    """The distributions of all releases, those that agree in one set of rows."""
    merged = []
    for _, same in counts.groupby([*DISTRIBUTION, "status", "rank"], sort=False):
        first = same.iloc[0]
        for other in same[same["count"] != first["count"]].itertuples():
            line = int(other.figure_ids.split(":")[1])
            cause = (
                f"{other.count} for {other.grade!r} in {other.period}, but {first['count']} in {first['figure_ids']}"
            )
            raise SourceError(record_path(other.release_ids), line, cause)
        merged.append({**first, **{name: "|".join(same[name]) for name in ("release_ids", "figure_ids")}})
    return pd.DataFrame(merged)


def _ordered(counts: pd.DataFrame) -> pd.DataFrame:
    """The rows and columns in the order that the schema states."""
    regimes = counts["regime"].map(list(GRADES).index)
    by = ["regimes", "period", "judgement", "unit", "status", "rank"]
    ordered = counts.assign(regimes=regimes).sort_values(by, ascending=[name != "rank" for name in by])
    return ordered[list(GradeCounts.to_schema().columns)].reset_index(drop=True)
