import pandas as pd
import pytest

from gradedrift import challenges, tables
from gradedrift.challenges import Outcome
from gradedrift.errors import SourceError

ASKED = pd.DataFrame({"challenge": ["a", "b"], "objection": ["o", "p"], "claim": ["c", "d"], "otherwise": ["x", "y"]})
ASKED = ASKED.assign(quantity="q", unit="authorities")
OUTCOMES = {"b": Outcome((1, 2), 3.5, False), "a": Outcome(1, (0, 2), True)}


def test_every_objection_gets_its_own_outcome():
    found = challenges.answered(ASKED, OUTCOMES)
    assert found["challenge"].tolist() == ["a", "b"] and found["verdict"].tolist() == ["stands", "depends"]
    assert found[["lower", "upper", "otherwise_lower", "otherwise_upper"]].to_numpy().tolist() == [
        [1, 1, 0, 2],
        [1, 2, 3.5, 3.5],
    ]
    assert challenges.as_read(found)[["stated", "differently"]].to_numpy().tolist() == [
        ["1", "0 to 2"],
        ["1 to 2", "3.5"],
    ]


@pytest.mark.parametrize(
    "outcomes, cause",
    [({"a": OUTCOMES["a"]}, "has no outcome for b"), ({**OUTCOMES, "z": OUTCOMES["a"]}, "has no objection z")],
)
def test_an_objection_or_an_outcome_alone_is_refused(outcomes, cause):
    with pytest.raises(SourceError, match=f"data/reference/challenges.csv: {cause}"):
        challenges.answered(ASKED, outcomes)


def test_the_register_and_the_table_have_the_same_challenges():
    table = tables.read("challenges")
    pd.testing.assert_frame_equal(table[list(challenges.objections())], challenges.objections())
    assert set(table["verdict"]) == {"stands", "depends"}


def test_what_is_stated_is_what_the_study_states():
    """A second route to the stated numbers: the tables of the notebooks that state them."""
    table = tables.read("challenges").set_index("challenge")
    ends = {name: (row["lower"], row["upper"]) for name, row in table.iterrows()}
    moved = tables.read("movement_bounds").set_index(["from_period", "movement"])
    later = moved.xs("2010")["lower"]
    assert ends["moves-incomplete"] == (later["improved"] - later["declined"],) * 2
    first = moved.loc[("2009", "improved")].query("to_period == '2010'").iloc[0]
    assert ends["grades-changed"] == (first["lower"], first["upper"])
    tests = tables.read("symmetry_tests").set_index("role")
    assert ends["other-questions"][0] == tests.loc["chosen", "p_value"]
    assert table.loc["other-questions", "otherwise_lower"] == tests.loc["sensitivity", "p_value"].min()
    bounds = tables.read("regime_bounds").drop_duplicates("quantity").set_index("quantity")
    nothing = bounds.loc["good_or_better_among_152"]
    assert (table.loc["selection", "otherwise_lower"], table.loc["selection", "otherwise_upper"]) == (
        nothing["lower"],
        nothing["upper"],
    )


def test_a_verdict_follows_from_the_numbers():
    """For the claims that are about a sign, whoever reads the table can check the verdict."""
    table = tables.read("challenges").set_index("challenge")
    for name in ("moves-incomplete", "grades-changed", "without-2009", "other-measures", "other-bases"):
        row = table.loc[name]
        ends = [row["otherwise_lower"], row["otherwise_upper"]]
        same = all(end > 0 for end in ends) if row["lower"] > 0 else all(end < 0 for end in ends)
        assert (row["verdict"] == "stands") == same, name
