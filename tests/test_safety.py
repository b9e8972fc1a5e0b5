"""No data becomes code, and nothing that a release says is computed, run or fetched.

That a notebook reaches no network is tested in `test_notebooks.py`, that the dependencies are pinned by
hash, each with its reason, in `test_environment.py`.
"""

import ast
import csv
import io

import nbformat
import pandas as pd
import pytest

from gradedrift import __main__ as cli
from gradedrift import facts, paths, tables
from gradedrift.errors import SourceError

CODE = {
    str(path.relative_to(paths.ROOT)): path.read_text(encoding="utf-8")
    for folder in ("lib", "scripts")
    for path in sorted((paths.ROOT / folder).rglob("*.py"))
}
for path in sorted((paths.ROOT / "notebooks").glob("*.ipynb")):
    cells = nbformat.read(path, as_version=4).cells
    CODE[f"notebooks/{path.name}"] = "\n".join(cell.source for cell in cells if cell.cell_type == "code")

FORBIDDEN_CALLS = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "system",
    "popen",
    "literal_eval",
    "read_pickle",
    "to_pickle",
}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "socket", "urllib", "http", "requests", "httpx", "ftplib"}  # fmt: skip
# Where one of them is needed, and why it is safe.
ALLOWED = {
    # A fact's coefficients are read by pandas, after `facts.coefficients` has refused all but ranks and numbers.
    ("lib/gradedrift/facts.py", "eval"),
    # What a pattern matches is no code.
    *((name, "compile") for name, text in CODE.items() if "re.compile" in text),
}


def findings(text: str):
    """The calls and imports in a text of Python that could run data as code or reach out, by name."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in FORBIDDEN_CALLS:
                yield name
            if any(word.arg == "shell" for word in node.keywords):
                yield "shell"
        elif isinstance(node, ast.Import):
            yield from (
                alias.name.split(".")[0] for alias in node.names if alias.name.split(".")[0] in FORBIDDEN_MODULES
            )
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in FORBIDDEN_MODULES:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("name", CODE)
def test_no_code_comes_from_data(name):
    assert [found for found in findings(CODE[name]) if (name, found) not in ALLOWED] == []


@pytest.mark.parametrize(
    "text, found",
    [
        ("eval(cell)", "eval"),
        ("frame.eval(cell)", "eval"),
        ("import pickle", "pickle"),
        ("from urllib.request import urlopen", "urllib"),
        ("subprocess.run(name, shell=True)", "shell"),
        ("os.system(name)", "system"),
        ("pandas.read_pickle(name)", "read_pickle"),
    ],
)
def test_code_from_data_would_be_seen(text, found):
    assert list(findings(text)) == [found]


@pytest.mark.parametrize("name", [name for name in CODE if name.startswith("lib")])
def test_a_query_is_written_here_and_not_in_data(name):
    """The text of a query is a constant of the module, or put together from such."""
    for node in ast.walk(ast.parse(CODE[name])):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "query":
            words = node.args[0].values if isinstance(node.args[0], ast.JoinedStr) else node.args[:1]
            names = [word.value if isinstance(word, ast.FormattedValue) else word for word in words]
            assert all(isinstance(word, (ast.Constant, ast.Name)) for word in names)


@pytest.mark.parametrize(
    "expression",
    ["@pd.io.common.os.system('true')", "rank_2009.__class__", "__import__('os')", "rank_2009 == 4; 1", "rank_2012 == 4", ""],
)  # fmt: skip
def test_a_fact_that_is_no_expression_over_ranks_is_refused(expression):
    with pytest.raises(ValueError, match="not an expression over the ranks of 2009, 2010, 2011"):
        facts.coefficients(expression)


# --- Spreadsheets --------------------------------------------------------------------------------

TABLES = sorted([*(paths.ROOT / "data").rglob("*.csv"), *(paths.ROOT / "figures").glob("*.csv")])


def is_number(cell: str) -> bool:
    try:
        return bool(float(cell)) or True
    except ValueError:
        return False


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_no_cell_of_the_study_is_a_formula(path):
    cells = [cell for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))) for cell in row]
    assert [cell for cell in cells if tables.is_formula(cell) and not is_number(cell)] == []


@pytest.mark.parametrize("cell", ["=HYPERLINK(A1)", "+1+1", "-1+1", "@A1", "\t=1", "\r=1"])
def test_a_table_with_a_formula_is_not_written(project, cell):
    path = paths.PROCESSED / "releases.csv"
    before = path.read_bytes()
    table = tables.read("releases")
    table.loc[1, "title"] = cell
    with pytest.raises(SourceError, match="^data/processed/releases.csv:3: column 'title': a spreadsheet would take"):
        tables.write("releases", table)
    assert path.read_bytes() == before


def test_what_is_extracted_from_any_text_is_inert_and_numbers_stay_numbers():
    table = pd.DataFrame({"quote": ["=1+1", "25 authorities", "-"], "value": [-2.5, 25.0, 1.0]})
    assert cli._as_csv(table) == "quote,value\n'=1+1,-2.5\n25 authorities,25\n-,1\n"
