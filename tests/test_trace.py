import re
from functools import cache

import pytest

from gradedrift import releases, show, tables, trace
from gradedrift.errors import SourceError

FINDINGS = tables.read("findings")
READ, RECORD = cache(tables.read), cache(releases.read_record)
FIGURES = tables.read("figures").set_index("figure_id")


@pytest.fixture(autouse=True)
def _read_once(monkeypatch):
    """The tables do not change while these tests run."""
    monkeypatch.setattr(tables, "read", READ)
    monkeypatch.setattr(releases, "read_record", RECORD)


@pytest.mark.parametrize("finding_id", FINDINGS["finding_id"])
def test_every_finding_leads_to_words_that_are_in_a_record(finding_id):
    lines = trace.trace(finding_id)
    words = [line.removeprefix("    > ") for line in lines if line.startswith("    > ")]
    assert lines[0] == finding_id and words and all(words)
    places = [re.search(r"\((data/raw/(.*)\.txt), line (\d+); \d+ figures?\)$", line) for line in lines]
    assert len([place for place in places if place]) == len(words)


def test_the_chain_of_a_published_count_ends_in_its_sentence():
    lines = trace.trace("improved-2010-2011")
    assert lines[1] == "  Authorities that improved from 2010 to 2011: 25 of 152 (16.4%) (published)"
    assert lines[2] == "  computed in notebooks/05-bound-the-moves.ipynb"
    assert "line 35; 1 figure)" in lines[-2] and lines[-1].endswith(
        "For 25 local authorities, assessment outcomes improved between 2010 and 2011."
    )


def test_the_chain_of_a_bound_goes_through_every_fact_that_it_needs():
    facts = tables.read("facts")
    named = tables.read("findings")["finding_id"]
    premised = named[named.str.endswith("-on-premise")].iloc[0]
    plain = premised.removesuffix("-on-premise")
    with_premise = trace.trace(premised)
    assert [line.split()[1].rstrip(":") for line in with_premise if line.startswith("fact ")] == facts[
        "fact_id"
    ].tolist()
    without = [line for line in trace.trace(plain) if line.startswith("fact ")]
    assert 0 < len(without) < len(facts) and not [line for line in without if "once published stood" in line]
    assert any(line.startswith("  assumes published-grades-stood: ") for line in with_premise)
    assert f"  with fewer assumptions: {plain}" in with_premise


def test_a_fact_on_a_list_rests_on_the_names_of_the_list():
    facts, named = tables.read("facts").set_index("fact_id", drop=False), tables.read("named_grades")
    ids = trace.figures_of_fact(facts.loc["named-2009-excellently"], named)
    assert len(ids) == facts.loc["named-2009-excellently", "value"]
    assert set(FIGURES.loc[ids, "grade"]) == {"performs excellently"}
    both = trace.figures_of_fact(facts.loc["named-2009-poorly-2011-poorly"], named)
    assert set(FIGURES.loc[both, "grade"]) == {"performs poorly"} and set(FIGURES.loc[both, "period"]) == {
        "2009",
        "2011",
    }


def test_every_fact_rests_on_figures_of_its_releases():
    named = tables.read("named_grades")
    for fact in tables.read("facts").itertuples():
        ids = trace.figures_of_fact(fact, named)
        assert {name.partition(":")[0] for name in ids} == set(fact.release_ids.split("|")), fact.fact_id


def test_the_words_of_a_figure_hold_its_quote():
    in_sentences = FIGURES[FIGURES["locator"].str.contains("sentence")]
    assert len(in_sentences) > 100
    for figure_id, quote in in_sentences["quote"].items():
        *_, words = trace.trace(figure_id)
        assert set(re.findall(r"[a-z0-9]+", quote)) <= set(re.findall(r"[a-z0-9]+", words)), figure_id


def test_an_output_leads_to_what_made_it():
    lines = trace.trace("data/processed/moves.csv")
    assert "  made by 02-clean-grades" in lines and "  from data/processed/figures.csv" in lines
    assert "  of the releases ofsted-2011-statistics" in lines


def test_what_is_unknown_is_refused_with_the_nearest():
    with pytest.raises(SourceError, match="is called 'excelent-2009'; nearest are excellent-2009, "):
        trace.trace("excelent-2009")


# --- A quick look ------------------------------------------------------------------------------


def test_an_authority_is_found_by_any_of_its_names():
    shown = show.authority("LB Tower Hamlets")
    assert shown == show.authority("tower hamlets")
    assert shown.startswith("Tower Hamlets: London borough, London, E09000030, DfE 211\n")
    assert re.search(r"annual-rating +2009 +overall +performs excellently +ofsted-2009-ratings", shown)
    assert re.search(r"2009 +performs excellently +named in ofsted-2009-ratings", shown)


def test_an_authority_that_no_release_names_has_no_grades():
    assert show.authority("Reading").count("\nnone") == 2


def test_a_table_is_shown_by_either_spelling_and_part():
    assert show.table("grade-counts", []) == show.table("grade_counts", [])
    rows = show.table("grade-counts", ["period=2011", "status=final"]).splitlines()
    assert len(rows) == 5 and "figure_ids" not in rows[0]
    assert show.table("moves", ["count=999"]) == "none"


def test_the_list_of_tables_counts_their_rows():
    assert re.search(rf"^findings +{len(FINDINGS)} rows  Every number", show.listing(), re.MULTILINE)
