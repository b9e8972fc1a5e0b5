"""Figures: the only package that draws. It computes no statistics, it shows the tables it is given.

House style after the Government Analysis Function's guidance: the finding as title, measure, area
and period as subtitle, source at the foot, direct labels, no rotated text, one colour a grade.
"""

from gradedrift.charts.bounds import (
    interval_grid,
    interval_grid_in_words,
    intervals,
    intervals_in_words,
    ladder,
    ladder_in_words,
)
from gradedrift.charts.distributions import in_words, stacked_distributions
from gradedrift.charts.frame import GRADE_COLOURS, LABEL_COLOURS, publish
from gradedrift.charts.moves import flows, flows_in_words, possible_grades, possible_grades_in_words

__all__ = [
    "GRADE_COLOURS",
    "LABEL_COLOURS",
    "flows",
    "flows_in_words",
    "in_words",
    "interval_grid",
    "interval_grid_in_words",
    "intervals",
    "intervals_in_words",
    "ladder",
    "ladder_in_words",
    "possible_grades",
    "possible_grades_in_words",
    "publish",
    "stacked_distributions",
]
