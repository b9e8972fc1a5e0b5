"""Figures: the only module that draws. It computes no statistics, it shows the tables it is given.

House style after the Government Analysis Function's guidance: the finding as title, measure, area
and period as subtitle, source at the foot, direct labels, no rotated text, one colour a grade.
"""

import io
import json
import textwrap

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from afcharts.af_colours import get_af_colours
from IPython.display import Image
from matplotlib.figure import Figure

from gradedrift import paths
from gradedrift.grades import RANKS

_BLUES = get_af_colours("sequential")
_GREY = get_af_colours("focus")[1]
_PINK = get_af_colours("categorical")[2]

# Rank -> colour. Neighbours differ by at least 2.5 to 1 in luminance, so that the order also reads in grey.
GRADE_COLOURS = {4: _BLUES[0], 3: _BLUES[2], 2: _GREY, 1: _PINK}
LABEL_COLOURS = {4: "white", 3: "white", 2: "black", 1: "white"}

# DejaVu Sans ships with matplotlib: the same letters on every machine.
STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.spines.bottom": False,
    "figure.facecolor": "white",
}
DPI = 120
TITLE_WORDS = 15
NARROW = 0.02  # of the widest bar: a part that cannot hold its number
LETTER = 0.0088  # of the figure's width, at the size of the bars' labels


def stacked_distributions(counts: pd.DataFrame, names: dict[int, str], title: str, subtitle: str, foot: str) -> Figure:
    """One bar for each row of `counts` (columns: ranks; cells: counts), split by grade, each part labelled.

    `names` gives the grade's name for each rank. `ValueError` for a title of more than 15 words.
    """
    with sns.axes_style("white", rc=STYLE):
        figure, axes = plt.subplots(figsize=(9, 1.9 + 0.75 * len(counts)))
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
                centre = left.iloc[at] + counts[rank].iloc[at] / 2
                axes.text(
                    centre, at + 0.35, counts[rank].iloc[at], ha="center", va="top", fontsize=9, fontweight="bold"
                )
            _label_grade(axes, names[rank], float(left.iloc[0] + counts[rank].iloc[0] / 2), rank)
            left = left + counts[rank]
        axes.set_xlim(0, left.max())
        axes.set_ylim(len(counts) - 0.5, -1.0)
        axes.xaxis.set_visible(False)
        axes.tick_params(axis="y", length=0, labelsize=12)
        _frame(figure, title, subtitle, foot)
        longest = max(len(line) for label in counts.index for line in str(label).split("\n"))
        figure.subplots_adjust(left=0.02 + LETTER * (longest + 2))
    plt.close(figure)  # so that a notebook shows the published image only
    return figure


def in_words(counts: pd.DataFrame, names: dict[int, str]) -> str:
    """What `stacked_distributions` draws, as alternative text."""
    bars = [
        f"{label}: " + ", ".join(f"{names[rank]} {row[rank]}" for rank in RANKS) for label, row in counts.iterrows()
    ]
    return f"Bars split by grade. {'. '.join(bars)}."


def _label_grade(axes: plt.Axes, name: str, centre: float, rank: int) -> None:
    """The grade's name over its part of the first bar."""
    colour = GRADE_COLOURS[rank] if LABEL_COLOURS[rank] == "white" else "#3D3D3D"
    axes.text(centre, -0.42, name.replace(" ", "\n"), ha="center", va="bottom", color=colour, linespacing=1.05)


def _frame(figure: Figure, title: str, subtitle: str, foot: str) -> None:
    """Title, subtitle and foot around the drawing."""
    if len(title.split()) > TITLE_WORDS:
        raise ValueError(f"a title states its finding in at most {TITLE_WORDS} words: {title!r}")
    inches = figure.get_figheight()
    foot = textwrap.fill(foot, 108)
    figure.subplots_adjust(
        left=0.182, right=0.975, top=1 - 0.85 / inches, bottom=(0.2 + 0.2 * (foot.count("\n") + 1)) / inches
    )
    figure.text(0.012, 1 - 0.12 / inches, title, fontsize=14, fontweight="bold", va="top")
    figure.text(0.012, 1 - 0.45 / inches, subtitle, fontsize=11, va="top", color="#3D3D3D")
    figure.text(0.012, 0.1 / inches, foot, fontsize=9, va="bottom", color="#3D3D3D")


def publish(figure: Figure, name: str, title: str, alt: str) -> Image:
    """Save the figure as `figures/NAME.png`, its title and alternative text beside it; the image to display."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None, "Title": title, "Description": alt})
    path = paths.FIGURES / f"{name}.png"
    paths.replace_with(paths.output(path), buffer.getvalue())
    about = json.dumps({"title": title, "alt": alt}, indent=2, ensure_ascii=False) + "\n"
    paths.replace_with(paths.output(path.with_suffix(".json")), about.encode())
    return Image(buffer.getvalue(), alt=alt)
