"""How authorities moved: the flow between two years, and what is known of those that are named."""

import textwrap
from itertools import product

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.patches import Rectangle

from gradedrift.charts.frame import GRADE_COLOURS, INK, LABEL_COLOURS, PALE, Chart, drawing, frame
from gradedrift.grades import RANKS

_GAP = 16  # white between two grades, in authorities


def flows(
    table: pd.DataFrame, names: dict[int, str], years: tuple[str, str], title: str, subtitle: str, foot: str
) -> Chart:
    """A band for every move, as thick as its count; pale where the grade was kept, else coloured as the grade before.

    `table` has ranks before as rows, ranks after as columns, and counts of authorities.
    """
    before, after = table.sum(axis="columns"), table.sum(axis="index")
    left, right = _tops(before), _tops(after)
    with drawing(7.4) as (figure, axes):
        for start, end in product(RANKS, RANKS):
            count = table.loc[start, end]
            if count:
                _band(axes, left[start], right[end], count, start, end)
            left[start], right[end] = left[start] - count, right[end] - count
        _label_side(axes, 0, years[0], before, names)
        _label_side(axes, 1, years[1], after, names)
        axes.set(xlim=(-0.02, 1.02), ylim=(-before.sum() - (len(RANKS) - 1) * _GAP, 0))
        axes.axis("off")
        frame(figure, title, subtitle, foot, left=0.185, right=0.815)
    moves = [(names[start], names[end], table.loc[start, end]) for start, end in product(RANKS, RANKS)]
    numbers = pd.DataFrame(moves, columns=[f"grade in {years[0]}", f"grade in {years[1]}", "authorities"])
    said = "; ".join(f"{start} to {end} {count}" for start, end, count in moves if count)
    alt = f"Bands from {years[0]} to {years[1]}, as thick as their number of authorities. {said}."
    return Chart(figure, title, subtitle, foot, alt, numbers)


def _tops(counts: pd.Series) -> dict[int, int]:
    """The upper edge of each grade's bands, best at the top, in authorities."""
    return {rank: -counts[counts.index > rank].sum() - at * _GAP for at, rank in enumerate(RANKS)}


def _band(axes: plt.Axes, left: float, right: float, count: int, start: int, end: int) -> None:
    """One band with its count; thin ones lie over thick ones, and counts stand where few bands cross."""
    corners = [(0, left), (1, right), (1, right - count), (0, left - count)]
    colour = PALE if start == end else GRADE_COLOURS[start]
    axes.fill(*zip(*corners), color=colour, linewidth=0, zorder=-count)
    way = "unchanged" if start == end else "up" if end > start else "down"
    at = {0: 0.28, 1: 0.13}.get(abs(end - start), 0.52)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0 if start == end else 1}
    y = left + at * (right - left) - count / 2
    axes.text(at, y, f"{count} {way}", ha="center", va="center", fontsize=10, bbox=box)


def _label_side(axes: plt.Axes, x: int, year: str, counts: pd.Series, names: dict[int, str]) -> None:
    """Each grade's name and count beside its bands."""
    for rank, top in _tops(counts).items():
        axes.fill_between([x - 0.012, x + 0.012], top, top - counts[rank], color=GRADE_COLOURS[rank], linewidth=0)
        text = f"{names[rank]}\n{counts[rank]} in {year}"
        at, align = (-0.03, "right") if x == 0 else (1.03, "left")
        axes.text(at, top - counts[rank] / 2, text, ha=align, va="center", fontsize=10, linespacing=1.2)


_LINE = 0.17  # inches that a line of names takes
_NAMES = 62  # letters on it


def possible_grades(
    classes: pd.DataFrame, years: list[str], names: dict[int, str], title: str, subtitle: str, foot: str
) -> Chart:
    """The grades that authorities can have had in each year: filled where there is one, outlined where several.

    `classes` has a tuple of possible ranks for each of the `years`, and for each row the `number` and names
    (`authorities`) of those it is about.
    """
    texts = [_named(row) for row in classes.itertuples()]
    heights = [_LINE * (text.count("\n") + 1) + 0.22 for text in texts]
    with drawing(sum(heights) + 1.85) as (figure, axes):
        bottom = 0.0
        for (_, row), text, height in zip(classes.iterrows(), texts, heights):
            axes.text(0, bottom + height / 2, text, ha="left", va="center", fontsize=9, linespacing=1.15)
            for at, year in enumerate(years):
                _slots(axes, _column(at), bottom + height / 2, row[year], names)
            bottom += height
            axes.axhline(bottom, color=PALE, linewidth=1)
        for at, year in enumerate(years):
            axes.text(_column(at) + 0.52, -0.1, year, ha="center", va="bottom", fontsize=12, fontweight="bold")
        axes.set(xlim=(0, 8.6), ylim=(bottom, -0.05))
        axes.axis("off")
        frame(figure, title, subtitle, foot, left=0.012, right=0.988, header=0.2)
    possible = {year: [[names[rank] for rank in ranks] for ranks in classes[year]] for year in years}
    numbers = classes[["number", "authorities"]].assign(
        **{year: ["|".join(ranks) for ranks in possible[year]] for year in years}
    )
    rows = [
        f"{named}: " + ", ".join(f"{year} {' or '.join(possible[year][at])}" for year in years)
        for at, named in enumerate(classes["authorities"])
    ]
    alt = f"Possible grades of named authorities. {'. '.join(rows)}."
    return Chart(figure, title, subtitle, foot, alt, numbers)


def _named(row) -> str:
    return textwrap.fill(f"{row.number}: {row.authorities}", _NAMES)


def _column(at: int) -> float:
    """Where a year's column begins, in inches."""
    return 4.95 + at * 1.25


def _slots(axes: plt.Axes, x: float, y: float, ranks: tuple[int, ...], names: dict[int, str]) -> None:
    """A square with the grade's initial for each possible rank, each rank at its own place."""
    for at, rank in enumerate(RANKS):
        if rank in ranks:
            is_known = len(ranks) == 1
            colour = GRADE_COLOURS[rank]
            left = x + at * 0.26
            axes.add_patch(
                Rectangle(
                    (left, y - 0.12),
                    0.24,
                    0.24,
                    facecolor=colour if is_known else "white",
                    edgecolor=colour,
                    linewidth=1.5,
                )
            )
            initial = names[rank].split()[-1][0].upper()
            letter = LABEL_COLOURS[rank] if is_known else INK
            axes.text(left + 0.12, y, initial, ha="center", va="center", fontsize=10, color=letter)
