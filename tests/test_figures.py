"""The committed figures: each in four files, level, in the grades' fixed colours, from the tables as they are."""

import hashlib
import json
import re

import pandas as pd
import pytest
from PIL import Image

from gradedrift import charts, paths
from gradedrift.charts.frame import TITLE_WORDS

NAMES = sorted(path.stem for path in paths.FIGURES.glob("*.json"))
# What may be painted: the grades' colours, ink, and the greys and white behind them.
NEUTRAL = {charts.INK, charts.PALE, "#bfbfbf", "#262626", "#000000", "#ffffff"}
PAINTS = {colour.lower() for colour in (*charts.GRADE_COLOURS.values(), *NEUTRAL)}


def about(name: str) -> dict:
    return json.loads((paths.FIGURES / f"{name}.json").read_text(encoding="utf-8"))


def drawn(name: str) -> str:
    return (paths.FIGURES / f"{name}.svg").read_text(encoding="utf-8")


def turned(svg: str) -> list[str]:
    """The rotations of an SVG that are not by zero."""
    return [angle for angle in re.findall(r"rotate\((-?[\d.]+)", svg) if float(angle)]


def painted(svg: str) -> set[str]:
    return {colour.lower() for colour in re.findall(r"(?:fill|stroke): *(#[0-9a-fA-F]{6})", svg)}


def test_every_figure_is_four_files():
    files = {path.name for path in paths.FIGURES.iterdir()}
    assert NAMES and files == {f"{name}.{kind}" for name in NAMES for kind in ("png", "svg", "csv", "json")}


@pytest.mark.parametrize("name", NAMES)
class TestFigure:
    def test_its_title_is_short_and_the_other_words_are_there(self, name):
        words = about(name)
        assert 0 < len(words["title"].split()) <= TITLE_WORDS
        assert "England" in words["subtitle"] and re.search(r"20\d\d", words["subtitle"] + words["foot"])
        assert words["foot"].startswith("Source: ")
        assert len(words["alt"].split()) > len(words["title"].split())

    def test_it_was_drawn_from_the_tables_as_they_are(self, name):
        inputs = about(name)["inputs"]
        assert inputs == {path: hashlib.sha256((paths.ROOT / path).read_bytes()).hexdigest() for path in inputs}
        assert inputs

    def test_no_text_is_turned_and_no_date_is_kept(self, name):
        assert turned(drawn(name)) == [] and "<dc:date>" not in drawn(name)

    def test_nothing_is_painted_but_grades_ink_and_grey(self, name):
        assert painted(drawn(name)) <= PAINTS

    def test_picture_and_drawing_carry_title_and_words(self, name):
        title, alt = about(name)["title"], about(name)["alt"]
        with Image.open(paths.FIGURES / f"{name}.png") as picture:
            assert (picture.text["Title"], picture.text["Description"]) == (title, alt)
        assert f"<title>{title}</title>" in drawn(name)

    def test_its_numbers_stand_in_the_table_beside_it(self, name):
        table = pd.read_csv(paths.FIGURES / f"{name}.csv", dtype=str, keep_default_na=False)
        assert len(table) and (table != "").any(axis="columns").all()
        labels = set(re.findall(r"\d+", " ".join(table.columns)))
        beside = set(re.findall(r"\d+", " ".join(table.to_numpy().ravel())))
        assert set(re.findall(r"\d+", about(name)["alt"])) <= beside | labels


def test_a_turned_text_and_a_foreign_colour_are_seen():
    assert turned('<g transform="translate(3 4) rotate(-90)"/>') == ["-90"]
    assert turned('<g transform="rotate(-0)"/>') == []
    assert painted('<path style="fill: #FF00ff; stroke: #12436d"/>') - PAINTS == {"#ff00ff", "#12436d"}
