"""Where the study's files are, and where a notebook's outputs go.

A notebook that `make` runs writes into a staging folder, which mirrors the project; its outputs are
moved into place together once every cell has run. In JupyterLab there is no staging folder, and
outputs go straight to their place.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "data" / "raw"
REFERENCE = ROOT / "data" / "reference"
PROCESSED = ROOT / "data" / "processed"
FIGURES = ROOT / "figures"
BUILD = ROOT / ".build"
LIBRARY = Path(__file__).resolve().parents[1]

STAGE = "GRADEDRIFT_STAGE"  # environment variable: the staging folder


def relative(path: Path) -> str:
    """The path as messages name it: from the project's folder where it is inside."""
    path = Path(path)
    return str(path.relative_to(ROOT)) if path.is_absolute() and path.is_relative_to(ROOT) else str(path)


def record_path(release_id: str) -> str:
    """A release's record as messages name it."""
    return f"data/raw/{release_id}.txt"


def output(path: Path) -> Path:
    """Where to write the file that belongs at `path`: in the staging folder where there is one."""
    stage = os.environ.get(STAGE)
    return Path(stage) / path.relative_to(ROOT) if stage else path


def current(path: Path) -> Path:
    """Where the newest form of the file that belongs at `path` is: staged where this run wrote it, else in its place."""
    staged = output(path)
    return staged if staged.exists() else path


def replace_with(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: beside its place first, then moved there. `OSError` names the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        os.replace(unfinished, path)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, relative(path)) from None
    finally:
        unfinished.unlink(missing_ok=True)
