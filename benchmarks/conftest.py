"""Writes what `make bench` measured to `benchmarks/README.md`, with what the machine is and not which."""

import os
import platform
from itertools import groupby
from pathlib import Path

from tests.conftest import originals  # noqa: F401 - a fixture

RESULTS = Path(__file__).with_name("README.md")
INTRODUCTION = """# What things take

Written by `make bench`: medians of at least five runs each. Within a table all was measured in one run, and the
ratio is to the first row: compare ratios, not seconds.
"""


def pytest_sessionfinish(session, exitstatus):
    measured = [bench for bench in session.config._benchmarksession.benchmarks if bench.stats.rounds]
    if exitstatus == 0 and not session.config.option.keyword:  # whole groups, not part of one
        before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
        RESULTS.write_text(report(measured, before), encoding="utf-8")


def report(measured, before: str = "") -> str:
    """The tables, one for each group by its name.

    Of `before`, if it is of the same machine, the groups are kept that were not measured now.
    """
    kept = before.split("\n## ")[1:] if machine() in before else []
    tables = {part.partition("\n")[0]: part.strip() for part in kept}
    for group, benches in groupby(sorted(measured, key=lambda bench: bench.group), key=lambda bench: bench.group):
        benches = list(benches)
        first = benches[0].stats.median
        rows = [
            f"| {_words(bench.name)} | {bench.stats.median:.3g} s | {bench.stats.median / first:.3g}"
            f" | {bench.stats.rounds} | {bench.extra_info.get('note', '')} |"
            for bench in benches
        ]
        title = group[0].upper() + group[1:]
        tables[title] = "\n".join(
            [f"{title}\n", "| | Median | Ratio | Runs | |", "| --- | --- | --- | --- | --- |", *rows]
        )
    parts = [INTRODUCTION, machine(), *(f"## {tables[title]}" for title in sorted(tables))]
    return "\n".join(f"{part.strip()}\n" for part in parts)


def machine() -> str:
    """The processor, its cores, the memory, the system and the Python."""
    cpu = Path("/proc/cpuinfo")
    models = [line.partition(": ")[2] for line in cpu.read_text().splitlines() if line.startswith("model name")] if cpu.exists() else []  # fmt: skip
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = models[0] if models else platform.machine()
    system = f"{platform.system()}, {platform.python_implementation()} {platform.python_version()}"
    return f"Machine: {model}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, {system}."


def _words(name: str) -> str:
    """A benchmark's name in words.

    >>> _words("test_extract_from_releases[10]")
    'extract from releases, 10'
    """
    return name.removeprefix("test_").replace("_", " ").replace("[", ", ").rstrip("]")
