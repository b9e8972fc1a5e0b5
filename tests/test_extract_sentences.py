"""What is read from sentences: wording that the releases have once or never, each with all that it says."""

import pytest

from gradedrift.extract.frames import frames_of
from gradedrift.extract.openings import alternatives, by_opening
from gradedrift.extract.tokens import scan
from tests.readings import ANNOUNCED, ANNUAL, SINGLE, reading, told_after, unread_after

BOTH_REGIMES = "annual-rating|annual-assessment"

# --- Two numbers that share their words ---------------------------------------------------------


@pytest.mark.parametrize(
    "before, ending, measure",
    [
        (ANNUAL, "improved", "improved"),
        (ANNUAL, "declined", "declined"),
        (ANNUAL, "were unchanged", "unchanged"),
        (SINGLE, "were re-inspected", "re-inspected"),
        (SINGLE, "are awaiting a judgement", "pending"),
        (SINGLE, "were inspected", "inspected"),
    ],
)
def test_two_numbers_share_what_is_said_after_the_second(before, ending, measure):
    text = f"Eight councils in the north and three in the south {ending}."
    assert told_after(before, text, "line", "column", "value", "unit", "measure") == [
        (3, 1, 8, "authorities", measure),
        (3, 33, 3, "authorities", measure),
    ]


def test_two_numbers_share_the_re_inspections_that_are_counted_after_the_second():
    text = "Eight in the north and three in the south had re-inspections."
    assert told_after(SINGLE, text, "value", "measure", "quote") == [
        (8, "re-inspected", "Eight"),
        (3, "re-inspected", "three in the south had re-inspections"),
    ]


@pytest.mark.parametrize(
    "text, left",
    [
        ("Eight councils in the north, and three in the south were re-inspected.", ["8"]),
        ("Eight councils in the north and three in the south danced.", ["8", "3"]),
    ],
)
def test_two_numbers_that_share_nothing(text, left):
    assert unread_after(SINGLE, text) == left


@pytest.mark.parametrize(
    "before, text, measure, unit, judgements",
    [
        (
            ANNOUNCED,
            "There were 12 inspections of safeguarding and six of looked after children.",
            "total",
            "inspections",
            ("safeguarding", "looked after children"),
        ),
        (
            SINGLE,
            "Ofsted inspected 12 councils for adoption and six for care leavers.",
            "inspected",
            "authorities",
            ("", ""),
        ),
        (
            SINGLE,
            "Twelve councils were re-inspected in adoption and six in leadership.",
            "re-inspected",
            "authorities",
            ("adoption", "leadership"),
        ),
        (
            SINGLE,
            "Twelve councils were awaiting judgements for adoption and six for leadership.",
            "pending",
            "authorities",
            ("adoption", "leadership"),
        ),
    ],
)
def test_a_second_number_goes_on_with_what_was_said_of_the_first(before, text, measure, unit, judgements):
    assert told_after(before, text, "value", "measure", "unit", "judgement") == [
        (12, measure, unit, judgements[0]),
        (6, measure, unit, judgements[1]),
    ]


@pytest.mark.parametrize(
    "before, text, left",
    [
        (ANNOUNCED, "There were 12 inspections of safeguarding and six danced.", ["6"]),
        (ANNUAL, "28 councils performed excellently and 33 of the rest danced.", ["33"]),
    ],
)
def test_a_second_number_that_does_not_go_on_is_left_unread(before, text, left):
    assert unread_after(before, text) == left
    assert len(told_after(before, text, "value")) == 1


# --- Judgements that the next sentence names ----------------------------------------------------


@pytest.mark.parametrize(
    "before, text, said",
    [
        (
            SINGLE,
            "Nine councils were good. Two sub-judgements were inadequate. These were adoption and leadership.",
            [(9, "authorities", "overall"), (2, "judgements", "adoption|leadership")],
        ),
        (
            SINGLE,
            "Three outcomes were inadequate. They were adoption and leadership.",
            [(3, "outcomes", "adoption|leadership")],
        ),
        (
            SINGLE,
            "Nine councils were good. These were adoption and leadership.",
            [(9, "authorities", "overall")],
        ),
        (
            SINGLE,
            "Two sub-judgements were inadequate. Nine councils were good for adoption. These were leadership.",
            [(2, "judgements", "overall"), (9, "authorities", "adoption")],
        ),
        (
            ANNOUNCED,
            "Two outcomes were inadequate for staying safe. These were told at once.",
            [(2, "outcomes", "staying safe")],
        ),
        (
            SINGLE,
            "Two sub-judgements were inadequate. These were overall effectiveness and adoption. Nine were good.",
            [(2, "judgements", "overall|adoption"), (9, "authorities", "overall|adoption")],
        ),
    ],
)
def test_these_were_names_the_judgements_that_were_counted_last(before, text, said):
    assert told_after(before, text, "value", "unit", "judgement") == said


# --- Years --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, span",
    [
        ("In all three years seven authorities were excellent.", ("2009", "2011")),
        ("Seven authorities were performing excellently each year from 2009 to 2010.", ("2009", "2010")),
        ("Seven authorities were performing excellently every year.", ("", "")),
        ("Seven councils were excellent in 2009 and again in 2010.", ("2009", "2010")),
        ("Seven councils were excellent in 2009, 2010 and 2011.", ("2009", "2011")),
    ],
)
def test_the_same_grade_in_every_year(text, span):
    regime = BOTH_REGIMES if span[0] else ""
    assert told_after(ANNUAL, text, "value", "measure", "grade", "regime", "from_period", "to_period", "period") == [
        (7, "every-year", "performs excellently", regime, *span, "")
    ]


@pytest.mark.parametrize(
    "text, spans",
    [
        (
            "25 councils improved between 2009 and 2010 and 30 improved between 2010 and 2011.",
            [("2009", "2010"), ("2010", "2011")],
        ),
        ("25 councils improved on 2009 and 30 improved on 2010.", [("2009", "2011"), ("2010", "2011")]),
    ],
)
def test_each_change_has_its_own_years(text, spans):
    assert told_after(ANNUAL, text, "value", "measure", "from_period", "to_period", "regime") == [
        (25, "improved", *spans[0], BOTH_REGIMES),
        (30, "improved", *spans[1], "annual-assessment"),
    ]


def test_a_year_is_no_change_on_itself():
    text = "25 councils improved since 2011."
    assert told_after(ANNUAL, text, "value", "measure", "from_period", "to_period") == [(25, "improved", "", "")]


def test_a_month_ends_on_its_last_day():
    assert told_after(SINGLE, "Up to February 2016 nine councils were good.", "value", "period") == [(9, "2016-02-29")]


# --- Numbers beside numbers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, said, left",
    [
        ("28 or 29 councils were good.", [(29, "authorities", "graded", "2011", "")], ["28"]),
        (
            "28 councils, or 18 per cent, were good.",
            [(28, "authorities", "graded", "2011", ""), (18, "percent", "graded", "2011", "")],
            [],
        ),
        (
            "Twenty-eight (28) councils were good.",
            [(28, "authorities", "graded", "2011", ""), (28, "authorities", "graded", "2011", "")],
            [],
        ),
        (
            "Good were 75 councils (74 in 2009).",
            [(75, "authorities", "graded", "2011", ""), (74, "authorities", "graded", "2009", "")],
            [],
        ),
        (
            "57 of 152 authorities, more than half, were good.",
            [
                (57, "authorities", "graded", "2011", ""),
                (152, "authorities", "total", "2011", ""),
                (0.5, "fraction", "graded", "2011", "over"),
            ],
            [],
        ),
    ],
)
def test_a_number_says_the_one_before_it_again_or_counts_for_itself(text, said, left):
    assert told_after(ANNUAL, text, "value", "unit", "measure", "period", "qualifier") == said
    assert unread_after(ANNUAL, text) == left


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "75 councils (74 in 2009) performed well.",
            [
                (75, "performs well", "2011", "75 councils (74 in 2009) performed well"),
                (74, "performs well", "2009", "(74 in 2009)"),
            ],
        ),
        (
            "28 (compared with ten for 2009) were excellent, 33 (40 in 2009) adequate.",
            [
                (28, "performs excellently", "2011", "28 (compared with ten for 2009) were excellent"),
                (10, "performs excellently", "2009", "ten for 2009"),
                (33, "performs adequately", "2011", "33 (40 in 2009) adequate"),
                (40, "performs adequately", "2009", "(40 in 2009)"),
            ],
        ),
        (
            "28 councils (28 in 2009) were excellent.",
            [
                (28, "performs excellently", "2011", "28 councils (28 in 2009) were excellent"),
                (28, "performs excellently", "2009", "(28 in 2009)"),
            ],
        ),
        (
            "28 councils (10 in 2009) performed excellently, 33 (40 in 2009) adequately.",
            [
                (28, "performs excellently", "2011", "28 councils (10 in 2009) performed excellently"),
                (10, "performs excellently", "2009", "(10 in 2009)"),
                (33, "performs adequately", "2011", "33 (40 in 2009) adequately"),
                (40, "performs adequately", "2009", "(40 in 2009)"),
            ],
        ),
    ],
)
def test_what_follows_a_number_of_another_year_in_brackets_is_said_of_the_one_before_it(text, said):
    assert told_after(ANNUAL, text, "value", "grade", "period", "quote") == said
    assert unread_after(ANNUAL, text) == []


@pytest.mark.parametrize(
    "text, said, left",
    [
        ("75 councils (74 in 2009 and 70 in 2010) performed well.", [(70, "2010")], ["75", "74"]),
        ("75 councils, 74 in 2009) performed well.", [(74, "2009")], ["75"]),
        ("(74 in 2009) performed well.", [(74, "2009")], []),
        ("Poor were 15 councils (up from 9 councils in 2009) and good 76.", [(15, "2011"), (76, "2011")], ["9"]),
    ],
)
def test_brackets_that_hold_more_or_are_none_take_what_follows(text, said, left):
    assert told_after(ANNUAL, text, "value", "period") == said
    assert unread_after(ANNUAL, text) == left


@pytest.mark.parametrize(
    "text",
    [
        "15 councils were poor, compared with nine councils in 2009.",
        "15 councils were poor, up from nine councils in 2009.",
        "15 councils were poor, against only nine councils in 2009.",
        "15 councils were poor; nine councils were so in 2009.",
        "15 councils were poor (nine were in 2009).",
        "15 councils were poor but nine councils were so in 2009.",
    ],
)
def test_the_year_of_a_count_that_is_set_off_is_not_that_of_the_count_before_it(text):
    assert told_after(ANNUAL, text, "value", "period") == [(15, "2011")]
    assert unread_after(ANNUAL, text) == ["9"]


@pytest.mark.parametrize(
    "text, period",
    [
        ("15 councils were poor and ten councils were excellent in 2009.", "2009"),
        ("15 councils were poor, ten councils were excellent in 2009.", "2009"),
        ("In 2009 15 councils were poor; ten councils were excellent.", "2009"),
        ("15 councils were poor; ten councils were excellent.", "2011"),
    ],
)
def test_counts_side_by_side_share_the_year_of_their_sentence(text, period):
    assert told_after(ANNUAL, text, "value", "period") == [(15, period), (10, period)]


def test_a_number_in_brackets_that_is_another_number_does_not_say_the_one_before_it_again():
    text = "Two (3) councils were excellent."
    assert told_after(ANNUAL, text, "value") == [(3,)]
    assert unread_after(ANNUAL, text) == ["2"]


def test_a_share_may_have_decimals():
    text = "7.5 per cent of councils were good."
    assert told_after(ANNUAL, text, "value", "unit", "grade", "quote") == [
        (7.5, "percent", "performs well", "7.5 per cent of councils were good")
    ]


# --- How many there are, and how many were inspected --------------------------------------------


@pytest.mark.parametrize(
    "text, said",
    [
        ("There are 12 small authorities.", [(12, "authorities", "total")]),
        ("There are 12 very small authorities.", [(12, "authorities", "total")]),
        ("There are 12 very small rural authorities.", []),
        ("Ofsted judged services in 152 authorities.", [(152, "authorities", "total")]),
        ("By then Ofsted had assessed 47.", [(47, "authorities", "inspected")]),
        ("By then Ofsted had assessed services at 47.", []),
    ],
)
def test_a_number_of_all_or_of_those_inspected(text, said):
    assert told_after(SINGLE, text, "value", "unit", "measure") == said
    assert len(unread_after(SINGLE, text)) == 1 - len(said)


def test_a_text_may_begin_with_the_words_that_say_what_its_number_is():
    text = "In 152 authorities much is to do under the single inspection framework."
    found = [(f.line, f.column, f.value, f.measure) for f in reading(text).figures]
    assert found == [(1, 4, 152, "total")]


def test_the_words_before_a_number_reach_forty_characters_back():
    text = "x" * 50 + " 28 councils were good."
    [frame] = frames_of(text, scan(text))
    assert frame.before() == "x" * 39 + " "


# --- Lists of names in a sentence ---------------------------------------------------------------


@pytest.mark.parametrize(
    "before, grade, regime, judgement",
    [
        (SINGLE, "good", "single-inspection", "overall"),
        ("Announced inspections", "outstanding", "safeguarding-looked-after", ""),
        ("Ofsted", "good", "", ""),
    ],
)
def test_a_list_of_names_has_the_judgement_of_its_regime(before, grade, regime, judgement):
    text = f"Those judged {grade} were: Leeds and York."
    assert told_after(before, text, "authority", "grade", "regime", "judgement") == [
        ("Leeds", grade, regime, judgement),
        ("York", grade, regime, judgement),
    ]


# --- Patterns and their openings ----------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern, parts",
    [
        ("a|b", ["a", "b"]),
        ("a(?:b|c)|d(e|f(g|h)|i)j|k", ["a(?:b|c)", "d(e|f(g|h)|i)j", "k"]),
        (r"\(a|b\)|[|(]c", [r"\(a", r"b\)", "[|(]c"]),
    ],
)
def test_the_alternatives_of_a_pattern(pattern, parts):
    assert alternatives(pattern) == parts


def test_only_the_alternatives_that_can_begin_at_a_place_are_tried():
    opened = by_opening({"one": "apple|pear", "two": "(?P<whole>plum|peach)"})
    assert "apple" not in opened("pear").pattern and "pear" in opened("pear").pattern
    assert "peach" in opened("plum").pattern


@pytest.mark.parametrize(
    "text",
    [
        "Of the poor, there were 15 and the number of excellent councils.",
        "The number of poor councils was 15 and the number judged excellent.",
    ],
)
def test_a_number_that_is_not_there_lends_its_grade_to_no_other(text):
    assert told_after(ANNUAL, text, "value", "grade") == [(15, "performs poorly")]


# --- Wording that was misread once --------------------------------------------------------------


@pytest.mark.parametrize(
    "text, said",
    [
        ("28 councils were excellent, up eight on last year.", [(28, "graded", "2011"), (8, "difference", "")]),
        ("15 councils were poor, up by six.", [(15, "graded", "2011"), (6, "difference", "")]),
        ("The number of poor councils fell by two.", [(-2, "difference", "")]),
        ("Two fewer councils were poor.", [(-2, "difference", "")]),
        ("Compared with 2010 eight more councils were excellent.", [(8, "difference", "")]),
        ("More is known than in 2010. Eight more councils were excellent.", [(8, "graded", "2011")]),
        ("15 councils were poor, down two since 2010.", [(15, "graded", "2011"), (-2, "difference", "")]),
        ("15 councils were poor, up from nine.", [(15, "graded", "2011")]),
        ("The number of poor councils rose from nine.", [(9, "graded", "")]),
        ("Not one council was poor.", [(0, "graded", "2011")]),
        ("Not a single council was poor.", [(0, "graded", "2011")]),
        ("15 councils were poor; six were poor the year before too.", [(15, "graded", "2011"), (6, "graded", "2010")]),
        ("Four councils have been poor for three years running.", [(4, "every-year", "")]),
        ("Four councils have been poor two years in a row.", [(4, "every-year", "")]),
        ("Compared with 2010, and with 2009 and 2010 together, 15 councils were poor.", [(15, "graded", "2011")]),
        ("From 1 to 30 June 2010 and up to 31 August 2010 we saw 15 poor councils.", [(15, "graded", "2011")]),
        ("Performs well to performs porly - 7", []),
        ("Two councils moved from performing (sic) excellently to performing well.", [(2, "moved", "")]),
        ("Two councils moved from performing excellently to performing wel.", []),
        (
            "28 councils were excellent, eight more than | in the previous year.",
            [(28, "graded", "2011"), (8, "difference", "")],
        ),
        ("Poor, adequate, good and excellent councils were 15, 33, 76 and 28.", []),
        ("Five of the ... 28 councils were poor.", [(5, "graded", "2011"), (28, "total", "2011")]),
        ("Grade 4 is for councils that are excellent, grades 1 and 2 for 28 that are poor.", [(28, "graded", "2011")]),
        ("Two councils moved from performing (he said) excellently to performing well.", []),
        (
            "28  councils   were (see note 7) excellent, eight more than (sic) in the previous year.",
            [(28, "graded", "2011"), (8, "difference", "")],
        ),
        ("15 councils performed1 well, up2 [sic] eight on last year.", [(15, "graded", "2011"), (8, "difference", "")]),
        ("28 councils were not yet good and 12 not judged to be adequate.", []),
        ("In 2009, 2010 and 2011 the number of poor councils was nine, 12 and 15.", [(9, "graded", "")]),
        ("Seven councils were good in 2009 but not in 2010.", []),
        ("Seven councils that were good in 2009 were thanked in 2010.", []),
        ("Seven councils were good in 2010 but not this year.", []),
        (
            "28 councils were excellent, and none of nine that were poor in 2009 were.",
            [(28, "graded", "2011"), (0, "graded", "2009"), (9, "total", "2009")],
        ),
    ],
)
def test_wording_of_annual_grades_that_was_misread_once(text, said):
    assert told_after(ANNUAL, text, "value", "measure", "period") == said


@pytest.mark.parametrize(
    "before, text, said, left",
    [
        (
            SINGLE,
            "None of 23 inadequate councils has been inspected again.",
            [(0, "re-inspected", "overall"), (23, "total", "overall")],
            [],
        ),
        (SINGLE, "Ofsted will see one council again.", [], ["1"]),
        (SINGLE, "Ofsted plans to visit 41 councils by March.", [], ["41"]),
        (SINGLE, "Twenty more inspections are planned before April.", [], ["20"]),
        (SINGLE, "All 152 councils will be inspected by 2016.", [(152, "total", "")], []),
        (SINGLE, "Twelve of the 41 schools were good.", [(12, "graded", ""), (41, "total", "")], []),
        (
            ANNOUNCED,
            "Safeguarding and looked after children are judged. Four inspections were good.",
            [(4, "graded", "")],
            [],
        ),
    ],
)
def test_wording_of_inspections_that_was_misread_once(before, text, said, left):
    assert told_after(before, text, "value", "measure", "judgement") == said
    assert unread_after(before, text) == left


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "The councils were excellent (28), good (76) and adequate (33).",
            [
                (28, "performs excellently", "2011", "excellent (28)"),
                (76, "performs well", "2011", "good (76)"),
                (33, "performs adequately", "2011", "adequate (33)"),
            ],
        ),
        (
            "Excellent (15), “good” (15).",
            [(15, "performs excellently", "2011", "Excellent (15)"), (15, "performs well", "2011", "“good” (15)")],
        ),
        (
            "28, 76 and 33 councils performed excellently, well and adequately respectively.",
            [
                (28, "performs excellently", "2011", "28"),
                (76, "performs well", "2011", "76"),
                (33, "performs adequately", "2011", "33 councils performed excellently, well and adequately"),
            ],
        ),
        (
            "Good were 12 councils, after all that was said.",
            [(12, "performs well", "2011", "Good were 12 councils")],
        ),
        ("Nine councils were poor as well.", [(9, "performs poorly", "2011", "Nine councils were poor")]),
        (
            "Seven councils were excellent throughout 2011.",
            [(7, "performs excellently", "2011", "Seven councils were excellent")],
        ),
    ],
)
def test_the_grade_of_each_count(text, said):
    assert told_after(ANNUAL, text, "value", "grade", "period", "quote") == said
    assert unread_after(ANNUAL, text) == []


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "Leeds was good, after 12 councils had been inspected.",
            [("Leeds", None, "good", "graded"), ("", 12, "", "inspected")],
        ),
        (
            "Two councils were good (Leeds and York) and those judged inadequate (Bury and Kent) will be visited.",
            [("", 2, "good", "graded"), *[(name, None, "good", "graded") for name in ("Leeds", "York")]]
            + [(name, None, "inadequate", "graded") for name in ("Bury", "Kent")],
        ),
        (
            "Those judged good (Leeds, York and Essex) and those judged inadequate (Bury and Kent) will be visited.",
            [(name, None, "good", "graded") for name in ("Leeds", "York", "Essex")]
            + [(name, None, "inadequate", "graded") for name in ("Bury", "Kent")],
        ),
        (
            "40 per cent were good: Leeds and York.",
            [("", 40, "good", "graded"), *[(name, None, "good", "graded") for name in ("Leeds", "York")]],
        ),
        ("Leeds (4) was outstanding.", [("Leeds", None, "outstanding", "graded")]),
        ("Those seen (Leeds and York) were good.", [(name, None, "good", "graded") for name in ("Leeds", "York")]),
        (
            "Two more councils than before were good: Leeds, York and Kent.",
            [("", 2, "good", "difference")],
        ),
        (
            "Requires improvement (2)\n\nKent was seen in May.",
            [("Kent", 2, "requires improvement", "graded")],
        ),
    ],
)
def test_the_grade_of_each_name(text, said):
    assert told_after(SINGLE, text, "authority", "value", "grade", "measure") == said
    assert {judgement for (judgement,) in told_after(SINGLE, text, "judgement")} <= {"overall", ""}


def test_a_count_is_of_the_service_that_its_own_words_name():
    text = (
        "Beside safeguarding, four inspections of looked after children services were good for overall effectiveness."
    )
    said = [(4, "looked after children: overall effectiveness")]
    assert told_after("Announced inspections", text, "value", "judgement") == said


def test_a_text_may_begin_with_what_is_planned():
    assert reading("plans for 20 single inspections").figures == []


def test_both_years_are_those_of_the_change_before_wherever_they_stand():
    change = "Compared with 2010, nine councils improved."
    for text in ("In both years seven councils were excellent.", "Seven councils were excellent in both years."):
        spans = told_after(ANNUAL, f"{change} {text}", "value", "from_period", "to_period")
        assert spans == [(9, "2010", "2011"), (7, "2010", "2011")]


def test_a_count_so_far_has_no_period():
    heading = "Single inspections between 1 April 2014 and 30 June 2014"
    for text in ("So far 12 councils have been inspected.", "12 councils have been inspected to date."):
        assert told_after(heading, text, "value", "period") == [(12, "")]


def test_overall_ends_what_was_said_of_a_judgement():
    text = "Nine councils were good for adoption. Six were outstanding. Three were inadequate overall."
    assert told_after(SINGLE, text, "value", "judgement") == [(9, "adoption"), (6, "adoption"), (3, "overall")]


@pytest.mark.parametrize(
    "text, quotes",
    [
        ("28 councils (or 18%) were good.", ["28 councils (or 18%) were good", "18%) were good"]),
        ("Good in all (Leeds and York).", ["Leeds", "York"]),
        ("The ‘good’ councils numbered 28.", ["‘good’ councils numbered 28"]),
        ("28 councils were ‘good’.", ["28 councils were ‘good’"]),
        ("The 28 good councils’ results are out.", ["28 good councils"]),
        ("All went well (28 good councils.)", ["28 good councils"]),
    ],
)
def test_a_quote_has_the_marks_around_it_where_it_has_both(text, quotes):
    assert [quote for (quote,) in told_after(ANNUAL, text, "quote")] == quotes


@pytest.mark.parametrize("before", [ANNUAL, SINGLE])
def test_what_is_done_well_is_no_grade(before):
    text = "Nine councils worked well with others."
    assert told_after(before, text, "grade") == []
    assert unread_after(before, text) == ["9"]


@pytest.mark.parametrize("length, place", [(120, "line, sentence 1"), (121, f"{SINGLE}, paragraph 1, sentence 1")])
def test_a_heading_has_120_characters_at_most(length, place):
    line = f"Nine councils were good {'x' * (length - 29)} line"
    assert told_after(SINGLE, f"{line}\n\nThat is all.", "locator")[0][0].endswith(place)
