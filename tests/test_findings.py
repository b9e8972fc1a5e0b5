import re

import pandas as pd
import pytest

from gradedrift import findings, grades, paths, regimes, tables
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


def bound(lower, upper):
    return findings.bounded("some", "Authorities", {"lower": lower, "upper": upper}, "authorities", ["facts.csv"], 152)


def test_a_number_that_is_only_bounded_has_no_value_and_one_whose_bounds_meet_has_no_bounds(project, monkeypatch):
    between, exact = bound(14, 60), bound(25, 25)
    assert [between[key] for key in ("value", "numerator", "base", "lower", "upper", "status")] == [
        *(None, None, 152, 14, 60, "bounded")
    ]
    assert [exact[key] for key in ("value", "numerator", "base", "lower", "upper", "status")] == [
        *(25, 25, 152, None, None, "derived")
    ]
    monkeypatch.setattr(findings, "PARTS", project / ".build/findings")
    written = findings.write_part("05-some", [between, {**exact, "finding_id": "other"}])
    assert [findings.share(row) for _, row in written.iterrows()] == [
        "14 to 60 of 152 (9.2% to 39.5%)",
        "25 of 152 (16.4%)",
    ]


@pytest.mark.parametrize(
    "changed, cause",
    [
        ({"lower": None}, "a value, or else a lower and an upper bound above it"),
        ({"lower": 60}, "a value, or else a lower and an upper bound above it"),
        ({"status": "derived"}, "a number that is only bounded is `bounded`, or `assumed`"),
    ],
)
def test_bounds_without_an_end_or_with_a_status_of_exact_numbers_are_refused(project, monkeypatch, changed, cause):
    monkeypatch.setattr(findings, "PARTS", project / ".build/findings")
    with pytest.raises(SourceError, match=cause):
        findings.write_part("05-some", [{**bound(14, 60), **changed}])


def test_a_premise_that_narrows_bounds_has_a_finding_of_its_own():
    quantities = ["improved 2009 to 2010", "improved 2010 to 2011", "never changed"]
    firm = pd.DataFrame({"lower": [13, 25, 25], "upper": [60, 25, 99]}, index=quantities)
    full = firm.assign(lower=[14, 25, 25])
    stated = {quantity: f"Authorities {quantity}" for quantity in quantities}
    rows = findings.of_bounds(stated, firm, full, "if so", "so-it-is", {"improved-2010-2011": "a:1:1"}, 152)
    assert [(row["finding_id"], row["lower"], row["value"], row["status"], row["sources"]) for row in rows] == [
        ("improved-2009-2010", 13, None, "bounded", "facts.csv"),
        ("improved-2009-2010-on-premise", 14, None, "assumed", "facts.csv"),
        ("improved-2010-2011", None, 25, "published", "a:1:1"),
        ("never-changed", 25, None, "bounded", "facts.csv"),
    ]
    assert rows[1]["statement"] == "Authorities improved 2009 to 2010, if so"
    assert [(row["assumptions"], row["without"]) for row in rows[:2]] == [("", ""), ("so-it-is", "improved-2009-2010")]


def test_a_number_at_one_rank_is_published_and_a_sum_of_ranks_derived():
    counts = {
        "rank": [4, 3, 2],
        "count": [0, 10, 24],
        "base": 34,
        "unit": "authorities",
        "figure_ids": ["a:1:1", "a:1:2", "a:1:3"],
    }
    one, several = (findings.of_ranks("some", "Some", pd.DataFrame(counts), ranks) for ranks in ([2], [4, 3]))
    assert [one[key] for key in ("value", "numerator", "base", "status", "sources")] == [
        24,
        24,
        34,
        "published",
        "a:1:3",
    ]
    assert [several[key] for key in ("value", "base", "status", "sources")] == [10, 34, "derived", "a:1:1|a:1:2"]


def unnamed_in(stated: pd.DataFrame) -> list[str]:
    """The findings that compare the single inspection with another regime and do not name comparator, base and equivalence."""
    figures = tables.read("figures").set_index("figure_id")
    unnamed = []
    for row in stated.itertuples():
        of = figures.reindex(row.sources.split("|"))
        regimes_of = set(of["regime"].dropna())
        moved = set(of["measure"]) & {"declined", "improved"}
        if "single-inspection" in regimes_of and (moved or len(regimes_of) > 1):
            named = re.search(r"compared with (?!,)\S", row.statement) and regimes.EQUIVALENCE in row.statement
            has_base = pd.notna(row.base) and re.search(rf"\bof (?:the )?{row.base}\b", row.statement)
            if not (named and has_base and row.status == "assumed"):
                unnamed.append(row.finding_id)
    return unnamed


def test_every_statement_across_regimes_names_comparator_base_and_equivalence():
    assert unnamed_in(tables.read("findings")) == []


@pytest.mark.parametrize(
    "column, was, becomes",
    [
        ("statement", "compared with", "against"),
        ("statement", "of 41", "of them"),
        ("statement", "equal ranks taken as equal grades", "all the same"),
        ("status", "assumed", "derived"),
    ],
)
def test_a_statement_across_regimes_that_does_not_name_them_is_found(column, was, becomes):
    stated = tables.read("findings")
    across = stated[stated["finding_id"].isin(["declined-of-41", "previous-good-or-better-of-41-safeguarding"])].copy()
    across[column] = across[column].str.replace(was, becomes)
    assert unnamed_in(across) == across["finding_id"].tolist() and len(across) == 2


def test_the_findings_across_regimes_are_rows_of_the_bounds_table():
    rows = tables.read("regime_bounds").drop_duplicates(["quantity", "base", "comparator"])  # the first assumes least
    rows = rows.set_index(["quantity", "base", "comparator"])
    stated = tables.read("findings").set_index("finding_id")
    for finding_id, quantity, comparator in [
        ("completed-programme-assuming-nothing", "good_or_better_among_152", ""),
        ("completed-programme-assuming-random", "completed_programme_good_or_better", ""),
        ("breakdown-2011", "breakdown_uninspected_good_or_better", "annual-assessment 2011"),
        ("previous-good-or-better-of-41", "previous_good_or_better_among_inspected", ""),
    ]:
        found = stated.loc[finding_id]
        row = rows.loc[(quantity, found["base"], comparator)]
        ends = (found["lower"], found["upper"]) if pd.isna(found["value"]) else (found["value"], found["value"])
        assert ends == (row["lower"], row["upper"]), finding_id


def test_the_sources_of_every_finding_are_figures_or_the_ledger_of_facts():
    known = {*tables.read("figures")["figure_id"], "facts.csv"}
    for row in tables.read("findings").itertuples():
        assert set(row.sources.split("|")) <= known, row.finding_id
        assert (paths.ROOT / f"notebooks/{row.notebook}.ipynb").is_file()


def test_every_count_of_grades_is_the_sum_of_its_figures_grades():
    """A second route to each number: from `figures.csv` alone, without the tidy tables."""
    figures = tables.read("figures").set_index("figure_id")
    checked = 0
    for row in tables.read("findings").dropna(subset="numerator").itertuples():
        of = figures.reindex(row.sources.split("|"))
        if set(of["measure"]) == {"graded"} and "grade" not in set(of["unit"]):
            single = of[~of["grade"].str.contains("|", regex=False)].drop_duplicates(["grade", "value"])
            assert single["grade"].is_unique and single["value"].sum() == row.numerator, row.finding_id
            checked += 1
    assert checked >= 10


def test_the_named_authority_that_rose_did_so_by_the_grades_printed():
    """A second route: the grades beside the names in `figures.csv`."""
    row = tables.read("findings").set_index("finding_id").loc["named-risen"]
    printed = tables.read("figures").set_index("figure_id").loc[row["sources"].split("|")]
    printed = printed.assign(rank=[grades.rank(*pair) for pair in zip(printed["regime"], printed["grade"])])
    by_regime = printed.pivot(index="authority", columns="regime", values="rank")
    rose = by_regime["single-inspection"] > by_regime["annual-assessment"]
    assert (rose.sum(), len(rose)) == (row["numerator"], row["base"])


def test_every_published_count_of_moves_is_what_its_figures_print():
    figures = tables.read("figures").set_index("figure_id")
    published = tables.read("findings").query("status == 'published' and notebook == '05-bound-the-moves'")
    assert len(published) == 2
    for row in published.itertuples():
        assert set(figures.loc[row.sources.split("|"), "value"]) == {row.numerator}


def test_findings_on_bounds_are_the_rows_of_the_bounds_tables():
    moved = tables.read("movement_bounds")
    keys = moved["movement"] + "-" + moved["from_period"] + "-" + moved["to_period"]
    stated = tables.read("findings").set_index("finding_id")
    for key, row in zip(keys, moved.itertuples()):
        found = stated.loc[f"{key}-on-premise" if f"{key}-on-premise" in stated.index else key]
        bounds = (found["lower"], found["upper"]) if pd.isna(found["value"]) else (found["value"], found["value"])
        assert bounds == (row.lower, row.upper), key
