"""A kernel that is forked with its libraries imported is a kernel like any other."""

import subprocess
import sys
import time

import nbformat
import psutil
import pytest

from gradedrift import kernels, notebooks, paths, scenarios
from gradedrift.errors import SourceError
from tests.conftest import outside

STARTS = ["local-provisioner", kernels.PROVISIONER]


@pytest.fixture
def run(project, tmp_path_factory):
    """What a notebook of some cells prints, run with a kernel that is forked."""

    def printed(*cells: str, provisioner: str = kernels.PROVISIONER) -> str:
        path = project / "notebooks" / "09-some.ipynb"
        path.parent.mkdir(exist_ok=True)
        made = [nbformat.v4.new_code_cell(cell, id=f"c{at}") for at, cell in enumerate(cells)]
        nbformat.write(nbformat.v4.new_notebook(cells=made), path)
        folder = tmp_path_factory.mktemp("ran")
        notebooks.execute(path, folder, {}, provisioner)
        ran = nbformat.read(folder / "notebooks/09-some.ipynb", as_version=4).cells
        return "".join(output.text for cell in ran for output in cell.outputs)

    return printed


def test_it_gives_the_same_notebook_and_table_as_one_that_is_started(tmp_path):
    ran = []
    for start in STARTS:
        parameters = {"base": 47, "rounding": "truncated", "left_out": "every year"}
        notebooks.execute(scenarios.NOTEBOOK, tmp_path / start, parameters, start)
        files = sorted(path for path in (tmp_path / start).rglob("*") if path.is_file())
        ran.append({path.relative_to(tmp_path / start): path.read_bytes() for path in files})
    assert ran[0] == ran[1] and len(ran[0]) == 2


def test_its_libraries_are_there_before_the_first_cell_and_no_module_of_the_study_is(run):
    found = run("import sys; print(*sys.modules, sep='\\n')").splitlines()
    is_forked = STARTS[0] != kernels.PROVISIONER
    assert is_forked == (sys.platform == "linux") == ({"pandas", "scipy.optimize"} <= {*found})
    ours = {name for name in found if name.startswith("gradedrift.")}
    assert ours <= {f"gradedrift.{name}" for name in ("kernels", "dependencies", "offline", "paths", "errors")}


def test_nothing_is_left_of_one_for_the_next(run):
    assert run("import pandas; pandas.mine = mine = 1", "print(pandas.mine)") == "1\n"
    assert run("import pandas; print(hasattr(pandas, 'mine'), 'mine' in globals())") == "False False\n"


def test_it_has_the_environment_of_its_own_run(run, monkeypatch):
    for value in ("first", "second"):
        monkeypatch.setenv("MINE", value)
        monkeypatch.setenv("PYTHONSTARTUP", value)
        assert run("import os; print(os.environ['MINE'], 'PYTHONSTARTUP' in os.environ)") == f"{value} False\n"


@pytest.mark.parametrize(
    "cell, cause",
    [
        ("raise ValueError('out of range')", "cell 0: ValueError: out of range"),
        ("import sys; sys.exit(0)", "cell 0"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "the kernel died"),
        ("import time; time.sleep(60)", "a cell ran for more than 2 seconds and was stopped"),
        ("import socket; socket.getaddrinfo('example.org', 80)", "a notebook of the study reaches no network"),
    ],
)
def test_a_fault_has_the_same_message(run, monkeypatch, cell, cause):
    monkeypatch.setattr(notebooks, "CELL_SECONDS", 2)
    messages = []
    for start in STARTS:
        with pytest.raises(SourceError) as refused:
            run(cell, provisioner=start)
        messages.append(str(refused.value))
    assert messages[0] == messages[1] and cause in messages[0]


def test_one_that_cannot_start_is_named(run, monkeypatch):
    monkeypatch.setitem(notebooks.KERNEL, "extra_arguments", ["--transport=pigeon"])
    with pytest.raises(SourceError, match="the kernel did not start"):
        run("1")


NEVER_ENDS = """
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from gradedrift import kernels, notebooks
with ProcessPoolExecutor(1, initializer=kernels.end_with_parent) as pool:
    pool.submit(notebooks.execute, Path(sys.argv[1]), Path(sys.argv[2]), {}, kernels.PROVISIONER).result()
"""


def test_no_process_is_left_of_a_run_that_is_killed(tmp_path):
    begun, path = tmp_path / "begun", tmp_path / "never-ends.ipynb"
    cell = nbformat.v4.new_code_cell(f"import time; open({str(begun)!r}, 'w').close(); time.sleep(600)", id="c0")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    command = [sys.executable, "-c", NEVER_ENDS, str(path), str(tmp_path / "stage")]
    with subprocess.Popen(command, env=outside(PYTHONPATH=str(paths.LIBRARY)), stderr=subprocess.DEVNULL) as running:
        try:
            end = time.monotonic() + 60
            while not begun.exists() and time.monotonic() < end:
                time.sleep(0.1)
            started = psutil.Process(running.pid).children(recursive=True)
        finally:
            running.kill()
    left = psutil.wait_procs(started, timeout=60)[1]
    assert begun.exists() and len(started) >= 2 and left == []
