"""The command line: `python -m gradedrift COMMAND`. `COMMAND --help` shows examples.

Exit status: 0 done, 1 `verify` or `reproduce` found a difference, `scenarios` a failure, or `new-release` left
something to do, 2 bad input, with one line on standard error.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from gradedrift.errors import SourceError

PROGRAM = "python -m gradedrift"


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


def show(arguments: argparse.Namespace) -> int:
    from gradedrift import show

    if arguments.what == "authority":
        if not arguments.name:
            raise SourceError("show authority", None, "needs a name, as in `show authority Leeds`")
        print(show.authority(arguments.name))
    elif arguments.name:
        raise SourceError("show", None, f"{arguments.name!r} is too much: only `show authority` takes a name")
    else:
        print(show.listing() if arguments.what == "tables" else show.table(arguments.what, arguments.where))
    return 0


def trace(arguments: argparse.Namespace) -> int:
    from gradedrift.trace import trace

    print("\n".join(trace(arguments.name)))
    return 0


def _read_notebooks_quickly() -> None:
    """Keep jsonschema, which reads notebooks, from an import that takes longer than all the rest.

    It would check internationalised web addresses, and no notebook has any.
    """
    sys.modules.setdefault("rfc3987_syntax", None)


def run(arguments: argparse.Namespace) -> int:
    _read_notebooks_quickly()
    from gradedrift import notebooks

    started = time.monotonic()
    notebooks.run(arguments.notebook, arguments.reads, arguments.writes)
    print(f"{arguments.notebook.stem:<34} {time.monotonic() - started:5.1f} s", flush=True)
    return 0


def scenarios(arguments: argparse.Namespace) -> int:
    from tqdm import tqdm

    _read_notebooks_quickly()
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


def package(arguments: argparse.Namespace) -> int:
    from gradedrift import dependencies, package, paths, provenance

    package.write(provenance.provenance())
    dependencies.write_rule(paths.BUILD / "package", dependencies.modules())
    return 0


def new_release(arguments: argparse.Namespace) -> int:
    from gradedrift import new_release, paths, releases

    if arguments.file.stem not in set(releases.register()["release_id"]):
        stated = {column: getattr(arguments, column) for column in STATED}
        new_release.register(arguments.file, stated, arguments.verbatim)
        print(f"registered {arguments.file.stem}: its record is {paths.record_path(arguments.file.stem)}")
    said, left = new_release.left_to_do(arguments.file)
    print(*said, *(f"to do: {line}" for line in left or ["nothing; run make all"]), sep="\n")
    return 1 if left else 0


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


# What a person may state of a new release, and what it is.
STATED = {
    "title": "its title; else its first line",
    "publisher": "who published it",
    "published_on": "its ISO date; else the date at its top, or the next",
    "as_at": "the ISO date up to which its figures run; else the last that they speak of",
    "licence": "its licence",
    "where_published": "where it was published",
}


class OneLineParser(argparse.ArgumentParser):
    """A parser that says what is wrong with a command in one line."""

    def error(self, message: str):
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


BAD_INPUT = "2 bad input: one line on standard error names file, line and cause, and nothing is written"


def parser() -> argparse.ArgumentParser:
    """The commands, their arguments, examples and exit statuses."""
    top = OneLineParser(
        prog=PROGRAM,
        description="How Ofsted's grades of children's services moved between 2009 and 2015.",
        epilog=__doc__.split("\n\n")[1],
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(command, text: str, examples: list[str], status: str = "0 done") -> argparse.ArgumentParser:
        shown = "\n".join(f"  {PROGRAM} {example}" for example in examples)
        added = commands.add_parser(
            command.__name__.replace("_", "-"),
            help=text,
            description=text,
            epilog=f"examples:\n{shown}\n\nexit status:\n  {status}\n  {BAD_INPUT}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(command=command)
        return added

    showing = add(
        show,
        "Print a table, what is known of one authority, or the list of tables.",
        [
            "show tables",
            "show grade-counts",
            "show grade-counts --where regime=annual-assessment --where period=2011",
            'show authority "Tower Hamlets"',
        ],
    )
    showing.add_argument("what", metavar="WHAT", help="`tables`, `authority`, or a table by its name")
    showing.add_argument("name", metavar="NAME", nargs="?", help="the authority, spelled as in any release")
    showing.add_argument(
        "--where", metavar="COLUMN=VALUE", action="append", default=[], help="only these rows; may be repeated"
    )
    tracing = add(
        trace,
        "Print the chain from a finding to the sentences behind it, or what made a table or chart.",
        ["trace improved-2010-2011", "trace data/processed/moves.csv", "trace figures/grades-2009-2011.png"],
    )
    tracing.add_argument("name", metavar="FINDING_ID", help="a finding, a figure by its figure_id, or a path")
    extracting = add(
        extract,
        "Write the figures of release texts to standard output, and a summary to standard error.",
        ["extract release.txt > figures.csv", "extract --format table data/raw/news-2011-assessments.txt"],
    )
    extracting.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a release as plain text in UTF-8")
    extracting.add_argument(
        "--format", choices=FORMATS, default="csv", help="csv (the default), json, or table to read"
    )
    add(
        verify,
        "Compare the figures of the original release texts with those of the records.",
        ["verify ../releases"],
        "0 they agree\n  1 they differ: each difference is a line on standard output",
    ).add_argument("releases", metavar="DIR", type=Path, help="the folder of the original texts")
    adding = add(
        new_release,
        "Register a text as a new release, draft its record, and list what is left to do.",
        [
            "new-release my-release.txt",
            'new-release my-release.txt --publisher Ofsted --licence "Open Government Licence v3.0" --verbatim',
        ],
        "0 registered, and nothing is left to do\n  1 registered; what is left to do is listed, a line each",
    )
    adding.add_argument("file", metavar="FILE", type=Path, help="the text; its name, without .txt, names the release")
    for column, text in STATED.items():
        adding.add_argument(f"--{column.replace('_', '-')}", metavar="TEXT", help=text)
    adding.add_argument("--verbatim", action="store_true", help="keep the whole text, as an open licence allows")
    add(
        seal,
        "Accept records as they are now: register their hashes.",
        ["seal news-2011-assessments"],
    ).add_argument("release_ids", metavar="RELEASE_ID", nargs="+", help="a release of the register")
    running = add(
        run,
        "Execute a notebook and put it and its outputs in place. `make all` does this.",
        ["run notebooks/04-measure-drift-2009-2011.ipynb --reads data/processed/figures.csv --writes figures/some.png"],
    )
    running.add_argument("notebook", metavar="NOTEBOOK", type=Path)
    for word in ("reads", "writes"):
        running.add_argument(
            f"--{word}", metavar="FILE", nargs="*", type=Path, default=[], help=f"what the notebook {word}"
        )
    add(
        scenarios,
        "Run notebook 08 over the grid of assumptions. `make all` does this.",
        ["scenarios", "scenarios --jobs 2"],
        "0 done\n  1 a scenario failed: each is a line on standard error",
    ).add_argument(
        "--jobs", metavar="N", type=int, default=os.cpu_count(), help="how many at a time (default: one a processor)"
    )
    add(
        findings,
        "Join the notebooks' parts to data/processed/findings.csv. `make all` does this.",
        ["findings .build/findings/04-measure-drift-2009-2011.csv .build/findings/05-bound-the-moves.csv"],
    ).add_argument("parts", metavar="PART", nargs="+", type=Path)
    add(
        document,
        "Write the README's blocks, the data dictionary and the log of assumptions. `make all` does this.",
        ["document"],
    )
    add(
        package,
        "Write the provenance of every table and chart, and the data package. `make all` does this.",
        ["package"],
    )
    add(
        reproduce,
        "Make the study again in other folders and surroundings, and compare it with what is here.",
        ["reproduce"],
        "0 everything is the same\n  1 something differs: each difference is a line on standard output",
    )
    add(
        site,
        "Build the study as static pages in site/. `make site` does this.",
        ["site", "site --code https://example.org/blob/main/"],
    ).add_argument("--code", metavar="URL", default="", help="where links to files that have no page lead")
    return top


def main(words: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    arguments = parser().parse_args(words)
    try:
        status = arguments.command(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever reads, as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SourceError as problem:
        print(problem, file=sys.stderr)
        return 2
    except OSError as problem:
        print(f"{problem.filename or 'gradedrift'}: {problem.strerror}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
