"""How the numbers of a passage share their words: with each other, with the sentence before, and with names."""

import pytest

from gradedrift.errors import SourceError
from tests.readings import ANNOUNCED, ANNUAL, SINGLE, after, reading, told_after, unread_after

EXCELLENT, WELL, ADEQUATE, POOR = (f"performs {how}" for how in ("excellently", "well", "adequately", "poorly"))
QUARTER = "Single inspections between 1 April 2014 and 30 June 2014"
BOTH_SERVICES = "Announced inspections"
NOTHING_YET = "Ofsted reports on its work."

# --- Numbers that count nothing -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text, said",
    [
        ("20 London boroughs performed well.", (20, "authorities", WELL, "")),
        ("Leeds performs excellently (4).", (4, "grade", EXCELLENT, "Leeds")),
        ("The number performing excellently (5) is small.", (5, "authorities", EXCELLENT, "")),
        ("Leeds performs well (grade 3).", (3, "grade", WELL, "Leeds")),
        ("Leeds council performs well (3).", (3, "grade", WELL, "Leeds")),
        ("1 Nine councils performed well.", (9, "authorities", WELL, "")),
    ],
)
def test_a_count_is_told_from_a_place_on_the_scale_and_from_the_number_of_a_note(text, said):
    assert told_after(ANNUAL, text, "value", "unit", "grade", "authority") == [said]
    assert unread_after(ANNUAL, text) == []


# --- Lists of names beside counts ---------------------------------------------------------------


@pytest.mark.parametrize(
    "before, text, said",
    [
        (
            ANNUAL,
            "Performs excellently (4): Bury, Kent, Leeds and York.",
            [(4, EXCELLENT, "")] + [(None, EXCELLENT, name) for name in ("Bury", "Kent", "Leeds", "York")],
        ),
        (
            SINGLE,
            "Those judged inadequate (Leeds and York) will be visited, while 12 councils were good.",
            [(None, "inadequate", "Leeds"), (None, "inadequate", "York"), (12, "good", "")],
        ),
        (
            SINGLE,
            "Unlike the good ones, those judged inadequate were: Leeds and York.",
            [(None, "inadequate", "Leeds"), (None, "inadequate", "York")],
        ),
        (
            SINGLE,
            "Neither outstanding nor good but inadequate were: Leeds and York.",
            [(None, "inadequate", "Leeds"), (None, "inadequate", "York")],
        ),
        (
            ANNUAL,
            "Authorities no longer performing well but performing adequately\n\nLeeds\n\nYork",
            [(None, ADEQUATE, "Leeds"), (None, ADEQUATE, "York")],
        ),
    ],
)
def test_a_list_of_names_has_the_grade_that_stands_last_before_it(before, text, said):
    assert told_after(before, text, "value", "grade", "authority") == said


@pytest.mark.parametrize("names", ["Three Rivers, Leeds and York", "Leeds, York and Three Rivers"])
def test_a_number_inside_a_name_counts_nothing(names):
    listed = names.replace(" and ", ", ").split(", ")
    assert told_after(SINGLE, f"Those judged good were: {names}.", "value", "grade", "authority") == [
        (None, "good", name) for name in listed
    ]


def test_a_list_that_is_too_short_is_refused_with_the_line_where_it_begins():
    with pytest.raises(SourceError, match="^a.txt:3: the list has 2 names, its count is 3$"):
        reading(after(SINGLE, "Three councils were good (Leeds\nand York)."))


def test_names_under_a_heading_without_a_grade_have_none():
    found = reading("Authorities that we visited\n\nLeeds\n\nYork")
    assert found.figures == []
    assert found.warnings == [(3, "a list of names that nothing gives a grade is not read")]


@pytest.mark.parametrize(
    "text, said",
    [
        ("Inspectors spent March in Leeds. Adoption was good.", [(None, "good", "adoption", "Leeds")]),
        ("Leeds and York were visited. Adoption was good.", []),
        (
            "Leeds was inadequate. This was also the grade for adoption,"
            " which it shares with its neighbours (Bradford and York).",
            [(None, "inadequate", "overall", "Leeds"), (None, "inadequate", "adoption", "Leeds")],
        ),
        ("Nine councils near Leeds were good.", [(9, "good", "overall", "")]),
        ("Inspectors have visited Leeds. Good were 28 others.", [(28, "good", "overall", "")]),
        (
            "Leeds was good, although 12 councils are awaiting a judgement.",
            [(None, "good", "overall", "Leeds"), (12, "", "overall", "")],
        ),
    ],
)
def test_a_grade_is_of_the_one_authority_that_its_passage_is_about(text, said):
    assert told_after(SINGLE, text, "value", "grade", "judgement", "authority") == said


# --- Judgements and services --------------------------------------------------------------------


@pytest.mark.parametrize(
    "before, text, said",
    [
        (
            f"{ANNOUNCED}: overall effectiveness",
            "12 councils were good.",
            [(12, "good", "safeguarding: overall effectiveness")],
        ),
        (
            BOTH_SERVICES,
            "For overall effectiveness of safeguarding 12 councils were good;"
            " for overall effectiveness of looked after children nine were good.",
            [
                (12, "good", "safeguarding: overall effectiveness"),
                (9, "good", "looked after children: overall effectiveness"),
            ],
        ),
        (
            ANNOUNCED,
            "Three councils were good for staying safe at every assessment, five adequate,"
            " and nine were good for being healthy.",
            [(3, "good", "staying safe"), (5, "adequate", "staying safe"), (9, "good", "being healthy")],
        ),
        (
            SINGLE,
            "Nine councils were good for both adoption and leadership. Three were inadequate.",
            [(9, "good", "adoption|leadership"), (3, "inadequate", "adoption|leadership")],
        ),
        (
            SINGLE,
            "Three were inadequate both for adoption and for leadership;"
            " two were also inadequate for adoption and care leavers.",
            [(3, "inadequate", "adoption|leadership"), (2, "inadequate", "adoption|leadership|care leavers")],
        ),
        (
            SINGLE,
            "In child protection three councils had an area for priority action. Nine councils were good.",
            [(3, "", ""), (9, "good", "overall")],
        ),
        (SINGLE, "There are 152 authorities in England.", [(152, "", "")]),
        (SINGLE, "All 12 councils were good.", [(12, "good", "overall")]),
    ],
)
def test_a_count_is_of_the_judgements_that_its_words_or_the_count_before_name(before, text, said):
    assert told_after(before, text, "value", "grade", "judgement") == said


# --- Periods ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before, text, said",
    [
        (
            ANNUAL,
            "152 councils were assessed in 2010 and 150 in 2011.",
            [(152, "inspected", "2010"), (150, "inspected", "2011")],
        ),
        (
            ANNUAL,
            "28 councils were good in 2010 and 30 were good in 2011.",
            [(28, "graded", "2010"), (30, "graded", "2011")],
        ),
        (
            QUARTER,
            "Three councils were good and 12 have so far been inspected.",
            [(3, "graded", "2014-04-01/2014-06-30"), (12, "inspected", "")],
        ),
    ],
)
def test_two_counts_of_a_sentence_have_each_its_own_period(before, text, said):
    assert told_after(before, text, "value", "measure", "period") == said


def test_the_years_of_a_grade_in_every_year_are_those_of_the_next_change():
    text = "Seven councils were excellent in 2009, 2010 and 2011. Over that time nine improved."
    assert told_after(ANNUAL, text, "value", "measure", "from_period", "to_period") == [
        (7, "every-year", "2009", "2011"),
        (9, "improved", "2009", "2011"),
    ]


@pytest.mark.parametrize(
    "text, said",
    [
        ("Nine councils were good in 2009. Six were poor.", [(9, WELL, "2009"), (6, POOR, "2011")]),
        ("In 2009 nine councils were good. Six were poor.", [(9, WELL, "2009"), (6, POOR, "2009")]),
        (
            "In 2010 nine councils were good. Six were poor in 2009. Three were excellent.",
            [(9, WELL, "2010"), (6, POOR, "2009"), (3, EXCELLENT, "2010")],
        ),
    ],
)
def test_a_year_holds_for_the_next_sentence_only_where_it_opens_its_own(text, said):
    assert told_after(ANNUAL, text, "value", "grade", "period") == said


@pytest.mark.parametrize(
    "before, first, second, regime, fields, said",
    [
        (
            SINGLE,
            "Under the earlier announced inspections six councils were good for safeguarding.",
            "Nine councils were good.",
            "single-inspection",
            ("grade", "period"),
            ("good", ""),
        ),
        (
            NOTHING_YET,
            "Between 1 April 2010 and 30 June 2010 the announced inspections of safeguarding began.",
            "Nine councils were adequate.",
            "safeguarding-looked-after",
            ("grade", "period"),
            ("adequate", "2010-04-01/2010-06-30"),
        ),
        (
            NOTHING_YET,
            "28 councils performed excellently.",
            "Nine councils were good.",
            "",
            ("grade", "judgement"),
            (WELL, "overall"),
        ),
        (
            ANNUAL,
            "Between 2009 and 2010 many councils improved.",
            "25 councils improved.",
            "annual-rating|annual-assessment",
            ("from_period", "to_period"),
            ("2009", "2010"),
        ),
    ],
)
def test_a_paragraph_goes_on_with_what_the_one_before_it_settled(before, first, second, regime, fields, said):
    *_, last = told_after(before, f"{first}\n\n{second}", "regime", *fields)
    assert last == (regime, *said)


# --- Words that several numbers share -----------------------------------------------------------


def test_a_grade_of_another_scale_is_passed_over_and_the_next_count_is_read():
    text = "Six councils were outstanding in another inspection, and 28 performed excellently."
    assert told_after(ANNUAL, text, "value", "grade") == [(28, EXCELLENT)]


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "All 12 councils in the north and three in the south were re-inspected.",
            [(12, "authorities", "re-inspected", ""), (3, "authorities", "re-inspected", "")],
        ),
        (
            "Eight in the north and three in the south were re-inspected, and 28 were good.",
            [
                (8, "authorities", "re-inspected", ""),
                (3, "authorities", "re-inspected", ""),
                (28, "authorities", "graded", "good"),
            ],
        ),
        (
            "Eight inspections in the north and three inspections in the south were completed.",
            [(8, "inspections", "total", ""), (3, "inspections", "total", "")],
        ),
    ],
)
def test_two_numbers_share_only_what_is_said_after_the_second_of_them(text, said):
    assert told_after(SINGLE, text, "value", "unit", "measure", "grade") == said


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "28 and 76 councils were excellent and good, respectively. Two declined.",
            [(28, "graded", EXCELLENT), (76, "graded", WELL), (2, "declined", "")],
        ),
        (
            "Two councils were excellent and nine were poor. These two authorities are in London.",
            [(2, "graded", EXCELLENT), (9, "graded", POOR), (2, "graded", EXCELLENT)],
        ),
    ],
)
def test_grades_go_to_the_numbers_that_they_are_said_of(text, said):
    assert told_after(ANNUAL, text, "value", "measure", "grade") == said


FOUR_GRADES = "26 (17%) were excellent, 75 did well, 37 performed adequately and 14 were poor."


@pytest.mark.parametrize(
    "text, said, unread",
    [
        (f"{FOUR_GRADES} It was 19, 79, 38 and 16 respectively in 2010.", [19, 79, 38, 16], []),
        (f"{FOUR_GRADES} It was 19, 79 and 16 respectively in 2010.", [], ["19", "79", "16"]),
        ("Nine and 12 councils were good and poor respectively.", [9, 12], []),
        ("Nine and 12 councils were good, excellent and poor respectively.", [], ["9", "12"]),
        ("Nine, 12 and 14 councils were good and poor respectively.", [], ["9", "12", "14"]),
        ("They were good and poor respectively.", [], []),
        ("In 2010 and 2011 26 and 28 councils respectively were good.", [28], ["26"]),
        ("Twelve were, disrespectively, good and poor.", [12], []),
    ],
)
def test_numbers_that_are_not_as_many_as_the_grades_told_off_to_them_are_left_unread(text, said, unread):
    found = [value for value, quoted in told_after(ANNUAL, text, "value", "quote") if quoted not in FOUR_GRADES]
    assert found == said and unread_after(ANNUAL, text) == unread


# --- Counts of outcomes beside counts of councils -----------------------------------------------


@pytest.mark.parametrize(
    "text, said, left",
    [
        (
            "Nine councils were good, but three declined in two outcomes.",
            [(9, "graded", "good", ""), (3, "declined", "", "")],
            ["2"],
        ),
        (
            "In two outcomes three councils declined, but nine were good.",
            [(3, "declined", "", ""), (9, "graded", "good", "")],
            ["2"],
        ),
        (
            "Three councils had improved, and in four outcomes nine councils were good.",
            [(3, "improved", "", ""), (4, "graded", "good", ""), (9, "graded", "good", "")],
            [],
        ),
        (
            "Two outcomes were inadequate for staying safe and nine councils were good for being healthy.",
            [(2, "graded", "inadequate", "staying safe"), (9, "graded", "good", "being healthy")],
            [],
        ),
        (
            "Three councils declined in being healthy and two outcomes were inadequate for staying safe.",
            [(3, "declined", "", "being healthy"), (2, "graded", "inadequate", "staying safe")],
            [],
        ),
    ],
)
def test_a_count_of_outcomes_shares_the_grade_of_the_graded_count_beside_it_only(text, said, left):
    assert told_after(ANNOUNCED, text, "value", "measure", "grade", "judgement") == said
    assert unread_after(ANNOUNCED, text) == left


# --- Adverbs that name a grade ------------------------------------------------------------------


@pytest.mark.parametrize(
    "before, text, said",
    [
        (NOTHING_YET, "28 councils performed excellently, 76 well.", [(28, EXCELLENT), (76, WELL)]),
        (ANNUAL, "28 councils performed excellently, 76\n                        well.", [(28, EXCELLENT), (76, WELL)]),
        (
            ANNUAL,
            "28 councils performed excellently and 76 well. In 2010 it was 20 excellently and 70 well.",
            [(28, EXCELLENT), (76, WELL), (20, EXCELLENT), (70, WELL)],
        ),
        (SINGLE, "Three councils were inadequate as well.", [(3, "inadequate")]),
    ],
)
def test_an_adverb_alone_names_a_grade_among_annual_grades_only(before, text, said):
    assert told_after(before, text, "value", "grade") == said


@pytest.mark.parametrize(
    "text, said",
    [
        ("Few were poor, but good were 76.", [(76, "performs well")]),
        ("Good or excellent were 104.", [(104, "performs excellently|performs well")]),
        ("It is a long road from poor to good, and nine councils are on it.", []),
    ],
)
def test_a_grade_before_a_count_is_the_one_beside_it(text, said):
    assert told_after(ANNUAL, text, "value", "grade") == said


def test_the_quotation_of_a_count_ends_before_what_it_is_compared_with():
    text = "15 councils were poor, down on 20 in 2010."
    assert told_after(ANNUAL, text, "value", "quote")[0] == (15, "15 councils were poor")


@pytest.mark.parametrize(
    "text, said",
    [
        ("The number inspected was 79.", [(79, "authorities", "inspected")]),
        (
            "Ofsted visited 41 councils, and nine of these, after longer inspections, were good.",
            [(41, "authorities", "inspected"), (9, "authorities", "graded")],
        ),
        (
            "In 20 inspections 12 children's services were good.",
            [(20, "inspections", "total"), (12, "authorities", "graded")],
        ),
        (
            "In 20 inspections 12 of all the big northern councils were good.",
            [(20, "inspections", "total"), (12, "authorities", "graded")],
        ),
        (
            "Of 20 inspections 12 found that the services of some councils were good.",
            [(20, "inspections", "total"), (12, "inspections", "graded")],
        ),
        ("Nine of these inspections were graded good.", [(9, "inspections", "graded")]),
        ("Nine of these homes were graded good.", [(9, "settings", "graded")]),
    ],
)
def test_a_count_is_of_what_its_words_say(text, said):
    assert told_after(SINGLE, text, "value", "unit", "measure") == said


def test_a_text_may_begin_with_a_qualifier():
    found = reading("Over 20 councils were good under the single inspection framework.").figures
    assert [(f.value, f.qualifier, f.quote) for f in found] == [(20, "over", "20 councils were good")]
