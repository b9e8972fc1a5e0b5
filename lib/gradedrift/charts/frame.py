"""What every figure shares: colours, the words around the drawing, and how it is published."""

import hashlib
import io
import json
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib.pyplot as plt
import pandas as pd
import PIL.Image
import seaborn as sns
from afcharts.af_colours import get_af_colours
from IPython.display import Image
from matplotlib.figure import Figure

from gradedrift import paths

_, _, _BLUE, _, _PALE_BLUE = get_af_colours("sequential")
_, _, _PLUM, _ORANGE, *_ = get_af_colours("categorical")

# Rank -> colour: blue for good or better, warm below. Of the palette's colours these stay furthest apart
# in grey and to colour-blind readers; neighbours differ by at least 2.5 to 1 in luminance.
GRADE_COLOURS = {4: _BLUE, 3: _PALE_BLUE, 2: _PLUM, 1: _ORANGE}
LABEL_COLOURS = {4: "white", 3: "black", 2: "white", 1: "black"}
INK = "#3D3D3D"
PALE = "#E6E6E6"

# DejaVu Sans ships with matplotlib: the same letters on every machine.
STYLE = {
    **sns.axes_style("white"),
    "font.family": "DejaVu Sans",
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.spines.bottom": False,
    "figure.facecolor": "white",
    # Letters as outlines: a reader whose machine lacks the font sees the same picture, nothing cut off or overlapping.
    # What the letters say stands beside it as text. The salt makes the ids of an SVG the same in every run.
    "svg.fonttype": "path",
    "svg.hashsalt": "gradedrift",
}
WIDTH = 9  # inches
DPI = 120
TITLE_WORDS = 15


def _style():
    """The style of every figure, and nothing of the user's: a `matplotlibrc` changes no figure of the study."""
    return plt.style.context(STYLE, after_reset=True)


@contextmanager
def drawing(height: float, panels: int = 1) -> Iterator[tuple]:
    """A figure of that many inches and its axes, one a panel, side by side; closed afterwards.

    Closed, so that a notebook shows the published image only.
    """
    with _style():
        figure, axes = plt.subplots(1, panels, figsize=(WIDTH, height))
        yield figure, axes
    plt.close(figure)


def frame(
    figure: Figure,
    title: str,
    subtitle: str,
    foot: str,
    left: float = 0.182,
    right: float = 0.975,
    header: float = 0,
    between: float = 0.2,
) -> None:
    """Title, subtitle and foot around the drawing, which keeps its margins: shares of the width, inches of header.

    `ValueError` for a title of more than 15 words.
    """
    if len(title.split()) > TITLE_WORDS:
        raise ValueError(f"a title states its finding in at most {TITLE_WORDS} words: {title!r}")
    inches = figure.get_figheight()
    subtitle, foot = textwrap.fill(subtitle, 104), textwrap.fill(foot, 108)
    top, bottom = 0.85 + 0.2 * subtitle.count("\n") + header, 0.2 + 0.2 * (foot.count("\n") + 1)
    figure.subplots_adjust(left=left, right=right, top=1 - top / inches, bottom=bottom / inches, wspace=between)
    figure.text(0.012, 1 - 0.12 / inches, title, fontsize=14, fontweight="bold", va="top")
    figure.text(0.012, 1 - 0.45 / inches, subtitle, fontsize=11, va="top", color=INK)
    figure.text(0.012, 0.1 / inches, foot, fontsize=9, va="bottom", color=INK)


@dataclass(frozen=True)
class Chart:
    """A drawn figure with the words around it, its alternative text and the numbers that it shows."""

    figure: Figure
    title: str
    subtitle: str
    foot: str
    alt: str
    numbers: pd.DataFrame


def publish(chart: Chart, name: str, inputs: Iterable[str]) -> Image:
    """Save the chart as `figures/NAME.png` and `.svg`, its numbers as `.csv`, what it is as `.json`; the image to show.

    `inputs` are the tables of `data/processed` that it was drawn from; their hashes are kept with it.
    """
    said = {"Title": chart.title, "Description": chart.alt}
    with _style():
        png = _saved(chart.figure, "png", dpi=DPI, metadata={**said, "Software": None})
        svg = _saved(chart.figure, "svg", metadata={**said, "Date": None, "Creator": None})
    tables = [paths.PROCESSED / f"{table}.csv" for table in inputs]
    about = {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "foot": chart.foot,
        "alt": chart.alt,
        "inputs": {paths.relative(table): _sha256(table) for table in tables},
    }
    files = {
        "png": png,
        "svg": svg,
        "csv": chart.numbers.to_csv(index=False, lineterminator="\n").encode(),
        "json": (json.dumps(about, indent=2, ensure_ascii=False) + "\n").encode(),
    }
    for kind, data in files.items():
        paths.replace_with(paths.output(paths.FIGURES / f"{name}.{kind}"), data)
    return Image(png, alt=chart.alt)


def published(name: str) -> Image:
    """The picture that `publish` saved under this name, with the alternative text that it carries."""
    path = paths.FIGURES / f"{name}.png"
    with PIL.Image.open(path) as picture:
        return Image(path.read_bytes(), alt=picture.text["Description"])


def _saved(figure: Figure, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, **options)
    return buffer.getvalue()


def _sha256(table) -> str:
    return hashlib.sha256(paths.current(table).read_bytes()).hexdigest()
