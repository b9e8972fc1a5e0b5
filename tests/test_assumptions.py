import re

import pandas as pd
import pytest

from gradedrift import assumptions, bounds, documents, facts, findings, paths, regimes, tables
from gradedrift.errors import SourceError

STATED = tables.read("findings")
USED = tables.read("assumptions").set_index("assumption_id")


def needs(assumption_id: str):
    return STATED["assumptions"].str.split("|").map(lambda ids: assumption_id in ids)


def test_every_assumption_of_findings_is_needed_by_one():
    assert (USED.query("scope == 'findings'")["finding_ids"] != "").all()


def test_a_finding_and_its_assumptions_name_each_other():
    for row in STATED.itertuples():
        for name in filter(None, row.assumptions.split("|")):
            assert row.finding_id in USED.loc[name, "finding_ids"].split("|")
    assert sum(ids.count("|") + 1 for ids in USED["finding_ids"] if ids) == sum(
        ids.count("|") + 1 for ids in STATED["assumptions"] if ids
    )


@pytest.mark.parametrize(
    "words, assumption_id",
    [
        (facts.PREMISE, "published-grades-stood"),
        (regimes.EQUIVALENCE, "equal-ranks"),
        ("as if drawn at random", "first-as-drawn-at-random"),
        ("standard unchanged", "standard-unchanged"),
        ("equally likely", "equal-chances"),
        ("if the percentage is of", "stated-base"),
        ("percentages half-up", "stated-base"),
    ],
)
def test_a_finding_that_says_that_it_assumes_names_the_assumption(words, assumption_id):
    says = STATED["statement"].str.contains(words, regex=False)
    assert says.any() and needs(assumption_id)[says].all()


def test_what_does_without_assumes_less():
    by_id = STATED.set_index("finding_id")["assumptions"].map(lambda ids: set(filter(None, ids.split("|"))))
    for row in STATED[STATED["without"] != ""].itertuples():
        assert by_id[row.without] < by_id[row.finding_id]


def test_the_variants_are_those_of_the_bounds():
    said = dict(zip(bounds.ASSUMPTIONS["fact_id"], bounds.ASSUMPTIONS["statement"]))
    variants = USED.query("scope == 'variants'")["statement"]
    assert said == variants[list(said)].to_dict()
    assert set(tables.read("bounds_assuming")["assumption"]) == set(said)


def test_an_assumption_that_is_not_in_the_register_is_refused():
    changed = STATED.assign(assumptions=STATED["assumptions"].replace("equal-chances", "good-luck"))
    line = STATED.index[needs("equal-chances")][0] + 2
    with pytest.raises(
        SourceError, match=rf"findings.csv:{line}: sign-test-2010-2011 needs 'good-luck', which is not in"
    ):
        assumptions.used(assumptions.register(), changed)


@pytest.mark.parametrize("changed", [{"status": "assumed"}, {"assumptions": "equal-ranks"}])
def test_a_number_is_assumed_exactly_if_it_names_assumptions(project, monkeypatch, changed):
    monkeypatch.setattr(findings, "PARTS", project / ".build/findings")
    row = findings.finding("some", "Some", 1, "authorities", "published", ["a:1:1"])
    with pytest.raises(SourceError, match="an `assumed` number, and no other, names its assumptions"):
        findings.write_part("04-first", [{**row, **changed}])


# --- The log -----------------------------------------------------------------------------------


def test_the_log_is_not_stale():
    log = documents.assumptions_log(tables.read("assumptions"), documents.effects(STATED))
    assert documents.ASSUMPTIONS.read_text(encoding="utf-8") == log


def test_the_log_has_an_effect_of_every_assumption_but_those_of_the_whole_study():
    effects = documents.effects(STATED)
    assert set(effects["assumption_id"]) == set(USED.query("scope != 'study'").index)
    assert (effects["with"] != effects["without"]).all()


def test_an_effect_is_the_pair_of_findings():
    effects = documents.effects(STATED).set_index("assumption_id")
    first = effects.loc["published-grades-stood"].iloc[0]
    premised = STATED["finding_id"][STATED["finding_id"].str.endswith("-on-premise")].iloc[0]
    row = STATED.set_index("finding_id").loc[premised]
    assert first["with"] == findings.share(row) and first["number"] == row["statement"]
    assert first["without"] == findings.share(STATED.set_index("finding_id").loc[premised.removesuffix("-on-premise")])


def test_the_log_has_a_heading_for_every_assumption():
    log = documents.ASSUMPTIONS.read_text(encoding="utf-8")
    assert re.findall(r"^### (.+)$", log, re.MULTILINE) == list(USED.index)


def test_the_readme_links_what_is_assumed_to_the_log():
    told = pd.DataFrame(
        [{"sentence": "Some did.", "status": ("published", "assumed"), "notebooks": ("04-some",), "figure": ""}]
    )
    assert "| published, [assumed](docs/assumptions.md) |" in documents.results(told, 1)


def test_the_register_is_of_this_folder(project):
    (paths.REFERENCE / "assumptions.csv").write_text("assumption_id\nx\n")
    with pytest.raises(SourceError, match=r"^data/reference/assumptions.csv"):
        assumptions.register()
