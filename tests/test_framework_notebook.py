"""The notebooks that compare regimes, run as a reader would who equates nothing, or writes an equivalence that there is not."""

import subprocess
import sys

import nbformat

from gradedrift import paths, regimes, tables
from gradedrift.schemas import Findings, FirstInspected, PercentageInversions, RegimeBounds
from tests.conftest import outside


def run(tmp_path, equivalence: str, notebook: str = "06-compare-the-2013-framework") -> subprocess.CompletedProcess:
    words = ["-m", "papermill", "--no-progress-bar", f"{notebook}.ipynb", str(tmp_path / "out.ipynb")]
    return subprocess.run(
        [sys.executable, *words, "-p", "equivalence", equivalence],
        cwd=paths.ROOT / "notebooks",
        env=outside(**{paths.STAGE: str(tmp_path)}, PYTHONPATH=str(paths.ROOT / "lib")),
        capture_output=True,
        text=True,
    )


def test_without_an_equivalence_nothing_compares_two_regimes(tmp_path):
    done = run(tmp_path, "none")
    assert done.returncode == 0, done.stderr
    bounds = tables.read_csv(tmp_path / "data/processed/regime_bounds.csv", RegimeBounds)
    assert set(bounds["quantity"]) == {"good_or_better_among_152", "completed_programme_good_or_better"}
    assert set(bounds["comparator"]) == {""}
    inversions = tables.read_csv(tmp_path / "data/processed/percentage_inversions.csv", PercentageInversions)
    assert inversions.equals(tables.read("percentage_inversions"))  # arithmetic: it compares nothing
    stated = (tmp_path / ".build/findings/06-compare-the-2013-framework.csv").read_text()
    assert "single-inspection" in stated
    assert "compared with" not in stated and regimes.EQUIVALENCE not in stated
    assert [path.name for path in (tmp_path / "figures").glob("*.png")] == ["single-inspections-all.png"]
    alone = (tmp_path / "figures/single-inspections-all.json").read_text()
    assert "annual assessment" not in alone
    outputs = [output for cell in nbformat.read(tmp_path / "out.ipynb", 4).cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    assert "no meaning, so not computed: rises and falls" in "".join(output.get("text", "") for output in outputs)


def test_an_equivalence_that_there_is_not_is_refused(tmp_path):
    done = run(tmp_path, "metric")
    assert done.returncode != 0 and "equivalence may be ordinal or none, not 'metric'" in done.stderr
    assert not (tmp_path / "data").exists()


def test_without_an_equivalence_only_group_sizes_bound_who_was_inspected_first(tmp_path):
    done = run(tmp_path, "none", "07-weigh-who-came-first")
    assert done.returncode == 0, done.stderr
    first = tables.read_csv(tmp_path / "data/processed/first_inspected.csv", FirstInspected)
    whole = tables.read("first_inspected")
    assert first.equals(whole[whole["assumption"] == "none"].reset_index(drop=True)) and len(first) < len(whole)
    assert tables.read_csv(tmp_path / ".build/findings/07-weigh-who-came-first.csv", Findings).empty
    assert not (tmp_path / "figures").exists()
