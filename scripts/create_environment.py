"""Make the environment that the study runs in, from requirements.lock.

    python3 scripts/create_environment.py .venv      a new virtual environment
    python3 scripts/create_environment.py --active   check the active one, add the library

Runs before anything is installed: standard library only, and syntax that an old
Python can still read, so that it can say that it is too old. Each failure is one
line on standard error that says what to do; the exit status is then 2.
"""

from __future__ import print_function

import os
import re
import subprocess
import sys
import tempfile

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCK = os.path.join(ROOT, "requirements.lock")
NETWORK = re.compile(
    r"dns error|name resolution|failed to establish a new connection|network is unreachable"
    r"|connection refused|error sending request|timed out|no route to host|newconnectionerror"
    r"|could not connect|failed to fetch|from versions: none",
    re.IGNORECASE,
)


class SetupError(Exception):
    """What is wrong and what to do, in one line."""


def check_python(version=sys.version_info):
    """Refuse a Python older than the lock is for."""
    if tuple(version[:2]) < OLDEST:
        raise SetupError(
            "Python %d.%d is too old: the study needs 3.11 or newer; install one and name it, as in"
            " `make PYTHON=python3.12 all`" % tuple(version[:2])
        )


def check_venv():
    """Refuse a Python that cannot make virtual environments."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise SetupError(
            "this Python has no venv module: install it (Debian and Ubuntu: `apt install"
            " python3-venv`), or use an active environment with `make ENV=conda all`"
        )


def run(*command):
    """Run a command in silence; its failure becomes one line."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode == 0:
        return
    output = done.stdout.decode("utf-8", "replace")
    if NETWORK.search(output):
        raise SetupError(
            "the package registry cannot be reached: the first set-up needs a network; connect and run make again"
        )
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no output"]
    raise SetupError("`%s` failed: %s" % (" ".join(command[:4]), " / ".join(lines[-3:])))


def locked(text):
    """{package: its entry in the lock, version and hashes} for every pinned package."""
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return {entry.split("==")[0]: entry for entry in entries if "==" in entry}


def check_lock(entries):
    """Refuse a lock that was cut short or edited before anything is removed or installed."""
    damaged = [name for name, entry in entries.items() if not re.search(r"--hash=sha256:[0-9a-f]{64}\s", entry)]
    if damaged or "uv" not in entries:
        raise SetupError(
            "requirements.lock is damaged at %s: restore it with `git checkout requirements.lock`"
            % (damaged + ["uv"])[0]
        )


def create(folder):
    """A virtual environment at `folder` with every package of the lock and the library."""
    check_venv()
    with open(LOCK, encoding="utf-8") as lock:
        entries = locked(lock.read())
    check_lock(entries)
    python = os.path.join(folder, "bin", "python")
    run(sys.executable, "-m", "venv", "--clear", folder)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as installer:
        installer.write(entries["uv"])
        installer.flush()
        run(python, "-m", "pip", "install", "--require-hashes", "--no-deps", "--requirement", installer.name)
    uv = [os.path.join(folder, "bin", "uv"), "pip", "install", "--python", python]
    # Compiled once here: every notebook and test starts a new Python that would compile it again.
    run(*uv + ["--compile-bytecode", "--require-hashes", "--requirement", LOCK])
    run(*uv + ["--no-deps", "--no-build-isolation", "--editable", ROOT])
    list_fonts(python, folder)


def list_fonts(python, folder):
    """Let matplotlib list the fonts: the first notebook to draw would wait for it, and say so in its outputs."""
    os.environ["MPLCONFIGDIR"] = os.path.join(folder, "share", "matplotlib")
    run(python, "-c", "import matplotlib.font_manager")


def check_active():
    """Add the library to the active environment once it holds what the study imports."""
    from importlib.metadata import PackageNotFoundError, version

    with open(LOCK, encoding="utf-8") as lock, open(os.path.join(ROOT, "requirements.in"), encoding="utf-8") as wanted:
        entries = locked(lock.read())
        names = re.findall(r"^[a-z][a-z0-9-]*", wanted.read(), flags=re.MULTILINE)
    for name in names:
        pinned = re.match(r"[^=]+==([^ ;\\\n]+)", entries[name]).group(1)
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "none"
        if found != pinned:
            raise SetupError(
                "the active environment has %s %s, the lock %s: make it with `conda env create -f"
                " environment.yml` and activate it, or leave out ENV" % (name, found, pinned)
            )
    run(sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    list_fonts(sys.executable, sys.prefix)


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        check_python()
        check_active() if arguments[0] == "--active" else create(arguments[0])
    except (SetupError, OSError) as problem:
        print("environment: %s" % problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
