"""The published scales: every regime's grades with the numbers and definitions that releases print."""

import pandas as pd

from gradedrift import paths, tables
from gradedrift.schemas import GradeScales


def grade_scales() -> pd.DataFrame:
    """Every grade of every regime; columns as in `schemas.GradeScales`.

    `SourceError` names an unknown grade, or the line of a number that does not run in the direction
    stated; a table that is not whole, or ranks otherwise than `grades.GRADES`, is refused too.
    """
    return tables.read_csv(paths.REFERENCE / "grade_scales.csv", GradeScales)
