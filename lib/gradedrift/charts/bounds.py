"""Bounds as intervals: for every move between two years, as facts are added, and by assumption."""

import textwrap
from itertools import product

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.patches import Rectangle

from gradedrift.charts.frame import INK, PALE, Chart, drawing, frame
from gradedrift.findings import span
from gradedrift.grades import RANKS


def interval_grid(
    lower: pd.DataFrame,
    upper: pd.DataFrame,
    rows: dict[int, str],
    columns: dict[int, str],
    title: str,
    subtitle: str,
    foot: str,
) -> Chart:
    """A cell for every move, with its bounds in numbers and as an interval, all on one scale.

    `lower` and `upper` have ranks before as rows and ranks after as columns; `rows` and `columns` label the ranks,
    the grade's name on the first line.
    """
    most = upper.to_numpy().max()
    centres = [at + 0.5 for at in range(len(RANKS))]
    with drawing(5.9) as (figure, axes):
        for (row, start), (column, end) in product(enumerate(RANKS), enumerate(RANKS)):
            shade = PALE if start == end else "white"
            axes.add_patch(Rectangle((column, row), 1, 1, facecolor=shade, edgecolor="#BFBFBF"))
            bounds = lower.loc[start, end], upper.loc[start, end]
            axes.text(column + 0.5, row + 0.36, span(*bounds), ha="center", va="center", fontsize=12)
            _interval(axes, [column + 0.1 + 0.8 * bound / most for bound in (0, most, *bounds)], row + 0.7)
        axes.set(xlim=(0, len(RANKS)), ylim=(len(RANKS), 0))
        axes.set_xticks(centres, [columns[rank] for rank in RANKS], fontsize=10)
        axes.set_yticks(centres, [rows[rank] for rank in RANKS], fontsize=10)
        axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
        frame(figure, title, subtitle, foot, left=0.2, header=0.35)
    before, after = ({rank: label.split("\n")[0] for rank, label in labels.items()} for labels in (rows, columns))
    cells = [
        (before[start], after[end], lower.loc[start, end], upper.loc[start, end])
        for start, end in product(RANKS, RANKS)
    ]
    numbers = pd.DataFrame(cells, columns=["from_grade", "to_grade", "lower", "upper"])
    said = "; ".join(f"{start} to {end} {span(*bounds)}" for start, end, *bounds in cells)
    return Chart(figure, title, subtitle, foot, f"Grid of intervals, one a move. {said}.", numbers)


def ladder(
    steps: dict[str, pd.DataFrame],
    labels: dict[str, str],
    title: str,
    subtitle: str,
    foot: str,
    opening: str = "Intervals that narrow as facts are added",
) -> Chart:
    """The bounds as facts are added, downwards: one panel a quantity, one row a stage.

    `steps` has for each quantity a table with the stages as index and columns `lower` and `upper`; `labels`
    says what each stage adds. `opening` begins the alternative text.
    """
    most = max(step["upper"].max() for step in steps.values())
    texts = [textwrap.fill(text, 42) for text in labels.values()]
    with drawing(1.9 + 0.5 * len(labels), panels=len(steps)) as (figure, panels):
        for axes, (quantity, step) in zip(panels, steps.items()):
            for row, bounds in enumerate(zip(step["lower"], step["upper"])):
                axes.text(0, row - 0.14, span(*bounds), ha="left", va="bottom", fontsize=10)
                _interval(axes, [0, most, *bounds], row)
            axes.set(xlim=(0, most), ylim=(len(labels) - 0.7, -0.7))
            axes.set_title(quantity, loc="left", fontsize=11, fontweight="bold")
            axes.axis("off")
        for row, text in enumerate(texts):
            panels[0].text(-0.06 * most, row, text, ha="right", va="center", fontsize=9, linespacing=1.1)
        frame(figure, title, subtitle, foot, left=0.34, header=0.15)
    numbers = pd.concat(steps, names=["quantity", "stage"])[["lower", "upper"]].reset_index()
    said = [
        f"{quantity}: " + "; ".join(f"{row.stage} {span(row.lower, row.upper)}" for row in panel.itertuples())
        for quantity, panel in numbers.groupby("quantity", sort=False)
    ]
    return Chart(figure, title, subtitle, foot, f"{opening}. {'. '.join(said)}.", numbers)


def intervals(bounds: pd.DataFrame, most: int, marks: dict[str, int], title: str, subtitle: str, foot: str) -> Chart:
    """One interval for each row of `bounds` (columns `lower` and `upper`), all on one scale from 0 to `most`.

    The index says under which condition each holds. `marks` are numbers to compare with: a dashed line and its name each.
    """
    with drawing(1.9 + 0.55 * len(bounds)) as (figure, axes):
        for row, (label, lower, upper) in enumerate(zip(bounds.index, bounds["lower"], bounds["upper"])):
            axes.text(-0.02 * most, row, textwrap.fill(label, 44), ha="right", va="center", fontsize=10)
            axes.text((lower + upper) / 2, row - 0.16, span(lower, upper), ha="center", va="bottom", fontsize=10)
            _interval(axes, [0, most, lower, upper], row)
        for name, at in marks.items():
            axes.plot([at, at], [-0.75, len(bounds) - 0.6], color=INK, linewidth=1, linestyle="--")
            axes.text(at, -0.8, f"{name}: {at}", ha="center", va="bottom", fontsize=10)
        axes.set(xlim=(0, most), ylim=(len(bounds) - 0.5, -0.8))
        axes.axis("off")
        frame(figure, title, subtitle, foot, left=0.4, header=0.2)
    numbers = bounds[["lower", "upper"]].rename_axis("condition").reset_index()
    rows = "; ".join(f"{row.condition}: {span(row.lower, row.upper)}" for row in numbers.itertuples())
    lines = "; ".join(f"{name}: {at}" for name, at in marks.items())
    alt = f"Intervals on one scale. {rows}." + (f" Marked to compare with: {lines}." if lines else "")
    marked = pd.DataFrame([(name, at, at) for name, at in marks.items()], columns=numbers.columns)
    return Chart(figure, title, subtitle, foot, alt, pd.concat([numbers, marked] if marks else [numbers]))


def ranges(over_all: pd.DataFrame, title: str, subtitle: str, foot: str) -> Chart:
    """What no scenario goes beyond (thin) and what every scenario allows (thick), a row a result, on one scale.

    `over_all` is that of `scenarios`; its index names the results.
    """
    least, most = min(0, over_all["lower"].min()), over_all["upper"].max()
    said = {label: _outer_and_inner(bounds) for label, bounds in over_all.iterrows()}
    with drawing(1.6 + 0.62 * len(over_all)) as (figure, axes):
        axes.axvline(0, color="#BFBFBF", linewidth=1)
        axes.text(0, len(over_all) - 0.5, "0", ha="center", va="top", fontsize=10)
        for row, (label, bounds) in enumerate(over_all.iterrows()):
            outer = bounds["lower"], bounds["upper"]
            axes.plot(outer, [row, row], color=INK, linewidth=1.5, marker="|", markersize=9)
            if bounds.notna().all():
                _interval(axes, [*outer, bounds["every_lower"], bounds["every_upper"]], row)
            axes.text(least - 0.02 * most, row, textwrap.fill(label, 34), ha="right", va="center", fontsize=10)
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # over the line at 0
            axes.text(outer[0], row - 0.2, said[label], ha="left", va="bottom", fontsize=10, bbox=box)
        axes.set(xlim=(least, most), ylim=(len(over_all) - 0.5, -0.9))
        axes.axis("off")
        frame(figure, title, subtitle, foot, left=0.31)
    alt = f"Ranges over all scenarios, on one scale. {'; '.join(f'{label}: {text}' for label, text in said.items())}."
    return Chart(figure, title, subtitle, foot, alt, over_all.rename_axis("result").reset_index())


def _outer_and_inner(bounds: pd.Series) -> str:
    """What no scenario goes beyond and what every scenario allows, in words."""
    outer = span(bounds["lower"], bounds["upper"])
    if bounds.isna().any():
        return f"{outer}; no number in every scenario"
    inner = span(bounds["every_lower"], bounds["every_upper"])
    return f"{outer} in every scenario" if inner == outer else f"{outer}; {inner} in every scenario"


def _interval(axes: plt.Axes, ends: list[float], y: float) -> None:
    """A line from a lower to an upper bound on a pale scale: a dot where they meet. `ends` has scale, then bounds."""
    start, end, lower, upper = ends
    axes.plot([start, end], [y, y], color="#BFBFBF", linewidth=1, solid_capstyle="butt")
    axes.plot([lower, upper], [y, y], color=INK, linewidth=5, marker="o", markersize=6, clip_on=False)
