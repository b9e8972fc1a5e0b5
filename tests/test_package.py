"""The data package: what it says is what the schemas say, and a validator that is not ours agrees."""

import json

import pytest
from frictionless import Package, system

from gradedrift import package, paths, provenance, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import SCHEMAS

DESCRIPTOR = json.loads(package.DESCRIPTOR.read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}


def validated(folder) -> list[str]:
    """What frictionless finds wrong with the package in a folder: type of error, table and field."""
    with system.use_context(trusted=False):
        report = Package(str(folder / "datapackage.json")).validate()
    return [
        f"{error[0]}: {error[1]}: {error[2]}"
        for task in report.tasks
        for error in [(error.type, task.name, getattr(error, "field_name", "")) for error in task.errors]
    ] + [error.type for error in report.errors]


def fields(name: str) -> dict[str, dict]:
    return {field["name"]: field for field in RESOURCES[name]["schema"]["fields"]}


def test_frictionless_validates_the_package():
    assert validated(paths.PROCESSED) == []


def test_the_package_is_not_stale():
    assert package.descriptor(tables.read("provenance")) == DESCRIPTOR


def test_every_table_is_a_resource():
    assert [f"{name}.csv" for name in SCHEMAS] == [resource["path"] for resource in DESCRIPTOR["resources"]]
    assert {path.name for path in paths.PROCESSED.glob("*.csv")} == {f"{name}.csv" for name in SCHEMAS}


DAMAGE = {
    "a number that is none": ("moves.csv", ",18,", ",many,", "type-error: moves: count"),
    "an unknown unit": (
        "grade_counts.csv",
        ",authorities,final,",
        ",people,final,",
        "constraint-error: grade_counts: unit",
    ),
    "an empty cell": ("named_grades.csv", ",E09000007,", ",,", "constraint-error: named_grades: gss_code"),
    "a release that is not there": ("moves.csv", ",ofsted-2011-statistics,", ",some-release,", "foreign-key: moves: "),
    "a grade that its regime lacks": (
        "named_grades.csv",
        ",performs poorly,1,",
        ",performs poorly,2,",
        "foreign-key: named_grades: ",
    ),
    "a code twice": ("authorities.csv", "E06000002,", "E06000001,", "unique-error: authorities: gss_code"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_frictionless_sees_a_broken_table(project, what):
    """The constraints are there: with the sums of the files left out, each kind of damage is seen."""
    file, old, new, error = DAMAGE[what]
    path = paths.PROCESSED / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    described = {**DESCRIPTOR, "resources": [dict(resource) for resource in DESCRIPTOR["resources"]]}
    for resource in described["resources"]:
        del resource["hash"], resource["bytes"]
    (paths.PROCESSED / "datapackage.json").write_text(json.dumps(described))
    assert error in validated(paths.PROCESSED)


def test_frictionless_sees_a_changed_file(project):
    path = paths.PROCESSED / "moves.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",18,", ",19,"), encoding="utf-8")
    assert "hash-count: moves: " in validated(paths.PROCESSED)


def test_every_check_of_a_column_is_a_constraint():
    """A kind of check that the package does not know would be left out in silence."""
    known = {"greater_than_or_equal_to", "less_than_or_equal_to", "str_matches", "str_contains", "str_length", "isin"}
    for model in SCHEMAS.values():
        for column in model.to_schema().columns.values():
            assert {check.name for check in column.checks} <= known


def test_constraints_are_those_of_the_schema():
    assert fields("figures")["quote"]["constraints"] == {"required": True, "minLength": 1, "maxLength": 120}
    assert fields("figures")["authority"]["constraints"] == {"required": False}
    assert fields("figures")["value"] | {"description": ""} == {
        "name": "value",
        "type": "number",
        "description": "",
        "unit": "as in the column `unit`",
        "constraints": {"required": False},
    }
    assert fields("symmetry_tests")["p_value"]["constraints"] == {"required": True, "minimum": 0, "maximum": 1}
    assert "" not in fields("figures")["qualifier"]["constraints"]["enum"]


def test_every_number_has_a_unit_and_no_text_has():
    for name in SCHEMAS:
        for column, field in fields(name).items():
            assert ("unit" in field) == (field["type"] != "string"), (name, column)


def test_keys_name_one_row_each():
    for name in SCHEMAS:
        key = RESOURCES[name]["schema"]["primaryKey"]
        assert key and not tables.read(name).duplicated(key).any()


def test_tables_join_by_codes_of_the_statistics_office_and_the_department():
    named = RESOURCES["named_grades"]["schema"]["foreignKeys"]
    to_authorities = {"fields": "gss_code", "reference": {"resource": "authorities", "fields": "gss_code"}}
    assert to_authorities in named and to_authorities in RESOURCES["authority_trajectories"]["schema"]["foreignKeys"]
    assert tables.read("authorities")["dfe_code"].is_unique
    assert set(fields("authorities")) >= {"gss_code", "dfe_code"}


def test_lists_of_keys_say_what_they_refer_to():
    assert fields("grade_counts")["figure_ids"]["separator"] == "|"
    assert fields("grade_counts")["figure_ids"]["references"] == {"resource": "figures", "fields": "figure_id"}


@pytest.mark.parametrize(
    "name, column, broken",
    [
        ("grade_counts", "figure_ids", "ofsted-2009-ratings:28:26|ofsted-2009-ratings:999:1"),
        ("findings", "sources", "fact.csv"),
        ("findings", "without", "no-finding"),
        ("bounds_assuming", "assumption", "no-assumption"),
        ("authority_trajectories", "gss_code", "E09999999"),
    ],
)
def test_a_reference_to_nothing_is_refused_with_its_line(name, column, broken):
    read = {table: tables.read(table) for table in SCHEMAS}
    package.check_references(read)
    read[name].loc[3, column] = broken
    with pytest.raises(SourceError, match=rf"^data/processed/{name}.csv:5: column '{column}': \w+.csv has no"):
        package.check_references(read)


def test_licences_and_sources_are_named():
    assert [licence["name"] for licence in DESCRIPTOR["licenses"]] == ["CC-BY-4.0", "OGL-UK-3.0"]
    assert package.ATTRIBUTION in DESCRIPTOR["description"]
    assert len(DESCRIPTOR["sources"]) == len(tables.read("releases"))
    assert all(resource["sources"] for name, resource in RESOURCES.items() if name != "provenance")


# --- Provenance --------------------------------------------------------------------------------

MADE = tables.read("provenance").set_index("output")


def test_provenance_is_not_stale():
    assert provenance.provenance().equals(tables.read("provenance"))


def test_every_table_and_figure_has_its_provenance():
    outputs = {paths.relative(path) for path in [*paths.PROCESSED.glob("*.csv"), *paths.FIGURES.glob("*.png")]}
    assert set(MADE.index) == outputs - {"data/processed/provenance.csv"}


def test_provenance_names_files_that_are_there():
    for row in MADE.itertuples():
        for path in [*row.code.split("|"), *row.reads.split("|")]:
            assert (paths.ROOT / path).exists(), (row.Index, path)
        for name in row.notebooks.split("|"):
            assert (paths.ROOT / f"notebooks/{name}.ipynb").is_file()


def test_a_table_is_of_the_releases_that_its_rows_name():
    assert MADE.loc["data/processed/moves.csv", "release_ids"] == "|".join(tables.read("moves")["release_id"].unique())
    of_all = "|".join(tables.read("releases")["release_id"])
    assert MADE.loc["data/processed/figures.csv", "release_ids"] == of_all
    assert MADE.loc["data/processed/findings.csv", "release_ids"] == of_all
