"""The data package: the tables of `data/processed` described for machines, as Frictionless reads it.

Everything comes from the schemas, the tables' provenance, the register of releases and `CITATION.cff`.
"""

import json
from hashlib import sha256

import pandas as pd
import yaml

from gradedrift import paths, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import GRADE_KEY, REFERENCES, SCHEMAS, Reference, Table

DESCRIPTOR = paths.PROCESSED / "datapackage.json"
CITATION = paths.ROOT / "CITATION.cff"

OGL = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
CC_BY = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
ATTRIBUTION = f"Contains public sector information licensed under the {OGL['title']}."
TYPES = {"i": "integer", "f": "number"}  # by numpy's letter for the kind of a column; any other is text


def write(provenance: pd.DataFrame) -> None:
    """Write the table of provenance and the descriptor. `SourceError` for a table that refers to a row that is not there."""
    tables.write("provenance", provenance)
    check_references({name: tables.read(name) for name in SCHEMAS})
    text = json.dumps(descriptor(provenance), indent=2, ensure_ascii=False) + "\n"
    paths.replace_with(DESCRIPTOR, text.encode())


def descriptor(provenance: pd.DataFrame) -> dict:
    """The package: what it is, who may use it how, and one resource for each table."""
    cited = yaml.safe_load(CITATION.read_text(encoding="utf-8"))
    made = provenance.set_index("output")
    releases = tables.read("releases").set_index("release_id")
    return {
        "profile": "tabular-data-package",
        "name": "gradedrift",
        "title": cited["title"],
        "description": f"{cited['abstract']}\n\n{ATTRIBUTION}",
        "version": cited["version"],
        "licenses": [CC_BY, OGL],
        "contributors": [{"title": author["name"], "role": "author"} for author in cited["authors"]],
        "keywords": cited["keywords"],
        "sources": [_source(release) for _, release in releases.iterrows()],
        "resources": [_resource(name, made, releases) for name in SCHEMAS],
    }


def _source(release: pd.Series) -> dict:
    return {
        "title": f"{release['publisher']}: {release['title']}",
        "publishedOn": release["published_on"],
        "where": release["where_published"],
        "licence": release["licence"],
    }


def _resource(name: str, made: pd.DataFrame, releases: pd.DataFrame) -> dict:
    data = (paths.PROCESSED / f"{name}.csv").read_bytes()
    about = {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "description": summary(SCHEMAS[name]),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": table_schema(name),
    }
    output = f"data/processed/{name}.csv"
    if output in made.index:
        row = made.loc[output]
        about |= {key: row[key].split("|") for key in ("notebooks", "code", "reads")}
        about["sources"] = [_source(releases.loc[release_id]) for release_id in row["release_ids"].split("|")]
    return about


def summary(model: type[Table]) -> str:
    """What a table holds, in one line."""
    return " ".join(model.__doc__.split())


def table_schema(name: str) -> dict:
    """A table's schema in Frictionless' terms: fields, missing values, primary and foreign keys."""
    columns = SCHEMAS[name].to_schema().columns
    foreign = [
        {"fields": column, "reference": {"resource": to.table, "fields": to.key}}
        for column, to in references(name).items()
        if not to.is_list
    ]
    if set(GRADE_KEY) <= set(columns) and name != "grade_scales":
        key = list(GRADE_KEY)
        foreign.append({"fields": key, "reference": {"resource": "grade_scales", "fields": key}})
    about = {
        "fields": [_field(name, column) for column in columns],
        "missingValues": [""],
        "primaryKey": list(primary_key(SCHEMAS[name])),
    }
    return about | ({"foreignKeys": foreign} if foreign else {})


def primary_key(model: type[Table]) -> tuple[str, ...]:
    """The columns that name a row: those that are unique together, or the first that is unique alone."""
    schema = model.to_schema()
    return tuple(schema.unique or [next(name for name, column in schema.columns.items() if column.unique)])


def references(name: str) -> dict[str, Reference]:
    """The columns of a table that hold keys of another, and whose keys."""
    columns = SCHEMAS[name].to_schema().columns
    found = {column: REFERENCES.get(f"{name}.{column}", REFERENCES.get(column)) for column in columns}
    return {column: to for column, to in found.items() if to and (to.table, to.key) != (name, column)}


def unit(name: str, column: str) -> str:
    """The unit of a column's numbers; empty for text."""
    columns = SCHEMAS[name].to_schema().columns
    if columns[column].dtype.type.kind not in TYPES:
        return ""
    return (columns[column].metadata or {}).get("unit") or ("as in the column `unit`" if "unit" in columns else "")


def _field(name: str, column: str) -> dict:
    about = SCHEMAS[name].to_schema().columns[column]
    kind = TYPES.get(about.dtype.type.kind, "string")
    field = {"name": column, "type": kind, "description": about.description}
    if unit(name, column):
        field["unit"] = unit(name, column)
    to = references(name).get(column)
    if to and to.is_list:
        field |= {"separator": "|", "references": {"resource": to.table, "fields": to.key}}
    return field | {"constraints": constraints(about, kind)}


def constraints(column, kind: str) -> dict:
    """A column's constraints. Text may be missing where its checks let the empty text pass."""
    checks = {check.name: check.statistics for check in column.checks}
    found = {"required": not column.nullable}
    if column.unique:
        found["unique"] = True
    if "greater_than_or_equal_to" in checks:
        found["minimum"] = checks["greater_than_or_equal_to"]["min_value"]
    if "less_than_or_equal_to" in checks:
        found["maximum"] = checks["less_than_or_equal_to"]["max_value"]
    if "str_matches" in checks:
        found["pattern"] = checks["str_matches"]["pattern"].removeprefix("^").removesuffix("$")
    if "str_contains" in checks:
        found["pattern"] = f".*{checks['str_contains']['pattern']}.*"
    if "str_length" in checks:
        lengths = {"minLength": "min_value", "maxLength": "max_value"}
        found |= {
            ours: checks["str_length"][theirs] for ours, theirs in lengths.items() if checks["str_length"][theirs]
        }
    if "isin" in checks:
        found["enum"] = [value for value in checks["isin"]["allowed_values"] if value != ""]
    if kind == "string":
        empty = pd.Series([""], dtype=str)
        found["required"] = not all(check(empty).check_passed for check in column.checks)
    return found


def check_references(read: dict[str, pd.DataFrame]) -> None:
    """`SourceError`, with the line, for a cell that refers to a row that no table has; lists are taken apart.

    A column of sources may also name a whole table, as `facts.csv`.
    """
    files = {f"{name}.csv" for name in SCHEMAS}
    for name, table in read.items():
        for column, to in references(name).items():
            known = {"", *read[to.table][to.key], *(files if to.is_list else ())}
            for index, cell in table[column].items():
                for key in cell.split("|") if to.is_list else [cell]:
                    if key not in known:
                        cause = f"column {column!r}: {to.table}.csv has no {to.key} {key!r}"
                        raise SourceError(f"data/processed/{name}.csv", index + 2, cause)  # after the header, from 1
