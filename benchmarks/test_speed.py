"""`make bench`: how long things take, as ratios inside each group of one run (the numbers in brackets)."""

import re
import resource
import shutil
import subprocess
import sys
import time
import tracemalloc
from collections import defaultdict
from functools import partial
from itertools import product

import nbformat
import numpy as np
import pytest

from gradedrift import authorities, bounds, facts, paths, releases, scenarios, tables
from gradedrift.extract import extract, grids, rows, tokens
from gradedrift.reproduce import copy_project
from gradedrift.trajectories import authority_trajectories
from tests.conftest import outside

LONGEST = releases.read_record("ofsted-2011-statistics")
NAMES = tuple(authorities.register()["authority"])
NOTEBOOKS = sorted((paths.ROOT / "notebooks").glob("*.ipynb"))
SCENARIOS = scenarios.of_study(tables.read("figures"), tables.read("grade_counts"))


# Every cache that remembers words of a text; what patterns can begin with an opening is compiled once.
CACHES = (tokens.scan, rows.cells_of, rows.column_names, rows._has_row_shape, grids._meaning)


def read(text: str):
    """One release read afresh: what the last one left in the caches does not help."""
    for cached in CACHES:
        cached.cache_clear()
    return extract(text, "a.txt", "2011", NAMES)


def figures_of(text: str, benchmark) -> None:
    """Measure the reading of one text, many times, and note its size."""
    reading = benchmark.pedantic(read, args=(text,), rounds=100, warmup_rounds=2)  # the first compiles patterns
    benchmark.extra_info["note"] = f"{len(text.encode()) / 1000:.1f} kB, {len(reading.figures)} figures"


@pytest.mark.benchmark(group="reading the longest release")
def test_find_the_digits_of_its_record(benchmark):
    """The floor: one pass of one regular expression."""
    assert benchmark(re.findall, r"\d+", LONGEST)


@pytest.mark.benchmark(group="reading the longest release")
def test_extract_the_figures_of_its_record(benchmark):
    figures_of(LONGEST, benchmark)


@pytest.mark.benchmark(group="reading the longest release")
def test_extract_the_figures_of_its_original(benchmark, originals):
    """`make bench RELEASES=DIR`: where the originals are."""
    figures_of((originals / "ofsted-2011-statistics.txt").read_text(encoding="utf-8"), benchmark)


@pytest.mark.benchmark(group="reading more releases")
@pytest.mark.parametrize("copies", [1, 10, 100, 1000])
def test_extract_from_releases(benchmark, copies):
    """Should grow with the number of releases and no faster."""
    benchmark.pedantic(lambda: [read(LONGEST) for _ in range(copies)], rounds=5)


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

    megabytes = benchmark.pedantic(peak, rounds=5)
    benchmark.extra_info["note"] = f"peak {megabytes:.1f} MB"
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


def programme_of_size(grades: int, years: int, moves: int) -> tuple[bounds.Programme, np.ndarray]:
    """Facts that are true of a random table of 152: every margin, and some published moves; and who improved, to bound."""
    random = np.random.default_rng(20111)
    trajectories = np.array(list(product(range(grades), repeat=years)))
    table = random.multinomial(152, random.dirichlet(np.ones(len(trajectories))))
    rows = [trajectories[:, year] == grade for year, grade in product(range(years), range(grades))]
    every_move = list(product(range(years - 1), range(grades), range(grades)))
    for at in random.choice(len(every_move), moves, replace=False):
        year, before, after = every_move[at]
        rows.append((trajectories[:, year] == before) & (trajectories[:, year + 1] == after))
    matrix = np.array(rows).astype(int)
    return bounds.Programme(matrix, matrix @ table, matrix @ table), (trajectories[:, 0] > trajectories[:, -1]).astype(
        int
    )


SIZES = [(4, 3, 8), (3, 3, 8), (5, 3, 8), (6, 3, 8), (4, 2, 8), (4, 4, 8), (4, 3, 4), (4, 3, 16)]


@pytest.mark.benchmark(group="one bound by grades, years and published moves")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{} grades {} years {} moves".format(*size))
def test_bound_of_size(benchmark, size):
    benchmark.pedantic(bounds.extremes, programme_of_size(*size), rounds=5)


FLOOR = """
import sys
from concurrent.futures import ThreadPoolExecutor
import papermill
def run(at):
    papermill.execute_notebook(sys.argv[1], None, kernel_name="python3", progress_bar=False)
with ThreadPoolExecutor(2) as two:
    list(two.map(run, range(int(sys.argv[2]))))
"""
CHAIN = """
import sys
import papermill
for path in sys.argv[1:]:
    papermill.execute_notebook(path, None, kernel_name="python3", cwd="notebooks", progress_bar=False)
"""


def longest_chain(seconds: dict[str, float]) -> list[str]:
    """Of the notebooks that must follow one another, those that together take longest, after the Makefile."""
    declared = re.findall(r"^(\S+)\.(reads|writes|grid) *:= *(.*)$", (paths.ROOT / "Makefile").read_text(), re.M)
    reads, writes = defaultdict(set), defaultdict(set)
    for name, word, files in declared:
        (reads if word == "reads" else writes)[name].update(files.split())
    for name in seconds:
        if "data/processed/findings.csv" in reads[name]:  # collected from the parts that notebooks write
            reads[name] |= {file for files in writes.values() for file in files if file.startswith(".build/findings/")}
    chains = {}
    for name in sorted(seconds, key=lambda name: (name.startswith("00"), name)):  # the first to read runs last
        before = [chains[other] for other in chains if writes[other] & reads[name]]
        chains[name] = [*max(before, key=lambda chain: sum(map(seconds.get, chain)), default=[]), name]
    return max(chains.values(), key=lambda chain: sum(map(seconds.get, chain)))


def papermill_commands(folder, notebooks, chosen=()) -> None:
    """Run the papermill command on each notebook, and on that of the scenarios for each one chosen, one after another."""
    runs = [(notebook, {}) for notebook in notebooks]
    runs += [(scenarios.NOTEBOOK, scenario._asdict()) for scenario in chosen]
    for notebook, parameters in runs:
        options = [word for name, value in parameters.items() for word in ("-p", name, str(value))]
        command = [sys.executable, "-m", "papermill", "--no-progress-bar", notebook, folder / notebook.name, *options]
        environment = outside(**{paths.STAGE: str(folder)})
        subprocess.run(command, cwd=notebook.parent, env=environment, check=True, capture_output=True)


@pytest.mark.benchmark(group="the whole study")
def test_papermill_command_on_each_notebook_and_each_scenario(benchmark, tmp_path):
    """All that `make all` executes."""
    benchmark.pedantic(papermill_commands, args=(tmp_path, NOTEBOOKS, SCENARIOS), rounds=5)
    benchmark.extra_info["note"] = f"{len(NOTEBOOKS)} notebooks, one of them once more for {len(SCENARIOS)} scenarios"


@pytest.mark.benchmark(group="the whole study")
def test_papermill_command_on_each_notebook(benchmark, tmp_path):
    """Without the scenarios, which `make all` executes as well."""
    benchmark.pedantic(papermill_commands, args=(tmp_path, NOTEBOOKS), rounds=5)


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
    # In kilobytes on Linux, in bytes on macOS.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    benchmark.extra_info["note"] = f"peak of one process {peak:.0f} MB"


@pytest.mark.benchmark(group="the whole study")
def test_make_all_with_nothing_to_do(benchmark, tmp_path):
    copy = copy_project(tmp_path)
    command = ["make", "all", f"PY={sys.executable}", "ENVIRONMENT="]
    run = partial(subprocess.run, command, cwd=copy, env=outside(), check=True, capture_output=True)
    run()
    benchmark.pedantic(run, rounds=5)


@pytest.mark.benchmark(group="the whole study")
def test_floor_as_many_notebooks_that_only_import(benchmark, tmp_path):
    """pandas, matplotlib and seaborn, two notebooks at a time, through the papermill API in one process."""
    cell = nbformat.v4.new_code_cell("import pandas, matplotlib.pyplot, seaborn")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "imports.ipynb")
    runs = len(NOTEBOOKS) + len(SCENARIOS)
    command = [sys.executable, "-c", FLOOR, str(tmp_path / "imports.ipynb"), str(runs)]
    benchmark.extra_info["note"] = f"{runs} runs"
    benchmark.pedantic(lambda: subprocess.run(command, check=True, capture_output=True, env=outside()), rounds=5)


@pytest.mark.benchmark(group="the whole study")
def test_floor_the_longest_chain_of_notebooks(benchmark, tmp_path):
    """Those that must follow one another, through the papermill API in one process."""
    environment, seconds = outside(**{paths.STAGE: str(tmp_path)}), {}

    def run(*names):
        command = [sys.executable, "-c", CHAIN, *(f"notebooks/{name}.ipynb" for name in names)]
        subprocess.run(command, cwd=paths.ROOT, check=True, capture_output=True, env=environment)

    for notebook in NOTEBOOKS:
        started = time.perf_counter()
        run(notebook.stem)
        seconds[notebook.stem] = time.perf_counter() - started
    chain = longest_chain(seconds)
    benchmark.pedantic(run, args=chain, rounds=5)
    benchmark.extra_info["note"] = ", ".join(name[:2] for name in chain)


SOME = SCENARIOS[::4]


@pytest.mark.benchmark(group="some scenarios")
def test_papermill_command_on_each_scenario(benchmark, tmp_path):
    benchmark.pedantic(papermill_commands, args=(tmp_path, [], SOME), rounds=5)
    benchmark.extra_info["note"] = f"{len(SOME)} scenarios"


@pytest.mark.benchmark(group="some scenarios")
def test_scenarios_two_at_a_time(benchmark):
    """As `make scenarios` runs them."""
    found = benchmark.pedantic(lambda: scenarios.run(SOME, jobs=2, progress=iter), rounds=5)
    assert not scenarios.failures(found)


@pytest.mark.benchmark(group="setting up")
def test_a_new_environment(benchmark, tmp_path):
    """With the packages in the installer's cache, where this machine has them; else they are downloaded."""
    command = [sys.executable, "scripts/create_environment.py", str(tmp_path / ".venv")]
    benchmark.pedantic(lambda: subprocess.run(command, cwd=paths.ROOT, check=True, env=outside()), rounds=5)
