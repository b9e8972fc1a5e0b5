"""What others need to cite the study, use its tables, run it elsewhere and work on it."""

import importlib.metadata
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import check_jsonschema
import pytest
import yaml
from click.testing import CliRunner

from gradedrift import package, paths, tables
from gradedrift.__main__ import parser

ROOT = paths.ROOT
README = (ROOT / "README.md").read_text(encoding="utf-8")
WORKFLOW = ROOT / ".github/workflows/study.yml"
PYTHONS = ["3.11", "3.12", "3.13"]


def run(*words, cwd=ROOT, **environment):
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment})


def check_schema(schema: str, path) -> tuple[int, str]:
    """The status and output of check-jsonschema for a file and a schema that it carries; nothing is fetched."""
    done = CliRunner().invoke(check_jsonschema.main, ["--builtin-schema", schema, str(path)])
    return done.exit_code, done.output


def zizmor(path) -> tuple[int, str]:
    """The status of an audit of a workflow, 0 if nothing was found, and the findings."""
    done = run(str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-progress", str(path))
    return done.returncode, done.stdout


# --- Citation and licences ---------------------------------------------------------------------

CITATION = yaml.safe_load(package.CITATION.read_text(encoding="utf-8"))
# cffconvert checks the same schema, but needs a jsonschema older than the notebooks' packages do.
CFF = "vendor.citation-file-format"


def test_the_citation_file_is_valid():
    assert check_schema(CFF, package.CITATION) == (0, "ok -- validation done\n")


@pytest.mark.parametrize(
    "changed",
    [{"authors": []}, {"cff-version": "9"}, {"type": "book"}, {"license": "my own"}, {"version": None}, {"title": ""}],
    ids=str,
)
def test_a_broken_citation_file_is_found(tmp_path, changed):
    path = tmp_path / "CITATION.cff"
    path.write_text(yaml.safe_dump({**CITATION, **changed}))
    status, said = check_schema(CFF, path)
    assert status == 1 and next(iter(changed)) in said.partition("CITATION.cff::")[2]


def test_every_version_is_the_same():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    latest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[1]
    described = json.loads(package.DESCRIPTOR.read_text(encoding="utf-8"))["version"]
    assert {CITATION["version"], project["version"], latest} == {described}


def test_the_licences_are_the_same_everywhere():
    assert CITATION["license"] == ["MIT", package.CC_BY["name"]]
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")
    licence = (ROOT / "data/LICENSE.md").read_text(encoding="utf-8")
    assert f"[{package.CC_BY['title']}]({package.CC_BY['path']})" in licence
    # The required words, in one line, with the link.
    statement = package.ATTRIBUTION.replace(package.OGL["title"], f"[{package.OGL['title']}]({package.OGL['path']})")
    for page in (licence, README):
        assert f"\n{statement}\n" in page


def test_the_licence_names_every_record_with_its_kind():
    of_ofsted, articles = (ROOT / "data/LICENSE.md").read_text(encoding="utf-8").split("## Third-party articles")
    for row in tables.read("releases").itertuples():
        is_open = row.licence == package.OGL["title"]
        named = f"`{row.release_id}`" in of_ofsted, f"`{row.release_id}`" in articles
        assert named == (is_open, not is_open), f"name {row.release_id} in its part of data/LICENSE.md, and only there"


def test_the_example_of_the_readme_joins_every_grade_to_an_authority():
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done: dict = {}
    before = os.getcwd()
    os.chdir(ROOT)
    try:
        exec(code, done)
    finally:
        os.chdir(before)
    joined = done["joined"]
    assert len(joined) == len(tables.read("named_grades")) > 0
    assert joined["dfe_code"].str.fullmatch(r"\d{3}").all() and joined["region"].notna().all()


# --- Links -------------------------------------------------------------------------------------

PAGES = sorted(
    path for path in ROOT.rglob("*.md") if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", page, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path, text: str) -> list[str]:
    """The links of a page that lead to no file of the repository, or to no heading of it."""
    broken = []
    for target in re.findall(r"\]\((?!https?://|mailto:)([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        to = (path.parent / file) if file else path
        if not (to.exists() or to == path) or (
            anchor and anchor not in anchors(to.read_text(encoding="utf-8") if file else text)
        ):
            broken.append(target)
    return broken


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(path):
    assert broken_links(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.xfail(not (ROOT / "notebooks/explore.ipynb").exists(), reason="notebooks/explore.ipynb is not written yet")
def test_links_in_notebooks_lead_somewhere():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        assert broken_links(path, text) == [], path.name


def test_a_link_to_nowhere_is_found():
    text = "# Here\n[a](README.md) [b](none.md) [c](#here) [d](#there) [e](docs/README.md#documents) [f](docs/README.md#none)"
    assert broken_links(ROOT / "page.md", text) == ["none.md", "#there", "docs/README.md#none"]


# --- Documents ---------------------------------------------------------------------------------

DOCS = ROOT / "docs"


def test_every_document_is_in_the_index_and_the_index_in_the_readme():
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in DOCS.glob("*.md")} - {"README.md"} <= set(re.findall(r"\]\(([\w-]+\.md)\)", index))
    assert "(docs/README.md)" in README


def test_every_line_of_the_pipeline_levels_is_met_with_evidence_or_says_why_not():
    page = (DOCS / "reproducible-pipeline.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| (?!What is asked|---)(.+) \| (.+) \| (.+) \|$", page, re.MULTILINE)
    assert len(lines) == page.count("\n|") - 2 * page.count("| What is asked ")
    for asked, met, evidence in lines:
        assert met in ("yes", "in part") and len(evidence) > 20, asked
    assert re.findall(r"^## (\w+)$", page, re.MULTILINE) == ["Baseline", "Silver", "Gold"]


def test_what_the_gold_level_says_is_so():
    triggers = yaml.safe_load(WORKFLOW.read_text())[True]  # YAML reads the key `on` as a truth value
    assert {"push", "pull_request"} <= set(triggers)
    assert importlib.metadata.version("gradedrift") == CITATION["version"]
    assert run(sys.executable, "-c", "import gradedrift", cwd="/").returncode == 0


def test_the_documents_hold_no_numbers_of_the_study():
    """A number in them could only be typed in by hand; those of the log of assumptions are generated."""
    for path in DOCS.glob("*.md"):
        if path.name != "assumptions.md":
            prose = re.sub(
                r"```.*?```|\]\([^)]*\)|`[^`]*`|^## \d\.", "", path.read_text(encoding="utf-8"), flags=re.S | re.M
            )
            assert not re.findall(r"\d+(?:\.\d+)? of \d+|\d+%|\b\d{2,}\b", prose), path.name


def test_the_recipe_for_a_release_names_commands_and_files_that_are_there():
    page = (DOCS / "add-a-release.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text()
    for target in set(re.findall(r"make ([a-z-]+)", page)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for path in re.findall(r"`((?:data|tests)/[\w/.-]+)`", page):
        assert (ROOT / path).exists(), path
    [example] = re.findall(r"^make new-release FILE=(\S+) OPTIONS='(.*)'$", page, re.MULTILINE)
    assert parser().parse_args(["new-release", example[0], *shlex.split(example[1])]).publisher == "Ofsted"


# --- Environments elsewhere --------------------------------------------------------------------


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_the_workflow_is_valid(schema):
    assert check_schema(schema, WORKFLOW) == (0, "ok -- validation done\n")


def test_the_workflow_is_safe():
    status, said = zizmor(WORKFLOW)
    assert status == 0 and "No findings to report" in said


@pytest.mark.parametrize(
    "old, new", [("runs-on:", "runs-at:"), ("run: make test", "run: [make, test]"), ("jobs:", "job:")]
)
def test_a_broken_workflow_is_found(tmp_path, old, new):
    text = WORKFLOW.read_text()
    assert old in text
    (tmp_path / "study.yml").write_text(text.replace(old, new))
    status, said = check_schema("vendor.github-workflows", tmp_path / "study.yml")
    assert status == 1 and "Schema validation errors" in said


def test_an_unsafe_workflow_is_found(tmp_path):
    unsafe = WORKFLOW.read_text().replace("run: make all", "run: echo ${{ github.head_ref }}")
    (tmp_path / "study.yml").write_text(unsafe)
    status, said = zizmor(tmp_path / "study.yml")
    assert status != 0 and "template-injection" in said


def test_the_workflow_runs_the_two_commands_of_the_readme_on_every_python():
    job = yaml.safe_load(WORKFLOW.read_text())["jobs"]["study"]
    assert job["strategy"]["matrix"]["python"] == PYTHONS
    commands = re.findall(r"^(make \w+) ", re.search(r"```sh\n(.*?)```", README, re.DOTALL)[1], re.MULTILINE)
    runs = {step["run"] for step in job["steps"] if "run" in step}
    assert {"make all", "make test"} <= runs & set(commands)


def test_the_lock_is_for_every_python_of_the_workflow():
    options = re.search(r"^LOCK_OPTIONS := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1]
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert "--universal" in options and f"--python-version {PYTHONS[0]}" in options and oldest == f">={PYTHONS[0]}"


def test_the_dev_container_has_such_a_python_and_sets_up_as_make_does():
    about = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    assert about["image"].rpartition(":")[2] in PYTHONS
    assert about["postCreateCommand"] == "make .venv/complete"
    assert about["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"] == ".venv/bin/python"


# --- Working on it -----------------------------------------------------------------------------


def test_the_hooks_fetch_nothing_and_are_the_environments_own():
    [repository] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert hook["language"] == "system" and hook["entry"].startswith(".venv/bin/")


@pytest.mark.skipif(
    not (ROOT / ".venv/bin/ruff").exists(), reason="the hooks are for the environment that make sets up"
)
@pytest.mark.parametrize("hook", ["ruff-check", "ruff-format"])
def test_the_quick_hooks_pass(tmp_path, hook):
    files = ["lib/gradedrift/paths.py", "notebooks/04-measure-drift-2009-2011.ipynb"]
    words = [sys.executable, "-m", "pre_commit", "run", hook, "--files", *files]
    done = run(*words, PRE_COMMIT_HOME=str(tmp_path))
    assert done.returncode == 0 and "Passed" in done.stdout, done.stdout


def test_notebooks_are_compared_cell_by_cell():
    shown = run("git", "check-attr", "diff", "merge", "--", "notebooks/01-extract-figures.ipynb").stdout
    assert shown.count(": jupyternotebook\n") == 2


def test_jupyterlab_has_nbdime():
    """The package puts its extensions where the server and the page look for them."""
    jupyter = Path(sys.prefix)
    server = json.loads((jupyter / "etc/jupyter/jupyter_server_config.d/nbdime.json").read_text())
    assert server["ServerApp"]["jpserver_extensions"] == {"nbdime": True}
    assert (jupyter / "share/jupyter/labextensions/nbdime-jupyterlab/package.json").is_file()
