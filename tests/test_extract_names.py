"""What is read of lists of names."""

import pytest

from tests.readings import ANNUAL, SINGLE, reading, told, told_after


def test_each_sentence_has_its_own_list():
    text = "The councils performing excellently are: Leeds and York. Those performing poorly are: Kent and Essex."
    assert told_after(ANNUAL, text, "line", "column", "authority", "grade", "unit", "value", "locator") == [
        (3, 42, "Leeds", "performs excellently", "grade", None, "paragraph 2, sentence 1"),
        (3, 52, "York", "performs excellently", "grade", None, "paragraph 2, sentence 1"),
        (3, 87, "Kent", "performs poorly", "grade", None, "paragraph 2, sentence 2"),
        (3, 96, "Essex", "performs poorly", "grade", None, "paragraph 2, sentence 2"),
    ]


@pytest.mark.parametrize(
    "listed, names",
    [
        ("Leeds, Bath and North East Somerset in Avon", ["Leeds", "Bath and North East Somerset"]),
        ("Leeds, York and Bath and North East Somerset in Avon", ["Leeds", "York", "Bath and North East Somerset"]),
        (
            "Leeds, York, Atlantis and Bath and North East Somerset in Avon",
            ["Leeds", "York", "Atlantis", "Bath and North East Somerset"],
        ),
        ("Leeds, St Helens in Lancashire and York", ["Leeds", "St Helens", "York"]),
    ],
)
def test_a_name_keeps_its_and_and_loses_its_county(listed, names):
    assert told_after(ANNUAL, f"Performing poorly are {listed}.", "authority") == [(name,) for name in names]


def test_a_list_may_end_in_a_comma():
    text = "Two councils (Leeds, York, ) performed poorly."
    assert told_after(ANNUAL, text, "column", "value", "authority") == [
        (1, 2, ""),
        (15, None, "Leeds"),
        (22, None, "York"),
    ]


def test_a_grade_is_that_of_one_list_only():
    found = reading("Annual grades for 2010\n\nPerforming poorly:\n\nLeeds and York\n\nEssex and Suffolk\n")
    fields = [(f.line, f.column, f.authority, f.grade, f.period, f.locator) for f in found.figures]
    assert fields == [
        (5, 1, "Leeds", "performs poorly", "2010", "Performing poorly, list"),
        (5, 11, "York", "performs poorly", "2010", "Performing poorly, list"),
    ]
    assert found.warnings == [(7, "a list of names that nothing gives a grade is not read")]


@pytest.mark.parametrize(
    "text", ["Performing poorly: Leeds, York and Kent.", "Those judged good were: Leeds and York."]
)
def test_a_list_that_says_its_own_grade_is_read_and_not_warned_of(text):
    read = reading(f"{ANNUAL}\n\n{text}")
    assert len(read.figures) == text.count(",") + 2 and read.warnings == []


@pytest.mark.parametrize(
    "text, names",
    [
        ("Those seen (Leeds and Atlantis) were good.", ["Leeds", "Atlantis"]),
        ("Those seen (Leeds, Atlantis and Utopia) were good.", ["Leeds"]),
        ("Kent in York was good.", ["Kent"]),
    ],
)
def test_half_of_the_names_of_a_list_must_be_known(text, names):
    assert [name for (name,) in told_after(SINGLE, text, "authority")] == names


@pytest.mark.parametrize("ending", [":", ":  "])
def test_a_long_sentence_that_ends_in_a_colon_leads_to_a_list(ending):
    lead = (
        "After a year in which much was said of what makes a place safe for children, inspectors found good services in"
    )
    text = f"{lead} these places, of which more is said in what follows{ending}\n\nLeeds\n\nYork"
    assert told_after(SINGLE, text, "authority", "grade") == [("Leeds", "good"), ("York", "good")]


def test_a_heading_after_a_list_is_none_of_its_names():
    text = "Good councils\n\nLeeds (Yorkshire)\n\nYork.\n\nWhat comes next\n\nNine councils were inadequate."
    assert told_after(SINGLE, text, "authority", "quote", "grade", "locator") == [
        ("Leeds", "Leeds", "good", "Good councils, list"),
        ("York", "York", "good", "Good councils, list"),
        ("", "Nine councils were inadequate", "inadequate", "What comes next, paragraph 1, sentence 1"),
    ]


@pytest.mark.parametrize(
    "names, listed", [(("Atlantis", "Utopia", "Leeds", "York"), 4), (("Atlantis", "Utopia", "Camelot", "York"), 0)]
)
def test_half_of_the_names_that_stand_on_their_own_must_be_known(names, listed):
    text = "Good councils\n\n" + "\n\n".join(names)
    assert len(told(f"{SINGLE}\n\n{text}", "authority", measure="graded")) == listed


@pytest.mark.parametrize("region", ["North", "North west", "The north of England"])
def test_lists_of_regions_follow_each_other_under_one_heading(region):
    heading = "Annual ratings 2009\n\nCouncils performing poorly"
    text = f"{heading}\n\n{region}: Leeds, York\n\nSouth: Kent, Essex\n\nMore is said of York."
    assert told(text, "authority") == [("Leeds",), ("York",), ("Kent",), ("Essex",)]


def test_what_follows_a_list_and_its_last_heading_is_read_once():
    heading = "Annual ratings 2009\n\nCouncils performing poorly"
    text = f"{heading}\n\nLeeds\n\nYork\n\nLast Words\n\nSix schools were good. Nine councils performed well."
    assert told(text, "authority", "value") == [("Leeds", None), ("York", None), ("", 6), ("", 9)]


def test_a_list_of_which_most_names_are_unknown_is_none():
    heading = "Annual ratings 2009\n\nCouncils performing poorly"
    names = ["Leeds", "Foo Town", "Bar Town", "Foo End", "York"]
    assert told("\n\n".join([heading, *names]), "authority") == []
    assert len(told("\n\n".join([heading, *names[:3], "York"]), "authority")) == 4


def test_a_name_in_a_list_stands_after_its_article():
    text = "Those performing poorly are Leeds, the Isle of Wight, the Wirral and York."
    assert told_after(ANNUAL, text, "column", "authority", "quote") == [
        (text.index(name) + 1, name, name) for name in ("Leeds", "Isle of Wight", "Wirral", "York")
    ]


@pytest.mark.parametrize("end", [" and", ", and", ",", " &", ", and also", " and,"])
def test_a_list_that_breaks_off_keeps_its_names(end):
    text = f"Annual ratings 2009\n\nCouncils performing poorly\n\nLeeds, York, Kent{end}"
    assert told(text, "authority") == [("Leeds",), ("York",), ("Kent",)]
    assert [cause for _, cause in reading(text).warnings] == ["the text ends in the middle of a sentence"]
