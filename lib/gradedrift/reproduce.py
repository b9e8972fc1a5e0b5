"""Whether the study can be made again: all of it in another folder and another environment, then compared.

Tables and texts are compared byte for byte, notebooks without what differs from run to run, figures by
their decoded pixels; what the same programs made twice must be the same bytes.
"""

import base64
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import nbformat
from PIL import Image, ImageChops

from gradedrift import paths
from gradedrift.errors import SourceError
from gradedrift.notebooks import without_volatile

PARTS = (
    "CITATION.cff",
    "Makefile",
    "README.md",
    "data",
    "docs",
    "figures",
    "lib",
    "notebooks",
    "scripts",
)  # all that `make all` reads and writes
MADE = ("data/processed", "figures")  # nothing here is a source

# Nothing of this may change an output. The number of jobs is make's.
SURROUNDINGS = (
    {
        "jobs": "1",
        "TZ": "Pacific/Kiritimati",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "COLUMNS": "40",
    },
    {
        "jobs": "3",
        "TZ": "America/St_Johns",
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4242",
        "OMP_NUM_THREADS": "3",
        "OPENBLAS_NUM_THREADS": "3",
        "COLUMNS": "200",
    },
)


def reproduce() -> list[str]:
    """Make the study again in each of the surroundings; what differs, one line each.

    `SourceError` with the cause where `make all` fails.
    """
    found, bytes_before = [], None
    for surroundings in SURROUNDINGS:
        with tempfile.TemporaryDirectory(prefix="gradedrift ") as folder:
            made = copy_project(Path(folder) / f"with {surroundings['jobs']} jobs")
            for part in MADE:
                shutil.rmtree(made / part)
            make_all(made, surroundings)
            found += differences(paths.ROOT, made)
            bytes_now = contents(made)
            changed = [name for name in bytes_now if bytes_before and bytes_now[name] != bytes_before.get(name)]
            found += [f"{name}: two runs of the same programs gave different bytes" for name in changed]
            bytes_before = bytes_now
    return list(dict.fromkeys(found))


def copy_project(folder: Path) -> Path:
    """A copy of the study in `folder`: what `make all` reads and writes, and nothing that it remembers."""
    for part in PARTS:
        source = paths.ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder)
    return folder


def make_all(project: Path, surroundings: dict[str, str]) -> None:
    """Run `make all` there, with this Python and the settings given. `SourceError` with its last line if it fails."""
    jobs, settings = surroundings["jobs"], {key: value for key, value in surroundings.items() if key != "jobs"}
    outer = {key: value for key, value in os.environ.items() if not key.startswith("MAKE") and key != paths.STAGE}
    command = ["make", "all", f"--jobs={jobs}", f"PY={sys.executable}", "ENVIRONMENT="]
    done = subprocess.run(command, cwd=project, env={**outer, **settings}, capture_output=True, text=True)
    if done.returncode:
        raise SourceError("make all", None, f"failed: {' / '.join(done.stderr.split(chr(10))[:-1])}")


def contents(project: Path) -> dict[str, bytes]:
    """Every file of a copy of the study by name, with its bytes."""
    files = [path for part in PARTS for path in [project / part, *(project / part).rglob("*")]]
    kept = [path for path in files if path.is_file() and path.suffix != ".pyc"]
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in kept}


def differences(expected: Path, found: Path) -> list[str]:
    """What is not the same in two copies of the study, one line a file."""
    here, there = contents(expected), contents(found)
    return [
        f"{name}{difference}"
        for name in sorted({**here, **there})
        if (difference := _difference(name, here.get(name), there.get(name)))
    ]


def _difference(name: str, expected: bytes | None, found: bytes | None) -> str:
    """How a file differs, to be read after its name; empty if it does not."""
    if expected is None or found is None:
        return ": was not made again" if found is None else ": was made and is not here"
    if expected == found:
        return ""
    if name.endswith(".png"):
        return _of_figures(expected, found)
    if name.endswith(".ipynb"):
        return next(_of_notebooks(*(nbformat.reads(data, as_version=4) for data in (expected, found))), "")
    return _of_texts(*(data.decode("utf-8", "replace") for data in (expected, found)))


def _of_texts(expected: str, found: str) -> str:
    pairs = zip_longest(expected.split("\n"), found.split("\n"), fillvalue="")
    line, (before, after) = next((at, pair) for at, pair in enumerate(pairs, start=1) if pair[0] != pair[1])
    return f":{line}: {before!r} here, {after!r} made again"


def _of_figures(expected: bytes, found: bytes) -> str:
    """The bytes of a figure also depend on the builds of zlib and FreeType, its pixels do not."""
    before, after = (Image.open(io.BytesIO(data)).convert("RGBA") for data in (expected, found))
    if before.size != after.size:
        return f": is {before.size} here, {after.size} made again"
    box = ImageChops.difference(before, after).getbbox(alpha_only=False)
    return f": pixels differ between {box[:2]} and {box[2:]}" if box else ""


def _of_notebooks(expected: nbformat.NotebookNode, found: nbformat.NotebookNode) -> Iterator[str]:
    """The differences between two notebooks, cell by cell."""
    cells = zip_longest(*(without_volatile(notebook).cells for notebook in (expected, found)))
    for at, (before, after) in enumerate(cells):
        if before is None or after is None:
            yield f": cell {at} is in one of the two only"
        elif _without_images(before) != _without_images(after):
            yield f": cell {at} differs, of which the source is {before.source.splitlines()[0]!r}"
        elif pixels := [how for pair in zip(_images(before), _images(after)) if (how := _of_figures(*pair))]:
            yield f": cell {at}: the figure's {pixels[0].removeprefix(': ')}"


def _images(cell: nbformat.NotebookNode) -> list[bytes]:
    outputs = [output.get("data", {}) for output in cell.get("outputs", [])]
    return [base64.b64decode(data["image/png"]) for data in outputs if "image/png" in data]


def _without_images(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    kept = nbformat.from_dict(cell)
    for output in kept.get("outputs", []):
        if "image/png" in output.get("data", {}):
            output.data["image/png"] = ""
    return kept
