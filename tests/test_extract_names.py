"""What is read of named authorities: lists of names, single authorities, and the scales that stand beside them."""

import pytest

from tests.readings import ANNUAL, SINGLE, reading, told, told_after

# --- Lists --------------------------------------------------------------------------------------


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


# --- Names that are joined ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, names",
    [
        ("After Leeds wrote to us, Barnet, Camden and York performed poorly.", ["Barnet", "Camden", "York"]),
        ("Poor grades went to Leeds and York.", ["Leeds", "York"]),
        ("Poor grades went to Leeds, York and Kent.", ["Leeds", "York", "Kent"]),
        ("Poor grades went to Leeds and York, while Kent wrote to us.", ["Leeds", "York"]),
    ],
)
def test_a_grade_before_or_after_names_is_that_of_those_joined(text, names):
    assert told_after(ANNUAL, text, "authority", "grade", "period") == [
        (name, "performs poorly", "2011") for name in names
    ]


# --- Single authorities -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before, text, said",
    [
        (ANNUAL, "Kent was performing poorly.", ("performs poorly", "annual-assessment", "overall", "2011")),
        (SINGLE, "Kent was good.", ("good", "single-inspection", "overall", "")),
        (
            "Announced inspections",
            "Kent was judged outstanding.",
            ("outstanding", "safeguarding-looked-after", "", ""),
        ),
        ("Ofsted", "Kent was judged good.", ("good", "", "", "")),
    ],
)
def test_one_authority_has_the_judgement_of_its_regime(before, text, said):
    assert told_after(before, text, "authority", "grade", "regime", "judgement", "period") == [("Kent", *said)]


def test_the_dates_of_an_inspection_are_those_of_its_other_grades():
    text = (
        "Kent was judged good for adoption between 3 March 2014 and 6 March 2014. "
        "This was also the grade for care leavers."
    )
    assert told_after(SINGLE, text, "authority", "grade", "judgement", "period", "quote") == [
        ("Kent", "good", "adoption", "2014-03-03/2014-03-06", "adoption"),
        ("Kent", "good", "care leavers", "2014-03-03/2014-03-06", "care leavers"),
    ]


@pytest.mark.parametrize("date", ["Since November 2013", "Up to 31 March 2014"])
def test_half_a_period_is_no_date_of_an_inspection(date):
    assert told_after(SINGLE, f"{date} Kent was judged good for adoption.", "judgement", "period") == [("adoption", "")]


# --- The key areas ------------------------------------------------------------------------------

THREE = "adoption", "leadership", "care leavers"
LISTED = "three key areas: adoption, leadership and care leavers"


@pytest.mark.parametrize(
    "text, said",
    [
        (f"There are {LISTED}. Kent was good for all three key areas.", [("Kent", "good", THREE)]),
        (f"In 2014, councils have {LISTED}. Kent was good for all three key areas.", [("Kent", "good", THREE)]),
        (f"Kent was good for all {LISTED}.", [("Kent", "good", THREE)]),
        (
            f"There are {LISTED}. All three key areas were good in Kent. York was inadequate for all three key areas.",
            [("Kent", "good", THREE), ("York", "inadequate", THREE)],
        ),
        (
            "There are two key areas: adoption, leadership, and care leavers come later. "
            "Kent was good for the two key areas.",
            [("Kent", "good", ("adoption", "leadership"))],
        ),
    ],
)
def test_the_key_areas_are_those_that_the_text_named(text, said):
    assert told_after(SINGLE, text, "authority", "grade", "judgement") == [
        (name, grade, judgement) for name, grade, judgements in said for judgement in judgements
    ]


# --- Scales -------------------------------------------------------------------------------------

FOUR = "4 Excellent", "3 Performing well", "2 Performing adequately", "1 Poor"
GRADES = "performs excellently", "performs well", "performs adequately", "performs poorly"


def scale(text):
    fields = "line", "column", "value", "grade", "quote", "locator"
    return [tuple(getattr(f, name) for name in fields) for f in reading(text).figures if f.measure == "scale"]


def test_a_scale_in_a_section_has_the_names_of_its_grades():
    where = "Annual grades for 2010, scale"
    assert scale("Annual grades for 2010\n\n" + "\n".join(FOUR)) == [
        (line, 1, value, grade, quote, where)
        for line, value, grade, quote in zip((3, 4, 5, 6), (4, 3, 2, 1), GRADES, FOUR)
    ]


def test_a_scale_at_the_top_of_a_text_has_its_place():
    places = (2, 25), (2, 38), (2, 57), (2, 82)
    assert scale(f"\nThe annual grades 2010: {', '.join(FOUR)}.\n") == [
        (*place, value, grade, quote, "scale") for place, value, grade, quote in zip(places, (4, 3, 2, 1), GRADES, FOUR)
    ]


def test_a_short_table_after_a_scale_is_read():
    rows = "Move\tCouncils\nPerforms well to performs poorly\t3\nPerforms poorly to performs well\t4"
    text = f"{', '.join(FOUR)}.\n\nMoves between annual grades, 2009 to 2010\n\n{rows}"
    found = [(f.line, f.column, f.value, f.from_grade) for f in reading(text).figures if f.measure == "moved"]
    assert found == [(6, 34, 3, "performs well"), (7, 34, 4, "performs poorly")]


def test_the_same_grade_is_one_of_the_service_that_its_own_sentence_names():
    text = (
        "Kent was good for overall effectiveness of safeguarding services. "
        "This was also the grade for capacity to improve of safeguarding services."
    )
    assert told_after("Announced inspections of safeguarding services", text, "authority", "grade", "judgement") == [
        ("Kent", "good", "safeguarding: overall effectiveness"),
        ("Kent", "good", "safeguarding: capacity to improve"),
    ]


@pytest.mark.parametrize(
    "text", ["Performing poorly: Leeds, York and Kent.", "Those judged good were: Leeds and York."]
)
def test_a_list_that_says_its_own_grade_is_read_and_not_warned_of(text):
    read = reading(f"{ANNUAL}\n\n{text}")
    assert len(read.figures) == text.count(",") + 2 and read.warnings == []


@pytest.mark.parametrize(
    "text, said",
    [
        ("In 2010 Kent performed poorly, but it performed well in 2011.", [(1, "2010"), (3, "2011")]),
        ("Kent performed poorly in 2010 and well in 2011.", [(1, "2010"), (3, "2011")]),
        ("Kent performed poorly in 2010 and performs well.", [(1, "2010"), (3, "")]),
        ("Kent performed poorly in 2009 and 2010 and well in 2011.", [(1, ""), (3, "2011")]),
        ("Kent performed well in 2009 and 2010.", [(3, "")]),
        ("Compared with 2010, Kent performed well.", [(3, "2011")]),
    ],
)
def test_each_grade_of_an_authority_has_its_own_year_or_none(text, said):
    grades = {"performs poorly": 1, "performs well": 3}
    found = reading(f"{ANNUAL}\n\n{text}").figures
    assert [(grades[f.grade], f.period) for f in found] == said


@pytest.mark.parametrize(
    "text, said",
    [
        ("Kent was judged good, but leadership was inadequate.", [("good", "overall"), ("inadequate", "leadership")]),
        ("Kent was good, and adoption was outstanding.", [("good", "overall"), ("outstanding", "adoption")]),
        (
            "Kent was good, but leadership and adoption were inadequate.",
            [("good", "overall"), ("inadequate", "leadership"), ("inadequate", "adoption")],
        ),
        (
            "Kent was good for adoption, but is inadequate for leadership.",
            [("good", "adoption"), ("inadequate", "leadership")],
        ),
        ("Kent was good for adoption and leadership.", [("good", "adoption"), ("good", "leadership")]),
        ("Kent was good for adoption, and leadership was praised.", [("good", "adoption")]),
        (
            "Kent was good, but leadership was inadequate, which surprised nobody.",
            [("good", "overall"), ("inadequate", "leadership")],
        ),
    ],
)
def test_the_subject_of_a_grade_is_not_what_the_grade_before_is_for(text, said):
    found = reading(f"{SINGLE}\n\n{text}").figures
    assert [(f.grade, f.judgement) for f in found] == said


def test_a_year_does_not_date_the_inspection_of_one_authority():
    assert told_after(SINGLE, "Kent was good in 2014 and inadequate in 2015.", "grade", "period") == [
        ("good", ""),
        ("inadequate", ""),
    ]


def test_a_grade_goes_to_each_of_two_names_that_share_a_verb():
    text = "The annual assessments for 2011 are out.\n\nLeeds performed well and York poorly."
    found = [(f.authority, f.grade) for f in reading(text).figures]
    assert found == [("Leeds", "performs well"), ("York", "performs poorly")]


@pytest.mark.parametrize(
    "heading, period",
    [
        ("Single inspections in the last quarter (up to 30 June 2014)", "2014-06-30"),
        ("Single inspections in the last quarter", ""),
        ("Inspections in the latest quarter", ""),
    ],
)
def test_a_heading_of_a_quarter_has_its_own_period_or_none(heading, period):
    before = "Single inspection framework\n\nUp to 31 March 2014 three councils were good."
    found = reading(f"{before}\n\n{heading}\n\nNine councils were good.").figures
    assert [(f.value, f.period) for f in found] == [(3, "2014-03-31"), (9, period)]


# --- What is a list -----------------------------------------------------------------------------


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


def test_a_count_says_nothing_of_the_authority_before_it():
    text = "Kent was visited. Five councils were good for adoption."
    assert told_after(SINGLE, text, "authority", "value", "judgement") == [("", 5, "adoption")]


def test_lists_of_regions_follow_each_other_under_one_heading():
    heading = "Annual ratings 2009\n\nCouncils performing poorly"
    text = f"{heading}\n\nNorth: Leeds, York\n\nSouth: Kent, Essex\n\nMore is said of York."
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


def test_the_adverb_after_a_long_name_is_its_grade():
    text = "Leeds performed poorly and Northamptonshire well."
    assert told_after(ANNUAL, text, "authority", "grade") == [
        ("Leeds", "performs poorly"),
        ("Northamptonshire", "performs well"),
    ]


def test_the_years_of_single_authorities_are_not_those_of_the_next_sentence():
    text = "Leeds performed well in 2009 and poorly in 2010. Five councils were poor."
    assert told(text, "value", "grade", "period") == [
        (None, "performs well", "2009"),
        (None, "performs poorly", "2010"),
        (5, "performs poorly", ""),
    ]
