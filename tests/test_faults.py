"""What stops `make all` leaves every committed file whole, names its cause, and is over once the cause is gone.

The Makefile, the library and the scripts are the real ones; to be quick, the study is three small notebooks.
`test_make.py` damages the records of the real study.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pytest

from gradedrift import paths
from tests.conftest import outside
from tests.test_make import replaced

FIRST = "from gradedrift import paths", "source = open(paths.REFERENCE / 'source.csv').read()"
THEN = "from gradedrift import paths", "source = open(paths.PROCESSED / 'first.csv').read()"
WRITE = "def write(name, text):\n    paths.replace_with(paths.output(paths.PROCESSED / name), text.encode())"
NOTEBOOKS = {
    "01-first": (*FIRST, WRITE, "write('first.csv', source * 3)", "print(source)"),
    "02-second": (*THEN, WRITE, "write('second.csv', source + 'second')", "write('more.csv', source * 2)", "print(source)"),
    "03-third": (*THEN, WRITE, "write('third.csv', source + 'third')", "print(source)"),
}  # fmt: skip
DECLARED = """
01-first.reads  := data/reference/source.csv
01-first.writes := data/processed/first.csv
02-second.reads  := data/processed/first.csv
02-second.writes := data/processed/second.csv data/processed/more.csv
03-third.reads  := data/processed/first.csv
03-third.writes := data/processed/third.csv
"""
STAMPS = " ".join(f".build/{name}" for name in NOTEBOOKS)


def write_notebook(project, name, cells):
    document = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell, id=f"c{at}") for at, cell in enumerate(cells)]
    )
    (project / f"notebooks/{name}.ipynb").write_text(nbformat.writes(document) + "\n")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The small study, made once from each of two sources, by the name of its source."""
    versions = {}
    for source in ("one\n", "two\n"):
        project = tmp_path_factory.mktemp("small")
        for folder in ("lib", "scripts"):
            shutil.copytree(paths.ROOT / folder, project / folder)
        for folder in ("data/processed", "data/reference", "data/raw", "notebooks", "figures"):
            (project / folder).mkdir(parents=True)
        makefile = re.sub(r"^\d\d-\S+\.(reads|writes) +:=.*\n", "", (paths.ROOT / "Makefile").read_text(), flags=re.M)
        (project / "Makefile").write_text(makefile.replace("\n# --- Running", DECLARED + "\n# --- Running"))
        (project / "data/reference/releases.csv").write_text("release_id\n")
        (project / "data/reference/source.csv").write_text(source)
        for name, cells in NOTEBOOKS.items():
            write_notebook(project, name, cells)
        done = make(project)
        assert done.returncode == 0, done.stderr
        versions[source] = project
    return versions


@pytest.fixture
def study(made, tmp_path):
    """A fresh clone of the small study."""
    return clone(made["one\n"], tmp_path / "clone")


def clone(project, folder):
    return shutil.copytree(project, folder, ignore=shutil.ignore_patterns(".build"))


def command(*words) -> list[str]:
    return ["make", "all", f"PY={sys.executable}", "ENVIRONMENT=", f"STAMPS={STAMPS}", *words]


def make(project, *words):
    return subprocess.run(command(*words), cwd=project, capture_output=True, text=True, env=outside(), timeout=120)


def committed(project) -> dict[str, bytes]:
    """Every file that git would see."""
    files = [path for path in project.rglob("*") if path.is_file()]
    seen = [path for path in files if not {".build", "__pycache__"} & set(path.relative_to(project).parts)]
    return {str(path.relative_to(project)): path.read_bytes() for path in seen}


def causes(done) -> list[str]:
    """What was said on standard error, but for what make adds."""
    assert done.returncode == 2, done.stderr
    return [line for line in done.stderr.splitlines() if not line.startswith(("make: ", "make[1]: "))]


def completes(project, expected) -> None:
    done = make(project)
    assert done.returncode == 0, done.stderr
    assert committed(project) == expected


# --- A notebook that does not end well ----------------------------------------------------------


@pytest.mark.parametrize(
    "cell, cause",
    [
        ("raise ValueError('out of range')", "cell 4: ValueError: out of range"),
        ("import sys; sys.exit(0)", "cell 4"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "the kernel died"),
        ("import time; time.sleep(60)", "a cell ran for more than 2 seconds and was stopped"),
    ],
)
def test_a_notebook_that_ends_badly(study, cell, cause):
    replaced(study / "lib/gradedrift/notebooks.py", "CELL_SECONDS = 300", "CELL_SECONDS = 2")
    expected = committed(study)
    write_notebook(study, "02-second", [*NOTEBOOKS["02-second"][:4], cell, *NOTEBOOKS["02-second"][4:]])
    before = committed(study)
    [said] = causes(make(study))
    assert said.startswith("notebooks/02-second.ipynb: ") and cause in said
    assert committed(study) == before
    write_notebook(study, "02-second", NOTEBOOKS["02-second"])
    completes(study, expected)


def test_a_damaged_notebook(study):
    expected = committed(study)
    path = study / "notebooks/02-second.ipynb"
    path.write_bytes(expected["notebooks/02-second.ipynb"][:200])
    before = committed(study)
    assert causes(make(study)) == ["notebooks/02-second.ipynb: is not a notebook: its JSON is damaged"]
    assert committed(study) == before
    path.write_bytes(expected["notebooks/02-second.ipynb"])
    completes(study, expected)


def test_a_damaged_table_is_made_again(study):
    expected = committed(study)
    completes(study, expected)
    for damaged in (b"", expected["data/processed/first.csv"][:5], b"\0" * 100):
        (study / "data/processed/first.csv").write_bytes(damaged)
        completes(study, expected)


def test_what_make_remembers_may_be_damaged(study):
    expected = committed(study)
    completes(study, expected)
    for path in (study / ".build").iterdir():
        if path.is_file():
            path.write_bytes(b"")
    completes(study, expected)


# --- A machine that does not do what it should ---------------------------------------------------


def test_make_killed_at_any_moment(made, study):
    """Thirty times: each file is then whole, as one source or the other gives it, and the last run completes."""
    chance = random.Random(20150120)
    versions = {source: committed(project) for source, project in made.items()}
    kinds = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT]
    killed = 0
    while killed < 30:
        source = chance.choice(list(versions))
        (study / "data/reference/source.csv").write_text(source)
        running = subprocess.Popen(
            command(),
            cwd=study,
            env=outside(),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0, 3))
        if running.poll() is None:
            os.killpg(running.pid, chance.choice(kinds))
            killed += 1
        running.wait()
        now = committed(study)
        assert set(now) == set(versions[source])
        assert all(data in [version[name] for version in versions.values()] for name, data in now.items())
    completes(study, versions[source])
    assert not (study / ".build/staging").exists() or not list((study / ".build/staging").iterdir())


def test_two_at_once(study):
    expected = committed(study)
    running = [
        subprocess.Popen(command(), cwd=study, env=outside(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0] and committed(study) == expected
    waited = [error for _, error in said if "another make is at work in this folder: waiting" in error]
    assert len(waited) == 1
    ran = [line.split()[0] for out, _ in said for line in out.splitlines() if line[:1].isdigit()]
    assert sorted(ran) == sorted(NOTEBOOKS)


def mounted(*words) -> None:
    done = subprocess.run(["mount", *words], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"this user may not mount a small disk: {done.stderr.strip()}")


@pytest.mark.parametrize("left", [0, 4, 8])
def test_a_full_disk(made, tmp_path, left):
    """With so many kilobytes left, and then with room.

    One notebook at a time, so that every run needs as much at once: 12 to 16 kilobytes.
    """
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted("-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk))
    try:
        study = clone(made["two\n"], disk / "clone")
        (study / "data/reference/source.csv").write_text("one\n")
        before, expected = committed(study), committed(made["one\n"])
        filler = disk / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * 4096)
            except OSError:
                file.truncate(max(0, file.tell() - left * 1024))
        [said] = causes(make(study, "--jobs=1"))
        assert re.search(
            r"\bnotebooks/\S+: .*\[Errno 28\] No space left on device|^\S+: No space left on device$", said
        )
        assert all(data in (before[name], expected[name]) for name, data in committed(study).items())
        filler.unlink()
        completes(study, expected)
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def test_tables_that_cannot_be_written(made, study):
    """A read-only `data/processed`: for root, which may write where permissions say no, an immutable one."""
    tables, is_root = study / "data/processed", os.geteuid() == 0
    (study / "data/reference/source.csv").write_text("two\n")
    before, expected = committed(study), committed(made["two\n"])
    forbid, allow = (["chattr", "+i"], ["chattr", "-i"]) if is_root else (["chmod", "a-w"], ["chmod", "u+w"])
    done = subprocess.run([*forbid, tables], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no folder can be made read-only for this user: {done.stderr.strip()}")
    try:
        [said] = causes(make(study))
        assert re.fullmatch(
            r"data/processed/first.csv: cannot be written: (Operation not permitted|Permission denied)", said
        )
        assert committed(study) == before
    finally:
        subprocess.run([*allow, tables], check=True)
    completes(study, expected)


# --- A clock that goes wrong ----------------------------------------------------------------------


def set_clock_of(files, hours: float) -> None:
    then = time.time() + 3600 * hours
    for path in files:
        os.utime(path, (then, then))


def test_a_clock_that_was_put_back(made, study):
    """What was made at a time that has not come yet is not taken for newer than a change made now."""
    completes(study, committed(study))
    set_clock_of([path for path in study.rglob("*") if path.is_file() and ".build" in path.parts], hours=2)
    (study / "data/reference/source.csv").write_text("two\n")
    completes(study, committed(made["two\n"]))
    assert [line for line in make(study).stdout.splitlines() if line[:1].isdigit()] == []


def test_sources_from_the_future(made, study):
    """They are read again each time until their time has come: slow, and right."""
    (study / "data/reference/source.csv").write_text("two\n")
    set_clock_of([study / "data/reference/source.csv", study / "notebooks/03-third.ipynb"], hours=2)
    for _ in range(2):
        completes(study, committed(made["two\n"]))
