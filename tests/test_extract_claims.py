"""What is said of a number, decided by the words before and after it: moves, changes, differences and the rest."""

import pytest

from tests.readings import ANNOUNCED, ANNUAL, SINGLE, reading, told_after, unread_after
from tests.test_extract_sentences import BOTH_REGIMES

UNANNOUNCED = "Unannounced inspections"
YEARS = ("from_period", "to_period", "regime")
EXCELLENT, WELL, ADEQUATE = "performs excellently", "performs well", "performs adequately"
FIRST_YEARS, LAST_YEARS = ("2009", "2010", BOTH_REGIMES), ("2010", "2011", "annual-assessment")
ALL_YEARS, NO_YEARS = ("2009", "2011", BOTH_REGIMES), ("", "", "")

# --- Moves --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, grades, years",
    [
        ("Four councils moved up to good from adequate.", (ADEQUATE, WELL), NO_YEARS),
        ("Four adequate councils became good.", (ADEQUATE, WELL), NO_YEARS),
        ("Four councils went from adequate to good since 2009.", (ADEQUATE, WELL), ALL_YEARS),
        (
            "In 2011 Ofsted told us that four councils had gone from adequate to good between 2009 and 2010.",
            (ADEQUATE, WELL),
            FIRST_YEARS,
        ),
        ("Four councils that were adequate in 2009 were good in 2010.", (ADEQUATE, WELL), FIRST_YEARS),
        ("Four councils that were good in 2010 had been adequate in 2009.", (ADEQUATE, WELL), FIRST_YEARS),
        ("In 2011 we saw that four councils, good in 2010, were adequate in 2009.", (ADEQUATE, WELL), FIRST_YEARS),
        ("Four councils that are good in 2011 but were adequate in 2010 wrote to us.", (ADEQUATE, WELL), LAST_YEARS),
        ("Four councils that are good in 2011 were adequate the year before.", (ADEQUATE, WELL), LAST_YEARS),
        ("Four councils that are good in 2011 were excellent the year before.", (EXCELLENT, WELL), LAST_YEARS),
    ],
)
def test_a_move_goes_from_the_earlier_grade_to_the_later(text, grades, years):
    fields = ("value", "measure", "from_grade", "to_grade", *YEARS)
    assert told_after(ANNUAL, text, *fields) == [(4, "moved", *grades, *years)]


def test_the_year_in_which_a_move_ended_is_not_the_one_in_which_it_began():
    text = "Four councils moved from adequate to good in 2010."
    assert told_after(ANNUAL, text, "value", "measure", "from_period") == [(4, "moved", "")]


def test_each_move_has_its_own_years():
    text = (
        "Four councils moved from adequate to good between 2009 and 2010,"
        " and six moved from good to excellent between 2010 and 2011."
    )
    assert told_after(ANNUAL, text, "value", "from_grade", "to_grade", *YEARS) == [
        (4, ADEQUATE, WELL, *FIRST_YEARS),
        (6, WELL, EXCELLENT, *LAST_YEARS),
    ]


def test_two_grades_that_councils_rose_to_are_no_move_between_them():
    text = "Four councils rose to good or excellent."
    assert told_after(ANNUAL, text, "value") == []
    assert unread_after(ANNUAL, text) == ["4"]


# --- The same grade in several years ------------------------------------------------------------


def test_one_of_two_grades_in_every_year_is_no_move_between_them():
    text = "Seven councils were good or excellent in all three years."
    assert told_after(ANNUAL, text, "value", "measure", "grade", *YEARS) == [
        (7, "every-year", f"{EXCELLENT}|{WELL}", *ALL_YEARS)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Seven councils became good between 2009 and 2010.",
        "Seven councils were good in 2009 but not in 2010.",
        "Seven councils, good in 2009, were inspected in 2010.",
    ],
)
def test_two_years_beside_a_grade_need_not_both_have_it(text):
    assert "every-year" not in [measure for (measure,) in told_after(ANNUAL, text, "measure")]


@pytest.mark.parametrize(
    "before, text",
    [
        (
            ANNUAL,
            "Over both years, 2010 and 2011, nine councils improved."
            " Seven councils have been excellent every year since Ofsted began.",
        ),
        (
            "Between June 2009 and September 2011\n\n28 councils performed excellently.",
            "Seven councils have performed excellently every year since 2009.",
        ),
    ],
)
def test_every_year_leaves_open_what_no_words_tell(before, text):
    """Neither an earlier sentence's two years nor the dates of inspections are the years that are meant."""
    said = told_after(before, text, "value", "measure", "grade", *YEARS)
    assert said[-1] == (7, "every-year", EXCELLENT, *NO_YEARS)


# --- Changes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, value, measure, grade",
    [
        ("Twenty councils improved, most of which are now good.", 20, "improved", ""),
        ("28 councils performed excellently, unchanged since 2010.", 28, "graded", EXCELLENT),
        ("28 councils performed excellently, a number that has risen since 2010.", 28, "graded", EXCELLENT),
        ("28 councils performed excellently and many councils have improved.", 28, "graded", EXCELLENT),
        ("Schools and councils have much to do, but 25 councils improved.", 25, "improved", ""),
    ],
)
def test_a_change_is_told_from_a_grade_and_from_a_change_of_others(text, value, measure, grade):
    assert told_after(ANNUAL, text, "value", "measure", "grade") == [(value, measure, grade)]


def test_the_grade_that_some_of_those_who_improved_have_now_is_not_a_move_told_before():
    text = "Two councils moved from adequate to good. Twenty councils improved, most of which are now good."
    assert told_after(ANNUAL, text, "value", "measure", "from_grade", "to_grade") == [
        (2, "moved", ADEQUATE, WELL),
        (20, "improved", "", ""),
    ]


def test_each_change_that_stands_before_its_number_has_its_own_years():
    text = "Ratings improved on 2009 in 25 councils, and ratings improved on 2010 in 30 councils."
    assert told_after(ANNUAL, text, "value", "measure", *YEARS) == [
        (25, "improved", *ALL_YEARS),
        (30, "improved", *LAST_YEARS),
    ]


def test_what_improved_councils_did_counts_no_councils():
    text = "Councils that improved held 12 workshops."
    assert told_after(ANNUAL, text, "value") == []
    assert unread_after(ANNUAL, text) == ["12"]


# --- Differences --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, value, grade",
    [
        ("There were eight more councils than in 2010.", 8, ""),
        ("There was no change in the number of excellent councils since 2010.", 0, EXCELLENT),
    ],
)
def test_a_difference_needs_no_number_before_it(text, value, grade):
    assert told_after(ANNUAL, text, "value", "measure", "grade", *YEARS) == [(value, "difference", grade, *LAST_YEARS)]


def test_each_difference_has_its_own_years():
    text = "28 councils performed excellently, three more than in 2009, and 76 performed well, five more than in 2010."
    assert told_after(ANNUAL, text, "value", "measure", "grade", "period", *YEARS) == [
        (28, "graded", EXCELLENT, "2011", "", "", "annual-assessment"),
        (3, "difference", EXCELLENT, "", *ALL_YEARS),
        (76, "graded", WELL, "2011", "", "", "annual-assessment"),
        (5, "difference", WELL, "", *LAST_YEARS),
    ]


# --- What a number is not -----------------------------------------------------------------------

POOR = "performs poorly"


@pytest.mark.parametrize(
    "text, said, unread",
    [
        # The year of a count.
        ("Two years ago there were 14 excellent councils.", [(14, EXCELLENT, "2009")], []),
        ("There were 14 excellent councils three years earlier.", [(14, EXCELLENT, "2008")], []),
        ("Compared with 2010, when 20 councils were excellent, it is less.", [(20, EXCELLENT, "2010")], []),
        (
            "28 were excellent in 2011, more than in 2010, when there were 20.",
            [(28, EXCELLENT, "2011"), (20, EXCELLENT, "2010")],
            [],
        ),
        (
            "28 were excellent in 2011, more than in 2010. When 20 were seen they were poor.",
            [(28, EXCELLENT, "2011"), (20, POOR, "2011")],
            [],
        ),
        ("A year earlier there were 14 excellent councils.", [(14, EXCELLENT, "2010")], []),
        (
            "In the previous year 14 were excellent and nine poor. Now 15 are poor.",
            [(14, EXCELLENT, "2010"), (9, POOR, "2010"), (15, POOR, "2011")],
            [],
        ),
        (
            "The annual assessments of a year ago had 14 as excellent. Now 20 are poor.",
            [(14, EXCELLENT, ""), (20, POOR, "2011")],
            [],
        ),
        (
            "Last year's annual assessments had 14 as excellent.\n\nNow 20 are poor.",
            [(14, EXCELLENT, "2010"), (20, POOR, "2011")],
            [],
        ),
        (
            "Unlike last year, 14 councils are excellent. Now 20 are poor.",
            [(14, EXCELLENT, ""), (20, POOR, "2011")],
            [],
        ),
        ("As many as last year, 14 councils, are excellent.", [(14, EXCELLENT, "2011")], []),
        ("Compared with last year, 14 councils are excellent.", [(14, EXCELLENT, "2011")], []),
        (
            "14 are excellent, where last year ten were excellent and nine poor.",
            [(14, EXCELLENT, "2011"), (10, EXCELLENT, "2010"), (9, POOR, "")],
            [],
        ),
        (
            "This compares with last year, when nine were poor. Now 14 are poor.",
            [(9, POOR, ""), (14, POOR, "2011")],
            [],
        ),
        ("It is not as it was last year: 14 are poor.", [(14, POOR, "")], []),
        ("14 were excellent and, as last year, nine poor.", [(14, EXCELLENT, "2011"), (9, POOR, "2011")], []),
        (
            "14 were excellent and, compared with last year, nine poor.",
            [(14, EXCELLENT, "2011"), (9, POOR, "2011")],
            [],
        ),
        (
            "14 are excellent, this year 12 are poor and nine good.",
            [(14, EXCELLENT, "2011"), (12, POOR, "2011"), (9, WELL, "2011")],
            [],
        ),
        (
            "14 are excellent, and in last year's places nine are poor.",
            [(14, EXCELLENT, "2011"), (9, POOR, "2011")],
            [],
        ),
        ("This year 14 councils are excellent.", [(14, EXCELLENT, "2011")], []),
        (
            "20 were excellent (2010: 17) and 30 good.",
            [(20, EXCELLENT, "2011"), (17, EXCELLENT, "2010"), (30, WELL, "2011")],
            [],
        ),
        (
            "20 were excellent (2010 17) and 30 good.",
            [(20, EXCELLENT, "2011"), (17, EXCELLENT, "2010"), (30, WELL, "2011")],
            [],
        ),
        # A move of which one end is missing.
        ("Five councils were removed from the lowest category.", [], ["5"]),
        ("Five councils came out of the lowest category.", [(5, POOR, "2011")], []),
        ("Of those that rose, one went to excellent and four to performing well.", [(1, EXCELLENT, "2011")], ["4"]),
        (
            "We judged 26 to perform excellently and 75 to perform well.",
            [(26, EXCELLENT, "2011"), (75, WELL, "2011")],
            [],
        ),
        # The grade of a base.
        ("Half of the 12 councils that were poor in 2009 and 2010 remained there.", [], ["half", "12"]),
        ("Five of the 12 councils, which were poor, wrote to us.", [(5, POOR, "2011"), (12, "", "2011")], []),
        ("Five of the 12 councils were found to be poor.", [(5, POOR, "2011"), (12, "", "2011")], []),
        ("One of the 12 poor councils of 2009 is now good.", [], ["1", "12"]),
        ("Kent is one of 15 poor councils.", [(None, POOR, "2011")], ["1", "15"]),
        ("Two of the 12 perform excellently.", [(2, EXCELLENT, "2011"), (12, "", "2011")], []),
        ("Two of the 12 'performed well'.", [(2, WELL, "2011"), (12, "", "2011")], []),
        ("Two of the 12 'poor' councils are large.", [], ["2", "12"]),
        ("16 of the 43 councils seen (33) were poor.", [(33, POOR, "2011")], ["16", "43"]),
        ("Five of the 12 poor councils have improved.", [], ["5", "12"]),
        ("They are the only two of 12 poor councils to be good for this.", [], ["2", "12"]),
        (
            "None of the first ten was poor, two of the next ten were good.",
            [(0, POOR, "2011"), (10, "", "2011"), (2, WELL, "2011"), (10, "", "2011")],
            [],
        ),
        (
            "Five of the 12 councils were good for one thing and four in others.",
            [(5, WELL, "2011"), (12, "", "2011")],
            ["4"],
        ),
        # What others are besides.
        ("Leeds and 14 other councils were poor.", [(None, POOR, "2011")], ["14"]),
        ("Leeds was poor, as were five others.", [(None, POOR, "2011")], ["5"]),
        ("Leeds is here, 14 more councils were poor than in 2010.", [(14, POOR, "")], []),
        ("14 other councils were poor, and Leeds was not.", [(14, POOR, "2011")], []),
        # What was not done.
        ("17 were not assessed, six have not been inspected.", [(17, "", "2011"), (6, "", "2011")], []),
        # A number of something else.
        ("Good practice was seen in seven wings.", [], ["7"]),
        ("Points were given on a scale of 1 to 4.", [], []),
        ("In the quarter 12 councils were good.", [(12, WELL, "2011")], []),
        ("In quarter 3 12 councils were good.", [(12, WELL, "2011")], []),
    ],
)
def test_a_count_is_given_no_year_and_no_grade_that_is_not_its_own(text, said, unread):
    assert told_after(ANNUAL, text, "value", "grade", "period") == said
    assert unread_after(ANNUAL, text) == unread


def test_a_year_ago_is_no_year_of_inspections():
    assert told_after(SINGLE, "14 are good, last year 12 were inadequate.", "value", "period") == [(14, ""), (12, "")]


def test_a_rise_has_the_grade_before_it_where_another_clause_follows():
    text = "28 councils are excellent - a rise of eight - while the number that are poor is as it was."
    assert told_after(ANNUAL, text, "value", "measure", "grade") == [
        (28, "graded", EXCELLENT),
        (8, "difference", EXCELLENT),
    ]
    for end in (".", " - no more.", "; that is all."):
        text = f"There was a rise of eight in the number that are poor{end}"
        assert told_after(ANNUAL, text, "value", "measure", "grade") == [(8, "difference", POOR)]


@pytest.mark.parametrize(
    "share, said",
    [
        ("Three quarters of the 43 authorities inspected (33) were poor.", [0.75, 43, 33]),
        ("Three quarters of the 43 (some 33) were poor.", [0.75, 43, 33]),
        ("76 per cent of the 43 seen (33) were poor.", [76, 43, 33]),
        ("A quarter of the 43 (ten, or 23 per cent) were poor.", [0.25, 43, 10, 23]),
    ],
)
def test_a_share_and_its_count_in_brackets_after_the_base_are_told_alike(share, said):
    assert told_after(ANNUAL, share, "value", "measure", "grade") == [
        (value, "total", "") if value == 43 else (value, "graded", POOR) for value in said
    ]


# --- Inspections --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, value, measure, unit, grade, quote",
    [
        ("Not judged were three councils.", 3, "not-judged", "authorities", "", "Not judged were three councils"),
        ("Apart from those not judged nine councils were good.", 9, "graded", "authorities", "good", None),
        ("Awaiting their report are three councils.", 3, "pending", "authorities", "", None),
        ("In March Ofsted inspected one council.", 1, "inspected", "authorities", "", "inspected one council"),
        ("Four of the inadequate councils were re-inspected.", 4, "re-inspected", "authorities", "inadequate", None),
        ("Two re-inspections ended as good.", 2, "re-inspected", "inspections", "good", None),
        ("So far 11 identified priority actions.", 11, "priority-action", "authorities", "", None),
    ],
)
def test_what_became_of_councils_may_be_said_before_or_after_their_number(text, value, measure, unit, grade, quote):
    [(*said, quoted)] = told_after(SINGLE, text, "value", "measure", "unit", "grade", "quote")
    assert said == [value, measure, unit, grade]
    assert quote in (None, quoted)


@pytest.mark.parametrize(
    "before, dates, period",
    [
        (UNANNOUNCED, "Between June 2009 and March 2010", "2009-06-01/2010-03-31"),
        (ANNOUNCED, "Between June 2009 and March 2010", ""),
        (ANNOUNCED, "Since then", ""),
    ],
)
def test_only_unannounced_inspections_found_areas_for_priority_action(before, dates, period):
    """The dates of other inspections are not theirs."""
    text = f"{dates} six councils were told of at least one area for priority action."
    fields = ("value", "measure", "regime", "judgement", "grade", "period")
    assert told_after(before, text, *fields) == [(6, "priority-action", "unannounced", "", "", period)]


def test_unannounced_inspections_have_no_judgement_even_where_they_share_words_with_announced_ones():
    text = "Five inspections of safeguarding are pending. Three unannounced inspections are also pending."
    assert told_after(ANNOUNCED, text, "value", "measure", "regime", "judgement") == [
        (5, "pending", "safeguarding-looked-after", "safeguarding"),
        (3, "pending", "unannounced", ""),
    ]


def test_all_councils_are_as_many_whether_told_before_or_after_those_inspected():
    total = (41, "total", "single-inspection", "overall")
    inspected = (12, "inspected", "single-inspection", "")
    fields = ("value", "measure", "regime", "judgement")
    assert told_after(SINGLE, "Of the 41 councils in the north, 12 were inspected.", *fields) == [total, inspected]
    assert told_after(SINGLE, "Ofsted inspected 12 of the 41 councils in the north.", *fields) == [inspected, total]


# --- Quotations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, quotes",
    [
        ("Good were 28 councils (18 per cent).", ["Good were 28 councils (18 per cent)", "(18 per cent)"]),
        ("Every council was visited in that year. Good were 28.", ["Good were 28"]),
        ("Councils performing excellently numbered 28, and adequately 12.", [None, "adequately 12"]),
        ("28 councils performed excellently, and 76 well.", ["28 councils performed excellently", "76 well"]),
        ("Of the good councils three improved.", ["three improved"]),
        ("There are eight more in 2011 than in 2010.", ["eight more"]),
        ("Thirty councils were good; compared with 2010, that is eight fewer.", [None, "eight fewer"]),
    ],
)
def test_a_quotation_has_the_words_that_say_what_a_number_is(text, quotes):
    """Those before the number only where none after it say so."""
    found = [quoted for (quoted,) in told_after(ANNUAL, text, "quote")]
    assert [quoted if wanted else None for quoted, wanted in zip(found, quotes, strict=True)] == quotes


@pytest.mark.parametrize("between, begins", [(52, "Good"), (53, "28")])
def test_a_quotation_begins_at_most_sixty_characters_before_its_number_ends(between, begins):
    [(quoted,)] = told_after(ANNUAL, f"Good {'x' * between} 28 councils.", "quote")
    assert quoted.startswith(begins)


# --- All that there are -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, values",
    [
        (f"Ofsted will {'x' * 49} make 20 inspections.", []),
        (f"Ofsted will {'x' * 50} make 20 inspections.", [20]),
        (f"20 inspections {'x' * 42} will be made.", []),
        (f"20 inspections {'x' * 43} will be made.", [20]),
    ],
)
def test_what_is_planned_within_sixty_characters_is_not_there_yet(text, values):
    assert [value for (value,) in told_after(SINGLE, text, "value")] == values


def test_a_text_may_begin_with_a_plan():
    text = "will see each of 152 authorities in a round of single inspections."
    assert [(f.value, f.measure) for f in reading(text).figures] == [(152, "total")]
