"""Where each table and chart comes from, as the notebooks declare it in their first cell and in their imports."""

import ast
import json
from pathlib import Path

import nbformat
import pandas as pd

from gradedrift import paths, tables
from gradedrift.errors import SourceError
from gradedrift.openings import Opening, openings
from gradedrift.schemas import REFERENCES, SCHEMAS, Provenance

LIBRARY = Path(__file__).parent


def provenance() -> pd.DataFrame:
    """One row for each table and chart, in the order in which they are made; columns as in `schemas.Provenance`.

    A chart is named by its PNG; beside it are the same as SVG, its numbers and its description, which
    names the tables that it shows. `SourceError` names an output whose releases are not known.
    """
    opened = {one.name: one for one in openings()}
    code = {name: modules(paths.ROOT / f"notebooks/{name}.ipynb") for name in opened}
    releases: dict[str, list[str]] = {}
    rows = []
    for output, (names, beside) in _made(opened).items():
        declared = [file for name in names for listed in opened[name].reads for file in _files(listed)]
        read = _shown_by(output) or _unique([*declared, *beside])
        found = named_releases(output) or {name for file in read for name in _releases_of(file, releases)}
        releases[output] = [name for name in tables.read("releases")["release_id"] if name in found]
        if not releases[output]:
            raise SourceError(output, None, "comes from no release that is known")
        used = _unique(module for name in names for module in code[name])
        rows.append([output, *("|".join(cell) for cell in (names, used, read, releases[output]))])
    return pd.DataFrame(rows, columns=list(Provenance.to_schema().columns))


def _made(opened: dict[str, Opening]) -> dict[str, tuple[list[str], list[str]]]:
    """Each output with the notebooks that make it and what is read beside them, in the order in which they are made."""
    made: dict[str, tuple[list[str], list[str]]] = {}
    for name, one in opened.items():
        made |= {file: ([name], []) for listed in one.writes for file in _files(listed) if _is_output(file)}
    parts = [name for name, one in opened.items() if one.has_findings]
    made["data/processed/findings.csv"] = parts, []
    made["data/processed/assumptions.csv"] = parts, ["data/reference/assumptions.csv"]
    return made


def _files(listed: str) -> list[str]:
    if "*" not in listed:
        return [listed]
    return sorted(paths.relative(path) for path in paths.ROOT.glob(listed))


def _is_output(file: str) -> bool:
    """Whether it is a table, or the PNG that stands for a chart."""
    path = Path(file)
    return path.suffix == (".csv" if path.is_relative_to("data/processed") else ".png")


def _shown_by(output: str) -> list[str]:
    """The tables that a chart shows, as its description names them; none of a table."""
    about = (paths.ROOT / output).with_suffix(".json")
    return list(json.loads(about.read_text(encoding="utf-8"))["inputs"]) if about.is_file() else []


def modules(notebook: Path) -> list[str]:
    """The modules of the library that a notebook imports, as paths in the repository."""
    cells = nbformat.read(notebook, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)]
    names = [alias.name for node in imports if node.module == "gradedrift" for alias in node.names]
    names += [node.module.split(".")[1] for node in imports if node.module.startswith("gradedrift.")]
    files = [f"{name}.py" if (LIBRARY / f"{name}.py").is_file() else name for name in sorted(set(names))]
    return [f"lib/gradedrift/{file}" for file in files]


def named_releases(output: str) -> set[str]:
    """The releases that the rows of a table name, by themselves or by their figures; none of a chart."""
    path = Path(output)
    if path.stem not in SCHEMAS or path.suffix != ".csv":
        return set()
    table = tables.read(path.stem)
    keys = [column for column in table if column in REFERENCES and REFERENCES[column].table in ("releases", "figures")]
    ids = {cell for column in keys for joined in table[column].unique() for cell in joined.split("|") if cell}
    if "facts.csv" in ids:  # what all facts together say
        ids |= named_releases("data/processed/facts.csv")
    return {id.partition(":")[0] for id in ids}


def _releases_of(file: str, known: dict[str, list[str]]) -> list[str]:
    path = Path(file)
    return [path.stem] if path.parts[:2] == ("data", "raw") else known.get(file, [])


def _unique(values) -> list[str]:
    return list(dict.fromkeys(values))
