"""What a run really read, for make: it then runs again exactly what depends on a change.

As a compiler writes the headers of each object file, a run of a notebook leaves a rule in
`.build/NAME.d`, which the Makefile includes. The kernel loads this module as an IPython extension
and notes every file that Python opens; the modules of the library are among them.
"""

import importlib.util
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from gradedrift import paths

LOG = "GRADEDRIFT_READS"  # environment variable: where a kernel notes what it reads


def load_ipython_extension(ipython) -> None:
    """Note what this kernel reads from now on, and the modules of ours that it already has."""
    log = os.open(os.environ[LOG], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    seen = set()

    def note(path: str) -> None:
        if path not in seen and os.path.isfile(path):
            seen.add(path)
            os.write(log, f"{os.stat(path).st_mtime_ns} {path}\n".encode())

    def hook(event: str, arguments: tuple) -> None:
        if event == "open" and isinstance(arguments[0], str) and arguments[2] & os.O_ACCMODE == os.O_RDONLY:
            note(os.path.abspath(arguments[0]))

    for module in modules():
        note(str(module))
    sys.addaudithook(hook)


def logged(log: Path) -> dict[Path, int]:
    """The sources that a kernel noted, with their times (nanoseconds) when it opened them first.

    A source is a file of the project, or of the library, that no one made here: what is below a hidden
    folder (the environment, what make remembers) is none. A compiled module stands for its source.
    """
    noted = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        time, _, name = line.partition(" ")
        path = Path(name)
        if path.suffix == ".pyc":
            path = Path(importlib.util.source_from_cache(name))
            time = path.stat().st_mtime_ns
        if _is_source(path):
            noted.setdefault(path, int(time))
    return noted


def _is_source(path: Path) -> bool:
    for folder in (paths.ROOT, paths.LIBRARY):
        if path.is_relative_to(folder):
            return not any(part.startswith(".") for part in path.relative_to(folder).parts)
    return False


def modules() -> set[Path]:
    """The files of the library that this process has loaded, but for the command line."""
    loaded = [module for name, module in sys.modules.items() if name.partition(".")[0] == "gradedrift"]
    return {Path(module.__file__) for module in loaded}


def write_rule(target: Path, sources: Iterable[Path]) -> None:
    """Write `TARGET.d`: a rule for make that the target depends on these files.

    Each source has an empty rule too: one that has since been deleted makes the target old, and is no error.
    """
    names = sorted(paths.relative(path) for path in sources)
    lines = [f"{paths.relative(target)}: {' '.join(names)}", *(f"{name}:" for name in names)]
    paths.replace_with(target.with_name(f"{target.name}.d"), ("\n".join(lines) + "\n").encode())
