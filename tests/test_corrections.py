import pandas as pd
import pytest

from gradedrift import authorities, corrections, paths, releases, tables
from gradedrift.errors import SourceError

SUBJECT = {
    "release_id": "news-2011-assessments",
    "unit": "percent",
    "measure": "graded",
    "regime": "annual-assessment",
    "judgement": "overall",
    "period": "2011",
    "grade": "performs well",
}


def figure(value, **other):
    """A figure on one subject, as printed."""
    row = (
        SUBJECT | {"figure_id": f"a:1:{value:g}", "value": value, "authority": "", "quote": f"well {value:g}%"} | other
    )
    return row


def correction(**other):
    """A correction of that figure from 25 to 26."""
    words = {"printed": "25", "meant": "26", "expected": "25%", "evidence": "it is 26"}
    return SUBJECT | {"correction_id": "c-1", "column": "value"} | words | other


def applied(figures, *register):
    return corrections.apply(pd.DataFrame(figures), pd.DataFrame(register))


def test_a_correction_changes_one_figure_and_says_so():
    others = [figure(25.0, unit="authorities"), figure(25.0, grade="performs poorly"), figure(24.0)]
    before = pd.DataFrame([figure(25.0), *others], index=[3, 5, 7, 9])
    after = corrections.apply(before, pd.DataFrame([correction()]))
    assert list(after["value"]) == [26, 25, 25, 24]
    assert list(after["correction_ids"]) == ["c-1", "", "", ""]
    assert list(before["value"]) == [25, 25, 25, 24]  # what is printed stays
    assert after.drop(columns=["value", "correction_ids"]).equals(before.drop(columns="value"))


def test_a_name_is_corrected_among_others_of_its_list():
    names = [figure(float("nan"), authority=name, quote=name) for name in ("Kent", "Chestre")]
    row = correction(column="authority", printed="Chestre", meant="Chester", expected="Chestre")
    after = applied(names, row)
    assert list(after["authority"]) == ["Kent", "Chester"] and list(after["correction_ids"]) == ["", "c-1"]


def test_a_figure_can_err_in_two_columns():
    name = correction(correction_id="c-2", column="authority", printed="Knt", meant="Kent", expected="well")
    after = applied([figure(25.0, authority="Knt")], correction(), name)
    assert list(after[["value", "authority", "correction_ids"]].iloc[0]) == [26, "Kent", "c-1|c-2"]


@pytest.mark.parametrize(
    "figures, row, cause",
    [
        ([figure(26.0, quote="25%")], correction(), "expects '25', found 26"),  # put right in a later version
        ([figure(27.0), figure(28.5)], correction(), "expects '25', found 27, 28.5"),
        ([figure(25.0, grade="performs poorly")], correction(), "expects '25', found no figure of that subject"),
        ([figure(25.0, release_id="another")], correction(), "expects '25', found no figure of that subject"),
        ([figure(25.0), figure(25.0, figure_id="a:2:2")], correction(), "fits 2 figures: a:1:25, a:2:2"),
        ([figure(25.0, quote="well 25.4%")], correction(), "expects the words '25%', found 'well 25.4%'"),
        ([figure(25.0, authority="Kent")], correction(column="authority"), "expects '25', found Kent"),
    ],
)
def test_a_correction_that_no_longer_fits_is_refused_by_its_line(figures, row, cause):
    unrelated = correction(correction_id="c-0", unit="inspections", printed="1", expected="1")
    fits = figure(1.0, unit="inspections")
    with pytest.raises(SourceError) as refused:
        applied([fits, *figures], unrelated, row)
    assert str(refused.value) == f"data/reference/corrections.csv:3: c-1 {cause}"


def test_the_same_error_is_not_corrected_twice():
    with pytest.raises(SourceError, match="corrections.csv:3: c-2 expects '25', found 26"):
        applied([figure(25.0)], correction(), correction(correction_id="c-2"))


@pytest.mark.parametrize(
    "column, value, cause",
    [
        ("meant", "25", "what is meant differs from what is printed"),
        ("meant", "many", "a value is a number"),
        ("column", "grade", "'column': 'grade' fails"),
        ("evidence", "", "'evidence': '' fails"),
        ("expected", "", "'expected': '' fails"),
        ("correction_id", "cheshire-west-and-chester-2011", "'correction_id': 'cheshire"),
    ],
)
def test_a_broken_register_is_refused(project, column, value, cause):
    broken = corrections.register()
    assert broken.loc[0, "printed"] == "25"
    broken.loc[0, column] = value
    broken.to_csv(paths.REFERENCE / "corrections.csv", index=False)
    with pytest.raises(SourceError) as refused:
        corrections.register()
    assert str(refused.value).startswith("data/reference/corrections.csv:2: ") and cause in str(refused.value)


# --- The register of the study -----------------------------------------------------------------


def test_every_expected_text_stands_in_its_record():
    for row in corrections.register().itertuples():
        assert row.expected in releases.read_record(row.release_id), row.correction_id


def test_a_name_that_is_corrected_is_no_authority_and_the_name_meant_is_one():
    register = corrections.register().query("column == 'authority'")
    known = authorities.spellings(authorities.register(), authorities.aliases())
    assert len(register)
    for row in register.itertuples():
        assert authorities.plain(row.printed) not in known
        assert authorities.nearest(row.printed, known)[0] == known[authorities.plain(row.meant)] == row.meant


def misprinted(figures):
    """The grades whose printed percentage is not that of the printed count, rounded half up."""
    whole = ["release_id", "regime", "judgement", "period"]
    keys = [*whole, "grade"]
    graded = figures[figures["measure"].isin(["graded", "total"])]
    counts = graded[graded["unit"] == "authorities"].drop_duplicates([*keys, "value"])
    both = graded[graded["unit"] == "percent"].merge(counts, on=keys, suffixes=("_pct", "_count"))
    totals = both[both["grade"] == ""].set_index(whole)["value_count"]
    base = totals.reindex(pd.MultiIndex.from_frame(both[whole])).to_numpy()
    half_up = (200 * both["value_count"] + base) // (2 * base)
    assert len(both) >= 5
    return list(both.loc[half_up != both["value_pct"], "grade"])


def test_every_percentage_printed_with_its_count_agrees_with_it_once_corrected():
    figures, register = tables.read("figures"), corrections.register()
    values = register[register["column"] == "value"]
    assert misprinted(figures) == list(values["grade"]) == ["performs adequately"]
    corrected = corrections.apply(figures, values)
    assert misprinted(corrected) == []
    graded = corrected.query("release_id == 'ofsted-2009-ratings' and unit == 'percent' and grade != ''")
    assert graded["value"].sum() == 100
