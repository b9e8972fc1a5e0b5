"""Tiny tables to compare, each row given by what is not plain, and what a comparison of them should find."""

import pandas as pd

from gradedrift import schemas
from gradedrift.grades import ANNUAL_REGIMES, rank
from gradedrift.reconcile.statements import Published
from tests.study import GRADES

TABLES = {
    "figures": schemas.Figures,
    "named_grades": schemas.NamedGrades,
    "grade_counts": schemas.GradeCounts,
    "moves": schemas.Moves,
    "authorities": schemas.Authorities,
    "aliases": schemas.Aliases,
    "corrections": schemas.Corrections,
}
PLAIN = {
    "release_id": "r",
    "unit": "authorities",
    "measure": "graded",
    "regime": "annual-rating",
    "judgement": "overall",
    "period": "2009",
}


def published(*figures: dict, **others: list[dict]) -> Published:
    """The tables with these rows: figures, each on its own line, and the tables that are named."""
    lines = [
        {
            "figure_id": f"{row.get('release_id', 'r')}:{line}:1",
            "line": line,
            "locator": "Text",
            "quote": "words",
            **row,
        }
        for line, row in enumerate(figures, start=1)
    ]
    tables = {name: _table(schema, others.get(name, [])) for name, schema in TABLES.items() if name != "figures"}
    return Published(_table(schemas.Figures, [{**PLAIN, **row} for row in lines]), **tables)


def _table(schema: type[schemas.Table], rows: list[dict]) -> pd.DataFrame:
    columns = list(schema.to_schema().columns)
    return pd.DataFrame([{**dict.fromkeys(columns, ""), **row} for row in rows], columns=columns)


def at(*lines: int, release: str = "r") -> tuple[str, ...]:
    """The ids of the figures on some lines."""
    return tuple(f"{release}:{line}:1" for line in lines)


def of_year(year: str, **more) -> dict:
    """What is said of the annual grades of a year."""
    return {"regime": ANNUAL_REGIMES[year], "period": year, **more}


def between(before: str, after: str, **more) -> dict:
    """What is said of the change from one year to another."""
    regimes = dict.fromkeys(ANNUAL_REGIMES[year] for year in (before, after))
    return {"regime": "|".join(regimes), "period": "", "from_period": before, "to_period": after, **more}


def distribution(year: str, *counts: float, **more) -> list[dict]:
    """The counts of all grades of a year, best grade first."""
    return [of_year(year, grade=grade, value=float(count), **more) for grade, count in zip(GRADES, counts)]


def listed(year: str, grade: str, names: str, first_line: int, **more) -> list[dict]:
    """Named authorities with the grade of a year, one a line."""
    release = more.get("release_id", "r")
    return [
        {
            **of_year(
                year, release_id=release, judgement="overall", grade=grade, rank=rank(ANNUAL_REGIMES[year], grade)
            ),
            **{"authority": name, "gss_code": name, "name_as_printed": name},
            "figure_ids": f"{release}:{line}:1",
            **more,
        }
        for line, name in enumerate(names.split(), start=first_line)
    ]
