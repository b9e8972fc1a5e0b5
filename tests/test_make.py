"""`make` in a copy of the project: what stops it, and that it then leaves everything as it was."""

import re
import subprocess
import sys

import pytest

from gradedrift.reproduce import copy_project
from tests.conftest import outside


@pytest.fixture
def copy(tmp_path):
    return copy_project(tmp_path)


def make(project, *words):
    """`make` with this environment's Python and the copy's library."""
    words = ["make", *words, f"PY={sys.executable}", "ENVIRONMENT="]
    return subprocess.run(
        words, cwd=project, capture_output=True, text=True, env=outside(PYTHONPATH=str(project / "lib"))
    )


def outputs(project) -> dict:
    """Every file that `make all` writes, with its bytes."""
    folders = ("data/processed", "figures", "notebooks")
    files = [path for folder in folders for path in (project / folder).rglob("*") if path.is_file()]
    return {path.relative_to(project): path.read_bytes() for path in [*files, project / "README.md"]}


def replaced(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


DAMAGE = {
    "a changed digit": (
        lambda raw: replaced(raw / "ofsted-2009-ratings.txt", "- 3 93 61%", "- 3 94 61%"),
        "data/raw/ofsted-2009-ratings.txt:29: this line differs from the registered record",
    ),
    "a deleted table row": (
        lambda raw: replaced(raw / "ofsted-2009-ratings.txt", "Performs well - 3 93 61%\n", ""),
        "data/raw/ofsted-2009-ratings.txt:29: the registered record has 1 more line here",
    ),
    "an unknown grade word": (
        lambda raw: replaced(raw / "news-2011-assessments.txt", "15 performed poorly", "15 performed badly"),
        "data/raw/news-2011-assessments.txt:9: this line differs from the registered record",
    ),
    "a missing file": (
        lambda raw: (raw / "news-2015-single-inspection.txt").unlink(),
        "data/raw/news-2015-single-inspection.txt: the record is missing",
    ),
}
# The same damage in a record that was sealed with it: now the extractor must see it.
SEALED = {
    "a changed digit": (
        "ofsted-2009-ratings",
        "data/raw/ofsted-2009-ratings.txt:32: 'Total' is 152 but the grades of column 'Number' add up to 153",
    ),
    "a deleted table row": (
        "ofsted-2009-ratings",
        'data/raw/ofsted-2009-ratings.txt:27: "Children\'s services rating 2009" has 0 rows for the grade of rank 3, not one',
    ),
    "an unknown grade word": (
        "news-2011-assessments",
        "data/raw/news-2011-assessments.txt:9: 'performing adequately and 15 performed badly. On' is not understood",
    ),
}


def refused(project, message):
    before = outputs(project)
    done = make(project, "all")
    assert done.returncode == 2 and done.stdout == ""
    lines = [line for line in done.stderr.splitlines() if not line.startswith(("make: ", "make[1]: "))]
    assert len(lines) == 1 and lines[0].startswith("notebooks/01-extract-figures.ipynb: cell ") and message in lines[0]
    assert outputs(project) == before


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_stops_make_all_with_one_line(copy, what):
    damage, message = DAMAGE[what]
    damage(copy / "data/raw")
    refused(copy, message)


@pytest.mark.parametrize("what", SEALED)
def test_damage_that_was_sealed_stops_make_all_too(copy, what):
    DAMAGE[what][0](copy / "data/raw")
    release_id, message = SEALED[what]
    words = [sys.executable, "-m", "gradedrift", "seal", release_id]
    subprocess.run(words, cwd=copy, env=outside(PYTHONPATH=str(copy / "lib")), check=True)
    refused(copy, message)


READERS = {
    "notebooks/03-reconcile-releases.ipynb": {"03-reconcile-releases"},
    "lib/gradedrift/extract/rows.py": {"01-extract-figures", "explore"},
    "lib/gradedrift/scales.py": {"02-clean-grades"},
    "lib/gradedrift/percentages.py": {
        "03-reconcile-releases",
        "06-compare-the-2013-framework",
        "07-weigh-who-came-first",
        "08-try-one-scenario",
        "09-challenge-the-findings",
        "scenarios",
    },
    "lib/gradedrift/documents.py": {"documents"},
    "data/raw/ofsted-2009-ratings.txt": {"01-extract-figures", "explore"},
    "data/reference/grade_scales.csv": {"02-clean-grades"},
    "data/processed/named_grades.csv": {
        "03-reconcile-releases",
        "05-bound-the-moves",
        "07-weigh-who-came-first",
        "explore",
    },
}


def ran(done) -> list[str]:
    """The notebooks that a `make` which went well says it ran, by name: two at once may end in either order."""
    assert done.returncode == 0, done.stderr
    return sorted(re.findall(r"^(\d\d-[a-z0-9-]+|explore) +[\d.]+ s$", done.stdout, re.MULTILINE))


def test_everything_is_made_again_the_same_and_then_only_what_depends_on_a_change(copy):
    before = outputs(copy)
    assert ran(make(copy, "all")) == [path.stem for path in sorted((copy / "notebooks").glob("*.ipynb"))]
    assert outputs(copy) == before
    assert make(copy, "all").stdout == "make[1]: Nothing to be done for 'study'.\n"
    # Each run said what it read.
    rules = [path.read_text().splitlines()[0].split() for path in (copy / ".build").glob("*.d")]
    for source, readers in READERS.items():
        assert {target[len(".build/") : -1] for target, *sources in rules if source in sources} == readers
    # What is newer than a run that read it is read again, by what read it and no other.
    for touched in ("lib/gradedrift/scales.py", "notebooks/02-clean-grades.ipynb"):
        (copy / touched).touch()
        assert ran(make(copy, "all")) == ["02-clean-grades"] and outputs(copy) == before
    # A module that is gone makes old what read it, and is for the notebook to report.
    gone = copy / "lib/gradedrift/scales.py"
    kept = gone.read_text()
    gone.unlink()
    done = make(copy, "all")
    assert done.returncode == 2 and "notebooks/02-clean-grades.ipynb: cell 1: ImportError: cannot import" in done.stderr
    gone.write_text(kept)
    assert ran(make(copy, "all")) == ["02-clean-grades"] and outputs(copy) == before
    # An output that is lost or changed by hand is made again, by the notebook that writes it and no other;
    # so is one of which it is not known what it was made from.
    table, rule = copy / "data/processed/reconciliation.csv", copy / ".build/03-reconcile-releases.d"
    for damage in (table.unlink, lambda: table.write_text("changed\n"), rule.unlink):
        damage()
        assert ran(make(copy, "all")) == ["03-reconcile-releases"] and outputs(copy) == before


def test_the_user_may_say_how_many_notebooks_run_at_once(copy):
    assert "make --jobs=" in make(copy, "--dry-run", "all").stdout
    for words in (["-j1"], ["--jobs=3"], ["-kj1"]):
        done = make(copy, "--dry-run", *words, "all")
        assert "--jobs=" not in done.stdout and done.stderr == "" and " study" in done.stdout


def test_bare_make_lists_every_target(copy):
    listed = [line.split()[1] for line in make(copy).stdout.splitlines()]
    assert {"all", "test", "lab", "verify", "bench", "lock", "clean", "site", "test-browser"} <= set(listed)


def test_verify_without_a_folder_says_what_it_needs(copy):
    done = make(copy, "verify", "RELEASES=")
    assert done.returncode == 2 and done.stderr.startswith("verify: name the folder of the originals")
