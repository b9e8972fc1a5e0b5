import pytest

from gradedrift import headlines, paths, tables
from gradedrift.errors import SourceError
from gradedrift.findings import share


def written(*lines: str) -> None:
    text = "\n".join(["sentence,figure", *lines]) + "\n"
    (paths.REFERENCE / "headlines.csv").write_text(text, encoding="utf-8")


def test_each_headline_has_its_numbers_statuses_and_notebooks():
    findings = tables.read("findings")
    told = headlines.told(headlines.register(), findings)
    assert 1 <= len(told) <= 10
    for row in told.itertuples():
        of = findings[findings["finding_id"].isin(row.finding_ids)]
        assert set(row.status) == set(of["status"]) and set(row.notebooks) == set(of["notebook"])
        assert "{" not in row.sentence and len(of) == len(row.finding_ids) > 0


def test_a_number_stands_where_its_id_stood(project):
    written('"From {excellent-2009} to {good-or-better-gained-2009-2011}",')
    told = headlines.told(headlines.register(), tables.read("findings"))
    gained = tables.read("findings").set_index("finding_id").loc["good-or-better-gained-2009-2011"]
    assert told.loc[0, "sentence"] == f"From 10 of 152 (6.6%) to {share(gained)}"
    assert told.loc[0, "status"] == ("published", "bounded")


def test_a_finding_that_is_missing_is_named_with_the_line(project):
    written('"{excellent-2009}",', '"{excellent-1999}",')
    with pytest.raises(SourceError, match=r"headlines.csv:3: there is no finding 'excellent-1999' in findings.csv$"):
        headlines.told(headlines.register(), tables.read("findings"))


def test_a_figure_that_is_missing_is_named_with_the_line(project):
    written('"{excellent-2009}",grades-1999')
    with pytest.raises(SourceError, match=r"headlines.csv:2: there is no figure 'grades-1999' under figures$"):
        headlines.register()


def test_a_sentence_without_a_finding_and_an_eleventh_are_refused(project):
    written('"Grades moved",')
    with pytest.raises(SourceError, match=r"headlines.csv:2: column 'sentence': 'Grades moved' fails"):
        headlines.register()
    written(*['"{excellent-2009}",'] * 11)
    with pytest.raises(SourceError, match="headlines.csv: .*at most ten"):
        headlines.register()
