"""Notebook 05 run by papermill as a reader would who leaves facts out."""

import json
import subprocess
import sys

import nbformat

from gradedrift import paths, tables
from gradedrift.schemas import Facts, TransitionBounds
from tests.conftest import outside

FACTS = tables.read("facts")
LEFT_OUT = FACTS["fact_id"][FACTS["stage"].isin(["moves", "move totals"])].tolist()


def test_the_moves_are_bounded_without_the_facts_that_are_left_out(tmp_path):
    words = ["-m", "papermill", "--no-progress-bar", "05-bound-the-moves.ipynb", str(tmp_path / "out.ipynb")]
    done = subprocess.run(
        [sys.executable, *words, "-y", f"left_out: {json.dumps(LEFT_OUT)}"],
        cwd=paths.ROOT / "notebooks",
        env=outside(**{paths.STAGE: str(tmp_path)}, PYTHONPATH=str(paths.ROOT / "lib")),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    left = tables.read_csv(tmp_path / "data/processed/facts.csv", Facts)
    assert set(FACTS["fact_id"]) - set(left["fact_id"]) == set(LEFT_OUT)
    cells = tables.read_csv(tmp_path / "data/processed/transition_bounds.csv", TransitionBounds)
    assert (cells["lower"] < cells["upper"])[cells["from_period"] == "2010"].any()
    outputs = [output for cell in nbformat.read(tmp_path / "out.ipynb", 4).cells for output in cell.get("outputs", [])]
    printed = "".join(output.get("text", "") for output in outputs)
    assert "not counted: the table from 2010 to 2011 is open" in printed
