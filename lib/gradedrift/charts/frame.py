"""What every figure shares: colours, the words around the drawing, and how it is published."""

import io
import json
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib.pyplot as plt
import seaborn as sns
from afcharts.af_colours import get_af_colours
from IPython.display import Image
from matplotlib.figure import Figure

from gradedrift import paths

_BLUES = get_af_colours("sequential")
_GREY = get_af_colours("focus")[1]
_PINK = get_af_colours("categorical")[2]

# Rank -> colour. Neighbours differ by at least 2.5 to 1 in luminance, so that the order also reads in grey.
GRADE_COLOURS = {4: _BLUES[0], 3: _BLUES[2], 2: _GREY, 1: _PINK}
LABEL_COLOURS = {4: "white", 3: "white", 2: "black", 1: "white"}
INK = "#3D3D3D"
PALE = "#E6E6E6"

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
WIDTH = 9  # inches
DPI = 120
TITLE_WORDS = 15


@contextmanager
def drawing(height: float, panels: int = 1) -> Iterator[tuple]:
    """A figure of that many inches and its axes, one a panel, side by side; closed afterwards.

    Closed, so that a notebook shows the published image only.
    """
    with sns.axes_style("white", rc=STYLE):
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


def publish(figure: Figure, name: str, title: str, alt: str) -> Image:
    """Save the figure as `figures/NAME.png`, its title and alternative text beside it; the image to display."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None, "Title": title, "Description": alt})
    path = paths.FIGURES / f"{name}.png"
    paths.replace_with(paths.output(path), buffer.getvalue())
    about = json.dumps({"title": title, "alt": alt}, indent=2, ensure_ascii=False) + "\n"
    paths.replace_with(paths.output(path.with_suffix(".json")), about.encode())
    return Image(buffer.getvalue(), alt=alt)
