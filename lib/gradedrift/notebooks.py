"""Runs one notebook so that a failure changes nothing.

The notebook and what it writes go to a staging folder; only when every code cell has run, in order
and without an error, are they moved into place, the notebook last and without what differs from run
to run (times, durations, injected ids, the Python version).
"""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.reader import NotJSONError

from gradedrift import paths
from gradedrift.errors import SourceError

# What goes wrong is reported once, by us: a kernel's own log stays quiet, and when its cells have run,
# or one has failed, it is ended at once and not interrupted first, which it would answer in the log.
KERNEL = {"extra_arguments": ["--log-level=CRITICAL"], "shutdown_kernel": "immediate"}
CELL_SECONDS = 300  # far above the slowest cell: a notebook that never ends must not stall the study


def run(notebook: Path) -> None:
    """Execute a notebook of `notebooks/` and put it and its outputs in place.

    `SourceError` names the notebook, the cell and the cause; every file then is as it was.
    """
    notebook = notebook.resolve()
    name = paths.relative(notebook)
    if not notebook.is_relative_to(paths.ROOT):
        raise SourceError(name, None, "is not in the project's folder")
    paths.BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=paths.BUILD, prefix=f"{notebook.stem}-") as folder:
        stage = Path(folder)
        executed = stage / notebook.relative_to(paths.ROOT)
        executed.parent.mkdir(parents=True)
        with _staging(stage):
            _execute(notebook, executed, name)
        document = nbformat.read(executed, as_version=4)
        check_complete(document, name)
        executed.write_text(nbformat.writes(without_volatile(document)) + "\n", encoding="utf-8")
        _put_in_place(stage, last=executed)


@contextmanager
def _staging(stage: Path):
    """Outputs of this process and its kernels go to the staging folder."""
    before = os.environ.get(paths.STAGE)
    os.environ[paths.STAGE] = str(stage)
    try:
        yield
    finally:
        os.environ.pop(paths.STAGE)
        if before is not None:
            os.environ[paths.STAGE] = before


def _execute(notebook: Path, executed: Path, name: str) -> None:
    import papermill  # slow to import: only where a notebook runs
    from papermill.exceptions import PapermillExecutionError

    try:
        papermill.execute_notebook(
            notebook,
            executed,
            kernel_name="python3",
            cwd=notebook.parent,
            progress_bar=False,
            execution_timeout=CELL_SECONDS,
            coalesce_streams=True,  # a slow machine sends one print in several pieces
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
    return kept


def _put_in_place(stage: Path, last: Path) -> None:
    """Move each staged file that differs to its place; what has not changed keeps its time."""
    files = sorted(path for path in stage.rglob("*") if path.is_file() and path != last)
    for file in [*files, last]:
        target = paths.ROOT / file.relative_to(stage)
        if not target.exists() or target.read_bytes() != file.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(file, target)


def _one_line(text: str) -> str:
    return " ".join(text.split())
