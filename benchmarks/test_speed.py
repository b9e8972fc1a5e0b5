"""`make bench`: how long things take, as ratios inside each group of one run (the numbers in brackets)."""

import re
import shutil
import subprocess
import sys
import tracemalloc

import numpy as np
import pytest

from gradedrift import authorities, bounds, facts, paths, releases, tables
from gradedrift.extract import extract
from gradedrift.extract.tokens import scan
from gradedrift.trajectories import authority_trajectories
from tests.conftest import copy_project, outside

LONGEST = releases.read_record("ofsted-2011-statistics")  # about 13 kB
NAMES = tuple(authorities.register()["authority"])
NOTEBOOKS = sorted((paths.ROOT / "notebooks").glob("[0-9]*.ipynb"))


def read(text: str):
    """One release read afresh: what the last one left in the cache does not help."""
    scan.cache_clear()
    return extract(text, "a.txt", "2011", NAMES)


@pytest.mark.benchmark(group="reading the longest record")
def test_find_its_digits(benchmark):
    """The floor: one pass of one regular expression."""
    assert benchmark(re.findall, r"\d+", LONGEST)


@pytest.mark.benchmark(group="reading the longest record")
def test_extract_its_figures(benchmark):
    assert benchmark(read, LONGEST).figures


@pytest.mark.benchmark(group="reading more releases")
@pytest.mark.parametrize("copies", [1, 10, 100, 1000])
def test_extract_from_releases(benchmark, copies):
    """Should grow with the number of releases and no faster."""
    benchmark.pedantic(lambda: [read(LONGEST) for _ in range(copies)], rounds=5 if copies < 100 else 1)


LEDGER = facts.ledger(*(tables.read(name) for name in ("grade_counts", "moves", "figures", "named_grades")))


def every_bound():
    """All bounds that the study publishes."""
    asked = bounds.movements()
    return (
        bounds.transition_bounds(LEDGER),
        bounds.movement_bounds(LEDGER),
        bounds.functional_bounds(LEDGER),
        bounds.ladder(LEDGER, asked),
        bounds.without_each(LEDGER, asked),
        bounds.without_each(LEDGER, asked, by="stage"),
        bounds.variants(LEDGER, asked),
        authority_trajectories(LEDGER, tables.read("named_grades")),
    )


@pytest.mark.benchmark(group="with the memory watched")
@pytest.mark.parametrize(
    "work", [lambda: read(LONGEST), every_bound], ids=["reading the longest record", "every bound"]
)
def test_peak_memory(benchmark, capsys, request, work):
    """Prints the peak memory; watching it makes the work slower."""

    def peak() -> float:
        tracemalloc.start()
        work()
        megabytes = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        return megabytes

    megabytes = benchmark.pedantic(peak, rounds=1)
    with capsys.disabled():
        print(f"\npeak memory of {request.node.callspec.id}: {megabytes:.1f} MB")


@pytest.mark.benchmark(group="bounds of the study")
def test_one_bound(benchmark):
    """The floor: the least and the greatest value of one sum."""
    limits, costs = bounds.programme(LEDGER), facts.coefficients("rank_2009 == rank_2010")
    benchmark(bounds.extremes, limits, costs)


@pytest.mark.benchmark(group="bounds of the study")
def test_every_bound(benchmark):
    benchmark.pedantic(every_bound, rounds=5)


def random_programme(grades: int, years: int, sums: int) -> tuple[bounds.Programme, np.ndarray]:
    """Facts that are true of a random table: sums over random groups of trajectories, and one more to bound."""
    random = np.random.default_rng(20111)
    table = random.multinomial(152, random.dirichlet(np.ones(grades**years)))
    matrix = np.vstack([np.ones_like(table), random.random((sums, len(table))) < 0.25])
    return bounds.Programme(matrix, matrix @ table, matrix @ table), (random.random(len(table)) < 0.5).astype(int)


SIZES = [(4, 3, 20), (3, 3, 20), (5, 3, 20), (4, 2, 20), (4, 4, 20), (4, 3, 10), (4, 3, 40)]


@pytest.mark.benchmark(group="one bound by grades, years and facts")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{} grades {} years {} facts".format(*size))
def test_bound_of_size(benchmark, size):
    benchmark.pedantic(bounds.extremes, random_programme(*size), rounds=5)


@pytest.mark.benchmark(group="the whole study")
def test_papermill_command_on_each_notebook(benchmark, tmp_path):
    environment = outside(**{paths.STAGE: str(tmp_path)})

    def one_after_another():
        for notebook in NOTEBOOKS:
            output = str(tmp_path / notebook.name)
            command = [sys.executable, "-m", "papermill", "--no-progress-bar", str(notebook), output]
            subprocess.run(command, cwd=notebook.parent, env=environment, check=True, capture_output=True)

    benchmark.pedantic(one_after_another, rounds=5)


@pytest.mark.benchmark(group="the whole study")
def test_make_all(benchmark, tmp_path):
    copy = copy_project(tmp_path)
    environment = outside(PYTHONPATH=str(copy / "lib"))
    command = ["make", "all", f"PY={sys.executable}", "ENVIRONMENT="]
    benchmark.pedantic(
        lambda: subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True),
        setup=lambda: shutil.rmtree(copy / ".build", ignore_errors=True),
        rounds=5,
    )
