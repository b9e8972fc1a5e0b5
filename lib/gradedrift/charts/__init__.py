"""Figures: the only package that draws. It computes no statistics, it shows the tables it is given.

House style after the Government Analysis Function's guidance: the finding as title, measure, area
and period as subtitle, source at the foot, direct labels, no rotated text, one colour a grade.
"""

from gradedrift.charts.bounds import interval_grid, intervals, ladder, ranges
from gradedrift.charts.distributions import stacked_distributions
from gradedrift.charts.frame import GRADE_COLOURS, INK, LABEL_COLOURS, PALE, Chart, publish, published
from gradedrift.charts.moves import flows, possible_grades

__all__ = [
    "GRADE_COLOURS",
    "INK",
    "LABEL_COLOURS",
    "PALE",
    "Chart",
    "flows",
    "interval_grid",
    "intervals",
    "ladder",
    "possible_grades",
    "publish",
    "published",
    "ranges",
    "stacked_distributions",
]
