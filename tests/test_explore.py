"""What the notebook `explore` can be asked, and its menus: its cells run here, then a reader's choices are made."""

import pytest

from gradedrift import bounds, explore, facts, paths, releases, tables
from tests.test_notebooks import read

EVERYONE, FIGURES, NAMED, LEDGER = map(tables.read, ("authorities", "figures", "named_grades", "facts"))
TEXTS = {release_id: releases.read_record(release_id) for release_id in releases.register()["release_id"]}
NOTEBOOK = read(paths.ROOT / "notebooks/explore.ipynb")


def test_every_grade_stated_of_an_authority_is_told_with_its_place():
    said = explore.said_of("Waltham Forest", NAMED, FIGURES)
    assert set(said["release_id"]) == {"news-2011-assessments", "news-2015-single-inspection"}
    assert {"performs poorly", "requires improvement"} == set(said["grade"])
    for row in said.itertuples():
        assert "Waltham Forest" in "\n".join(TEXTS[row.release_id].split("\n")[: row.line])
    assert explore.said_of("Bradford", NAMED, FIGURES).empty


def test_what_is_possible_is_what_notebook_05_found():
    found = tables.read("authority_trajectories")
    for authority in ("Camden", "Rotherham", "St Helens"):
        expected = found[found["authority"] == authority].set_index("period")[["possible_grades", "reason"]]
        assert explore.possible_grades(authority, LEDGER, NAMED, EVERYONE).equals(expected)


def test_what_is_possible_for_an_authority_that_no_release_names_leaves_all_others_as_they_are():
    # St Helens is named in 2015 only: for the annual grades it is like any that no release names.
    expected = explore.possible_grades("St Helens", LEDGER, NAMED, EVERYONE)
    assert explore.possible_grades("Bradford", LEDGER, NAMED, EVERYONE).equals(expected)
    with pytest.raises(KeyError):
        explore.possible_grades("Utopia", LEDGER, NAMED, EVERYONE)


def a_fact_that_tells() -> str:
    """A fact without which the bounds on those that improved from 2009 to 2010 are wider."""
    least, greatest = bounds.bounds_of(LEDGER, "rank_2010 > rank_2009")
    without = tables.read("bounds_without").query("quantity == 'improved 2009 to 2010'")
    wider = without[(without["lower"] < least) | (without["upper"] > greatest)]
    return wider.loc[wider["left_out"].isin(LEDGER["fact_id"]), "left_out"].iloc[0]


def test_bounds_are_those_without_the_facts_with_those_of_all_in_brackets():
    told = explore.movement_bounds([a_fact_that_tells()], LEDGER)
    less = facts.without(LEDGER, [a_fact_that_tells()])
    expected = bounds.bounds(less, bounds.movements()).set_index(["from_period", "movement"]).loc[("2009", "improved")]
    lower, upper = expected.iloc[0][["lower", "upper"]]
    least, greatest = bounds.bounds_of(LEDGER, "rank_2010 > rank_2009")
    assert told.loc["2009 to 2010", "improved"] == f"{lower} to {upper} ({least} to {greatest})"
    assert told.loc["2010 to 2011", "improved"] == "25"
    assert not explore.movement_bounds([], LEDGER).map(lambda cell: "(" in cell).any(axis=None)


def test_figures_are_filtered_by_each_choice_and_joined_grades_count_for_each():
    assert len(explore.figures_like(FIGURES, TEXTS)) == len(FIGURES)
    for grade in ("performs excellently", "performs well"):
        found = explore.figures_like(FIGURES, TEXTS, "ofsted-2009-ratings", "annual-rating", grade)
        assert set(found["release_id"]) == {"ofsted-2009-ratings"}
        assert found["figure"].str.contains(grade).all()
        assert "ofsted-2009-ratings:11:38" in set(FIGURES.loc[found.index, "figure_id"])
    assert explore.figures_like(FIGURES, TEXTS, regime="unannounced", grade="performs well").empty


def test_the_words_behind_a_figure_are_those_it_was_read_from():
    found = explore.figures_like(FIGURES, TEXTS)
    for row, figure in zip(found.itertuples(), FIGURES.itertuples()):
        assert figure.quote in row.words
        assert row.words == figure.quote or row.words in " ".join(TEXTS[row.release_id].split("\n"))
    in_prose = FIGURES["locator"].str.contains("paragraph") & (FIGURES["authority"] == "")
    assert (found["words"].str.len() > FIGURES["quote"].str.len())[in_prose].all()


def test_choices_are_single_values_with_any_first():
    assert explore.choices(FIGURES["grade"])[0] == explore.ANY
    assert not [choice for choice in explore.choices(FIGURES["grade"]) if "|" in choice or not choice]


# --- The notebook ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened() -> dict:
    """The names of the notebook once all its cells have run, as in JupyterLab."""
    names = {"__name__": "__main__"}
    for cell in NOTEBOOK.cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, cell.id, "exec"), names)
    return names


def test_choosing_an_authority_shows_what_is_said_and_what_is_possible(opened):
    for authority in ("Camden", "Bradford", "Rotherham"):
        opened["authority"].value = authority
        shown = opened["about_authority"].value
        said = explore.said_of(authority, NAMED, FIGURES)
        assert explore.as_html(explore.possible_grades(authority, LEDGER, NAMED, EVERYONE)) in shown
        assert explore.as_html(said) in shown and ("No release" in shown) == (authority == "Bradford")


def test_leaving_facts_out_changes_the_bounds_shown(opened):
    seen = set()
    moves = tuple(LEDGER.loc[LEDGER["stage"].isin(["moves", "move totals"]), "fact_id"])
    for left_out in ((), (a_fact_that_tells(),), moves):
        opened["left_out"].value = left_out
        shown = opened["about_bounds"].value
        assert shown == explore.as_html(explore.movement_bounds(left_out, LEDGER))
        seen.add(shown)
    assert len(seen) == 3


def test_each_menu_filters_the_figures_shown(opened):
    menus, seen = opened["menus"], set()
    for choice in (("any", "any", "any"), ("any", "annual-rating", "any"), ("any", "unannounced", "performs well")):
        for menu, value in zip(menus.values(), choice):
            menu.value = value
        found = explore.figures_like(FIGURES, TEXTS, *choice)
        shown = opened["about_figures"].value
        assert shown == f"<p>{len(found)} figures</p>" + explore.as_html(found)
        seen.add(shown)
    assert len(seen) == 3


def test_what_is_kept_on_file_needs_no_widgets():
    outputs = [output for cell in NOTEBOOK.cells if cell.cell_type == "code" for output in cell.outputs]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert kinds == {"text/html", "text/plain"} and "widgets" not in NOTEBOOK.metadata
