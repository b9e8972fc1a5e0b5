"""What is read of single authorities: each grade with its judgement, its service and its date."""

import pytest

from tests.readings import ANNUAL, SINGLE, reading, told, told_after, unread_after

THREE = "adoption", "leadership", "care leavers"
LISTED = "three key areas: adoption, leadership and care leavers"
ANNOUNCED = "Announced inspections"


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


def test_a_count_says_nothing_of_the_authority_before_it():
    text = "Kent was visited. Five councils were good for adoption."
    assert told_after(SINGLE, text, "authority", "value", "judgement") == [("", 5, "adoption")]


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


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "Kent performed poorly in 2010 and well in 2011.",
            [("Kent", "performs poorly", "2010"), ("Kent", "performs well", "2011")],
        ),
        ("Kent performed poorly, a lower grade than in 2009.", [("Kent", "performs poorly", "2011")]),
        ("A minister said so. Kent performed poorly.", [("Kent", "performs poorly", "2011")]),
        ("Kent performed poorly. Kent and York never had the same grade.", [("Kent", "performs poorly", "2011")]),
    ],
)
def test_each_grade_of_an_authority_has_its_own_year(text, said):
    assert told_after(ANNUAL, text, "authority", "grade", "period") == said


@pytest.mark.parametrize(
    "before, text, said",
    [
        (SINGLE, "Adoption was good in Kent.", [("adoption", "good", 1, "Adoption")]),
        (
            SINGLE,
            "In Kent adoption was good and leadership was inadequate.",
            [("adoption", "good", 9, "adoption"), ("leadership", "inadequate", 31, "leadership")],
        ),
        (
            SINGLE,
            "Inspectors saw Kent. Adoption was outstanding and the council was good overall.",
            [("adoption", "outstanding", 22, "Adoption"), ("overall", "good", 67, "good")],
        ),
        (
            ANNOUNCED,
            "In Kent partnership working was good; "
            "overall effectiveness was good for safeguarding and adequate for looked after children.",
            [
                ("partnership working", "good", 9, "partnership working"),
                ("safeguarding: overall effectiveness", "good", 39, "overall effectiveness"),
                ("looked after children: overall effectiveness", "adequate", 39, "overall effectiveness"),
            ],
        ),
    ],
)
def test_each_judgement_of_an_authority_has_its_own_grade(before, text, said):
    assert told_after(before, text, "authority", "judgement", "grade", "column", "quote") == [
        ("Kent", *one) for one in said
    ]


@pytest.mark.parametrize("heading", ["Performs poorly (1)", "Performs poorly (grade 1)"])
def test_a_heading_of_a_grade_is_about_the_authority_that_its_text_names_or_is_not_read(heading):
    before = f"Annual ratings for 2010\n\n{heading}"
    found = told_after(before, "Kent has much to do.", "authority", "grade", "value", "unit", "period")
    assert found == [("Kent", "performs poorly", 1, "grade", "2010")]
    assert told_after(before, "There is much to do here.", "value") == []
    assert "1" in unread_after(before, "There is much to do here.") or "(grade" in heading


def test_the_inspection_of_an_authority_has_its_date_in_the_next_sentence_too():
    one = "Kent was judged inadequate for leadership in November 2014."
    text = f"{one} Its adoption services have the same grade."
    assert told_after(f"{SINGLE}, up to 20 January 2015", text, "judgement", "grade", "period") == [
        ("leadership", "inadequate", "2014-11-01/2014-11-30"),
        ("adoption", "inadequate", "2014-11-01/2014-11-30"),
    ]


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "Kent requires improvement, with leadership good and adoption inadequate.",
            [("requires improvement", "overall"), ("good", "leadership"), ("inadequate", "adoption")],
        ),
        ("Kent was good for adoption, leadership inadequate.", [("good", "adoption"), ("inadequate", "leadership")]),
        ("Kent was good for adoption and inadequate in all.", [("inadequate", "overall"), ("good", "adoption")]),
        ("Kent was good for adoption, but inadequate for what else it does.", [("good", "adoption")]),
        (
            "Leadership in Kent was good, for adoption it was inadequate.",
            [("good", "leadership"), ("inadequate", "adoption")],
        ),
        ("Kent was inadequate for the second time.", [("inadequate", "overall")]),
        ("Kent was inadequate for two years.", [("inadequate", "overall")]),
    ],
)
def test_a_judgement_goes_to_one_grade_and_a_grade_for_something_else_is_not_the_overall_one(text, said):
    assert told_after(SINGLE, text, "grade", "judgement") == said


def test_a_grade_for_a_service_is_read_though_no_judgement_is_named():
    found = told_after(ANNOUNCED, "Kent was good for safeguarding.", "authority", "grade", "judgement")
    assert found == [("Kent", "good", "")]
