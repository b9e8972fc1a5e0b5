import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from gradedrift import paths, releases

RELEASE_IDS = list(releases.register()["release_id"])


@pytest.fixture(scope="session")
def originals() -> Path:
    """The folder of the original release texts, named by RELEASES; without it the test is skipped."""
    named = os.environ.get("RELEASES")
    if not named:
        pytest.skip("the original release texts are not here: RELEASES=DIR names their folder")
    folder = paths.ROOT / named
    missing = [name for name in RELEASE_IDS if not (folder / f"{name}.txt").is_file()]
    assert not missing, f"RELEASES={named} lacks {', '.join(missing)}"
    return folder


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A project folder whose data are copies, for tests that break or rewrite them."""
    for folder in ("data/raw", "data/reference", "data/processed", "figures"):
        shutil.copytree(paths.ROOT / folder, tmp_path / folder)
    root = paths.ROOT
    for name in ("ROOT", "RAW", "REFERENCE", "PROCESSED", "FIGURES", "BUILD"):
        monkeypatch.setattr(paths, name, tmp_path / getattr(paths, name).relative_to(root))
    monkeypatch.setattr(releases, "REGISTER", paths.REFERENCE / "releases.csv")
    monkeypatch.setattr(releases, "LINES", paths.REFERENCE / "record_lines.csv")
    monkeypatch.delenv(paths.STAGE, raising=False)
    return tmp_path


def outside(**added) -> dict[str, str]:
    """The environment of a user's shell: without this run's staging folder and without its make."""
    ours = (paths.STAGE, "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES")
    return {**{key: value for key, value in os.environ.items() if key not in ours}, **added}


# The same examples on every machine and every run; nothing is remembered between runs.
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("mutation", settings.get_profile("fixed"), max_examples=10)  # of many runs, each one quick
settings.load_profile("fixed")
