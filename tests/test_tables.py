import pandas as pd
import pytest

from gradedrift import paths, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import SCHEMAS

NAMES = list(SCHEMAS)


@pytest.mark.parametrize("name", NAMES)
def test_committed_tables_fit_their_schema_and_form(name, project):
    before = (paths.PROCESSED / f"{name}.csv").read_bytes()
    assert b"\r" not in before and before.endswith(b"\n")
    tables.write(name, tables.read(name))
    assert (paths.PROCESSED / f"{name}.csv").read_bytes() == before


@pytest.mark.parametrize(
    "name, column, value, cause",
    [
        ("grade_counts", "count", -1, "'count': '-1' fails greater_than_or_equal_to(0)"),
        ("grade_counts", "count", 11, "add up to its base"),
        ("grade_counts", "rank", 5, "'rank': '5' fails"),
        ("grade_counts", "status", "draft", "'status': 'draft' fails"),
        ("grade_counts", "count", 153, "add up to its base"),
        ("authorities", "gss_code", "X06000001", "'gss_code': 'X06000001' fails"),
        ("authorities", "authority", "Middlesbrough", "'authority': 'Middlesbrough' fails"),
        ("moves", "count", -1, "'count': '-1' fails"),
        ("named_grades", "grade", "fair", "'grade': 'fair' fails"),
        ("reconciliation", "verdict", "maybe", "'verdict': 'maybe' fails"),
        ("transition_bounds", "lower", 10, "transition_bounds.csv"),
        ("figures", "unit", "apples", "'unit': 'apples' fails"),
        ("figures", "quote", "", "'quote': '' fails"),
        ("figures", "period", "2009-6", "'period': '2009-6' fails"),
        ("releases", "record_sha256", "abc", "'record_sha256': 'abc' fails"),
        ("findings", "numerator", 153, "no more than its base"),
    ],
)
def test_a_broken_table_is_refused_and_what_is_on_disk_stays(project, name, column, value, cause):
    path = paths.PROCESSED / f"{name}.csv"
    before = path.read_bytes()
    broken = tables.read(name)
    broken.loc[0, column] = value
    with pytest.raises(SourceError) as refused:
        tables.write(name, broken)
    assert cause in str(refused.value) and str(refused.value).startswith(f"data/processed/{name}.csv:")
    assert path.read_bytes() == before


def test_rows_are_unique_by_id(project):
    figures = tables.read("figures")
    with pytest.raises(SourceError, match="figure_id.*unique"):
        tables.write("figures", pd.concat([figures, figures.head(1)]))


def test_a_column_too_many_or_too_few_is_refused(project):
    releases = tables.read("releases")
    for broken in (releases.assign(more=1), releases.drop(columns="title")):
        with pytest.raises(SourceError, match="releases.csv"):
            tables.write("releases", broken)


def test_the_line_in_a_message_is_the_line_in_the_file(project):
    path = paths.PROCESSED / "grade_counts.csv"
    lines = path.read_text().split("\n")
    lines[6] = lines[6].replace(",152,", ",x,", 1)
    path.write_text("\n".join(lines))
    with pytest.raises(SourceError, match=r"^data/processed/grade_counts.csv:7: column 'base': 'x'"):
        tables.read("grade_counts")


@pytest.mark.parametrize(
    "damage, cause",
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(b""), "is not a CSV table"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "is not a CSV table"),
        (lambda path: path.write_text('a,b\n"1,2\n'), "is not a CSV table"),
    ],
)
def test_a_file_that_is_no_table_is_refused(project, damage, cause):
    damage(paths.PROCESSED / "releases.csv")
    with pytest.raises(SourceError, match=f"^data/processed/releases.csv: {cause}"):
        tables.read("releases")


def test_in_a_staging_folder_nothing_else_is_written(project, monkeypatch):
    monkeypatch.setenv(paths.STAGE, str(project / "stage"))
    before = (paths.PROCESSED / "releases.csv").read_bytes()
    tables.write("releases", tables.read("releases").head(1))
    assert (paths.PROCESSED / "releases.csv").read_bytes() == before
    assert (project / "stage/data/processed/releases.csv").read_text().count("\n") == 2
