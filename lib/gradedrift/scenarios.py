"""The grid of assumptions, and the notebook that is run once for each of its points.

A *scenario* is one choice for every question that the releases leave open. `run` executes
`notebooks/08-try-one-scenario.ipynb` for each, some at a time; one that fails has its cause in its rows,
and the others are kept.
"""

import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from gradedrift import paths, percentages, single_inspection, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import Scenarios

NOTEBOOK = paths.ROOT / "notebooks" / "08-try-one-scenario.ipynb"
RESULT = paths.BUILD / "scenario.csv"

# Kinds of facts that a scenario does without, as in `facts.STAGES`: none, and each that narrows bounds by itself
# and that a release might well not have printed.
LEFT_OUT = ("", "move totals", "every year", "named lists")

# The headline results, and what each is a number of.
QUANTITIES = {
    "improved 2009 to 2010": "authorities that improved",
    "declined 2009 to 2010": "authorities that declined",
    "improved 2010 to 2011": "authorities that improved",
    "declined 2010 to 2011": "authorities that declined",
    "good or better before, of the inspected": "authorities, compared with the comparator",
    "change in good or better, of the inspected": "authorities now good or better, less those that were before",
    "good or better needed of the others": "breakdown point: for the share of all not to be below the comparator's",
    "good or better when all are inspected": "authorities, predicted as if the first inspected had been drawn at random",
}


class Scenario(NamedTuple):
    """One choice of every assumption; the parameters of the notebook."""

    base: int  # how many authorities the percentages that fell and rose are of
    rounding: str  # how these percentages were made whole
    comparator: str  # which earlier grades the new ones are compared with
    equivalence: str  # `ordinal`: equal ranks are taken as equal grades; `none`: nothing is
    left_out: str  # the kind of facts to do without; empty for none

    @property
    def name(self) -> str:
        """The scenario in words, for a table and for messages."""
        across = (
            f"{self.comparator}, {self.rounding} of {self.base}" if self.equivalence == "ordinal" else "nothing equated"
        )
        return f"{across}; {f'without {self.left_out}' if self.left_out else 'all facts'}"


def grid(readings: Iterable[tuple[int, str]], comparators: Iterable[str]) -> list[Scenario]:
    """Every scenario, each once, from the bases and roundings that fit the percentages, and the comparators.

    Where nothing is equated, base, rounding and comparator have no effect and do not vary.
    """
    readings, comparators = list(readings), list(comparators)
    ordinal = product(readings, comparators, ["ordinal"], LEFT_OUT)
    neither = product(readings[:1], comparators[:1], ["none"], LEFT_OUT)
    return [Scenario(*reading, *others) for reading, *others in (*ordinal, *neither)]


def of_study(figures: pd.DataFrame, grade_counts: pd.DataFrame) -> list[Scenario]:
    """The grid of the study: every base of the article, with every rounding, that its two percentages fit."""
    bases = sorted(single_inspection.bases(single_inspection.sizes(figures)))
    fell, rose = single_inspection.percentages_moved(figures)["value"][["declined", "improved"]]
    fitting = percentages.joint(fell, rose, bases).sort_values("base")
    readings = [(int(row.base), row.rounding) for row in fitting.itertuples()]
    return grid(readings, filter(None, single_inspection.caps(grade_counts, figures)))


def result(quantity: str, of: int, bounds: tuple[int, int] | None, reason: str = "") -> dict:
    """One headline result: bounds among `of` authorities, or the reason why there are none."""
    lower, upper = bounds or (None, None)
    return {"quantity": quantity, "of": of, "lower": lower, "upper": upper, "reason": "" if bounds else reason}


def write_result(scenario: Scenario, results: list[dict]) -> pd.DataFrame:
    """Check and write the results of one scenario; the checked table, columns as in `schemas.Scenarios`."""
    table = tables.checked(_rows(scenario, results), Scenarios, paths.relative(RESULT))
    tables.write_csv(RESULT, table)
    return table


def run(scenarios: list[Scenario], jobs: int, progress: Callable[[Iterable], Iterable]) -> pd.DataFrame:
    """The results of all scenarios, `jobs` at a time; columns as in `schemas.Scenarios`, in the order given.

    `progress` wraps the results as they come, to show how far the run is.
    """
    from gradedrift import kernels  # slow to import, and no need of the notebook itself

    with ProcessPoolExecutor(jobs, get_context("spawn"), kernels.end_with_parent) as pool:
        return pd.concat(progress(pool.map(_one, scenarios)), ignore_index=True)


def _one(scenario: Scenario) -> pd.DataFrame:
    """The results of one scenario; where it fails, a row a quantity that names the cause."""
    from gradedrift import kernels, notebooks

    with tempfile.TemporaryDirectory(prefix="gradedrift-") as folder:
        try:
            notebooks.execute(NOTEBOOK, Path(folder), scenario._asdict(), kernels.PROVISIONER)
            return tables.read_csv(Path(folder) / RESULT.relative_to(paths.ROOT), Scenarios)
        except SourceError as problem:
            return _rows(scenario, [result(quantity, 0, None, f"failed: {problem}") for quantity in QUANTITIES])


def failures(results: pd.DataFrame) -> list[str]:
    """A line for each scenario that failed, with its cause."""
    failed = results[results["reason"].str.startswith("failed: ")].drop_duplicates("scenario")
    return [f"{row.scenario}: {row.reason.removeprefix('failed: ')}" for row in failed.itertuples()]


def over_all(results: pd.DataFrame) -> pd.DataFrame:
    """Each headline result over all scenarios that have it, by quantity, in the order of `QUANTITIES`.

    Columns: `scenarios` (how many have it), `distinct` (how many different bounds), `lower` and `upper` (what no
    scenario goes beyond), and `every_lower` and `every_upper` (what every scenario allows; empty where nothing is).
    """
    known = results.dropna(subset=["lower", "upper"]).astype({"lower": int, "upper": int})
    rows = {}
    for quantity in QUANTITIES:
        part = known[known["quantity"] == quantity]
        inner = part["lower"].max(), part["upper"].min()
        rows[quantity] = {
            "scenarios": len(part),
            "distinct": len(part.drop_duplicates(["of", "lower", "upper"])),
            "lower": part["lower"].min(),
            "upper": part["upper"].max(),
            **dict(zip(("every_lower", "every_upper"), inner if inner[0] <= inner[1] else (None, None))),
        }
    whole = dict.fromkeys(["lower", "upper", "every_lower", "every_upper"], "Int64")
    return pd.DataFrame.from_dict(rows, orient="index").astype(whole)


def _rows(scenario: Scenario, results: list[dict]) -> pd.DataFrame:
    rows = pd.DataFrame([{"scenario": scenario.name, **scenario._asdict(), **row} for row in results])
    return rows.astype({"lower": "Int64", "upper": "Int64"})
