import hashlib
import io
import json
import re
from itertools import combinations, pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Rectangle
from PIL import Image

with np.printoptions():  # it changes how numpy prints, for everyone
    import colour

from gradedrift import charts, paths
from gradedrift.grades import RANKS, names

COUNTS = pd.DataFrame([[10, 93, 40, 9]], index=["2009 rating"], columns=list(RANKS))
NAMES = names("annual-rating")
WORDS = ("A title", "A subtitle that names measure, area and period", "Source and n")


def square(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, index=list(RANKS), columns=list(RANKS))


MOVES = square((18, 2, 0, 0), (10, 63, 2, 3), (0, 11, 27, 1), (0, 0, 4, 11))
LOWER = square((7, 1, 0, 0), (9, 28, 0, 0), (0, 0, 0, 0), (0, 0, 0, 2))
UPPER = square((9, 3, 2, 2), (13, 77, 39, 13), (4, 40, 38, 13), (2, 7, 7, 2))
STEPS = {
    "2009 to 2010": pd.DataFrame({"lower": [0, 14], "upper": [152, 60]}, index=["authorities", "margins"]),
    "2010 to 2011": pd.DataFrame({"lower": [0, 25], "upper": [152, 25]}, index=["authorities", "margins"]),
}
KINDS = {"authorities": "how many there are", "margins": "how many had each grade in each year, and how these changed"}
CLASSES = pd.DataFrame(
    {
        "2009": [(4,), (3, 2)],
        "2010": [(4, 3), (4, 3, 2, 1)],
        "number": [2, 20],
        "authorities": ["Camden, York", ", ".join(["Kensington and Chelsea"] * 20)],
    }
)
YEARS = ["2009", "2010"]
RANGES = pd.DataFrame({"lower": [10, 25], "upper": [121, 25]}, index=["nothing assumed", "as good as the inspected"])
MARKS = {"before": 104}


def drawn(title="Both ends grew"):
    return charts.stacked_distributions(COUNTS, names("annual-rating"), title, "Measure, area, period", "Source")


def seen(colours: list[str], blindness: str) -> np.ndarray:
    """Colours as #rrggbb in CAM02-UCS, a row each: lightness from 0 to 100, then two of hue and strength.

    As readers see them who have a whole colour blindness (Machado and others, 2009), or none if it is empty.
    """
    light = colour.cctf_decoding([to_rgb(code) for code in colours])
    if blindness:
        light = np.clip(light @ colour.matrix_cvd_Machado2009(blindness, 1).T, 0, 1)
    return colour.XYZ_to_CAM02UCS(colour.RGB_to_XYZ(light, "sRGB"))


def apart(colours: list[str], blindness: str = "") -> float:
    """The least distance between two of the colours, in CAM02-UCS: about 1 can just be told apart."""
    return min(np.linalg.norm(one - other) for one, other in combinations(seen(colours, blindness), 2))


def apart_in_grey(colours: list[str]) -> float:
    """The least difference in lightness, on a scale from 0, black, to 100, white."""
    return np.diff(np.sort(seen(colours, "")[:, 0])).min()


def luminance(code: str) -> float:
    """Relative luminance after WCAG 2.2, of a colour as #rrggbb."""
    parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_neighbouring_grades_differ_in_grey_and_labels_stand_out():
    colours = [charts.GRADE_COLOURS[rank] for rank in RANKS]
    assert all(contrast(one, other) >= 2.5 for one, other in pairwise(colours))
    named = {"white": "#ffffff", "black": "#000000"}
    assert all(contrast(charts.GRADE_COLOURS[rank], named[charts.LABEL_COLOURS[rank]]) >= 4.5 for rank in RANKS)


# For those who lack the blue cone the model is an approximation, and the package says so.
@pytest.mark.filterwarnings('ignore:"Machado et al. .2009." simulation of tritanomaly')
@pytest.mark.parametrize("blindness", ["", "Protanomaly", "Deuteranomaly", "Tritanomaly"])
def test_every_two_grades_stay_apart_to_colour_blind_readers(blindness):
    assert apart(bars_of(drawn().figure), blindness) >= 20


def test_every_two_grades_stay_apart_in_grey():
    assert apart_in_grey(bars_of(drawn().figure)) >= 10


def test_the_simulation_sees_colours_that_are_not_told_apart():
    navy_and_plum, red_and_green = ["#092135", "#801650"], ["#c0504d", "#4f8a3c"]
    assert apart(navy_and_plum) > 20 > apart(navy_and_plum, "Protanomaly")
    assert apart(red_and_green) > 20 > apart(red_and_green, "Deuteranomaly")
    assert apart_in_grey(red_and_green) < 10


def bars_of(figure) -> list[str]:
    """The grades' colours as a figure of one bar paints them, in their order on it."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    picture = np.asarray(canvas.buffer_rgba())[..., :3]
    bars = [patch.get_window_extent() for patch in figure.axes[0].patches]
    inside = [(int(figure.bbox.height - bar.y0 - bar.height / 5), int((bar.x0 + bar.x1) / 2)) for bar in bars]
    return [to_hex(picture[row, column] / 255) for row, column in inside]


def texts_of(figure) -> list:
    """Every text of a figure, drawn or not clipped away by it."""
    figure.canvas.draw()
    found = list(figure.texts)
    for axes in figure.axes:
        found += [*axes.texts, axes.title, axes._left_title]
        if axes.axison:
            found += [*axes.get_yticklabels(), *(axes.get_xticklabels() if axes.xaxis.get_visible() else [])]
    return [text for text in found if text.get_text()]


def said(figure) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in texts_of(figure)]


OVER_ALL = pd.DataFrame(
    [(11, 69, 14, 60), (-21, 3, -15, -3), (31, 94, None, None), (22, 57, 22, 57)],
    index=["improved", "change", "needed of the others", "predicted"],
    columns=["lower", "upper", "every_lower", "every_upper"],
    dtype="Int64",
)

FIGURES = {
    "stacked_distributions": lambda: drawn(),
    "flows": lambda: charts.flows(MOVES, NAMES, ("2010", "2011"), *WORDS),
    "interval_grid": lambda: charts.interval_grid(LOWER, UPPER, NAMES, NAMES, *WORDS),
    "ladder": lambda: charts.ladder(STEPS, KINDS, *WORDS),
    "intervals": lambda: charts.intervals(RANGES, 152, MARKS, *WORDS),
    "possible_grades": lambda: charts.possible_grades(CLASSES, YEARS, NAMES, *WORDS),
    "ranges": lambda: charts.ranges(OVER_ALL, *WORDS),
}


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_every_text_is_level_large_enough_inside_the_picture_and_alone(draw):
    figure = draw().figure
    boxes = []
    for text in texts_of(figure):
        box = text.get_window_extent()
        assert text.get_rotation() == 0 and text.get_fontsize() >= 9
        assert box.x0 >= 0 and box.x1 <= figure.bbox.width and box.y0 >= 0 and box.y1 <= figure.bbox.height, text
        assert not any(box.overlaps(other) for other in boxes), text
        boxes.append(box)
    assert len(boxes) > 5


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_a_figure_is_not_shown_twice(draw):
    draw()
    assert plt.get_fignums() == []


def test_every_count_and_grade_is_labelled():
    assert {"10", "93", "40", "9", *NAMES.values(), "2009 rating"} <= set(said(drawn().figure))


def test_every_move_is_a_band_as_thick_as_its_count():
    chart = charts.flows(MOVES, NAMES, ("2010", "2011"), *WORDS)
    figure = chart.figure
    labels = [text for text in said(figure) if re.match(r"\d+ (up|down|unchanged)$", text)]
    assert " ".join(sorted(labels)) == (
        "1 down 10 up 11 unchanged 11 up 18 unchanged 2 down 2 down 27 unchanged 3 down 4 up 63 unchanged"
    )
    bands = [patch.get_xy() for patch in figure.axes[0].patches]
    assert sorted(corners[0, 1] - corners[3, 1] for corners in bands) == sorted(MOVES.to_numpy()[MOVES > 0])
    # What leaves and what arrives fills each grade's bar and no more.
    for side in (0, 1):
        ends = sorted((corners[side, 1], corners[3 - side, 1]) for corners in bands)
        assert all(upper <= lower for (upper, _), (_, lower) in pairwise(ends))
    assert {"performs well 78 in 2010", "performs well 76 in 2011"} <= set(said(figure))
    words = chart.alt
    assert "performs adequately to performs well 11;" in words and words.count(" to ") == len(bands) + 1
    assert chart.numbers["authorities"].tolist() == MOVES.to_numpy().ravel().tolist()


def test_every_bound_is_an_interval_on_one_scale():
    chart = charts.interval_grid(LOWER, UPPER, NAMES, NAMES, *WORDS)
    figure = chart.figure
    assert said(figure).count("28 to 77") == 1 and said(figure).count("2") == 1
    bars = [line.get_xdata() for line in figure.axes[0].lines if line.get_marker() == "o"]
    widths = [(end - start) / 0.8 * 77 for start, end in bars]
    assert widths == pytest.approx((UPPER - LOWER).to_numpy().ravel())
    assert "performs well to performs well 28 to 77;" in chart.alt
    assert chart.numbers.loc[5].tolist() == ["performs well", "performs well", 28, 77]


def test_the_ladder_shows_each_step_of_each_quantity():
    chart = charts.ladder(STEPS, KINDS, *WORDS)
    figure = chart.figure
    for axes, (quantity, step) in zip(figure.axes, STEPS.items()):
        bars = [tuple(line.get_xdata()) for line in axes.lines if line.get_marker() == "o"]
        assert bars == list(zip(step["lower"], step["upper"])) and axes.get_title("left") == quantity
    assert {"0 to 152", "14 to 60", "25"} <= set(said(figure))
    assert "2010 to 2011: authorities 0 to 152; margins 25." in chart.alt
    assert chart.numbers.loc[1].tolist() == ["2009 to 2010", "margins", 14, 60]


def test_every_condition_has_its_interval_and_what_is_compared_with_its_line():
    chart = charts.intervals(RANGES, 152, MARKS, *WORDS)
    figure = chart.figure
    lines = figure.axes[0].lines
    assert [tuple(line.get_xdata()) for line in lines if line.get_marker() == "o"] == [(10, 121), (25, 25)]
    assert [tuple(line.get_xdata()) for line in lines if line.get_linestyle() == "--"] == [(104, 104)]
    assert {"10 to 121", "25", "nothing assumed", "before: 104"} <= set(said(figure))
    words = "Intervals on one scale. nothing assumed: 10 to 121; as good as the inspected: 25."
    assert chart.alt == f"{words} Marked to compare with: before: 104."
    assert charts.intervals(RANGES, 152, {}, *WORDS).alt == words
    assert chart.numbers["upper"].tolist() == [121, 25, 104]


def test_a_result_has_a_thin_line_for_any_scenario_and_a_thick_one_for_all():
    chart = charts.ranges(OVER_ALL, *WORDS)
    lines = chart.figure.axes[0].lines
    assert [tuple(line.get_xdata()) for line in lines if line.get_marker() == "|"] == [
        (11, 69), (-21, 3), (31, 94), (22, 57)
    ]  # fmt: skip
    assert [tuple(line.get_xdata()) for line in lines if line.get_marker() == "o"] == [(14, 60), (-15, -3), (22, 57)]
    assert (
        "change: -21 to 3; -15 to -3 in every scenario; needed of the others: 31 to 94; no number in every" in chart.alt
    )
    assert "predicted: 22 to 57 in every scenario." in chart.alt


def test_a_grade_is_filled_if_it_is_the_only_one_and_outlined_if_it_is_one_of_several():
    chart = charts.possible_grades(CLASSES, YEARS, NAMES, *WORDS)
    figure = chart.figure
    boxes = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    filled = [to_hex(box.get_facecolor()) for box in boxes]
    assert filled == [charts.GRADE_COLOURS[4].lower(), *["#ffffff"] * 8]
    letters = [text.get_text() for text in figure.axes[0].texts if len(text.get_text()) == 1]
    assert "".join(letters) == "EEWWAEWAP"
    assert "Camden, York: 2009 performs excellently, 2010 performs excellently or performs well" in chart.alt
    assert chart.numbers.loc[0, "2010"] == "performs excellently|performs well"


def test_a_long_title_is_refused():
    with pytest.raises(ValueError, match="at most 15 words"):
        drawn("word " * 16)


def test_publishing_writes_pictures_numbers_and_what_they_show(project):
    image = charts.publish(drawn(), "some", ["grade_counts"])
    data = (paths.FIGURES / "some.png").read_bytes()
    assert data == image.data and Image.open(io.BytesIO(data)).text["Title"] == "Both ends grew"
    about = json.loads((paths.FIGURES / "some.json").read_text())
    assert (
        about["alt"]
        == "Bars split by grade. 2009 rating: performs excellently 10, performs well 93, performs adequately 40, performs poorly 9."
    )
    assert [about["title"], about["subtitle"], about["foot"]] == ["Both ends grew", "Measure, area, period", "Source"]
    table = (paths.PROCESSED / "grade_counts.csv").read_bytes()
    assert about["inputs"] == {"data/processed/grade_counts.csv": hashlib.sha256(table).hexdigest()}
    assert (paths.FIGURES / "some.csv").read_text() == f"bar,{','.join(NAMES.values())}\n2009 rating,10,93,40,9\n"
    assert "<title>Both ends grew</title>" in (paths.FIGURES / "some.svg").read_text()


def test_a_table_written_in_the_same_run_is_the_one_that_is_named(project, monkeypatch):
    monkeypatch.setenv(paths.STAGE, str(project / "stage"))
    staged = paths.output(paths.PROCESSED / "grade_counts.csv")
    staged.parent.mkdir(parents=True)
    staged.write_text("new\n")
    charts.publish(drawn(), "some", ["grade_counts", "moves"])
    inputs = json.loads(paths.output(paths.FIGURES / "some.json").read_text())["inputs"]
    assert inputs["data/processed/grade_counts.csv"] == hashlib.sha256(b"new\n").hexdigest() and len(inputs) == 2


def published() -> list[bytes]:
    charts.publish(drawn(), "some", [])
    return [(paths.FIGURES / f"some.{kind}").read_bytes() for kind in ("png", "svg", "csv", "json")]


def test_the_same_figure_is_the_same_bytes(project):
    assert published() == published()


def test_settings_of_the_user_change_no_figure(project):
    plain = published()
    settings = {"font.size": 30, "font.family": "serif", "savefig.facecolor": "red", "savefig.bbox": "tight"}
    with plt.rc_context({**settings, "lines.linewidth": 9, "figure.dpi": 33, "text.hinting": "none"}):
        assert published() == plain
