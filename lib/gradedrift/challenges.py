"""Challenges: a claim of the study, the hardest objection to it, and what doing it differently gives."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from gradedrift import paths, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import Objections

OBJECTIONS = paths.REFERENCE / "challenges.csv"


class Outcome(NamedTuple):
    """What a challenge gave: the number as the study states it and when done differently, each an exact number or its bounds."""

    stated: float | tuple[float, float]
    otherwise: float | tuple[float, float]
    stands: bool  # whether the claim holds either way


def objections() -> pd.DataFrame:
    """The claims and the objections to them; columns as in `schemas.Objections`."""
    return tables.read_csv(OBJECTIONS, Objections)


def answered(objections: pd.DataFrame, outcomes: Mapping[str, Outcome]) -> pd.DataFrame:
    """The objections with their outcomes, by name; columns as in `schemas.Challenges`.

    `SourceError` names an objection without an outcome, or an outcome without an objection.
    """
    for name in sorted(set(objections["challenge"]) ^ set(outcomes)):
        cause = "has no objection" if name in outcomes else "has no outcome for"
        raise SourceError(paths.relative(OBJECTIONS), None, f"{cause} {name}")
    found = [outcomes[name] for name in objections["challenge"]]
    lower, upper = zip(*(_ends(each.stated) for each in found))
    otherwise_lower, otherwise_upper = zip(*(_ends(each.otherwise) for each in found))
    return objections.assign(
        lower=lower,
        upper=upper,
        otherwise_lower=otherwise_lower,
        otherwise_upper=otherwise_upper,
        verdict=["stands" if each.stands else "depends" for each in found],
    )


def as_read(challenges: pd.DataFrame) -> pd.DataFrame:
    """The challenges as readers see them: both numbers as text, indexed by the objection."""
    shown = challenges.assign(
        stated=list(map(_span, challenges["lower"], challenges["upper"])),
        differently=list(map(_span, challenges["otherwise_lower"], challenges["otherwise_upper"])),
    )
    return shown.set_index("objection")[["claim", "otherwise", "quantity", "stated", "differently", "verdict"]]


def _ends(number: float | tuple[float, float]) -> tuple[float, float]:
    lower, upper = number if isinstance(number, tuple) else (number, number)
    return float(lower), float(upper)


def _span(lower: float, upper: float) -> str:
    """Two bounds to three significant digits; one number where they meet.

    >>> _span(-18, -1), _span(0.00455138, 0.00455138)
    ('-18 to -1', '0.00455')
    """
    return f"{lower:.3g}" if lower == upper else f"{lower:.3g} to {upper:.3g}"
