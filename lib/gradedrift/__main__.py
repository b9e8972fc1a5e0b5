"""The command line: `python -m gradedrift COMMAND`.

Exit status: 0 done, 1 `verify` or `reproduce` found a difference, 2 bad input, with one line on standard error.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from gradedrift.errors import SourceError


def extract(arguments: argparse.Namespace) -> int:
    from gradedrift import figures

    # Every file is read before anything is written: bad input leaves standard output empty.
    parts = [figures.of_file(path) for path in arguments.files]
    print(FORMATS[arguments.format](figures.joined(parts).figures), end="")
    for path, part in zip(arguments.files, parts):
        named = (part.figures["unit"] == "grade") & (part.figures["authority"] != "")
        counts = f"{(~named).sum()} figures, {named.sum()} named grades, {len(part.ignored)} other numbers"
        print(f"{path}: {counts}, {len(part.unread)} unread", *part.warnings, sep="\n", file=sys.stderr)
    return 0


def _as_csv(table) -> str:
    from gradedrift.tables import FLOATS, is_formula

    # The words of any text may come first in a cell: an apostrophe keeps a spreadsheet from computing them.
    inert = table.map(lambda cell: f"'{cell}" if is_formula(cell) else cell)
    return inert.to_csv(index=False, float_format=FLOATS, lineterminator="\n")


def _as_json(table) -> str:
    rounded = table.assign(value=table["value"].map("{:.6g}".format, na_action="ignore").astype(float))
    return rounded.to_json(orient="records", indent=2, force_ascii=False) + "\n"


def _as_table(table) -> str:
    shown = table[["line", "value", "unit", "measure", "regime", "judgement", "period", "grade", "authority", "quote"]]
    return shown.to_string(index=False, na_rep="", float_format="{:g}".format, max_colwidth=40) + "\n"


FORMATS = {"csv": _as_csv, "json": _as_json, "table": _as_table}


def verify(arguments: argparse.Namespace) -> int:
    from gradedrift import figures, releases
    from gradedrift.verify import differences

    records = figures.of_records().figures
    ids = releases.register()["release_id"]
    originals = figures.joined([figures.of_file(arguments.releases / f"{name}.txt") for name in ids]).figures
    found = differences(originals, records)
    print("\n".join(found) or f"originals and records agree: {len(records)} figures in {len(ids)} releases")
    return 1 if found else 0


def run(arguments: argparse.Namespace) -> int:
    # jsonschema, which reads notebooks, imports this if it is there, which takes longer than all the rest:
    # it checks internationalised web addresses, and no notebook has any.
    sys.modules.setdefault("rfc3987_syntax", None)
    from gradedrift import notebooks

    started = time.monotonic()
    notebooks.run(arguments.notebook, arguments.reads, arguments.writes)
    print(f"{arguments.notebook.stem:<34} {time.monotonic() - started:5.1f} s", flush=True)
    return 0


def scenarios(arguments: argparse.Namespace) -> int:
    from tqdm import tqdm

    from gradedrift import dependencies, paths, scenarios, tables

    grid = scenarios.of_study(tables.read("figures"), tables.read("grade_counts"))
    # The bar is for a person who waits: none where standard error is no terminal.
    results = scenarios.run(grid, arguments.jobs, lambda done: tqdm(done, "scenarios", len(grid), disable=None))
    tables.write("scenarios", results)
    failed = scenarios.failures(results)
    print(*failed, sep="\n", end="\n" * bool(failed), file=sys.stderr)
    print(f"{f'{len(grid) - len(failed)} of {len(grid)} scenarios':<34}", flush=True)
    dependencies.write_rule(paths.BUILD / "scenarios", dependencies.modules())
    return 1 if failed else 0


def findings(arguments: argparse.Namespace) -> int:
    from gradedrift import dependencies, paths
    from gradedrift.findings import collect

    collect(arguments.parts)
    dependencies.write_rule(paths.BUILD / "findings.stamp", dependencies.modules())
    return 0


def document(arguments: argparse.Namespace) -> int:
    from gradedrift import dependencies, documents, paths

    documents.write()
    dependencies.write_rule(paths.BUILD / "documents", dependencies.modules())
    return 0


def reproduce(arguments: argparse.Namespace) -> int:
    from gradedrift import reproduce

    started = time.monotonic()
    found = reproduce.reproduce()
    times = f"{len(reproduce.SURROUNDINGS)} times, {time.monotonic() - started:.0f} s"
    print("\n".join(found) or f"everything was made again and is the same ({times})")
    return 1 if found else 0


def site(arguments: argparse.Namespace) -> int:
    from gradedrift import paths
    from gradedrift.site import publish

    print(paths.relative(publish(arguments.code)))
    return 0


def seal(arguments: argparse.Namespace) -> int:
    from gradedrift import releases

    for release_id in arguments.release_ids:
        releases.seal(release_id)
    return 0


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    top = argparse.ArgumentParser(prog="python -m gradedrift", description=__doc__.split("\n\n")[1])
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(command, text: str, examples: str = "") -> argparse.ArgumentParser:
        raw = argparse.RawDescriptionHelpFormatter
        added = commands.add_parser(command.__name__, help=text, description=text, epilog=examples, formatter_class=raw)
        added.set_defaults(command=command)
        return added

    extracting = add(
        extract,
        "Write the figures of release texts to standard output, and a summary to standard error.",
        "examples:\n  python -m gradedrift extract release.txt > figures.csv"
        "\n  python -m gradedrift extract --format table data/raw/news-2011-assessments.txt",
    )
    extracting.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a release as plain text in UTF-8")
    extracting.add_argument(
        "--format", choices=FORMATS, default="csv", help="csv (the default), json, or table to read"
    )
    add(verify, "Compare the figures of the original release texts with those of the records.").add_argument(
        "releases", metavar="DIR", type=Path
    )
    running = add(run, "Execute a notebook and put it and its outputs in place.")
    running.add_argument("notebook", metavar="NOTEBOOK", type=Path)
    for word in ("reads", "writes"):
        running.add_argument(
            f"--{word}", metavar="FILE", nargs="*", type=Path, default=[], help=f"what the notebook {word}"
        )
    add(scenarios, "Run notebook 08 over the grid of assumptions; status 1 if a scenario fails.").add_argument(
        "--jobs", metavar="N", type=int, default=os.cpu_count(), help="how many at a time (default: one a processor)"
    )
    add(findings, "Join the notebooks' parts to data/processed/findings.csv.").add_argument(
        "parts", metavar="PART", nargs="+", type=Path
    )
    add(document, "Write the README's blocks and the data dictionary.")
    add(reproduce, "Make the study again in other folders and surroundings, and compare it with what is here.")
    add(site, "Build the study as static pages in site/.").add_argument(
        "--code", metavar="URL", default="", help="where links to files that have no page lead"
    )
    add(seal, "Accept records as they are now: register their hashes.").add_argument(
        "release_ids", metavar="RELEASE_ID", nargs="+"
    )
    return top


def main(words: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    arguments = parser().parse_args(words)
    try:
        return arguments.command(arguments)
    except SourceError as problem:
        print(problem, file=sys.stderr)
        return 2
    except OSError as problem:
        print(f"{problem.filename or 'gradedrift'}: {problem.strerror}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
