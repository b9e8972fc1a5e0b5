"""Errors of the releases: a register of what is printed and what is meant, and how it is applied.

`figures.csv` keeps what is printed. A correction finds its figure by what the figure says, not by
where it stands, and fails once that figure is no longer there as printed, so that it cannot outlive
its reason.
"""

from collections.abc import Hashable
from pathlib import Path

import pandas as pd

from gradedrift import paths, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import Corrections

SUBJECT = ["release_id", "unit", "measure", "regime", "judgement", "period", "grade"]  # what a figure is about


def register() -> pd.DataFrame:
    """The errors found so far, one row each; columns as in `schemas.Corrections`."""
    return tables.read_csv(_path(), Corrections)


def apply(figures: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """The figures with the values meant, and in `correction_ids` what was applied to each, joined by `|`.

    `SourceError` names the line of a correction that fits no figure, fits several, or does not find what
    it expects. The rows and their index stay as they are.
    """
    corrected = figures.assign(correction_ids="")
    for _, correction in corrections.iterrows():
        figure, column = _corrected_figure(corrected, correction), correction["column"]
        corrected.loc[figure, column] = _cell(column, correction["meant"])
        applied = [corrected.loc[figure, "correction_ids"], correction["correction_id"]]
        corrected.loc[figure, "correction_ids"] = "|".join(filter(None, applied))
    return corrected


def _corrected_figure(figures: pd.DataFrame, correction: pd.Series) -> Hashable:
    """The index of the one figure that the correction is about."""
    column, printed = correction["column"], correction["printed"]
    same = figures[(figures[SUBJECT] == correction[SUBJECT]).all(axis="columns")]
    found = same[same[column] == _cell(column, printed)]
    if found.empty:
        there = ", ".join(map(_text, same[column])) or "no figure of that subject"
        raise _refused(correction, f"expects {printed!r}, found {there}")
    if len(found) > 1:
        raise _refused(correction, f"fits {len(found)} figures: {', '.join(found['figure_id'])}")
    quote = found["quote"].iloc[0]
    if correction["expected"] not in quote:
        raise _refused(correction, f"expects the words {correction['expected']!r}, found {quote!r}")
    return found.index[0]


def _cell(column: str, text: str) -> float | str:
    """What the register says, in the type of the figures' column."""
    return float(text) if column == "value" else text


def _text(cell: float | str) -> str:
    return cell if isinstance(cell, str) else f"{cell:g}"


def _refused(correction: pd.Series, cause: str) -> SourceError:
    # The register's index counts from 0 and the file's lines from 1, the header first.
    return SourceError(paths.relative(_path()), correction.name + 2, f"{correction['correction_id']} {cause}")


def _path() -> Path:
    return paths.REFERENCE / "corrections.csv"
