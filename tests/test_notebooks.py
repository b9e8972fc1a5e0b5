"""The committed notebooks, and how a notebook is run. nbval compares their outputs beside this."""

import re
import subprocess
from pathlib import Path

import nbformat
import pytest

from gradedrift import notebooks, paths
from gradedrift.errors import SourceError
from gradedrift.openings import PARTS, opening
from tests.conftest import outside

COMMITTED = sorted((paths.ROOT / "notebooks").glob("*.ipynb"))


def read(path):
    return nbformat.read(path, as_version=4)


def shown(document) -> str:
    """Everything that the outputs of a notebook show as text."""
    outputs = [output for cell in document.cells if cell.cell_type == "code" for output in cell.outputs]
    data = [output.get("data", {}) for output in outputs]
    texts = [each.get("text/markdown", each.get("text/plain", "")) for each in data]
    return "\n".join(output.get("text", "") + text for output, text in zip(outputs, texts))


def files(pattern: str) -> list[str]:
    """The files that a notebook names, most of them by their whole path."""
    return sorted(paths.relative(path) for path in paths.ROOT.glob(pattern)) or [pattern]


def variable(name: str) -> list[str]:
    """The words of one of the Makefile's variables, as make itself reads it."""
    show = f"show: ; @echo $({name})"
    words = ["make", "--no-print-directory", "--file=Makefile", "--file=-", "show"]
    done = subprocess.run(words, cwd=paths.ROOT, input=show, capture_output=True, text=True, env=outside(), check=True)
    return done.stdout.split()


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)
class TestCommitted:
    def test_every_code_cell_ran_in_order_without_error(self, path):
        notebooks.check_complete(read(path), path.name)

    def test_nothing_is_warned_of(self, path):
        outputs = [output for cell in read(path).cells for output in cell.get("outputs", [])]
        assert [output["text"] for output in outputs if output.get("name") == "stderr"] == []

    def test_nothing_volatile_is_kept(self, path):
        text = path.read_text(encoding="utf-8")
        assert nbformat.writes(notebooks.without_volatile(read(path))) + "\n" == text

    def test_it_opens_with_question_answer_reads_writes_limits(self, path):
        opened, text = opening(path), read(path).cells[0].source
        marks = [text.index(f"**{part}.**") for part in PARTS]
        assert marks == sorted(marks) and opened.question and opened.limits

    def test_every_number_of_the_answer_is_shown_by_a_cell(self, path):
        document = read(path)
        answer = re.search(r"\*\*Answer\.\*\*(.*)", document.cells[0].source)[1]
        numbers = set(re.findall(r"\d+", answer))
        assert numbers and numbers <= set(re.findall(r"\d+", shown(document)))

    def test_every_n_of_n_of_the_answer_is_in_a_table(self, path):
        from gradedrift import tables

        answer = read(path).cells[0].source
        findings, counts = tables.read("findings"), tables.read("grade_counts")
        known = {(base, 152) for base in counts["base"]}
        for number in ("numerator", "lower", "upper"):
            known |= set(zip(findings[number], findings["base"]))
        named = tables.read("named_grades")["gss_code"].nunique()
        known |= {(named, 152), (152 - named, 152)}
        for ledger in (tables.read("reconciliation")["verdict"], tables.read("challenges")["verdict"]):
            known |= {(number, len(ledger)) for number in ledger.value_counts()}
        assert {(int(n), int(base)) for n, base in re.findall(r"(\d+) of (\d+)", answer)} <= known

    def test_it_declares_what_the_makefile_declares(self, path):
        opened = opening(path)
        for word in ("reads", "writes"):
            declared = [name for pattern in getattr(opened, word) for name in files(pattern)]
            made = [name for name in variable(f"{path.stem}.{word}") if not name.startswith(".build")]
            made += variable(f"{path.stem}.grid") if word == "writes" else []  # by a run for each of many parameters
            assert sorted(declared) == sorted(made)

    def test_cells_are_small(self, path):
        for cell in read(path).cells:
            if cell.cell_type == "code":
                assert cell.source.count("\n") < 12 and "%run" not in cell.source and "import *" not in cell.source


# --- Running -----------------------------------------------------------------------------------


@pytest.fixture
def notebook(project):
    """A notebook with the given cells that once ran, in a project of its own."""

    def make(*cells, name="09-some.ipynb"):
        path = project / "notebooks" / name
        path.parent.mkdir(exist_ok=True)
        document = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell, id=f"c{at}") for at, cell in enumerate(cells)]
        )
        path.write_text(nbformat.writes(document) + "\n")
        return path

    return make


def remembered() -> list[str]:
    """What runs left for make, and anything that they should have cleared away."""
    return sorted(path.name for path in paths.BUILD.rglob("*") if path.name != "staging")


WRITES = """
from pathlib import Path
import os
out = Path(os.environ["GRADEDRIFT_STAGE"]) / "data/processed/new.csv"
out.parent.mkdir(parents=True)
out.write_text("a\\n1\\n")
"""


def test_a_notebook_that_runs_is_put_in_place_with_what_it_wrote(notebook, project):
    path = notebook(WRITES, "print(1 + 1)")
    notebooks.run(path, [], [project / "data/processed/new.csv"])
    document = read(path)
    notebooks.check_complete(document, path.name)
    assert document.cells[1].outputs[0].text == "2\n"
    assert (project / "data/processed/new.csv").read_text() == "a\n1\n"
    assert remembered() == ["09-some.d"]
    assert not [key for cell in document.cells for key in cell.metadata] and "papermill" not in document.metadata


def test_a_kernel_listens_at_no_port(notebook):
    path = notebook("from ipykernel.kernelapp import IPKernelApp", "print(IPKernelApp.instance().transport)")
    notebooks.run(path, [], [])
    assert read(path).cells[1].outputs[0].text == "ipc\n"


def test_a_kernel_that_cannot_start_is_named(notebook, monkeypatch):
    path = notebook("1")
    monkeypatch.setitem(notebooks.KERNEL, "extra_arguments", ["--transport=pigeon"])
    before = path.read_bytes()
    with pytest.raises(SourceError, match="the kernel did not start"):
        notebooks.run(path, [], [])
    assert path.read_bytes() == before


def test_what_is_printed_in_pieces_is_kept_as_one(notebook):
    path = notebook("import time", "print('a', end='', flush=True)\ntime.sleep(0.5)\nprint('b')")
    notebooks.run(path, [], [])
    assert [output.text for output in read(path).cells[1].outputs] == ["ab\n"]


def test_running_twice_changes_neither_bytes_nor_times(notebook):
    path = notebook("print('the same')")
    notebooks.run(path, [], [])
    before = path.read_bytes(), path.stat().st_mtime_ns
    notebooks.run(path, [], [])
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    "failing, cause",
    [
        ("raise ValueError('out of\\nrange')", "cell 1: ValueError: out of range"),
        ("import sys; sys.exit(0)", "cell 1"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "the kernel died"),
        ("import time; time.sleep(60)", "a cell ran for more than 2 seconds and was stopped"),
    ],
)
def test_a_notebook_that_fails_changes_nothing_and_says_why(notebook, project, monkeypatch, failing, cause):
    monkeypatch.setattr(notebooks, "CELL_SECONDS", 2)
    path = notebook(WRITES, failing, "print('never')")
    before = path.read_bytes()
    with pytest.raises(SourceError) as refused:
        notebooks.run(path, [], [project / "data/processed/new.csv"])
    assert str(refused.value).startswith("notebooks/09-some.ipynb: ") and cause in str(refused.value)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before
    assert not (project / "data/processed/new.csv").exists() and remembered() == []


READS = "print(open('../data/reference/corrections.csv').readline())"


@pytest.mark.parametrize(
    "cell, reads, writes, cause",
    [
        (READS, [], [], "reads data/reference/corrections.csv, which it does not declare in the Makefile"),
        ("1", ["data/reference/corrections.csv"], [], "declares that it reads data/reference/corrections.csv, but does not"),
        (WRITES, [], [], "writes data/processed/new.csv, which it does not declare in the Makefile"),
        ("1", [], ["data/processed/new.csv"], "declares that it writes data/processed/new.csv, but does not"),
    ],
)  # fmt: skip
def test_what_is_declared_is_what_is_done(notebook, project, cell, reads, writes, cause):
    path = notebook(cell)
    before = path.read_bytes()
    with pytest.raises(SourceError, match=f"^notebooks/09-some.ipynb: {cause}$"):
        notebooks.run(path, [project / name for name in reads], [project / name for name in writes])
    assert path.read_bytes() == before
    assert not (project / "data/processed/new.csv").exists() and remembered() == []


def test_make_is_told_the_data_and_the_modules_that_were_read_and_no_others(notebook, project, monkeypatch):
    # This process has loaded all of the library; one that only runs a notebook, no more than it needs for that.
    monkeypatch.setattr(notebooks.dependencies, "modules", lambda: {Path(notebooks.__file__)})
    path = notebook(READS, "from gradedrift.extract import dates")
    notebooks.run(path, [project / "data/reference/corrections.csv"], [])
    rule, *each = (paths.BUILD / "09-some.d").read_text().splitlines()
    target, _, sources = rule.partition(": ")
    assert target == ".build/09-some" and each == [f"{source}:" for source in sources.split()]
    data = {source for source in sources.split() if not source.endswith(".py")}
    assert data == {"data/reference/corrections.csv", "notebooks/09-some.ipynb"}
    modules = {source.partition("/gradedrift/")[2] for source in sources.split()} - {""}
    assert {"paths.py", "extract/dates.py", "extract/__init__.py", "notebooks.py"} <= modules
    assert not {"bounds.py", "charts/__init__.py", "__main__.py"} & modules


def test_a_source_that_changes_while_the_notebook_runs_is_noticed(notebook, project):
    path = notebook(READS, "import os; os.utime('../data/reference/corrections.csv')")
    with pytest.raises(
        SourceError, match="data/reference/corrections.csv was changed while the notebook ran: run make"
    ):
        notebooks.run(path, [project / "data/reference/corrections.csv"], [])
    assert remembered() == []


def test_a_notebook_runs_with_parameters_into_a_folder(notebook, project, tmp_path_factory):
    path = notebook("much = 1", WRITES, "print(much)")
    document = read(path)
    document.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(document, path)
    before, folder = path.read_bytes(), tmp_path_factory.mktemp("elsewhere")
    notebooks.execute(path, folder, {"much": 7})
    assert shown(read(folder / "notebooks/09-some.ipynb")).endswith("\n7\n")
    assert (folder / "data/processed/new.csv").exists()
    assert path.read_bytes() == before and not (project / "data/processed/new.csv").exists()


# --- What a kernel does not see -----------------------------------------------------------------


def test_settings_of_the_user_do_not_reach_a_notebook(notebook, tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    profile = home / "ipython/profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "startup/mine.py").write_text("print('startup'); mine = 1")
    (profile / "ipython_kernel_config.py").write_text("c.InteractiveShellApp.exec_lines = ['mine = 2']")
    (home / "mine.py").write_text("print('PYTHONSTARTUP'); mine = 3")
    (home / "matplotlib").mkdir()
    (home / "matplotlib/matplotlibrc").write_text("font.size: 99\n")
    (home / "gradedrift").mkdir()
    (home / "gradedrift/__init__.py").write_text("mine = 4")
    (home / "kernels/python3").mkdir(parents=True)
    (home / "kernels/python3/kernel.json").write_text('{"argv": ["false"], "display_name": "x", "language": "python"}')
    for key, value in {
        "IPYTHONDIR": home / "ipython",
        "PYTHONSTARTUP": home / "mine.py",
        "PYTHONPATH": home,
        "PYTHONWARNINGS": "error",
        "PYTHONOPTIMIZE": "2",
        "MPLCONFIGDIR": home / "matplotlib",
        "MATPLOTLIBRC": home / "matplotlib",
        "MPLBACKEND": "no such backend",
        "JUPYTER_PATH": home,
        "HOME": home / "nowhere",
    }.items():
        monkeypatch.setenv(key, str(value))
    path = notebook(
        "import sys, warnings, gradedrift, matplotlib",
        "print('mine' in globals(), hasattr(gradedrift, 'mine'), sys.warnoptions, sys.flags.optimize)",
        "print(matplotlib.rcParams['font.size'])",
    )
    notebooks.run(path, [], [])
    assert shown(read(path)) == "False False [] 0\n\n10.0\n"


@pytest.mark.parametrize(
    "cell",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "import pandas; pandas.read_csv('https://example.org/a.csv')",
    ],
)
def test_a_notebook_reaches_no_network(notebook, cell):
    with pytest.raises(
        SourceError, match=r"cell 0: (PermissionError|URLError): .*a notebook of the study reaches no network"
    ):
        notebooks.run(notebook(cell), [], [])


def test_a_notebook_may_talk_to_its_own_machine(notebook):
    server = "import socket; here = socket.create_server(('127.0.0.1', 0))"
    path = notebook(server, "print(socket.create_connection(here.getsockname()).getpeername() == here.getsockname())")
    notebooks.run(path, [], [])
    assert shown(read(path)) == "True\n"


def test_a_file_that_is_no_notebook_or_elsewhere_is_refused(notebook, tmp_path_factory):
    path = notebook("1")
    path.write_text(path.read_text()[:40])
    with pytest.raises(SourceError, match=r"^notebooks/09-some.ipynb: is not a notebook: its JSON is damaged$"):
        notebooks.run(path, [], [])
    with pytest.raises(SourceError, match="is not in the project's folder$"):
        notebooks.run(tmp_path_factory.mktemp("elsewhere") / "09-some.ipynb", [], [])


@pytest.mark.parametrize(
    "counts, cause",
    [
        ([1, None], "cell 1 did not run"),
        ([2, 1], "cell 0 ran as number 2, not 1"),
        ([1, 3], "cell 1 ran as number 3, not 2"),
    ],
)
def test_cells_out_of_order_are_refused(counts, cause):
    cells = [nbformat.v4.new_code_cell("1", execution_count=count) for count in counts]
    with pytest.raises(SourceError, match=cause):
        notebooks.check_complete(nbformat.v4.new_notebook(cells=cells), "a.ipynb")


def test_an_error_output_is_refused():
    error = nbformat.v4.new_output("error", ename="KeyError", evalue="'x'", traceback=[])
    cell = nbformat.v4.new_code_cell("1", execution_count=1, outputs=[error])
    with pytest.raises(SourceError, match="cell 0: KeyError: 'x'"):
        notebooks.check_complete(nbformat.v4.new_notebook(cells=[cell]), "a.ipynb")
