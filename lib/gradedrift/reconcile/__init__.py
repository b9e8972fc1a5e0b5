"""The ledger of every agreement and conflict among the releases.

Each kind of comparison is a function from the tidy tables to its outcomes. It finds what it can compare
by what the figures are about, so that another release of this family needs no new code. Comparisons
that the releases do not allow are outcomes too, with the reason.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pandas as pd

from gradedrift.reconcile import changes, counts, coverage, inspections, names, shares
from gradedrift.reconcile.statements import Check, Published, Unmade, slug

__all__ = ["KINDS", "Kind", "Published", "Reconciled", "reconcile"]


class Kind(NamedTuple):
    """One kind of comparison."""

    name: str
    outcomes: Callable[[Published], Iterator[Check | Unmade]]
    statement: str  # what is compared with what
    affects: str  # what a conflict of this kind touches


DISTRIBUTIONS = "the distributions of grades, and every measure of drift that is computed from them"
BOUNDS = "the bounds on moves, which take every such statement as a fact"
SERVICES = "the comparison of the single inspections with the inspections of safeguarding and looked after children"

KINDS = [
    Kind("totals", counts.totals, "counts of grades add up to the printed total", DISTRIBUTIONS),
    Kind("several-grades", counts.several_grades, "a count of several grades is the sum of theirs", DISTRIBUTIONS),
    Kind("repeated", counts.repeated, "a number that a release repeats stays the same", DISTRIBUTIONS),
    Kind("across-releases", counts.across_releases, "two releases state the same number", DISTRIBUTIONS),
    Kind("all-authorities", counts.all_authorities, "the number of all authorities is that of the register", "every share of all authorities"),
    Kind("parts", counts.parts, "a part is no more than the whole", SERVICES),
    Kind("coverage", coverage.coverage, "what is graded, inspected and pending fits together", "how many count as graded or inspected: the base of shares, and what percentages of the inspected may be of"),
    Kind("pending", coverage.pending_grades, "the grades that were pending make up the difference between first and final", BOUNDS),
    Kind("shares-of-counts", shares.shares_of_counts, "a percentage or fraction fits its count and base", "no result: shares are computed from the counts"),
    Kind("percentage-columns", shares.percentage_columns, "the percentages of a distribution add up to their total", "no result: shares are computed from the counts"),
    Kind("shares-of-one-thing", shares.shares_of_one_thing, "two shares stated of the same thing can both be true", "which share of the inspected is said to have fallen: results use the exact percentages, never the words"),
    Kind("bases", shares.bases, "the percentages that fell and rose can be of this base", "the bounds on the previous grades of the inspected, which must leave this base out"),
    Kind("differences", changes.differences, "a stated difference is that of the two counts", BOUNDS),
    Kind("move-totals", changes.move_totals, "the single moves add up to the number that improved or declined", BOUNDS),
    Kind("net-changes", changes.net_changes, "a count changes by the moves in and out of its grade", BOUNDS),
    Kind("moves-within-counts", changes.moves_within_counts, "no more moved than had the grade", BOUNDS),
    Kind("forced-movements", changes.forced_movements, "as many improved or declined as the counts force", BOUNDS),
    Kind("arrivals", changes.arrivals, "those with a grade are those who moved there and those who had it already", BOUNDS),
    Kind("every-year", changes.every_year, "those with a grade in every year are among those with it in each", BOUNDS),
    Kind("re-inspections", inspections.re_inspections, "inspections are authorities and re-inspections", SERVICES),
    Kind("services", inspections.services, "two services differ by re-inspections of one of them at most", SERVICES),
    Kind("graded-twice", inspections.graded_twice, "inspections with a grade are authorities and those graded so twice", SERVICES),
    Kind("several-judgements", inspections.several_judgements, "those graded so in several judgements are among those in one", SERVICES),
    Kind("judgements-named", inspections.judgements_named, "as many judgements are named as are said to be", SERVICES),
    Kind("lists", names.lists, "a list names as many as have the grade", BOUNDS),
    Kind("register", names.register, "every printed name is in the register", "which authorities are followed from year to year"),
    Kind("named-twice", names.named_twice, "an authority has one grade wherever it is named", "which authorities are followed from year to year"),
    Kind("printed-numbers", names.printed_numbers, "a number printed beside a grade is that of its scale", "the ranks of grades"),
    Kind("tidy-tables", counts.tidy_tables, "the table's count is that of the figures it names", DISTRIBUTIONS),
]  # fmt: skip


class Reconciled(NamedTuple):
    """What the comparisons found."""

    ledger: pd.DataFrame  # columns as in `schemas.Reconciliation`
    coverage: pd.DataFrame  # for each kind the comparisons `possible`, those `made`, and the made ones by verdict
    unmade: pd.DataFrame  # the comparisons that the releases do not allow: `kind`, `subject`, `reason`
    uncompared: pd.DataFrame  # the figures that no comparison touches


def reconcile(published: Published, kinds: list[Kind] = KINDS) -> Reconciled:
    """Every comparison that the tables allow, by kind and in the order of the releases."""
    found = [(kind, outcome) for kind in kinds for outcome in kind.outcomes(published)]
    rows = [_row(kind, outcome) for kind, outcome in found if isinstance(outcome, Check)]
    columns = [
        "check_id",
        "kind",
        "statement",
        "left",
        "left_source",
        "right",
        "right_source",
        "verdict",
        "explanation",
    ]
    ledger = pd.DataFrame(rows, columns=[*columns, "affects"])
    unmade = [(kind.name, *outcome) for kind, outcome in found if isinstance(outcome, Unmade)]
    sources = {name for side in ("left_source", "right_source") for ids in ledger[side] for name in ids.split("|")}
    return Reconciled(
        ledger,
        _coverage(ledger, Counter(kind.name for kind, _ in found), kinds),
        pd.DataFrame(unmade, columns=["kind", "subject", "reason"]),
        published.figures[~published.figures["figure_id"].isin(sources)],
    )


def _row(kind: Kind, check: Check) -> dict[str, str]:
    """One row of the ledger."""
    return {
        "check_id": slug(kind.name, check.subject),
        "kind": kind.name,
        "statement": f"{kind.statement}: {check.subject}",
        "left": check.left.text,
        "left_source": "|".join(check.left.sources),
        "right": check.right.text,
        "right_source": "|".join(check.right.sources),
        "verdict": check.verdict,
        "explanation": check.explanation,
        "affects": kind.affects if check.verdict == "conflicts" else "",
    }


def _coverage(ledger: pd.DataFrame, possible: Counter, kinds: list[Kind]) -> pd.DataFrame:
    """How many comparisons of each kind were possible and made, and with what verdict."""
    verdicts = pd.crosstab(ledger["kind"], ledger["verdict"]).reindex(columns=["agrees", "explained", "conflicts"])
    by_kind = verdicts.reindex([kind.name for kind in kinds]).fillna(0).astype(int)
    by_kind.insert(0, "possible", [possible[name] for name in by_kind.index])
    by_kind.insert(1, "made", by_kind[["agrees", "explained", "conflicts"]].sum(axis="columns"))
    return by_kind.rename_axis(columns=None).reset_index()
