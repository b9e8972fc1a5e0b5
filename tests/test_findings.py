import pandas as pd
import pytest

from gradedrift import findings, paths, tables
from gradedrift.errors import SourceError

ROW = findings.finding(
    "some-share", "Authorities of some kind", 10, "authorities", "published", ["a:1:1|b:2:2", "a:1:1"], base=152
)


def test_a_share_is_its_own_numerator():
    assert (ROW["value"], ROW["numerator"], ROW["base"], ROW["sources"]) == (10, 10, 152, "a:1:1|b:2:2")
    assert findings.share(pd.Series(ROW)) == "10 of 152 (6.6%)"


def test_parts_are_collected_in_the_order_given(project, monkeypatch):
    monkeypatch.setattr(findings, "PARTS", project / ".build/findings")
    for notebook, name in (("05-second", "second"), ("04-first", "first"), ("09-gone", "gone")):
        findings.write_part(notebook, [{**ROW, "finding_id": name}])
    findings.collect([findings.PARTS / "04-first.csv", findings.PARTS / "05-second.csv"])
    assert tables.read("findings")[["finding_id", "notebook"]].values.tolist() == [
        ["first", "04-first"],
        ["second", "05-second"],
    ]


def test_a_finding_above_its_base_or_named_twice_is_refused(project, monkeypatch):
    monkeypatch.setattr(findings, "PARTS", project / ".build/findings")
    with pytest.raises(SourceError, match=r"^.build/findings/04-first.csv:2: .* no more than its base"):
        findings.write_part("04-first", [{**ROW, "numerator": 153}])
    with pytest.raises(SourceError, match="finding_id.*unique"):
        findings.write_part("04-first", [ROW, ROW])


def test_the_sources_of_every_finding_are_figures():
    known = set(tables.read("figures")["figure_id"])
    for row in tables.read("findings").itertuples():
        assert set(row.sources.split("|")) <= known, row.finding_id
        assert (paths.ROOT / f"notebooks/{row.notebook}.ipynb").is_file()


def test_every_count_of_a_finding_is_the_sum_of_its_figures_grades():
    """A second route to each number: from `figures.csv` alone, without the tidy tables."""
    figures = tables.read("figures").set_index("figure_id")
    for row in tables.read("findings").dropna(subset="numerator").itertuples():
        of = figures.loc[row.sources.split("|")]
        single = of[~of["grade"].str.contains("|", regex=False)].drop_duplicates(["grade", "value"])
        assert single["grade"].is_unique and single["value"].sum() == row.numerator, row.finding_id
