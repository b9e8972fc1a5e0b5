import re

import pytest

from gradedrift import documents, headlines, paths, tables
from gradedrift.errors import SourceError
from gradedrift.openings import Opening, openings
from gradedrift.schemas import SCHEMAS

README = documents.README.read_text(encoding="utf-8")


def block(name: str) -> str:
    return re.search(rf"<!-- begin {name} -->\n(.*?)<!-- end {name} -->", README, re.DOTALL)[1]


def blocks(findings, chosen=None) -> dict[str, str]:
    return documents.blocks(findings, headlines.register() if chosen is None else chosen, openings())


def test_the_readme_is_not_stale():
    assert documents.with_blocks(README, blocks(tables.read("findings"))) == README


def test_a_changed_finding_makes_the_readme_stale():
    findings = tables.read("findings")
    findings.loc[findings["finding_id"] == "excellent-2009", "numerator"] += 1
    stale = {name for name, text in blocks(findings).items() if text.strip() != block(name).strip()}
    assert stale == {"answer", "results"}


def test_a_headline_less_makes_the_results_stale():
    changed = blocks(tables.read("findings"), headlines.register().iloc[1:])
    assert {name for name, text in changed.items() if text.strip() != block(name).strip()} == {"results"}


def test_readme_and_notebook_give_one_answer():
    assert openings()[0].answer == documents.answer(tables.read("findings"))


def test_the_first_screen_has_question_answer_and_figure():
    first = README.partition("\n## ")[0]
    assert "?" in first.split("\n\n")[1] and "end answer" in first and "end figure" in first
    assert len(block("answer").splitlines()) <= 8 and len(first.splitlines()) <= 24


def test_the_map_shows_what_notebooks_pass_on():
    def opened(name, reads=(), writes=(), has_findings=False):
        return Opening(name, "Why?", "So.", reads, writes, "", has_findings)

    first = opened("01-a", ("data/raw/*.txt",), ("data/processed/x.csv", "data/processed/y.csv"), True)
    last = opened("00-b", ("data/processed/findings.csv", "data/processed/x.csv"))
    lines = [line.strip() for line in documents.flow([last, first]).splitlines()]
    assert {
        "data_raw --> n_01",
        "n_01 -->|x| n_00",
        "n_01 --> findings",
        "findings --> n_00 --> readme[README]",
    } <= set(lines)
    assert len([line for line in lines if "-->" in line]) == 4


def test_the_data_dictionary_is_not_stale():
    assert documents.DICTIONARY.read_text(encoding="utf-8") == documents.dictionary(SCHEMAS)


def test_the_data_dictionary_describes_every_column_of_every_table():
    for name, model in SCHEMAS.items():
        assert (paths.PROCESSED / f"{name}.csv").is_file() and model.__doc__
        assert all(column.description for column in model.to_schema().columns.values())
    assert {path.stem for path in paths.PROCESSED.glob("*.csv")} == set(SCHEMAS)


def test_a_readme_without_marks_is_refused():
    with pytest.raises(SourceError, match="README.md: the marks <!-- begin results --> and"):
        documents.with_blocks("# No marks\n", {"results": ""})


def test_every_notebook_is_in_the_readme():
    for notebook in (paths.ROOT / "notebooks").glob("[0-9]*.ipynb"):
        assert f"[{notebook.stem}](notebooks/{notebook.name})" in README
