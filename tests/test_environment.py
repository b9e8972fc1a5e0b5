"""The environment: one lock for everyone, and one clear line for each thing that can be missing."""

import ast
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml

from gradedrift import paths
from tests.conftest import outside

SCRIPT = paths.ROOT / "scripts/create_environment.py"
LOCK = (paths.ROOT / "requirements.lock").read_text()
WANTED = re.findall(r"^([a-z][a-z0-9-]*)", (paths.ROOT / "requirements.in").read_text(), re.M)

spec = importlib.util.spec_from_file_location("create_environment", SCRIPT)
setup = importlib.util.module_from_spec(spec)
spec.loader.exec_module(setup)


def run(*arguments, **environment):
    return subprocess.run(arguments, capture_output=True, text=True, cwd=paths.ROOT, env=outside(**environment))


# --- The lock ----------------------------------------------------------------------------------


def test_every_wanted_package_is_locked_with_hashes_and_explained():
    locked = setup.locked(LOCK)
    assert set(WANTED) <= set(locked)
    assert all("--hash=sha256:" in entry for entry in locked.values())
    for line in (paths.ROOT / "requirements.in").read_text().splitlines():
        assert not line or line.startswith("#") or re.fullmatch(r"[a-z][a-z0-9-]*(\[\w+\])?(<[\d.]+)? +# .+", line)


def test_the_lock_has_one_version_of_each_package_for_every_python():
    pinned = re.findall(r"^([A-Za-z0-9._-]+)==", LOCK, re.M)
    assert len(pinned) == len(set(pinned))


@pytest.mark.parametrize(
    "damage, where",
    [
        (lambda text: "", "uv"),
        (lambda text: text[: text.index("uv==")], "uv"),
        (lambda text: text[: text.index("--hash=sha256:") + 30], next(iter(setup.locked(LOCK)))),
    ],
    ids=["empty", "cut short", "cut within a hash"],
)  # fmt: skip
def test_a_damaged_lock_is_refused_before_anything_is_removed(tmp_path, monkeypatch, capsys, damage, where):
    monkeypatch.setattr(setup, "LOCK", str(tmp_path / "requirements.lock"))
    (tmp_path / "requirements.lock").write_text(damage(LOCK))
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/kept").touch()
    assert setup.main([str(tmp_path / ".venv")]) == 2
    said = f"environment: requirements.lock is damaged at {where}: restore it with `git checkout requirements.lock`\n"
    assert capsys.readouterr().err == said and (tmp_path / ".venv/kept").exists()


def test_the_environment_is_the_lock():
    from importlib.metadata import version

    for name in WANTED:
        assert f"{name}=={version(name)} " in LOCK


def test_recompiling_the_lock_changes_nothing(tmp_path):
    for name in ("requirements.in", "requirements.lock"):
        shutil.copy(paths.ROOT / name, tmp_path)
    options = re.search(r"^LOCK_OPTIONS := (.*)$", (paths.ROOT / "Makefile").read_text(), re.M)[1]
    command = shlex.split("-m uv pip compile requirements.in --output-file requirements.lock " + options)
    done = subprocess.run([sys.executable, *command], cwd=tmp_path, capture_output=True, text=True)
    if done.returncode and setup.NETWORK.search(done.stderr) and not os.environ.get("CI"):
        pytest.skip("the package registry cannot be reached, so the lock cannot be compiled again")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "requirements.lock").read_text() == LOCK


# --- conda and Binder ---------------------------------------------------------------------------


def test_environment_yml_takes_its_packages_from_the_lock():
    dependencies = yaml.safe_load((paths.ROOT / "environment.yml").read_text())["dependencies"]
    [pip] = [entry["pip"] for entry in dependencies if isinstance(entry, dict)]
    assert pip == ["-r requirements.lock"]
    plain = [entry for entry in dependencies if isinstance(entry, str)]
    [python] = [entry for entry in plain if entry.startswith("python=")]
    assert python.removeprefix("python=") in {"3.11", "3.12", "3.13"}
    assert set(plain) - {python} == {"pip", "make"}


def test_binder_adds_the_library_as_make_does():
    script = paths.ROOT / "postBuild"
    assert os.access(script, os.X_OK)
    assert "pip install --no-deps --no-build-isolation --editable ." in script.read_text()


def test_an_active_environment_that_is_not_the_lock_is_refused(monkeypatch):
    monkeypatch.setattr("importlib.metadata.version", lambda name: "0.0")
    with pytest.raises(setup.SetupError, match=r"the active environment has pandas 0.0, the lock [\d.]+: make it with"):
        setup.check_active()


# --- What can be missing ------------------------------------------------------------------------


def test_an_old_python_is_refused():
    with pytest.raises(setup.SetupError, match="Python 3.10 is too old: the study needs 3.11 or newer"):
        setup.check_python((3, 10, 2))
    setup.check_python((3, 11, 0))
    setup.check_python((3, 13, 1))


def test_the_script_can_be_read_by_an_old_python():
    """It must say that Python is too old, not fail to parse."""
    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]


def make_venv(folder, **environment):
    """The script in a project of its own, so that nothing of ours is touched."""
    for name in ("requirements.lock", "requirements.in", "pyproject.toml"):
        shutil.copy(paths.ROOT / name, folder)
    (folder / "scripts").mkdir()
    shutil.copy(SCRIPT, folder / "scripts")
    return run(sys.executable, str(folder / "scripts" / SCRIPT.name), str(folder / ".venv"), **environment)


def one_line(done) -> str:
    assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1
    return done.stderr


def test_no_venv_module_is_one_line(tmp_path):
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden/ensurepip.py").write_text("raise ImportError('not installed')\n")
    done = make_venv(tmp_path, PYTHONPATH=str(tmp_path / "hidden"))
    assert "no venv module: install it" in one_line(done)


def test_no_network_is_one_line(tmp_path):
    nowhere = "http://127.0.0.1:9/"
    done = make_venv(
        tmp_path,
        PIP_INDEX_URL=nowhere,
        PIP_EXTRA_INDEX_URL=nowhere,
        PIP_RETRIES="0",
        PIP_CONFIG_FILE=os.devnull,
        PIP_FIND_LINKS="",
        PIP_NO_CACHE_DIR="1",
        http_proxy="",
        HTTP_PROXY="",
    )
    assert "the package registry cannot be reached: the first set-up needs a network" in one_line(done)


def test_any_other_failure_is_one_line():
    with pytest.raises(setup.SetupError, match="failed: .*No module named nonsense$"):
        setup.run(sys.executable, "-m", "nonsense")


def test_no_python_at_all_is_one_line(tmp_path):
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(paths.ROOT / name, tmp_path)
    for folder in ("scripts", "lib/gradedrift", "data/reference"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(SCRIPT, tmp_path / "scripts")
    shutil.copy(paths.REFERENCE / "releases.csv", tmp_path / "data/reference")
    done = subprocess.run(
        ["make", ".venv/complete", "PYTHON=python-not-there"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=outside(),
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "environment: python-not-there is not installed: install Python 3.11 or newer"
