"""Runs one notebook so that a failure changes nothing.

The notebook and what it writes go to a staging folder; only when every code cell has run, in order
and without an error, are they moved into place, the notebook last and without what differs from run
to run (times, durations, injected ids, the Python version).
"""

import logging
import os
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.reader import NotJSONError
from traitlets.config import Config

from gradedrift import dependencies, paths
from gradedrift.errors import SourceError

# What goes wrong is reported once, by us: the logs of papermill and the kernel stay quiet, and when its cells have run,
# or one has failed, it is ended at once and not interrupted first, which it would answer in the log.
EXTENSIONS = ("gradedrift.dependencies", "gradedrift.offline")
KERNEL = {
    "extra_arguments": ["--log-level=CRITICAL", *(f"--IPKernelApp.extra_extensions={name}" for name in EXTENSIONS)],
    "shutdown_kernel": "immediate",
}
WIDGET = "application/vnd.jupyter.widget-view+json"
CELL_SECONDS = 300  # far above the slowest cell: a notebook that never ends must not stall the study
# What a user may have set to change how Python, IPython or matplotlib work: a kernel does not see it. The seed
# of hashes stays, for no output may depend on it.
SETTINGS = ("PYTHON", "IPYTHON", "JUPYTER", "MPL", "MATPLOTLIB", "PYDEVD")
KEPT = {"PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE"}


def run(notebook: Path, reads: Collection[Path], writes: Collection[Path]) -> None:
    """Execute a notebook of `notebooks/`, put it and its outputs in place, and tell make what it read.

    `reads` and `writes` are the files that it declares. `SourceError` names the notebook, the cell and the
    cause, or the file that it reads or writes undeclared; every file then is as it was.
    """
    notebook = notebook.resolve()
    name = paths.relative(notebook)
    if not notebook.is_relative_to(paths.ROOT):
        raise SourceError(name, None, "is not in the project's folder")
    staging = paths.BUILD / "staging"
    staging.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=staging, prefix=f"{notebook.stem}-") as folder:
        stage = Path(folder)
        sources = execute(notebook, stage)
        executed = stage / notebook.relative_to(paths.ROOT)
        written = sorted(path for path in stage.rglob("*") if path.is_file() and path != executed)
        data = {path for path in sources if path.suffix != ".py"}
        _require_same(name, "reads", data, reads)
        _require_same(name, "writes", {paths.ROOT / path.relative_to(stage) for path in written}, writes)
        for path, time in sources.items():
            if not path.exists() or path.stat().st_mtime_ns != time:
                cause = f"{paths.relative(path)} was changed while the notebook ran: run make again"
                raise SourceError(name, None, cause)
        _put_in_place(stage, [*written, executed])
    dependencies.write_rule(paths.BUILD / notebook.stem, {notebook, *sources, *dependencies.modules()})


def execute(
    notebook: Path, folder: Path, parameters: dict | None = None, provisioner: str = "local-provisioner"
) -> dict[Path, int]:
    """Execute a notebook with some of its parameters set; what it read, as `dependencies.logged` gives it.

    The notebook and all that it writes go to `folder`, laid out like the project. `provisioner` is Jupyter's name
    for a way to start the kernel. `SourceError` names the notebook, the cell and the cause.
    """
    name = paths.relative(notebook)
    with tempfile.TemporaryDirectory(prefix="gradedrift-") as private:
        with _environment(folder, Path(private)):
            document = _executed(notebook, parameters or {}, name, Path(private), provisioner)
        sources = dependencies.logged(Path(private) / "reads")
    check_complete(document, name)
    target = folder / notebook.relative_to(paths.ROOT)
    paths.replace_with(target, (nbformat.writes(without_volatile(document)) + "\n").encode())
    return sources


@contextmanager
def _environment(stage: Path, private: Path) -> Iterator[None]:
    """What the kernels of this process see: where outputs go, and no settings of the user's.

    IPython keeps its files in the folder `private`. The environment has matplotlib's list of fonts.
    """
    before = dict(os.environ)
    is_kept = {key: key in KEPT or not key.startswith(SETTINGS) for key in before}
    os.environ.clear()
    os.environ.update({key: value for key, value in before.items() if is_kept[key]})
    os.environ.update(
        {
            paths.STAGE: str(stage),
            dependencies.LOG: str(private / "reads"),
            "PYTHONPATH": str(paths.LIBRARY),
            "IPYTHONDIR": str(private),
            "JUPYTER_RUNTIME_DIR": str(private),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # else a forked kernel warns that no debugger could follow it
            "MPLCONFIGDIR": str(Path(sys.prefix) / "share/matplotlib"),
        }
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _executed(notebook: Path, parameters: dict, name: str, private: Path, provisioner: str) -> NotebookNode:
    import papermill  # slow to import: only where a notebook runs
    from jupyter_client.provisioning import KernelProvisionerFactory
    from papermill.exceptions import PapermillExecutionError

    KernelProvisionerFactory.instance().default_provisioner_name = provisioner
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    try:
        return papermill.execute_notebook(
            notebook,
            None,
            parameters,
            kernel_name="python3",
            language="python",
            cwd=notebook.parent,
            progress_bar=False,
            execution_timeout=CELL_SECONDS,
            coalesce_streams=True,  # a slow machine sends one print in several pieces
            config=_sockets(private),
            **KERNEL,
        )
    except PapermillExecutionError as problem:
        raise SourceError(
            name, None, f"cell {problem.cell_index}: {problem.ename}: {_one_line(problem.evalue)}"
        ) from None
    except NotJSONError:
        raise SourceError(name, None, "is not a notebook: its JSON is damaged") from None
    except CellTimeoutError:
        raise SourceError(name, None, f"a cell ran for more than {CELL_SECONDS} seconds and was stopped") from None
    except DeadKernelError:
        raise SourceError(name, None, "the kernel died") from None
    except RuntimeError as problem:
        raise SourceError(name, None, f"the kernel did not start: {_one_line(str(problem))}") from None


def _sockets(private: Path) -> Config:
    """Where a kernel listens: at files in the folder `private`, not at ports that another program could take first."""
    return Config({"KernelManager": {"transport": "ipc", "connection_file": str(private / "kernel.json")}})


def _require_same(name: str, verb: str, done: Collection[Path], declared: Collection[Path]) -> None:
    """`SourceError` for a file that a notebook reads or writes undeclared, or declares and does not."""
    declared = {path.absolute() for path in declared}
    for path in sorted(done ^ declared):
        what = f"declares that it {verb} {paths.relative(path)}, but does not"
        undeclared = f"{verb} {paths.relative(path)}, which it does not declare in the Makefile"
        raise SourceError(name, None, what if path in declared else undeclared)


def check_complete(document: NotebookNode, name: str) -> None:
    """`SourceError` unless every code cell has run, once, in order and without an error."""
    expected = 0
    for index, cell in enumerate(document.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        expected += 1
        if cell.execution_count != expected:
            found = (
                "did not run"
                if cell.execution_count is None
                else f"ran as number {cell.execution_count}, not {expected}"
            )
            raise SourceError(name, None, f"cell {index} {found}")
        for output in cell.outputs:
            if output.output_type == "error":
                raise SourceError(name, None, f"cell {index}: {output.ename}: {_one_line(output.evalue)}")


def without_volatile(document: NotebookNode) -> NotebookNode:
    """The notebook without what differs from one run to the next."""
    kept = nbformat.from_dict(document)
    kept.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in kept.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if "injected-parameters" in tags:
            cell.id = "injected-parameters"
        if cell.cell_type == "code":  # a widget is nothing without the kernel that drew it
            cell.outputs = [output for output in cell.outputs if WIDGET not in output.get("data", {})]
    return kept


def _put_in_place(stage: Path, files: list[Path]) -> None:
    """Move each staged file that differs to its place, in this order; what has not changed keeps its time."""
    for file in files:
        target = paths.ROOT / file.relative_to(stage)
        if not target.exists() or target.read_bytes() != file.read_bytes():
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(file, target)
            except OSError as problem:
                raise SourceError(paths.relative(target), None, f"cannot be written: {problem.strerror}") from None


def _one_line(text: str) -> str:
    return " ".join(text.split())
