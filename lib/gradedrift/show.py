"""A quick look at the tables from the command line."""

from difflib import get_close_matches

import pandas as pd

from gradedrift import authorities, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import SCHEMAS

WIDEST = 48  # characters of a cell, where a table has many columns
REFERRING = ("figure_ids", "correction_ids", "sources", "left_source", "right_source")  # for `trace`, not for the eye


def table(name: str, where: list[str]) -> str:
    """A table by its name, `grade-counts` or `grade_counts`; of its rows those where each `COLUMN=VALUE` holds.

    `SourceError` for a table or a column that is not there, with the nearest.
    """
    key = name.replace("-", "_")
    if key not in SCHEMAS:
        raise SourceError("data/processed", None, f"no table {name!r}; nearest are {_nearest(key, SCHEMAS)}")
    rows = tables.read(key)
    for condition in where:
        column, equals, value = condition.partition("=")
        if not equals or column not in rows:
            cause = f"{condition!r} is not COLUMN=VALUE; the columns are {', '.join(rows)}"
            raise SourceError(f"data/processed/{key}.csv", None, cause)
        rows = rows[rows[column].astype(str) == value]
    return _text(rows.drop(columns=[column for column in REFERRING if column in rows]), WIDEST)


def listing() -> str:
    """Every table with how many rows it has and what it holds."""
    rows = [(name.replace("_", "-"), len(tables.read(name)), model.__doc__) for name, model in SCHEMAS.items()]
    return "\n".join(f"{name:<24} {count:>5} rows  {' '.join(said.split())}" for name, count, said in rows)


def authority(name: str) -> str:
    """What the releases say of one authority: its codes, the grades with which it is named, those that it can have had.

    The name may be spelled as in any release. `SourceError` for one that means no authority.
    """
    register = authorities.register()
    known = authorities.spellings(register, authorities.aliases())
    if authorities.plain(name) not in known:
        nearest = ", ".join(authorities.nearest(name, known))
        raise SourceError("data/reference/authorities.csv", None, f"no authority {name!r}; nearest are {nearest}")
    found = register.set_index("authority").loc[known[authorities.plain(name)]]
    named = tables.read("named_grades").query("gss_code == @found.gss_code")
    possible = tables.read("authority_trajectories").query("gss_code == @found.gss_code")
    return "\n\n".join(
        [
            f"{found.name}: {found['type']}, {found['region']}, {found['gss_code']}, DfE {found['dfe_code']}",
            "Named with a grade:\n" + _text(named[["regime", "period", "judgement", "grade", "release_id"]]),
            "Annual grades that it can have had:\n" + _text(possible[["period", "possible_grades", "reason"]]),
        ]
    )


def _text(rows: pd.DataFrame, widest: int | None = None) -> str:
    if rows.empty:
        return "none"
    return rows.to_string(index=False, na_rep="", float_format="{:g}".format, max_colwidth=widest)


def _nearest(name: str, known) -> str:
    return ", ".join(found.replace("_", "-") for found in get_close_matches(name, list(known), cutoff=0))
