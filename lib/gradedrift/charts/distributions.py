"""Distributions of grades, side by side."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from gradedrift.charts.frame import GRADE_COLOURS, INK, LABEL_COLOURS, Chart, drawing, frame
from gradedrift.grades import RANKS

NARROW = 0.02  # of the widest bar: a part that cannot hold its number
LETTER = 0.0088  # of the figure's width, at the size of the bars' labels


def stacked_distributions(counts: pd.DataFrame, names: dict[int, str], title: str, subtitle: str, foot: str) -> Chart:
    """One bar for each row of `counts` (columns: ranks; cells: counts), split by grade, each part labelled.

    `names` gives the grade's name for each rank. `ValueError` for a title of more than 15 words.
    """
    with drawing(1.9 + 0.75 * len(counts)) as (figure, axes):
        left = pd.Series(0, index=counts.index)
        for rank in RANKS:
            bars = axes.barh(
                counts.index,
                counts[rank],
                left=left,
                height=0.66,
                color=GRADE_COLOURS[rank],
                edgecolor="white",
                linewidth=1.5,
            )
            narrow = counts[rank] < NARROW * counts.sum(axis="columns").max()
            inside = counts[rank].astype(str).mask(narrow, "")
            axes.bar_label(bars, labels=inside, label_type="center", color=LABEL_COLOURS[rank], fontweight="bold")
            for at in np.flatnonzero(narrow):  # the number does not fit in its part: it stands under it
                centre, number = left.iloc[at] + counts[rank].iloc[at] / 2, counts[rank].iloc[at]
                axes.text(centre, at + 0.35, number, ha="center", va="top", fontsize=10)
            _label_grade(axes, names[rank], float(left.iloc[0] + counts[rank].iloc[0] / 2), rank)
            left = left + counts[rank]
        axes.set_xlim(0, left.max())
        axes.set_ylim(len(counts) - 0.5, -1.0)
        axes.xaxis.set_visible(False)
        axes.tick_params(axis="y", length=0, labelsize=12)
        longest = max(len(line) for label in counts.index for line in str(label).split("\n"))
        frame(figure, title, subtitle, foot, left=0.02 + LETTER * (longest + 2))
    numbers = counts.rename(lambda label: label.replace("\n", " "))[list(RANKS)].rename(columns=names)
    return Chart(figure, title, subtitle, foot, _in_words(numbers), numbers.rename_axis("bar").reset_index())


def _in_words(numbers: pd.DataFrame) -> str:
    bars = [f"{bar}: " + ", ".join(f"{name} {row[name]}" for name in numbers) for bar, row in numbers.iterrows()]
    return f"Bars split by grade. {'. '.join(bars)}."


def _label_grade(axes: plt.Axes, name: str, centre: float, rank: int) -> None:
    """The grade's name over its part of the first bar."""
    colour = GRADE_COLOURS[rank] if LABEL_COLOURS[rank] == "white" else INK
    axes.text(centre, -0.42, name.replace(" ", "\n"), ha="center", va="bottom", color=colour, linespacing=1.05)
