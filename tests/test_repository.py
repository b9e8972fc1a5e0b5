"""What the repository itself must keep to."""

import subprocess
import sys

import pytest

from gradedrift import paths


def run(*words):
    return subprocess.run(words, cwd=paths.ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("words", [["check"], ["format", "--check"]], ids=" ".join)
def test_code_is_in_one_style(words):
    done = run(sys.executable, "-m", "ruff", *words, ".")
    assert done.returncode == 0, done.stdout


def test_git_keeps_the_library_and_the_tables():
    for path in ("lib/gradedrift/__init__.py", "data/raw/new.txt", "data/processed/new.csv", "figures/new.png"):
        assert run("git", "check-ignore", "--no-index", path).returncode == 1, path
    for path in (".venv/bin/python", ".build/documents", "lib/gradedrift/__pycache__/x.pyc"):
        assert run("git", "check-ignore", "--no-index", path).returncode == 0, path
