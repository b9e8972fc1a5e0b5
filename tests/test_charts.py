import io
import json
from itertools import pairwise

import pandas as pd
import pytest
from PIL import Image

from gradedrift import charts, paths
from gradedrift.grades import RANKS, names

COUNTS = pd.DataFrame([[10, 93, 40, 9]], index=["2009 rating"], columns=list(RANKS))


def drawn(title="Both ends grew"):
    return charts.stacked_distributions(COUNTS, names("annual-rating"), title, "Measure, area, period", "Source")


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2, of a colour as #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
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


def test_every_count_and_grade_is_labelled_inside_the_picture():
    figure = drawn()
    texts = [text for axes in figure.axes for text in axes.texts] + figure.texts + figure.axes[0].get_yticklabels()
    shown = {text.get_text().replace("\n", " ") for text in texts}
    assert {"10", "93", "40", "9", *names("annual-rating").values(), "2009 rating"} <= shown
    figure.canvas.draw()
    for text in texts:
        box = text.get_window_extent()
        assert text.get_rotation() == 0
        assert box.x0 >= 0 and box.x1 <= figure.bbox.width and box.y0 >= 0 and box.y1 <= figure.bbox.height, text


def test_a_long_title_is_refused():
    with pytest.raises(ValueError, match="at most 15 words"):
        drawn("word " * 16)


def test_publishing_writes_image_and_alternative_text(project):
    image = charts.publish(drawn(), "some", "Both ends grew", charts.in_words(COUNTS, names("annual-rating")))
    data = (paths.FIGURES / "some.png").read_bytes()
    assert data == image.data and Image.open(io.BytesIO(data)).text["Title"] == "Both ends grew"
    about = json.loads((paths.FIGURES / "some.json").read_text())
    assert (
        about["alt"]
        == "Bars split by grade. 2009 rating: performs excellently 10, performs well 93, performs adequately 40, performs poorly 9."
    )


def test_the_same_figure_is_the_same_bytes(project):
    first, second = (charts.publish(drawn(), "some", "Title", "Text").data for _ in range(2))
    assert first == second
