"""`make bench`: how long things take, as ratios inside each group of one run (the numbers in brackets)."""

import re
import shutil
import subprocess
import sys

import pytest

from gradedrift import paths, releases
from gradedrift.extract import extract
from tests.conftest import copy_project, outside

LONGEST = releases.read_record("ofsted-2011-statistics")
NOTEBOOKS = sorted((paths.ROOT / "notebooks").glob("[0-9]*.ipynb"))


@pytest.mark.benchmark(group="reading the longest record")
def test_find_its_digits(benchmark):
    """The floor: one pass of one regular expression."""
    assert benchmark(re.findall, r"\d+", LONGEST)


@pytest.mark.benchmark(group="reading the longest record")
def test_extract_its_figures(benchmark):
    assert benchmark(extract, LONGEST, "a.txt")


@pytest.mark.benchmark(group="reading more releases")
@pytest.mark.parametrize("copies", [1, 10, 100])
def test_extract_from_releases(benchmark, copies):
    """Should grow with the number of releases and no faster."""
    benchmark.pedantic(lambda: [extract(LONGEST, "a.txt") for _ in range(copies)], rounds=5)


@pytest.mark.benchmark(group="the whole study")
def test_papermill_command_on_each_notebook(benchmark, tmp_path):
    environment = outside(**{paths.STAGE: str(tmp_path)})

    def one_after_another():
        for notebook in NOTEBOOKS:
            command = [
                sys.executable,
                "-m",
                "papermill",
                "--no-progress-bar",
                str(notebook),
                str(tmp_path / notebook.name),
            ]
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
