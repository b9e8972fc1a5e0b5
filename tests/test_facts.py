"""The ledger against statements typed by hand, and against known grades."""

from random import Random

import numpy as np
import pandas as pd
import pytest

from gradedrift import bounds, facts, paths, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import Facts
from tests import known, study

TABLES = (study.GRADE_COUNTS, study.MOVES, study.FIGURES, study.NAMED_GRADES)


@pytest.fixture(scope="module")
def ledger():
    return facts.ledger(*TABLES)


def by_id(ledger):
    return ledger.set_index("fact_id")


def test_the_ledger_is_what_the_releases_say(ledger):
    found = list(zip(ledger["fact_id"], ledger["relation"], ledger["value"]))
    assert found == [(fact_id, relation, value) for fact_id, _, relation, value in study.SAID]
    for expression, (fact_id, rule, _, _) in zip(ledger["coefficients"], study.SAID):
        assert facts.coefficients(expression).tolist() == [int(rule(*cell)) for cell in known.CELLS], fact_id


def test_the_ledger_fits_its_schema_and_is_read_back_as_it_was(ledger, project):
    path = paths.PROCESSED / "facts.csv"
    tables.write_csv(path, tables.checked(ledger, Facts, "facts.csv"))
    assert tables.read_csv(path, Facts).equals(ledger)
    with pytest.raises(SourceError, match="fact_id.*unique"):
        tables.checked(ledger.assign(fact_id="same"), Facts, "facts.csv")
    with pytest.raises(SourceError, match="relation"):
        tables.checked(ledger.assign(relation="<"), Facts, "facts.csv")


def test_facts_name_their_sources(ledger):
    sources = by_id(ledger)["release_ids"]
    assert sources["2009-well"] == "ofsted-2009-ratings|ofsted-2011-statistics"
    assert sources["named-2009-poorly"] == "ofsted-2009-ratings|ofsted-2009-rotherham-letter"
    overlap = sources["named-2009-excellently-2011-excellently"]
    assert overlap == "ofsted-2009-ratings|news-2011-assessments"
    assert (ledger["figure_ids"] == "").eq(ledger["stage"] == "named lists").all()


def test_what_was_provisional_is_only_a_least_value_on_a_stated_premise(ledger):
    provisional = ledger[ledger["stage"] == "provisional"]
    assert set(provisional["relation"]) == {">="} and set(provisional["release_ids"]) == {study.NEWS}
    assert provisional["statement"].str.contains(facts.PREMISE).all()
    # The names of 2011 come from the same article; those of 2009 need no premise.
    premised = by_id(ledger)["statement"].str.contains(facts.PREMISE)
    assert premised["named-2011-poorly"] and premised["named-2009-poorly-2011-poorly"]
    assert not premised["named-2009-poorly"] and not premised["declined-2010-2011"]


def test_without_a_provisional_distribution_its_release_counts_as_final():
    final = study.GRADE_COUNTS[study.GRADE_COUNTS["status"] == "final"]
    ledger = facts.ledger(final, *TABLES[1:])
    assert "provisional" not in set(ledger["stage"])
    # The article's seven and the statistics' eight then contradict one another.
    declined = by_id(ledger)["value"]
    assert (declined["declined-2010-2011"], declined["declined-2010-2011-2"]) == (8, 7)
    assert bounds.contradiction(ledger) == ["declined-2010-2011", "declined-2010-2011-2"]


def test_a_list_with_a_name_too_few_is_incomplete():
    named = study.NAMED_GRADES
    without_york = named[~(named["authority"].eq("York") & named["period"].eq("2011"))]
    lists = by_id(facts.ledger(*TABLES[:3], without_york))[["relation", "value"]]
    assert tuple(lists.loc["named-2011-excellently"]) == (">=", 27)
    assert tuple(lists.loc["named-2009-excellently-2011-excellently"]) == (">=", 7)
    assert tuple(lists.loc["named-2009-excellently-2011-poorly"]) == ("=", 0)


def test_a_list_with_a_name_too_many_contradicts_the_count():
    more = study.named_grades([(study.RELEASED, "annual-rating", "2009", "Leicester", study.EXCELLENTLY, 4)])
    ledger = facts.ledger(*TABLES[:3], pd.concat([study.NAMED_GRADES, more]))
    assert bounds.contradiction(ledger) == ["2009-excellently", "named-2009-excellently"]


@pytest.mark.parametrize(
    "changed",
    [
        {"unit": "percent"},
        {"qualifier": "about"},
        {"regime": "single-inspection"},
        {"regime": ""},
        {"measure": "pending"},
    ],
)
def test_only_exact_counts_of_annual_grades_are_facts(changed):
    extra = study.figures([(study.STATISTICS, "improved", "", "2009", "2010", 1)])
    figures = pd.concat([study.FIGURES, extra.assign(**changed)])
    assert len(facts.ledger(study.GRADE_COUNTS, study.MOVES, figures, study.NAMED_GRADES)) == len(study.SAID)
    taken = pd.concat([study.FIGURES, extra])
    assert len(facts.ledger(study.GRADE_COUNTS, study.MOVES, taken, study.NAMED_GRADES)) == len(study.SAID) + 1


@pytest.mark.parametrize("years", [{"from_period": ""}, {"to_period": "2015"}])
def test_a_movement_between_unknown_years_is_refused(years):
    improved = study.FIGURES["measure"] == "improved"
    figures = study.FIGURES.where(~improved, study.FIGURES.assign(**years))
    with pytest.raises(SourceError, match=r"ofsted-2011-statistics:figure:4 \(improved\) does not say which of 2009"):
        facts.ledger(study.GRADE_COUNTS, study.MOVES, figures, study.NAMED_GRADES)


def test_facts_are_left_out_by_id(ledger):
    rest = facts.without(ledger, ["improved-2010-2011", "2011-poorly"])
    assert set(ledger["fact_id"]) - set(rest["fact_id"]) == {"improved-2010-2011", "2011-poorly"}
    assert facts.without(ledger, []).equals(ledger)
    with pytest.raises(SourceError, match="facts.csv: has no fact improved-2010 to leave out"):
        facts.without(ledger, ["2011-poorly", "improved-2010"])


def test_firm_facts_rest_on_no_premise(ledger):
    left = set(ledger["fact_id"]) - set(facts.firm(ledger)["fact_id"])
    said = {fact_id for fact_id in ledger["fact_id"] if fact_id.startswith(("provisional-", "named-"))}
    assert left == said - {"named-2009-excellently", "named-2009-poorly"}


def left_without(*passages: str) -> dict[str, list[str]]:
    """The facts left without each passage, of a total stated twice and a number that improved, in these passages."""
    figures = study.figures(
        [(study.STATISTICS, "total", "", "2009", "", 152)] * 2
        + [(study.STATISTICS, "improved", "", "2010", "2011", 25)]
    ).assign(locator=passages)
    nobody = study.NAMED_GRADES.head(0).assign(figure_ids="")
    sources = (study.GRADE_COUNTS.head(0), study.MOVES.head(0), figures, nobody)
    parts = facts.without_each_passage(facts.ledger(*sources), *sources)
    return {passage.removeprefix(f"{study.STATISTICS}: "): sorted(part["fact_id"]) for passage, part in parts.items()}


def test_without_a_passage_only_what_it_alone_states_is_unknown():
    total, improved = "2009-authorities", "improved-2010-2011"
    assert left_without("sentence 1", "sentence 2", "sentence 2") == {
        "sentence 1": [total, improved],
        "sentence 2": [total],
    }
    # The cells of a table are one passage.
    assert left_without("Table 1, row a, column b", "Table 1, row c, column b", "sentence 1") == {
        "Table 1": [improved],
        "sentence 1": [total],
    }


def test_without_each_passage_of_the_study_nothing_is_known_that_was_not():
    sources = [tables.read(name) for name in ("grade_counts", "moves", "figures", "named_grades")]
    known = facts.ledger(*sources)
    parts = facts.without_each_passage(known, *sources)
    assert all(bounds.implied(known, part) for part in parts.values())
    lost = {name: set(known["fact_id"]) - set(part["fact_id"]) for name, part in parts.items()}
    about_movers = [gone for gone in lost.values() if "improved-2010-2011" in gone]
    assert about_movers == [{"improved-2010-2011"}]
    assert not any("2011-excellently" in gone for gone in lost.values())
    # Without the list of 2009 the letter still names Rotherham, but no longer is that list complete.
    [listed] = [
        part
        for name, part in parts.items()
        if name.startswith("ofsted-2009-ratings: Notes") and len(part) == len(known)
    ]
    assert tuple(by_id(listed).loc["named-2009-poorly", ["relation", "value"]]) == (">=", 1)


@pytest.mark.parametrize("seed", range(20))
def test_every_fact_is_true_of_the_grades_that_were_published(seed):
    rng = Random(seed)
    people = known.draw(rng, rng.randint(5, 40))
    ledger = facts.ledger(*known.publish(people, rng, last=rng.randint(0, 3)))
    truth = known.table(people)
    assert bounds.programme(ledger).hold(truth).all()
    # Another number breaks the fact that states it.
    equal = (ledger["relation"] == "=").to_numpy()
    assert not bounds.programme(ledger.assign(value=ledger["value"] + 1)).hold(truth)[equal].any()
    assert len(set(ledger["fact_id"])) == len(ledger)


def test_coefficients_cannot_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        facts.coefficients("rank_2009 == 4")[0] = 2
    assert np.isin(facts.coefficients("rank_2009 == 4"), (0, 1)).all()
